//! Restores wire names by removing the marks that lowering has added.

use anyhow::{Context, Result};
use proc_macro2::{Group, Literal, TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::Parse;

use crate::lower::distinct_names::MARK;

/// Writes each literal of a file, or of an item, without marks.
pub(super) fn restore_wire_names<T: ToTokens + Parse>(code: &T) -> Result<T> {
    syn::parse2(restored(code.to_token_stream())).context("the code without marks is no Rust")
}

fn restored(tokens: TokenStream) -> TokenStream {
    let restored = tokens.into_iter().map(|token| match token {
        TokenTree::Group(group) => {
            let mut inner = Group::new(group.delimiter(), restored(group.stream()));
            inner.set_span(group.span());
            TokenTree::Group(inner)
        }
        TokenTree::Literal(literal) => TokenTree::Literal(without_marks(literal)),
        token => token,
    });
    restored.collect()
}

fn without_marks(literal: Literal) -> Literal {
    let Ok(syn::Lit::Str(text)) = syn::parse_str::<syn::Lit>(&literal.to_string()) else { return literal };
    let text = text.value();
    if !text.contains(MARK) {
        return literal;
    }
    let mut parts = text.split(MARK);
    let first = parts.next().unwrap_or_default().to_owned();
    // A number follows each mark.
    Literal::string(&parts.fold(first, |whole, part| whole + part.trim_start_matches(|c: char| c.is_ascii_digit())))
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    #[test]
    fn only_literals_are_changed() {
        let tokens = restored(quote!(#[serde(rename = "a\u{e000}2")] a_2: ["b", "c\u{e000}13d\u{e000}2", 1]));
        assert_eq!(tokens.to_string(), quote!(#[serde(rename = "a")] a_2: ["b", "cd", 1]).to_string());
    }
}
