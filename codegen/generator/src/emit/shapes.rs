//! The Rust type of a value, wherever one is used.

use openscaler_openapi::numbers::NumberRules;
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::tagged;
use crate::api::{Api, Field, Integer, Kind, ListRules, Scalar, ScalarRules, Shape};

/// The type of a value of `shape`.
pub(crate) fn rust_type(api: &Api, shape: &Shape) -> TokenStream {
    match shape {
        Shape::Any => quote!(::serde_json::Value),
        Shape::Boolean => quote!(bool),
        Shape::Integer(Integer::I64) => quote!(i64),
        Shape::Integer(Integer::U64) => quote!(u64),
        Shape::Integer(Integer::Big) => quote!(::serde_json::Number),
        Shape::Number => quote!(f64),
        Shape::Text(_) => quote!(::std::string::String),
        Shape::List(items, _) => {
            let items = rust_type(api, items);
            quote!(::std::vec::Vec<#items>)
        }
        Shape::Map(values) => {
            let values = rust_type(api, values);
            quote!(::std::collections::BTreeMap<::std::string::String, #values>)
        }
        Shape::Nullable(value) => {
            let value = rust_type(api, value);
            quote!(::std::option::Option<#value>)
        }
        Shape::Named(id) => {
            let name = format_ident!("{}", api.types[id.0].name);
            quote!(crate::types::#name)
        }
    }
}

/// The type of a value of `shape`, in a box if that is what keeps its type finite.
pub(super) fn boxed_type(api: &Api, shape: &Shape, boxed: bool) -> TokenStream {
    let value = rust_type(api, shape);
    if boxed { quote!(::std::boxed::Box<#value>) } else { value }
}

/// The type of a field: an `Option` if it may be absent or null.
pub(super) fn field_type(api: &Api, field: &Field) -> TokenStream {
    let value = boxed_type(api, &field.shape, field.boxed);
    if field.required && !field.nullable { value } else { quote!(::std::option::Option<#value>) }
}

/// What reads a field from JSON in a draft, in the words of our derive; `None` if its type alone says so.
pub(super) fn reader(api: &Api, shape: &Shape) -> Option<TokenStream> {
    match written_out(api, shape) {
        Shape::List(items, rules) => {
            let (items, rules) = (reader(api, items).unwrap_or_else(|| quote!(json)), list_rules(*rules));
            Some(quote!(list(#items #rules)))
        }
        Shape::Named(id) => match &api.types[id.0].kind {
            Kind::Scalar(Scalar { rules: ScalarRules::Text(_), .. }) => Some(quote!(scalar)),
            Kind::Scalar(Scalar { rules: ScalarRules::Number(NumberRules::Integer { .. }), .. }) => {
                Some(quote!(integer))
            }
            Kind::Scalar(_) => Some(quote!(number)),
            Kind::Tagged(tagged) if tagged::is_plain(tagged) => Some(quote!(union)),
            _ => None,
        },
        _ => None,
    }
}

/// What the JSON form takes for a value, in the words of our macro.
pub(super) fn json_kind(api: &Api, shape: &Shape) -> TokenStream {
    match written_out(api, shape) {
        Shape::Text(_) => quote!(string),
        Shape::Boolean => quote!(boolean),
        Shape::Number => quote!(number),
        Shape::Integer(Integer::I64 | Integer::U64) => quote!(integer),
        Shape::List(items, rules) => {
            let (items, rules) = (json_kind(api, items), list_rules(*rules));
            quote!(list(#items #rules))
        }
        Shape::Nullable(value) => {
            let value = json_kind(api, value);
            quote!(nullable #value)
        }
        Shape::Named(id) => {
            let name = format_ident!("{}", api.types[id.0].name);
            match &api.types[id.0].kind {
                Kind::Scalar(_) => quote!(scalar #name),
                Kind::Tagged(tagged) if tagged::is_plain(tagged) => quote!(union #name),
                _ => quote!(value),
            }
        }
        Shape::Any | Shape::Map(_) | Shape::Integer(Integer::Big) => quote!(value),
    }
}

/// The shape that a chain of aliases stands for.
pub(super) fn written_out<'a>(api: &'a Api, shape: &'a Shape) -> &'a Shape {
    match shape {
        Shape::Named(id) => match &api.types[id.0].kind {
            Kind::Alias(target) => written_out(api, target),
            _ => shape,
        },
        _ => shape,
    }
}

/// The rules of a list, each behind a comma.
fn list_rules(rules: ListRules) -> TokenStream {
    let ListRules { min, max, unique } = rules;
    let min = min.map(Literal::u64_unsuffixed).map(|min| quote!(, min_items = #min));
    let max = max.map(Literal::u64_unsuffixed).map(|max| quote!(, max_items = #max));
    let unique = unique.then(|| quote!(, unique_items));
    quote!(#min #max #unique)
}
