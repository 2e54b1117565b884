//! `#[derive(TaggedUnion)]`: requests of several variants, told apart by a tag.

mod builder;
mod check;
mod draft;
mod expand;
mod model;
mod parse;

use proc_macro2::TokenStream;

/// There is nothing to fall back on: without its variants a union has neither builders nor a draft.
pub(crate) fn derive(input: TokenStream) -> TokenStream {
    let union = parse::parse(input).and_then(|input| check::check(&input));
    union.map_or_else(|error| error.to_compile_error(), |union| expand::expand(&union))
}
