//! The tables of requests in JSON's form: what the macro of a type knows of it, in the syntax of `openscaler_codegen::request`.
//!
//! A table names the types of its values, whose own macros check them. Only a union repeats what distinguishes those of its
//! members that have values of one JSON type.

use serde_json::Value;

use super::shapes::written_out;
use super::{builders, scalars, tables};
use crate::api::{
    Api, Content, Enum, Field, Integer, Kind, ListRules, Member, NumberRules, Object, Rules, ScalarRules, Shape,
    Tagged, Type, TypeId, Union,
};
use crate::names::{draft_name, snake_name};

/// A union does not repeat the values of an enum that has more.
const MOST_VALUES: usize = 16;

/// The table of a type of requests, of which `macro_name` is the macro.
pub(super) fn table(api: &Api, ty: &Type, macro_name: &str) -> String {
    let draft = if ty.usage.drafted { format!(" draft {}", draft_name(&ty.name)) } else { String::new() };
    let mut header = format!("{} {macro_name}{draft}", ty.name);
    let cases = match &ty.kind {
        Kind::Object(object) => vec![constructor(api, ty, &snake_name(&ty.name), object, ty.rules.as_deref())],
        Kind::Tagged(tagged) => {
            header += &format!(" tag {:?}", tagged.tag);
            tagged_cases(api, ty, tagged)
        }
        Kind::Union(union) => union.members.iter().map(|member| self::member(api, ty, union, member)).collect(),
        Kind::Enum(values) => enum_cases(api, ty, values),
        Kind::Scalar(_) | Kind::Form(_) | Kind::Alias(_) => Vec::new(),
    };
    let cases: String = cases.iter().map(|case| format!("\n{case},")).collect();
    header + &cases
}

fn tagged_cases(api: &Api, ty: &Type, tagged: &Tagged) -> Vec<String> {
    let case = |variant: &crate::api::Variant| {
        let content = match &variant.content {
            Content::Object(object) => constructor(api, ty, &variant.constructor, object, variant.rules.as_deref()),
            Content::Named(id) => format!("{}::{}({})", ty.name, variant.name, kind(api, &Shape::Named(*id))),
        };
        format!("{} => {content}", literals(&variant.tags))
    };
    tagged.variants.iter().map(case).collect()
}

/// The constructor of the object that `start` begins, with the kinds of its fields.
fn constructor(api: &Api, ty: &Type, start: &str, object: &Object, rules: Option<&Rules>) -> String {
    let fields = object.fields.iter().map(|field| {
        let kind = kind_of_field(api, field) + &only(api, field).unwrap_or_default();
        format!("\n    {},", self::field(field, &kind))
    });
    let of_extra = rules.and_then(|rules| rules.inner.as_deref());
    let extra = object.extra.iter().map(|extra| format!("\n    ..{},", kind_with(api, &extra.shape, of_extra)));
    let read_only = object.read_only.iter().map(|name| format!("\n    !{name:?},"));
    let content: String = fields.chain(extra).chain(read_only).collect();
    let end = if content.is_empty() { "" } else { "\n" };
    format!("{}::{} {{{content}{end}}}", builders::module_name(ty), builders::constructor_name(start))
}

fn field(field: &Field, kind: &str) -> String {
    let optional = if field.required { "" } else { "?" };
    let boxed = if field.boxed { "boxed " } else { "" };
    let null = if field.nullable || field.tri_state { " | null" } else { "" };
    format!("{:?}{optional}: {boxed}{kind}{null}", field.wire)
}

/// The value of a required field that has no other.
fn only(api: &Api, field: &Field) -> Option<String> {
    let Shape::Named(id) = written_out(api, &field.shape) else { return None };
    match &api.types[id.0].kind {
        Kind::Enum(Enum { values, other: None, .. }) if field.required && !field.nullable => match values.as_slice() {
            [value] => Some(format!(" = {}", literal(&value.value))),
            _ => None,
        },
        _ => None,
    }
}

