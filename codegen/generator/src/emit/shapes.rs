//! The Rust types of values.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};

use crate::api::{Api, Field, Integer, Kind, PRELUDE, Shape, Text, Type};

/// A name of Rust's prelude, or its path if a type has the name.
pub(super) fn prelude(api: &Api, name: &str) -> TokenStream {
    let path = PRELUDE.iter().find(|(known, _)| *known == name && api.shadowed.contains(known));
    match path.and_then(|(_, path)| path.parse().ok()) {
        Some(path) => path,
        None => format_ident!("{name}").into_token_stream(),
    }
}

/// The type of a value of `shape`.
pub(crate) fn rust_type(api: &Api, shape: &Shape) -> TokenStream {
    match shape {
        Shape::Any => quote!(::serde_json::Value),
        Shape::Boolean => quote!(bool),
        Shape::Integer(Integer::I64) => quote!(i64),
        Shape::Integer(Integer::U64) => quote!(u64),
        Shape::Integer(Integer::Big) => quote!(::serde_json::Number),
        Shape::Number => quote!(f64),
        Shape::Text(Text::Plain) => prelude(api, "String"),
        Shape::Text(Text::DateTime) => quote!(::openscaler_runtime::Timestamp),
        Shape::Text(Text::CommaSeparated) => quote!(::openscaler_runtime::CommaSeparated),
        Shape::List(items, _) => {
            let (vec, items) = (prelude(api, "Vec"), rust_type(api, items));
            quote!(#vec<#items>)
        }
        Shape::Map(values) => {
            let (string, values) = (prelude(api, "String"), rust_type(api, values));
            quote!(::std::collections::BTreeMap<#string, #values>)
        }
        Shape::Nullable(value) => {
            let (option, value) = (prelude(api, "Option"), rust_type(api, value));
            quote!(#option<#value>)
        }
        Shape::Named(id) => {
            let name = format_ident!("{}", api.types[id.0].name);
            quote!(crate::types::#name)
        }
    }
}

/// Whether a value of `shape` is passed by reference, as progenitor does.
pub(crate) fn is_by_reference(shape: &Shape) -> bool {
    !matches!(shape, Shape::Boolean | Shape::Integer(Integer::I64 | Integer::U64) | Shape::Number)
}

/// The type of a value of `shape` that is borrowed for `lifetime`; what is not passed by reference is copied.
pub(crate) fn borrowed_type(api: &Api, shape: &Shape, lifetime: Option<TokenStream>) -> TokenStream {
    match shape {
        Shape::Text(_) => quote!(&#lifetime str),
        shape => {
            let (reference, ty) = (is_by_reference(shape).then(|| quote!(&#lifetime)), rust_type(api, shape));
            quote!(#reference #ty)
        }
    }
}

/// The traits of a type with which its values are compared.
pub(super) fn equality(ty: &Type) -> TokenStream {
    if ty.is_eq { quote!(PartialEq, Eq) } else { quote!(PartialEq) }
}

/// The type of a value of `shape`, in a `Box` if `boxed`.
pub(super) fn boxed_type(api: &Api, shape: &Shape, boxed: bool) -> TokenStream {
    let (value, name) = (rust_type(api, shape), prelude(api, "Box"));
    if boxed { quote!(#name<#value>) } else { value }
}

/// The type of a field: an `Option` if it may be absent or null, and a `Field` if the two differ.
pub(super) fn field_type(api: &Api, field: &Field) -> TokenStream {
    let value = boxed_type(api, &field.shape, field.boxed);
    match (field.required, field.nullable) {
        _ if field.tri_state => quote!(::openscaler_runtime::field::Field<#value>),
        (true, false) => value,
        _ => {
            let option = prelude(api, "Option");
            quote!(#option<#value>)
        }
    }
}

/// Resolves a chain of aliases to its shape.
pub(super) fn written_out<'a>(api: &'a Api, shape: &'a Shape) -> &'a Shape {
    match shape {
        Shape::Named(id) => match &api.types[id.0].kind {
            Kind::Alias(target) => written_out(api, target),
            _ => shape,
        },
        _ => shape,
    }
}
