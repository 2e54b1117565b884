//! The code of a tagged union: where its builders start, the builders, and the draft.

use proc_macro2::TokenStream;
use quote::quote;

use super::model::TaggedUnion;
use super::{builder, draft};

pub(super) fn expand(union: &TaggedUnion) -> TokenStream {
    let name = &union.name;
    let starts = union.variants.iter().map(|variant| builder::start(union, variant));
    let builders = builder::module(union);
    let draft = draft::expand(union);
    quote! {
        impl #name {
            #(#starts)*
        }

        #builders
        #draft
    }
}
