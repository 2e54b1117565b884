//! Successes that differ by status: an enum for each operation that has some.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::docs::docs;
use super::shapes::rust_type;
use crate::api::{Answer, Api, ByStatus, Operation, Shape};

pub(super) fn emit(api: &Api) -> impl Iterator<Item = TokenStream> {
    api.operations.iter().filter_map(|operation| match &operation.success.content {
        Answer::ByStatus(by_status) => Some(response(api, operation, by_status)),
        _ => None,
    })
}

fn response(api: &Api, operation: &Operation, by_status: &ByStatus) -> TokenStream {
    let name = format_ident!("{}", by_status.name);
    let about = format!(" What `{}` answers, by status.", operation.name);
    let variants = by_status.variants.iter().map(|variant| {
        let name = format_ident!("{}", variant.name);
        let status = variant.status.map_or("2XX".to_owned(), |status| status.to_string());
        let description = variant.description.as_deref().unwrap_or_default();
        let docs = docs(Some(format!("{status}: {description}").trim_end_matches([':', ' '])));
        match value(api, &variant.content) {
            Some(value) => quote!(#docs #name(#value)),
            None => quote!(#docs #name),
        }
    });
    let unknown = by_status.unknown.iter().map(|name| {
        let name = format_ident!("{name}");
        quote! {
            /// A success that the document does not list: its JSON, its text if it is not JSON, or null.
            #name(::serde_json::Value)
        }
    });
    let variants = variants.chain(unknown);
    let is_stream = |content: &Answer| matches!(content, Answer::Stream | Answer::Events(_));
    let is_clone = !by_status.variants.iter().any(|variant| is_stream(&variant.content));
    let clone = is_clone.then(|| quote!(Clone, PartialEq,));
    let is_eq = is_clone && by_status.variants.iter().all(|variant| is_eq(api, &variant.content));
    let eq = is_eq.then(|| quote!(Eq,));
    quote! {
        #[doc = #about]
        #[derive(#clone #eq Debug)]
        #[non_exhaustive]
        pub enum #name { #(#variants),* }
    }
}

/// Whether equality of an answer is total.
fn is_eq(api: &Api, content: &Answer) -> bool {
    fn of_shape(api: &Api, shape: &Shape) -> bool {
        match shape {
            Shape::Number => false,
            Shape::List(inner, _) | Shape::Map(inner) | Shape::Nullable(inner) => of_shape(api, inner),
            Shape::Named(id) => api.types[id.0].is_eq,
            _ => true,
        }
    }
    match content {
        Answer::Json(shape) => of_shape(api, shape),
        _ => true,
    }
}

/// The type of an answer; `None` if there is nothing to have.
pub(crate) fn value(api: &Api, content: &Answer) -> Option<TokenStream> {
    match content {
        Answer::Json(shape) => Some(rust_type(api, shape)),
        Answer::Stream => Some(quote!(::openscaler_runtime::ByteStream)),
        Answer::Events(shape) => {
            let data = rust_type(api, shape);
            Some(quote!(::openscaler_runtime::events::EventStream<#data>))
        }
        Answer::ByStatus(by_status) => {
            let name = format_ident!("{}", by_status.name);
            Some(quote!(crate::types::#name))
        }
        Answer::Nothing => None,
    }
}
