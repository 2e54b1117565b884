//! Prints generated code item by item, so that the syntax tree of a whole file, many times as large as its text, never
//! exists.

use anyhow::{Context, Result};
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// A module or an `impl`: what is before its braces, and its items.
pub(crate) struct Block<Items> {
    pub(crate) head: TokenStream,
    pub(crate) items: Items,
}

/// `{ … }` with tokens that are moved there; `quote!` copies each token that it interpolates, but of a group only a
/// reference.
pub(crate) fn braced(tokens: impl IntoIterator<Item = TokenStream>) -> Group {
    Group::new(Delimiter::Brace, tokens.into_iter().collect())
}

/// Items, formatted.
pub(crate) fn items(tokens: TokenStream) -> Result<String> {
    Ok(prettyplease::unparse(&syn::parse2(tokens).context("the generated code is not Rust")?))
}

/// A block, formatted: each item within a block of its own, so that it is indented.
pub(crate) fn block<Items: Iterator<Item = Result<TokenStream>>>(block: Block<Items>) -> Result<String> {
    let Block { head, items: all } = block;
    let within = |item| {
        let mut tokens = head.clone();
        tokens.extend([TokenTree::Group(braced([item]))]);
        items(tokens)
    };
    let empty = within(TokenStream::new())?;
    let start = empty.strip_suffix("}\n").context("the generated code is not a block")?;
    let mut text = format!("{start}\n");
    for item in all {
        let item = item?;
        if !item.is_empty() {
            let written = within(item)?;
            let written = written.strip_prefix(start).and_then(|written| written.strip_suffix("}\n"));
            text += written.context("the generated code is not a block")?.trim_start_matches('\n');
        }
    }
    Ok(text + "}\n")
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    #[test]
    fn a_block_is_formatted_as_a_whole_file_is() {
        let all = [
            quote!(
                /** A. */
                pub struct A {
                    pub a: u8,
                }
            ),
            TokenStream::new(),
            quote!(impl A { pub fn a_function_with_a_long_name(&self, argument: ::std::string::String) -> ::std::string::String { argument } } const B: u8 = 1;),
        ];
        for head in [quote!(#[allow(clippy::all)] /** Documented. */ pub mod types), quote!(mod a)] {
            let whole = items(quote!(#head { #(#all)* })).expect("Rust");
            let items = all.iter().cloned().map(Ok);
            assert_eq!(block(Block { head, items }).expect("Rust"), whole);
        }
        let error =
            block(Block { head: quote!(mod a), items: std::iter::once(Ok(quote!(struct))) }).expect_err("no item");
        assert_eq!(error.to_string(), "the generated code is not Rust");
    }
}
