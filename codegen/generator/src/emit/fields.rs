//! The fields of an object.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::docs::{deprecated, docs};
use super::shapes::{field_type, prelude, rust_type};
use crate::api::{Api, Extra, Field, Object};

/// The fields of an object, with their attributes and the given visibility, each with a comma.
pub(super) fn emit(api: &Api, object: &Object, visibility: &TokenStream) -> TokenStream {
    let fields = object.fields.iter().map(|field| {
        let (name, ty) = (format_ident!("{}", field.name), field_type(api, field));
        let (docs, deprecated) = (docs(field.description.as_deref()), deprecated(field.deprecated));
        let serde = serde(field);
        quote!(#docs #deprecated #serde #visibility #name: #ty,)
    });
    let extra = object.extra.iter().map(|extra| {
        let (name, ty) = (format_ident!("{}", extra.name), extra_type(api, extra));
        quote! {
            /// Every other property.
            #[serde(flatten)]
            #visibility #name: #ty,
        }
    });
    fields.chain(extra).collect()
}

/// The type of the map for additional properties.
pub(super) fn extra_type(api: &Api, extra: &Extra) -> TokenStream {
    let (string, values) = (prelude(api, "String"), rust_type(api, &extra.shape));
    quote!(::std::collections::BTreeMap<#string, #values>)
}

/// The serde attributes of a field: its name on the wire, and how to omit it if it is absent.
pub(super) fn serde(field: &Field) -> TokenStream {
    let wire = &field.wire;
    let rename = (field.name != *wire).then(|| quote!(#[serde(rename = #wire)]));
    let skip = match (field.required, field.tri_state) {
        (true, _) => TokenStream::new(),
        (false, false) => quote!(#[serde(skip_serializing_if = "::std::option::Option::is_none")]),
        (false, true) => {
            quote!(#[serde(default, skip_serializing_if = "::openscaler_runtime::field::Field::is_absent")])
        }
    };
    quote!(#rename #skip)
}
