//! The two large blocks of progenitor's output: the module of types, and the operations.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// Takes out the types and the operations; returns what is left, which is small, and the two.
pub(super) fn take_out(generated: TokenStream) -> (TokenStream, [TokenStream; 2]) {
    let mut trees: Vec<TokenTree> = generated.into_iter().collect();
    let contents = [("mod", "types"), ("impl", "Client")].map(|(keyword, name)| {
        let tree = position_of(&trees, keyword, name).map(|position| &mut trees[position]);
        tree.map(take_content).unwrap_or_default()
    });
    (trees.into_iter().collect(), contents)
}

/// Leaves nothing between the braces.
fn take_content(tree: &mut TokenTree) -> TokenStream {
    let empty = Group::new(Delimiter::Brace, TokenStream::new());
    match std::mem::replace(tree, empty.into()) {
        TokenTree::Group(group) => group.stream(),
        other => other.into(),
    }
}

/// Where the last `keyword name { … }` has its braces: the client has its constructors before its operations.
fn position_of(trees: &[TokenTree], keyword: &str, name: &str) -> Option<usize> {
    let is = |tree: &TokenTree, word: &str| matches!(tree, TokenTree::Ident(ident) if ident == word);
    let found = trees.windows(3).rposition(|window| match window {
        [first, second, braces] => is(first, keyword) && is(second, name) && is_braced(braces),
        _ => false,
    });
    found.map(|at| at + 2)
}

pub(super) fn is_braced(tree: &TokenTree) -> bool {
    matches!(tree, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
}
