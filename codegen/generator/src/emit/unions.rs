//! Values that are distinguished only by their content: untagged enums.
//!
//! A value is read as the first member that accepts all of it according to its table (`tables`), or else as the first
//! member that can be deserialized from it.

use std::collections::HashSet;

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::docs::{deprecated, docs};
use super::shapes::{boxed_type, equality, rust_type, written_out};
use super::tables;
use crate::api::{Api, Shape, Text, Type, Union};

pub(super) fn emit(api: &Api, ty: &Type, union: &Union) -> TokenStream {
    let (name, docs, deprecated) =
        (format_ident!("{}", ty.name), docs(ty.description.as_deref()), deprecated(ty.deprecated));
    let variants = union.members.iter().map(|member| {
        let (name, docs) = (format_ident!("{}", member.name), self::docs(member.description.as_deref()));
        let value = boxed_type(api, &member.shape, member.boxed);
        quote!(#docs #name(#value))
    });
    let names: Vec<_> = union.members.iter().map(|member| format_ident!("{}", member.name)).collect();
    let types: Vec<_> = union.members.iter().map(|member| boxed_type(api, &member.shape, member.boxed)).collect();
    let tables = union.members.iter().map(|member| tables::reference(api, &member.shape));
    let places = (0..union.members.len()).map(Literal::usize_unsuffixed);
    let conversions = conversions(api, ty, union);
    let unknown = union.unknown.as_ref().map(|name| format_ident!("{name}"));
    let unknown_variant = unknown.as_ref().map(|name| {
        quote! {
            /// Any other value, unchanged: one that matches no member in the document.
            #name(::serde_json::Value)
        }
    });
    let last = match &unknown {
        Some(name) => quote!(::std::result::Result::Ok(Self::#name(value))),
        None => {
            let message = format!("the value matches no member of `{}`", ty.name);
            quote!(::std::result::Result::Err(::serde::de::Error::custom(#message)))
        }
    };
    let equality = equality(ty);
    quote! {
        #docs
        #deprecated
        #[derive(::serde::Serialize, Clone, Debug, #equality)]
        #[serde(untagged)]
        #[non_exhaustive]
        pub enum #name { #(#variants,)* #unknown_variant }

        impl<'de> ::serde::Deserialize<'de> for #name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                let mut value = <::serde_json::Value as ::serde::Deserialize>::deserialize(deserializer)?;
                static MEMBERS: &[&::openscaler_runtime::shape::Shape] = &[#(#tables),*];
                for exactly in [true, false] {
                    #(
                        if !exactly || MEMBERS[#places].fits(&mut value) {
                            if let ::std::result::Result::Ok(value) = <#types as ::serde::Deserialize>::deserialize(&value) {
                                return ::std::result::Result::Ok(Self::#names(value));
                            }
                        }
                    )*
                }
                #last
            }
        }

        #conversions
    }
}

/// `From` for each member whose type no other member has.
fn conversions(api: &Api, ty: &Type, union: &Union) -> TokenStream {
    let name = format_ident!("{}", ty.name);
    let text = |member: &crate::api::Member| rust_type(api, written_out(api, &member.shape)).to_string();
    let (mut seen, mut doubled) = (HashSet::new(), HashSet::new());
    for member in &union.members {
        if !seen.insert(text(member)) {
            doubled.insert(text(member));
        }
    }
    let conversions = union.members.iter().filter(|member| !doubled.contains(&text(member))).map(|member| {
        let (variant, value) = (format_ident!("{}", member.name), rust_type(api, &member.shape));
        let made = if member.boxed { quote!(::std::boxed::Box::new(value)) } else { quote!(value) };
        // The compiler suggests `.into()` for a literal in a request.
        let is_plain = *written_out(api, &member.shape) == Shape::Text(Text::Plain);
        let of_literal = (ty.usage.request && is_plain).then(|| {
            quote! {
                impl ::std::convert::From<&str> for #name {
                    fn from(value: &str) -> Self {
                        Self::#variant(::std::borrow::ToOwned::to_owned(value))
                    }
                }
            }
        });
        quote! {
            impl ::std::convert::From<#value> for #name {
                fn from(value: #value) -> Self {
                    Self::#variant(#made)
                }
            }
            #of_literal
        }
    });
    quote!(#(#conversions)*)
}
