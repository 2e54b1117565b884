//! The code of a checked request.

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::Ident;

use super::model::{Content, Given, Request};
use super::union::{Field, Kind, Union};
use crate::literal::constant;
use crate::tokens::shown_at;

/// A call of the variant's constructor with every field.
///
/// Each value has its own `let` with its type, in the caller's order: so rustc's message about a value of another type
/// shows the value and its key, and names no constructor.
pub(super) fn expand(union: &Union, request: &Request<'_>) -> TokenStream {
    let constructor = union.constructor(request.variant);
    let values = request.given.iter().map(|given| binding(union, given));
    let arguments = request.variant.fields.iter().map(|field| {
        let given = request.given.iter().find(|given| given.name == field.name);
        argument(field, given)
    });
    quote!({
        #(#values)*
        #constructor(#(#arguments),*)
    })
}

fn binding(union: &Union, given: &Given<'_>) -> TokenStream {
    let types = &union.types;
    let variable = variable(given);
    let value = match &given.content {
        Content::Null => return TokenStream::new(),
        content => expression(types, given.kind, content),
    };
    let annotation = rust_type(types, given.kind).map(|name| {
        let name = shown_at(given.key_span, name);
        quote!(: #name)
    });
    quote!(let #variable #annotation = #value;)
}

/// The variable that holds the value; the caller's expressions do not see it.
fn variable(given: &Given<'_>) -> Ident {
    format_ident!(
        "value_of_{}",
        given.name.replace(|letter: char| !letter.is_alphanumeric(), "_"),
        span = Span::mixed_site()
    )
}

fn argument(field: &Field, given: Option<&Given<'_>>) -> TokenStream {
    match given {
        Some(given) if !matches!(given.content, Content::Null) => {
            let variable = variable(given);
            if field.required && !field.nullable {
                quote!(#variable)
            } else {
                quote!(::core::option::Option::Some(#variable))
            }
        }
        _ => quote!(::core::option::Option::None),
    }
}

fn expression(types: &TokenStream, kind: &Kind, content: &Content) -> TokenStream {
    match content {
        Content::Constant { scalar, literal } => constant(&quote!(#types::#scalar), literal),
        Content::String(literal) => quote_spanned! {literal.span().resolved_at(Span::mixed_site())=>
            ::std::string::String::from(#literal)
        },
        Content::List(items) if items.is_empty() => quote!(::std::vec::Vec::new()),
        Content::List(items) => {
            let items = items.iter().map(|item| expression(types, kind, item));
            quote!(::std::vec![#(#items),*])
        }
        Content::Expression(tokens) => tokens.clone(),
        Content::Null => quote!(::core::option::Option::None),
    }
}

/// The type of a field's value, where it follows from its kind.
fn rust_type(types: &TokenStream, kind: &Kind) -> Option<TokenStream> {
    Some(match kind {
        Kind::Scalar(name) | Kind::Union(name) => quote!(#types::#name),
        Kind::String => quote!(::std::string::String),
        Kind::Boolean => quote!(::core::primitive::bool),
        Kind::List(item) => {
            let item = rust_type(types, item).unwrap_or_else(|| quote!(_));
            quote!(::std::vec::Vec<#item>)
        }
        Kind::Integer | Kind::Number | Kind::Value => return None,
    })
}
