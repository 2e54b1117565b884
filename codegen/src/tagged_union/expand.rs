//! The code of a tagged union: where its builders start, and what else makes one.

use proc_macro2::TokenStream;
use quote::quote;

use super::model::{TaggedUnion, Variant};
use super::{builder, draft};

pub(super) fn expand(union: &TaggedUnion) -> TokenStream {
    let name = &union.name;
    let starts = union.variants.iter().map(|variant| builder::start(union, variant));
    let constructors = union.variants.iter().map(constructor);
    let builders = builder::module(union);
    let draft = draft::expand(union);
    quote! {
        impl #name {
            #(#starts)*
            #(#constructors)*
        }

        #builders
        #draft
    }
}

/// What the JSON form calls: every field at once, usable in a constant.
fn constructor(variant: &Variant) -> TokenStream {
    let (name, with) = (&variant.name, quote::format_ident!("{}_with", variant.start));
    let fields: Vec<_> = variant.fields.iter().map(|field| &field.name).collect();
    let types = variant.fields.iter().map(|field| {
        let value = &field.value;
        if field.required { quote!(#value) } else { quote!(::std::option::Option<#value>) }
    });
    quote! {
        #[doc(hidden)]
        pub const fn #with(#(#fields: #types),*) -> Self {
            Self::#name { #(#fields),* }
        }
    }
}
