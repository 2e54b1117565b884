//! Objects: structs, which answers may add fields to.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::docs::{deprecated, docs};
use super::fields;
use crate::api::{Api, Field, Object, Shape, Text, Type};

pub(super) fn emit(api: &Api, ty: &Type, object: &Object) -> TokenStream {
    let name = format_ident!("{}", ty.name);
    let (docs, deprecated) = (docs(ty.description.as_deref()), deprecated(ty.deprecated));
    let non_exhaustive = (!ty.usage.request).then(|| quote!(#[non_exhaustive]));
    let fields = fields::emit(api, object, &quote!(pub), |_| TokenStream::new());
    let accessors: Vec<TokenStream> = object.fields.iter().filter_map(accessor).collect();
    let accessors = (!accessors.is_empty()).then(|| quote!(impl #name { #(#accessors)* }));
    quote! {
        #docs
        #deprecated
        #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
        #non_exhaustive
        pub struct #name { #fields }
        #accessors
    }
}

/// What reads the text of a field, where its format says what it is.
fn accessor(field: &Field) -> Option<TokenStream> {
    let is_optional = !field.required || field.nullable;
    let name = format_ident!("{}", field.name);
    match (&field.shape, is_optional) {
        (Shape::Text(Text::DateTime), true) => {
            let summary = format!(" Parses `{}` as a date-time; `None` if it is absent.", field.name);
            Some(quote! {
                #[doc = #summary]
                ///
                /// # Errors
                ///
                /// If the text is not an RFC 3339 date-time; the field still holds the text.
                pub fn #name(&self) -> ::std::result::Result<
                    ::std::option::Option<::time::OffsetDateTime>, ::openscaler_runtime::InvalidTimestamp
                > {
                    self.#name.as_deref().map(::openscaler_runtime::answer::moment).transpose()
                }
            })
        }
        (Shape::Text(Text::DateTime), false) => {
            let summary = format!(" Parses `{}` as a date-time.", field.name);
            Some(quote! {
                #[doc = #summary]
                ///
                /// # Errors
                ///
                /// If the text is not an RFC 3339 date-time; the field still holds the text.
                pub fn #name(&self) -> ::std::result::Result<
                    ::time::OffsetDateTime, ::openscaler_runtime::InvalidTimestamp
                > {
                    ::openscaler_runtime::answer::moment(&self.#name)
                }
            })
        }
        (Shape::Text(Text::CommaSeparated), _) => {
            let text =
                if is_optional { quote!(self.#name.as_deref().unwrap_or_default()) } else { quote!(&self.#name) };
            let summary = format!(" The comma-separated items of `{}`, without surrounding spaces.", field.name);
            Some(quote! {
                #[doc = #summary]
                pub fn #name(&self) -> impl ::std::iter::Iterator<Item = &str> {
                    ::openscaler_runtime::answer::comma_separated(#text)
                }
            })
        }
        _ => None,
    }
}
