//! Static tables of the JSON that types accept: unions, drafts and answers read them (`runtime/src/shape.rs`).

use std::collections::BTreeSet;
use std::iter;

use anyhow::Result;
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::{enums, scalars};
use crate::api::{
    Answer, Api, Content, Integer, Kind, ListRules, Member, NumberRules, Object, Rules, ScalarRules, Shape, Text, Type,
    TypeId,
};
use crate::print::Block;

/// The module `tables`, with a table for each type in a draft, in an answer, or in the member of a union.
pub(super) fn emit(api: &Api) -> Option<Block<impl Iterator<Item = Result<TokenStream>>>> {
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
        let (name, table) = (format_ident!("{}", ty.name), of_type(api, ty));
        quote!(pub(super) static #name: Shape = #table;)
    });
    let head = quote! {
        /// The JSON that each type accepts.
        #[allow(non_upper_case_globals, unused_imports)]
        #[cfg_attr(not(feature = "requests"), allow(dead_code))]
        mod tables
    };
    let imports = quote!(
        use ::openscaler_runtime::shape::{Bounds, Literal, Property, Rules, Shape};
    );
    Some(Block { head, items: iter::once(imports).chain(tables).map(Ok) })
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
    let (shapes, tables) = (quote!(::openscaler_runtime::shape::), quote!(crate::generated::tables::));
    of_shape(api, shape, None, [&shapes, &tables])
}

/// A reference to the table of a shape whose values have `rules`.
///
/// The paths are those of the runtime's names from there, and of the module.
fn of_shape(api: &Api, shape: &Shape, rules: Option<&Rules>, paths: [&TokenStream; 2]) -> TokenStream {
    let [shapes, tables] = paths;
    let inner = |value: &Shape| of_shape(api, value, rules.and_then(|rules| rules.inner.as_deref()), paths);
    if let Some(rules) = checked(shape, rules) {
        let shape = of_shape(api, shape, None, paths);
        return quote!(&#shapes Shape::Checked(#shape, ::openscaler_codegen::rules!(#rules)));
    }
    let table = match shape {
        Shape::Any => quote!(Any),
        Shape::Boolean => quote!(Boolean),
        Shape::Integer(Integer::I64) => quote!(Integer),
        Shape::Integer(Integer::U64) => quote!(Unsigned),
        Shape::Integer(Integer::Big) | Shape::Number => quote!(Number),
        Shape::Text(Text::DateTime) => quote!(DateTime),
        Shape::Text(_) => quote!(Text),
        Shape::List(items, rules) if *rules == ListRules::default() => {
            let items = inner(items);
            quote!(List(#items))
        }
        Shape::List(items, rules) => {
            let (items, bounds) = (inner(items), bounds(rules));
            quote!(Bounded(#items, #shapes Bounds #bounds))
        }
        Shape::Map(values) => {
            let values = inner(values);
            quote!(Map(#values))
        }
        Shape::Nullable(value) => {
            let value = of_shape(api, value, rules, paths);
            quote!(Nullable(#value))
        }
        Shape::Named(TypeId(index)) => {
            let name = format_ident!("{}", api.types[*index].name);
            return quote!(&#tables #name);
        }
    };
    quote!(&#shapes Shape::#table)
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

fn bounds(ListRules { min, max, unique }: &ListRules) -> TokenStream {
    let least = Literal::u64_unsuffixed(min.unwrap_or_default());
    let most = optional(max.map(Literal::u64_unsuffixed));
    quote!({ least: #least, most: #most, unique: #unique })
}

fn optional(value: Option<impl quote::ToTokens>) -> TokenStream {
    match value {
        Some(value) => quote!(::std::option::Option::Some(#value)),
        None => quote!(::std::option::Option::None),
    }
}

/// A reference to the table of a shape, from inside the module.
fn inner(api: &Api, shape: &Shape, rules: Option<&Rules>) -> TokenStream {
    of_shape(api, shape, rules, [&TokenStream::new(), &TokenStream::new()])
}

fn of_type(api: &Api, ty: &Type) -> TokenStream {
    let inner = |shape: &Shape| inner(api, shape, None);
    match &ty.kind {
        Kind::Object(object) => of_object(api, object, None, ty.rules.as_deref()),
        Kind::Tagged(tagged) => {
            let variants = tagged.variants.iter().map(|variant| {
                let tags = variant.tags.iter().map(literal);
                let content = match &variant.content {
                    Content::Object(object) => {
                        let content = of_object(api, object, Some(&tagged.tag), variant.rules.as_deref());
                        quote!(&#content)
                    }
                    Content::Named(id) => inner(&Shape::Named(*id)),
                };
                quote!((&[#(#tags),*], #content))
            });
            let tag = &tagged.tag;
            quote!(Shape::Tagged(#tag, &[#(#variants),*]))
        }
        Kind::Union(union) => {
            let member = |member: &Member| self::inner(api, &member.shape, member.rules.as_deref());
            let members = union.members.iter().map(member);
            quote!(Shape::Union(&[#(#members),*]))
        }
        Kind::Enum(values) if values.open => quote!(Shape::Text),
        Kind::Enum(values) => {
            let others = optional(values.other.as_ref().map(|(_, shape)| inner(shape)));
            let values = values.values.iter().map(|value| literal(&value.value));
            quote!(Shape::Enum(&[#(#values),*], #others))
        }
        Kind::Scalar(rules) => {
            let (text, name) = (&ty.name, format_ident!("{}", ty.name));
            let kind = match rules {
                ScalarRules::Text(_) => quote!(Text),
                ScalarRules::Number(NumberRules::Integer { .. }) => quote!(Integer),
                ScalarRules::Number(NumberRules::Number { .. }) => quote!(Number),
            };
            quote!(Shape::Scalar(#text, Rules::#kind(&crate::types::#name::CONSTRAINTS)))
        }
        // Parts are not JSON.
        Kind::Form(_) => quote!(Shape::Any),
        Kind::Alias(shape) => {
            let target = self::inner(api, shape, ty.rules.as_deref());
            quote!(Shape::Alias(#target))
        }
    }
}

/// The table of an object; that of a variant includes the tag.
fn of_object(api: &Api, object: &Object, tag: Option<&str>, rules: Option<&Rules>) -> TokenStream {
    let tag = tag.filter(|tag| object.fields.iter().all(|field| field.wire != *tag));
    let tag = tag.iter().map(|tag| quote!(Property::Required(#tag, &Shape::Any)));
    let fields = object.fields.iter().map(|field| {
        let (name, mut shape) = (&field.wire, inner(api, &field.shape, field.rules.as_deref()));
        if field.nullable || field.tri_state {
            shape = quote!(&Shape::Nullable(#shape));
        }
        let presence = format_ident!("{}", if field.required { "Required" } else { "Optional" });
        quote!(Property::#presence(#name, #shape))
    });
    let fields = tag.chain(fields);
    let of_extra = rules.and_then(|rules| rules.inner.as_deref());
    let extra = optional(object.extra.as_ref().map(|extra| inner(api, &extra.shape, of_extra)));
    quote!(Shape::Object(&[#(#fields),*], #extra))
}

fn literal(value: &serde_json::Value) -> TokenStream {
    let literal = enums::literal(value);
    let kind = if value.is_string() {
        quote!(Text(#literal))
    } else if value.is_boolean() {
        quote!(Boolean(#literal))
    } else {
        quote!(Number(#literal as f64))
    };
    quote!(Literal::#kind)
}
