//! The draft of a union: its JSON form, and its validation.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

use super::model::{TaggedUnion, Variant};
use crate::tokens::doc;

pub(super) fn expand(union: &TaggedUnion) -> TokenStream {
    let TaggedUnion { name, draft, tag, variants, .. } = union;
    let about = doc(&format!(
        "An unchecked [`{name}`]: any JSON object.\n\n\
         [`{name}::try_from`] reports every violation at once. `Debug` shows field names only, no values."
    ));
    let known = variants.iter().map(|variant| {
        let (tag, fields) = (&variant.tag, variant.fields.iter().map(|field| &field.wire));
        quote!(::openscaler_runtime::draft::Variant { tag: #tag, fields: &[#(#fields),*] })
    });
    let fields = taken_from();
    let arms = variants.iter().map(arm);
    quote! {
        #about
        #[derive(Clone, Debug, ::serde::Deserialize)]
        #[serde(transparent)]
        pub struct #draft(::openscaler_runtime::draft::Draft);

        impl ::std::convert::From<::serde_json::Map<::std::string::String, ::serde_json::Value>> for #draft {
            fn from(members: ::serde_json::Map<::std::string::String, ::serde_json::Value>) -> Self {
                Self(members.into())
            }
        }

        impl ::std::convert::TryFrom<#draft> for #name {
            type Error = ::openscaler_runtime::Violations;

            fn try_from(draft: #draft) -> ::std::result::Result<Self, ::openscaler_runtime::Violations> {
                const VARIANTS: &[::openscaler_runtime::draft::Variant] = &[#(#known),*];
                let mut #fields = ::openscaler_runtime::draft::Fields::of(draft.0, #tag, VARIANTS);
                match #fields.tag() {
                    #(#arms)*
                    _ => #fields.finish(|| ::std::option::Option::None),
                }
            }
        }

        impl ::openscaler_runtime::draft::Drafted for #name {
            type Draft = #draft;
        }

        impl<'de> ::serde::Deserialize<'de> for #name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                let draft = <#draft as ::serde::Deserialize>::deserialize(deserializer)?;
                ::std::convert::TryFrom::try_from(draft).map_err(::serde::de::Error::custom)
            }
        }
    }
}

/// Takes every field before finishing, so that every violation is reported.
fn arm(variant: &Variant) -> TokenStream {
    let (name, tag, fields) = (&variant.name, &variant.tag, taken_from());
    let takes = variant.fields.iter().map(|field| {
        let (name, wire, reader) = (&field.name, &field.wire, &field.reader);
        let take = match (field.required, field.nullable) {
            (true, false) => format_ident!("required"),
            (true, true) => format_ident!("required_or_null"),
            (false, false) => format_ident!("optional"),
            (false, true) => format_ident!("optional_or_null"),
        };
        quote!(let #name = #fields.#take(#wire, #reader);)
    });
    let taken = variant.fields.iter().map(|field| &field.name);
    quote! {
        ::std::option::Option::Some(#tag) => {
            #(#takes)*
            #fields.finish(|| ::std::option::Option::Some(Self::#name { #(#taken: #taken?),* }))
        }
    }
}

/// The variable that all fields are taken from; a field may have its name.
fn taken_from() -> Ident {
    Ident::new("fields", Span::mixed_site())
}
