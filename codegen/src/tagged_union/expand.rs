//! The code of a tagged union: where its builders start, the builders, and the draft.

use proc_macro2::TokenStream;
use quote::quote;

use super::builder::{self, Builder};
use super::draft;
use super::model::TaggedUnion;

pub(super) fn expand(union: &TaggedUnion) -> TokenStream {
    let name = &union.name;
    let builders = builder::builders(union);
    let starts = builders.iter().map(Builder::start);
    let module = builder::module(union, &builders);
    let draft = draft::expand(union);
    quote! {
        impl #name {
            #(#starts)*
        }

        #module
        #draft
    }
}
