//! The code of a checked request.

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::Ident;

use super::model::{Content, Given, Request};
use super::union::{Field, Input, Kind};
use crate::literal::constant;
use crate::tokens::shown_at;

/// A call of the variant's constructor with every field.
///
/// Each value has its own `let` with its type, in the caller's order: so rustc's message about a value of another type
/// shows the value and its key, and names no constructor.
pub(super) fn expand(input: &Input, request: &Request<'_>) -> TokenStream {
    let Input { union, call, .. } = input;
    let constructor = union.constructor(request.variant);
    let values = request.given.iter().map(|given| binding(&union.types, given));
    let arguments = request.variant.fields.iter().map(|field| {
        let given = request.given.iter().find(|given| given.field.name == field.name);
        argument(field, given)
    });
    // Shown at the wrapper, whose name the caller knows.
    quote_spanned! {*call=>
        {
            #(#values)*
            #constructor(#(#arguments),*)
        }
    }
}

fn binding(types: &TokenStream, given: &Given<'_>) -> TokenStream {
    let Given { field, key_span, content, .. } = given;
    if let Content::Null = content {
        return TokenStream::new();
    }
    let variable = variable(given);
    let value = expression(types, content);
    let rust_type = field.rust_type.clone().or_else(|| rust_type(types, &field.kind));
    let annotation = rust_type.map(|name| {
        let name = shown_at(*key_span, name);
        quote!(: #name)
    });
    quote!(let #variable #annotation = #value;)
}

/// The variable that holds the value; hygiene hides it from the caller's expressions.
fn variable(given: &Given<'_>) -> Ident {
    let name = given.field.name.replace(|letter: char| !letter.is_alphanumeric(), "_");
    format_ident!("value_of_{name}", span = given.value_span.resolved_at(Span::mixed_site()))
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

fn expression(types: &TokenStream, content: &Content) -> TokenStream {
    match content {
        Content::Constant { scalar, literal } => constant(&quote!(#types::#scalar), literal),
        // By its path: the caller may have no prelude.
        Content::String(literal) => quote_spanned! {literal.span().resolved_at(Span::mixed_site())=>
            ::std::borrow::ToOwned::to_owned(#literal)
        },
        // `vec!` is not allowed in a constant, not even without items.
        Content::List(items) if items.is_empty() => quote!(::std::vec::Vec::new()),
        Content::List(items) => {
            let items = items.iter().map(|item| expression(types, item));
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
        Kind::List(item, _) => {
            let item = rust_type(types, item).unwrap_or_else(|| quote!(_));
            quote!(::std::vec::Vec<#item>)
        }
        Kind::Integer | Kind::Number | Kind::Value => return None,
    })
}