fn enum_cases(api: &Api, ty: &Type, values: &Enum) -> Vec<String> {
    let listed = values.values.iter().map(|value| format!("{} => {}::{}", literal(&value.value), ty.name, value.name));
    let other = values.other.iter().map(|(other, shape)| format!("{}::{other}({})", ty.name, kind(api, shape)));
    listed.chain(other).collect()
}

/// A member of a union, with its forms if another has values of the same JSON type.
fn member(api: &Api, ty: &Type, union: &Union, member: &Member) -> String {
    let own = json_type(api, &member.shape);
    let types = union.members.iter().map(|member| json_type(api, &member.shape));
    let rivals = types.filter(|other| *other == own || *other == "union" || own == "union").count() - 1;
    let mut forms = Vec::new();
    if rivals > 0 {
        add_forms(api, &member.shape, member.rules.as_deref(), &mut Vec::new(), &mut forms);
    }
    let forms: String = forms.iter().map(|form| format!("; {form}")).collect();
    let boxed = if member.boxed { "boxed " } else { "" };
    let kind = kind_with(api, &member.shape, member.rules.as_deref());
    format!("{}::{}({boxed}{kind}{forms})", ty.name, member.name)
}

/// Adds what a value can be, without the names of the types that say it.
fn add_forms(api: &Api, shape: &Shape, rules: Option<&Rules>, seen: &mut Vec<TypeId>, forms: &mut Vec<String>) {
    let own = kind_with(api, shape, rules);
    let shape = written_out(api, shape);
    let Shape::Named(id) = shape else { return forms.push(own) };
    if seen.contains(id) {
        return;
    }
    seen.push(*id);
    let ty = &api.types[id.0];
    match &ty.kind {
        Kind::Object(object) => forms.push(object_form(api, None, object)),
        Kind::Tagged(tagged) => {
            for variant in &tagged.variants {
                match &variant.content {
                    Content::Object(object) => {
                        let tag = format!("{:?}: {}, ", tagged.tag, literals(&variant.tags));
                        forms.push(object_form(api, Some(tag).filter(|_| variant.tags.len() == 1), object));
                    }
                    Content::Named(id) => add_forms(api, &Shape::Named(*id), None, seen, forms),
                }
            }
        }
        Kind::Union(union) => union.members.iter().for_each(|member| {
            add_forms(api, &member.shape, member.rules.as_deref(), seen, forms);
        }),
        Kind::Enum(values) if values.other.is_none() => {
            forms.push(literals(values.values.iter().map(|value| &value.value)))
        }
        Kind::Scalar(scalar) => forms.push(format!("rules {} {{ {} }}", ty.name, scalars::rules(scalar))),
        Kind::Enum(_) | Kind::Form(_) | Kind::Alias(_) => forms.push(own),
    }
}

fn object_form(api: &Api, tag: Option<String>, object: &Object) -> String {
    let fields = object.fields.iter().map(|field| {
        let kind = listed(api, &field.shape).unwrap_or_else(|| kind_of_field(api, field));
        self::field(field, &kind) + ", "
    });
    let extra = object.extra.iter().map(|extra| format!("..{}, ", kind(api, &extra.shape)));
    let content: String = tag.into_iter().chain(fields).chain(extra).collect();
    format!("{{ {content}}}")
}

/// The values of a short enum.
fn listed(api: &Api, shape: &Shape) -> Option<String> {
    let Shape::Named(id) = written_out(api, shape) else { return None };
    match &api.types[id.0].kind {
        Kind::Enum(Enum { values, other: None, .. }) if values.len() <= MOST_VALUES => {
            Some(literals(values.iter().map(|value| &value.value)))
        }
        _ => None,
    }
}

fn literals<'a>(values: impl IntoIterator<Item = &'a Value>) -> String {
    let values: Vec<String> = values.into_iter().map(literal).collect();
    values.join(" ")
}

