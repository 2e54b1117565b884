//! progenitor's output: a method for each operation, and no types.

use std::collections::HashMap;

use anyhow::{Context, Result, anyhow, bail, ensure};
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use progenitor::Generator;

use super::stub::Stub;
use crate::panics;

/// A method, as progenitor writes it.
pub(super) struct Signature {
    /// The name and the type of each argument but `self`, in progenitor's order.
    pub(super) arguments: Vec<(String, TokenStream)>,
    /// What it does.
    pub(super) body: TokenStream,
}

/// The methods, by name.
pub(super) fn signatures(stub: &Stub) -> Result<HashMap<String, Signature>> {
    let document = stub.document().context("the document for progenitor is not OpenAPI")?;
    let settings = stub.settings();
    let mut generator = Generator::new(&settings);
    let tokens = panics::catch_panic(|| generator.generate_tokens(&document));
    let tokens = tokens.map_err(|panic| anyhow!("progenitor panics: {panic}"))?.context("progenitor fails")?;
    let mut methods = HashMap::new();
    let mut before = Vec::new();
    for tree in tokens {
        let TokenTree::Group(group) = &tree else {
            before.push(tree);
            continue;
        };
        if group.delimiter() == Delimiter::Brace {
            let words: Vec<String> = before.iter().rev().take(2).map(ToString::to_string).collect();
            match [words.get(1), words.first()].map(|word| word.map(String::as_str)) {
                [Some("mod"), Some("types")] => ensure_no_types(group.stream())?,
                [Some("impl"), Some("Client")] => read_methods(group.stream(), &mut methods)?,
                _ => {}
            }
            before.clear();
        } else {
            before.push(tree);
        }
    }
    Ok(methods)
}

/// Whether there is nothing but the module `error`, which progenitor always writes.
fn ensure_no_types(stream: TokenStream) -> Result<()> {
    let words = stream.into_iter().filter_map(|tree| match tree {
        TokenTree::Ident(word) => Some(word.to_string()),
        _ => None,
    });
    let words: Vec<String> = words.collect();
    ensure!(words == ["pub", "mod", "error"], "progenitor made types: `{}`", words.join(" "));
    Ok(())
}

fn read_methods(stream: TokenStream, methods: &mut HashMap<String, Signature>) -> Result<()> {
    let mut trees = Vec::new();
    for tree in stream {
        match &tree {
            TokenTree::Group(body) if body.delimiter() == Delimiter::Brace => {
                let (name, arguments) = parted(&trees)?;
                trees.clear();
                methods.insert(name, Signature { arguments, body: body.stream() });
            }
            _ => trees.push(tree),
        }
    }
    Ok(())
}

/// Name and arguments of `… fn name<'a>(&'a self, argument: Type, …) -> Output`.
fn parted(trees: &[TokenTree]) -> Result<(String, Vec<(String, TokenStream)>)> {
    let at = trees.iter().position(|tree| is_word(tree, "fn")).context("a method has no `fn`")?;
    let name = trees.get(at + 1).context("a method has no name")?.to_string();
    let is_arguments =
        |tree: &TokenTree| matches!(tree, TokenTree::Group(it) if it.delimiter() == Delimiter::Parenthesis);
    let at = at + trees[at..].iter().position(is_arguments).context("a method has no arguments")?;
    let TokenTree::Group(arguments) = &trees[at] else { bail!("a method has no arguments") };
    let arguments: Vec<TokenTree> = arguments.stream().into_iter().collect();
    let arguments = split(&arguments).into_iter().filter_map(|argument| match argument {
        [TokenTree::Ident(name), colon, ty @ ..] if is_word(colon, ":") => {
            Some((name.to_string(), ty.iter().cloned().collect()))
        }
        _ => None,
    });
    Ok((name, arguments.collect()))
}

/// Splits at the commas that are not within angle brackets.
fn split(trees: &[TokenTree]) -> Vec<&[TokenTree]> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0_usize);
    for (at, tree) in trees.iter().enumerate() {
        if is_word(tree, "<") {
            depth += 1;
        } else if is_word(tree, ">") {
            depth = depth.saturating_sub(1);
        } else if is_word(tree, ",") && depth == 0 {
            parts.push(&trees[start..at]);
            start = at + 1;
        }
    }
    parts.push(&trees[start..]);
    parts
}

fn is_word(tree: &TokenTree, word: &str) -> bool {
    match tree {
        TokenTree::Ident(ident) => ident == word,
        TokenTree::Punct(punct) => word.strip_prefix(punct.as_char()) == Some(""),
        _ => false,
    }
}
