//! Constructors of answers: a test makes a value of the fields that are always present, and sets the others.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::shapes::{prelude, rust_type};
use crate::api::{Api, Content, Field, Object, RustForm, Shape, Tagged, Type, Variant};

/// The function `new` of a struct; requests have builders.
pub(super) fn of_object(api: &Api, ty: &Type, object: &Object) -> Option<TokenStream> {
    let name = format_ident!("{}", ty.name);
    let constructor = constructor(api, object, "new", &quote!(Self));
    (!ty.usage.request).then(|| quote!(impl #name { #constructor }))
}

/// A function for each variant that other crates cannot write out, since it may gain fields.
pub(super) fn of_variants(api: &Api, ty: &Type, tagged: &Tagged) -> Option<TokenStream> {
    let name = format_ident!("{}", ty.name);
    let constructors = tagged.variants.iter().filter_map(|variant| {
        let variant_name = format_ident!("{}", variant.name);
        match &variant.content {
            Content::Object(object) if is_variant_non_exhaustive(ty, variant) => {
                Some(constructor(api, object, &variant.constructor, &quote!(Self::#variant_name)))
            }
            _ => None,
        }
    });
    let constructors: Vec<TokenStream> = constructors.collect();
    (!ty.usage.request && !constructors.is_empty()).then(|| quote!(impl #name { #(#constructors)* }))
}

/// Whether a variant can gain fields without breaking callers that construct it.
pub(crate) fn is_variant_non_exhaustive(ty: &Type, variant: &Variant) -> bool {
    match (RustForm::of(ty), &variant.content) {
        (RustForm::Request, _) => true,
        // A unit variant cannot gain fields, so it is not non-exhaustive.
        (RustForm::Answer, Content::Object(object)) => !is_empty(object),
        (_, content) => matches!(content, Content::Object(_)),
    }
}

pub(super) fn is_empty(object: &Object) -> bool {
    object.fields.is_empty() && object.extra.is_none()
}

fn constructor(api: &Api, object: &Object, name: &str, path: &TokenStream) -> TokenStream {
    let name = format_ident!("{name}");
    let is_taken = |field: &Field| field.required && !field.nullable;
    let taken = object.fields.iter().filter(|field| is_taken(field)).map(|field| {
        let (name, value) = (format_ident!("{}", field.name), rust_type(api, &field.shape));
        match &field.shape {
            Shape::Text(_) => quote!(#name: impl ::std::convert::Into<#value>),
            _ => quote!(#name: #value),
        }
    });
    let (none, name_of_box) = (prelude(api, "None"), prelude(api, "Box"));
    let set = object.fields.iter().map(|field| {
        let name = format_ident!("{}", field.name);
        match &field.shape {
            _ if !is_taken(field) => quote!(#name: #none),
            Shape::Text(_) => quote!(#name: #name.into()),
            _ if field.boxed => quote!(#name: #name_of_box::new(#name)),
            _ => quote!(#name),
        }
    });
    let extra = object.extra.iter().map(|extra| {
        let name = format_ident!("{}", extra.name);
        quote!(#name: ::std::collections::BTreeMap::new())
    });
    let fields = set.chain(extra);
    quote! {
        /// A value with the fields that are always present, for tests; the others can be set afterwards.
        pub fn #name(#(#taken),*) -> Self {
            #path { #(#fields),* }
        }
    }
}
