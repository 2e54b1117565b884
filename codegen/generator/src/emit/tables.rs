//! Static tables of the JSON that types accept: unions, drafts and answers read them (`runtime/src/shape.rs`).

use std::collections::BTreeSet;
use std::iter;

use proc_macro2::TokenStream;
use quote::quote;

use super::scalars;
use crate::api::{
    Answer, Api, Content, Integer, Kind, ListRules, Member, NumberRules, Object, Rules, ScalarRules, Shape, Text, Type,
    TypeId,
};

/// The module `tables`, with a table for each type in a draft, in an answer, or in the member of a union.
///
/// It is written as text: these are data, as much as everything else that is generated.
pub(super) fn emit(api: &Api) -> Option<String> {
    let mut reached = Reached { api, types: BTreeSet::new() };
    for (id, ty) in (0..).map(TypeId).zip(&api.types) {
        if ty.usage.drafted {
            reached.shape(&Shape::Named(id));
        }
        if let Kind::Union(union) = &ty.kind {
            union.members.iter().for_each(|member| reached.shape(&member.shape));
        }
    }
    api.operations.iter().for_each(|operation| reached.answer(&operation.success.content));
    if reached.types.is_empty() {
        return None;
    }
    let tables = reached.types.into_iter().map(|id| {
        let ty = &api.types[id.0];
        format!("    pub(super) static {}: Shape = {};\n", ty.name, of_type(api, ty))
    });
    let start = "\
/// The JSON that each type accepts.
#[allow(non_upper_case_globals, unused_imports)]
#[cfg_attr(not(feature = \"requests\"), allow(dead_code))]
mod tables {
    use ::openscaler_runtime::shape::{Bounds, Literal, Property, Rules, Shape};
";
    Some(iter::once(start.to_owned()).chain(tables).chain(["}\n".to_owned()]).collect())
}

/// The types that have a table.
struct Reached<'a> {
    api: &'a Api,
    types: BTreeSet<TypeId>,
}

impl Reached<'_> {
    fn answer(&mut self, answer: &Answer) {
        match answer {
            Answer::Json(shape) => self.shape(shape),
            Answer::ByStatus(by_status) => by_status.variants.iter().for_each(|variant| self.answer(&variant.content)),
            Answer::Nothing | Answer::Stream | Answer::Events(_) => {}
        }
    }

    fn shape(&mut self, shape: &Shape) {
        let api = self.api;
        match shape {
            Shape::List(value, _) | Shape::Map(value) | Shape::Nullable(value) => self.shape(value),
            Shape::Named(id) if self.types.insert(*id) => match &api.types[id.0].kind {
                Kind::Object(object) => self.object(object),
                Kind::Tagged(tagged) => tagged.variants.iter().for_each(|variant| match &variant.content {
                    Content::Object(object) => self.object(object),
                    Content::Named(id) => self.shape(&Shape::Named(*id)),
                }),
                Kind::Union(union) => union.members.iter().for_each(|member| self.shape(&member.shape)),
                Kind::Enum(values) => values.other.iter().for_each(|(_, shape)| self.shape(shape)),
                Kind::Alias(shape) => self.shape(shape),
                Kind::Scalar(_) | Kind::Form(_) => {}
            },
            _ => {}
        }
    }

    fn object(&mut self, object: &Object) {
        object.fields.iter().for_each(|field| self.shape(&field.shape));
        object.extra.iter().for_each(|extra| self.shape(&extra.shape));
    }
}

