//! Progenitor's output in parts of a similar size, which can be worked on side by side.
//!
//! Each part is a file of the same shape: a module with some of the types, and an `impl Client` with some of the
//! operations. The first one has all else as well. A type is never parted from what is implemented for it.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::quote;

/// So few types and operations that parting them is not worth it.
const SMALL: usize = 32;

/// The most parts; more than there are threads, since types that come after each other are often alike.
pub(super) const MOST: usize = 15;

/// The parts in their order, at most so many; a small output is one.
pub(super) fn split(generated: TokenStream, most: usize) -> Vec<TokenStream> {
    let mut trees: Vec<TokenTree> = generated.into_iter().collect();
    let types = position_of(&trees, "mod", "types").map(|at| (at, Content::take(&mut trees[at], starts_a_type)));
    let client = position_of(&trees, "impl", "Client").map(|at| (at, Content::take(&mut trees[at], follows_a_body)));
    let items = [&types, &client].into_iter().flatten().map(|(_, content)| content.starts.len()).sum::<usize>();
    let count = (items / SMALL).clamp(1, most);
    let mut runs = [types, client].map(|content| {
        let (at, content) = content?;
        let mut runs = content.runs(count).into_iter();
        trees[at] = Group::new(Delimiter::Brace, runs.next().unwrap_or_default()).into();
        Some(runs)
    });
    let mut parts = vec![trees.into_iter().collect()];
    for _ in 1..count {
        let [types, client] = &mut runs;
        let [types, client] = [types, client].map(|runs| runs.as_mut().and_then(Iterator::next).unwrap_or_default());
        parts.push(quote!(pub mod types { #types } impl Client { #client }));
    }
    parts
}

/// A part again: all but its types and its operations, and these.
pub(super) fn take_out(part: TokenStream) -> (TokenStream, [TokenStream; 2]) {
    let mut trees: Vec<TokenTree> = part.into_iter().collect();
    let contents = [("mod", "types"), ("impl", "Client")].map(|(keyword, name)| {
        let tree = position_of(&trees, keyword, name).map(|at| &mut trees[at]);
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

/// What stands between two braces, and the places before which it can be parted.
struct Content {
    trees: Vec<TokenTree>,
    starts: Vec<usize>,
}

impl Content {
    /// Takes it out of the group that it is in.
    fn take(tree: &mut TokenTree, can_start: fn(&[TokenTree], usize) -> bool) -> Self {
        let trees: Vec<TokenTree> = take_content(tree).into_iter().collect();
        let starts = (0..trees.len()).filter(|at| can_start(&trees, *at)).collect();
        Self { trees, starts }
    }

    /// So many runs of a similar number of items, the last ones perhaps empty.
    fn runs(self, count: usize) -> Vec<TokenStream> {
        let per_run = self.starts.len().div_ceil(count).max(1);
        let mut ends = self.starts.iter().copied().skip(per_run).step_by(per_run);
        let mut trees = self.trees.into_iter();
        let mut taken = 0;
        let mut runs = Vec::with_capacity(count);
        for _ in 0..count {
            let length = ends.next().map_or(usize::MAX, |end| end - taken);
            taken += length.min(trees.len());
            runs.push(trees.by_ref().take(length).collect());
        }
        runs
    }
}

/// Whether the declaration of a type begins here, with its attributes: `#[…] pub struct …`.
fn starts_a_type(trees: &[TokenTree], at: usize) -> bool {
    // After an attribute of its own it has begun.
    let is_begun = at >= 2 && is_attribute(&trees[at - 2..]);
    if is_begun {
        return false;
    }
    let mut rest = &trees[at..];
    while is_attribute(rest) {
        rest = &rest[2..];
    }
    let [TokenTree::Ident(public), TokenTree::Ident(keyword), ..] = rest else { return false };
    public == "pub" && ["struct", "enum", "type"].iter().any(|declares| keyword == declares)
}

fn is_attribute(trees: &[TokenTree]) -> bool {
    let [TokenTree::Punct(hash), TokenTree::Group(group), ..] = trees else { return false };
    hash.as_char() == '#' && group.delimiter() == Delimiter::Bracket
}

/// Whether a method begins here: at the start, or behind another's body.
fn follows_a_body(trees: &[TokenTree], at: usize) -> bool {
    at == 0 || is_braced(&trees[at - 1])
}