/// A literal of Rust, in which a string has other escapes than in JSON.
fn literal(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), |text| format!("{text:?}"))
}

fn kind_of_field(api: &Api, field: &Field) -> String {
    kind_with(api, &field.shape, field.rules.as_deref())
}

/// The kind of a value whose type has all of its rules.
fn kind(api: &Api, shape: &Shape) -> String {
    kind_with(api, shape, None)
}

/// The kind of a value.
fn kind_with(api: &Api, shape: &Shape, rules: Option<&Rules>) -> String {
    let rules = match shape {
        Shape::Named(id) => api.types[id.0].rules.as_deref(),
        _ => rules,
    };
    let inner = |value: &Shape| kind_with(api, value, rules.and_then(|rules| rules.inner.as_deref()));
    let shape = written_out(api, shape);
    if let Some(rules) = tables::checked(shape, rules) {
        return format!("{} where {{ {rules} }}", kind(api, shape));
    }
    match shape {
        Shape::Any => "json".to_owned(),
        Shape::Boolean => "boolean".to_owned(),
        Shape::Integer(Integer::I64) => "i64".to_owned(),
        Shape::Integer(Integer::U64) => "u64".to_owned(),
        Shape::Integer(Integer::Big) => "integer".to_owned(),
        Shape::Number => "f64".to_owned(),
        Shape::Text(_) => "string".to_owned(),
        Shape::List(items, rules) => format!("[{}{}]", inner(items), list_rules(*rules)),
        Shape::Map(values) => format!("{{{}}}", inner(values)),
        Shape::Nullable(value) => format!("{} | null", kind_with(api, value, rules)),
        shape @ Shape::Named(id) => {
            let (ty, json_type) = (&api.types[id.0], json_type(api, shape));
            let is_enum = json_type != "union" && matches!(ty.kind, Kind::Enum(_));
            let choice = if is_enum { " enum" } else { "" };
            format!("{json_type}{choice} {} {}", ty.name, snake_name(&ty.name))
        }
    }
}

/// The JSON type of a value, by the word for types that have it; `union` if there are several.
fn json_type(api: &Api, shape: &Shape) -> &'static str {
    let of_value = |value: &Value| match value {
        Value::String(_) => "string",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        _ => "union",
    };
    match written_out(api, shape) {
        Shape::Any | Shape::Boolean => "union",
        Shape::Integer(_) => "integer",
        Shape::Number => "number",
        Shape::Text(_) => "string",
        Shape::List(..) => "list",
        Shape::Map(_) => "object",
        Shape::Nullable(value) => json_type(api, value),
        Shape::Named(id) => match &api.types[id.0].kind {
            Kind::Object(_) | Kind::Tagged(_) => "object",
            Kind::Scalar(ScalarRules::Text(_)) => "string",
            Kind::Scalar(ScalarRules::Number(NumberRules::Integer { .. })) => "integer",
            Kind::Scalar(_) => "number",
            Kind::Enum(Enum { values, other, .. }) => {
                let listed = values.iter().map(|value| of_value(&value.value));
                let mut types = listed.chain(other.iter().map(|(_, shape)| json_type(api, shape)));
                let first = types.next().unwrap_or("union");
                if types.all(|other| other == first) { first } else { "union" }
            }
            Kind::Union(_) | Kind::Form(_) | Kind::Alias(_) => "union",
        },
    }
}

/// The constraints of a list, each preceded by a comma.
fn list_rules(rules: ListRules) -> String {
    let ListRules { min, max, unique } = rules;
    let min = min.map(|min| format!(", min_items = {min}")).unwrap_or_default();
    let max = max.map(|max| format!(", max_items = {max}")).unwrap_or_default();
    let unique = if unique { ", unique_items" } else { "" };
    format!("{min}{max}{unique}")
}