/// A reference to the table of a shape, from outside the module.
pub(crate) fn reference(api: &Api, shape: &Shape) -> TokenStream {
    let table = of_shape(api, shape, None, ["::openscaler_runtime::shape::", "crate::generated::tables::"]);
    table.parse().unwrap_or_else(|_| quote!(compile_error!(#table)))
}

/// A reference to the table of a shape whose values have `rules`.
///
/// The paths are those of the runtime's names from there, and of the module.
fn of_shape(api: &Api, shape: &Shape, rules: Option<&Rules>, paths: [&str; 2]) -> String {
    let [shapes, tables] = paths;
    let inner = |value: &Shape| of_shape(api, value, rules.and_then(|rules| rules.inner.as_deref()), paths);
    if let Some(rules) = checked(shape, rules) {
        let shape = of_shape(api, shape, None, paths);
        return format!("&{shapes}Shape::Checked({shape}, ::openscaler_codegen::rules!({rules}))");
    }
    let table = match shape {
        Shape::Any => "Any".to_owned(),
        Shape::Boolean => "Boolean".to_owned(),
        Shape::Integer(Integer::I64) => "Integer".to_owned(),
        Shape::Integer(Integer::U64) => "Unsigned".to_owned(),
        Shape::Integer(Integer::Big) | Shape::Number => "Number".to_owned(),
        Shape::Text(Text::DateTime) => "DateTime".to_owned(),
        Shape::Text(_) => "Text".to_owned(),
        Shape::List(items, rules) if *rules == ListRules::default() => format!("List({})", inner(items)),
        Shape::List(items, rules) => format!("Bounded({}, {shapes}Bounds {})", inner(items), bounds(rules)),
        Shape::Map(values) => format!("Map({})", inner(values)),
        Shape::Nullable(value) => format!("Nullable({})", of_shape(api, value, rules, paths)),
        Shape::Named(TypeId(index)) => return format!("&{tables}{}", api.types[*index].name),
    };
    format!("&{shapes}Shape::{table}")
}

/// The rules of a string or number without a type of its own.
pub(super) fn checked(shape: &Shape, rules: Option<&Rules>) -> Option<TokenStream> {
    let rules = rules?.checked.as_ref()?;
    match (shape, rules) {
        (Shape::Text(Text::Plain), ScalarRules::Text(_))
        | (Shape::Integer(_), ScalarRules::Number(NumberRules::Integer { .. }))
        | (Shape::Number, ScalarRules::Number(NumberRules::Number { .. })) => Some(scalars::rules(rules)),
        _ => None,
    }
}

fn bounds(ListRules { min, max, unique }: &ListRules) -> String {
    let (least, most) = (min.unwrap_or_default(), optional(max.map(|max| max.to_string())));
    format!("{{ least: {least}, most: {most}, unique: {unique} }}")
}

/// A reference to the table of a shape, from inside the module.
fn inner(api: &Api, shape: &Shape, rules: Option<&Rules>) -> String {
    of_shape(api, shape, rules, [""; 2])
}

/// `value` as an `Option`; a table may be called `None` or `Some`.
fn optional(value: Option<String>) -> String {
    let option = "::std::option::Option::";
    value.map_or_else(|| format!("{option}None"), |value| format!("{option}Some({value})"))
}

fn of_type(api: &Api, ty: &Type) -> String {
    let inner = |shape: &Shape| inner(api, shape, None);
    match &ty.kind {
        Kind::Object(object) => of_object(api, object, None, ty.rules.as_deref(), INDENT),
        Kind::Tagged(tagged) => {
            let variants = tagged.variants.iter().map(|variant| {
                let content = match &variant.content {
                    Content::Object(object) => {
                        let indent = INDENT.to_owned() + "    ";
                        "&".to_owned() + &of_object(api, object, Some(&tagged.tag), variant.rules.as_deref(), &indent)
                    }
                    Content::Named(id) => inner(&Shape::Named(*id)),
                };
                format!("(&[{}], {content})", variant.tags.iter().map(literal).collect::<Vec<_>>().join(", "))
            });
            format!("Shape::Tagged({:?}, &{})", tagged.tag, list(variants, INDENT))
        }
        Kind::Union(union) => {
            let member = |member: &Member| self::inner(api, &member.shape, member.rules.as_deref());
            format!("Shape::Union(&{})", list(union.members.iter().map(member), INDENT))
        }
        Kind::Enum(values) if values.open => "Shape::Text".to_owned(),
        Kind::Enum(values) => {
            let others = optional(values.other.as_ref().map(|(_, shape)| inner(shape)));
            let values = values.values.iter().map(|value| literal(&value.value));
            format!("Shape::Enum(&{}, {others})", list(values, INDENT))
        }
        Kind::Scalar(rules) => {
            let kind = match rules {
                ScalarRules::Text(_) => "Text",
                ScalarRules::Number(NumberRules::Integer { .. }) => "Integer",
                ScalarRules::Number(NumberRules::Number { .. }) => "Number",
            };
            format!("Shape::Scalar({0:?}, Rules::{kind}(&crate::types::{0}::CONSTRAINTS))", ty.name)
        }
        // Parts are not JSON.
        Kind::Form(_) => "Shape::Any".to_owned(),
        Kind::Alias(shape) => format!("Shape::Alias({})", self::inner(api, shape, ty.rules.as_deref())),
    }
}

/// The table of an object; that of a variant includes the tag.
fn of_object(api: &Api, object: &Object, tag: Option<&str>, rules: Option<&Rules>, indent: &str) -> String {
    let tag = tag.filter(|tag| object.fields.iter().all(|field| field.wire != *tag));
    let tag = tag.iter().map(|tag| format!("Property::Required({tag:?}, &Shape::Any)"));
    let fields = object.fields.iter().map(|field| {
        let (wire, mut shape) = (&field.wire, inner(api, &field.shape, field.rules.as_deref()));
        if field.nullable || field.tri_state {
            shape = format!("&Shape::Nullable({shape})");
        }
        let presence = if field.required { "Required" } else { "Optional" };
        format!("Property::{presence}({wire:?}, {shape})")
    });
    let of_extra = rules.and_then(|rules| rules.inner.as_deref());
    let extra = optional(object.extra.as_ref().map(|extra| inner(api, &extra.shape, of_extra)));
    format!("Shape::Object(&{}, {extra})", list(tag.chain(fields), indent))
}

/// Where the items of a table are.
const INDENT: &str = "    ";

/// A list with an item on each line.
fn list(items: impl Iterator<Item = String>, indent: &str) -> String {
    let lines: String = items.map(|item| format!("{indent}    {item},\n")).collect();
    if lines.is_empty() { "[]".to_owned() } else { format!("[\n{lines}{indent}]") }
}

fn literal(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => format!("Literal::Text({text:?})"),
        serde_json::Value::Bool(boolean) => format!("Literal::Boolean({boolean})"),
        number => format!("Literal::Number({:?})", number.as_f64().unwrap_or_default()),
    }
}
