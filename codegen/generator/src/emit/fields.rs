//! What a property of an object becomes.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::docs::{deprecated, docs};
use super::shapes::{field_type, rust_type};
use crate::api::{Api, Extra, Field, Object};

/// The fields of an object, each with `attributes` of its own; `visibility` is that of each.
pub(super) fn emit(
    api: &Api,
    object: &Object,
    visibility: &TokenStream,
    attributes: impl Fn(&Field) -> TokenStream,
) -> TokenStream {
    let fields = object.fields.iter().map(|field| {
        let (name, ty) = (format_ident!("{}", field.name), field_type(api, field));
        let (docs, deprecated) = (docs(field.description.as_deref()), deprecated(field.deprecated));
        let (serde, attributes) = (serde(field), attributes(field));
        quote!(#docs #deprecated #serde #attributes #visibility #name: #ty)
    });
    let extra = object.extra.iter().map(|extra| {
        let (name, ty) = (format_ident!("{}", extra.name), extra_type(api, extra));
        quote! {
            /// Every other property.
            #[serde(flatten)]
            #visibility #name: #ty
        }
    });
    let fields = fields.chain(extra);
    quote!(#(#fields),*)
}

/// The type of the map that keeps what has no field.
pub(super) fn extra_type(api: &Api, extra: &Extra) -> TokenStream {
    let values = rust_type(api, &extra.shape);
    quote!(::std::collections::BTreeMap<::std::string::String, #values>)
}

/// How serde reads and writes a field: under its name on the wire, and not at all if it is absent.
pub(super) fn serde(field: &Field) -> TokenStream {
    let wire = &field.wire;
    let rename = (field.name != *wire).then(|| quote!(#[serde(rename = #wire)]));
    let skip = (!field.required).then(|| quote!(#[serde(skip_serializing_if = "::std::option::Option::is_none")]));
    quote!(#rename #skip)
}
