//! progenitor's output: a method for each operation, and no types.

use std::collections::HashMap;

use anyhow::{Context, Result, anyhow, ensure};
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use progenitor::Generator;
use quote::ToTokens;

use super::stub;
use crate::api::Api;
use crate::panics;

/// A method that progenitor generated.
pub(super) struct Signature {
    /// The name and the type of each argument but `self`, in progenitor's order.
    pub(super) arguments: Vec<(String, TokenStream)>,
    /// Its body.
    pub(super) body: TokenStream,
}

/// The methods, by name.
pub(super) fn signatures(api: &Api) -> Result<HashMap<String, Signature>> {
    let (document, settings) = stub::document(api).context("the document for progenitor is not OpenAPI")?;
    let mut generator = Generator::new(&settings);
    let tokens = panics::catch_panic(|| generator.generate_tokens(&document));
    let tokens = tokens.map_err(|panic| anyhow!("progenitor panicked: {panic}"))?.context("progenitor failed")?;
    let mut methods = HashMap::new();
    for (before, content) in blocks(tokens) {
        let words: Vec<String> = before.iter().rev().take(2).map(ToString::to_string).collect();
        match [words.get(1), words.first()].map(|word| word.map(String::as_str)) {
            [Some("mod"), Some("types")] => ensure_no_types(content)?,
            [Some("impl"), Some("Client")] => {
                for (before, body) in blocks(content) {
                    let (name, arguments) = parse_signature(&before)?;
                    methods.insert(name, Signature { arguments, body });
                }
            }
            _ => {}
        }
    }
    Ok(methods)
}

/// What is in each pair of braces, with what comes before it.
fn blocks(tokens: TokenStream) -> Vec<(Vec<TokenTree>, TokenStream)> {
    let (mut blocks, mut before) = (Vec::new(), Vec::new());
    for tree in tokens {
        match tree {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                blocks.push((std::mem::take(&mut before), group.stream()));
            }
            tree => before.push(tree),
        }
    }
    blocks
}

/// Checks that the only module is `error`, which progenitor always generates.
fn ensure_no_types(stream: TokenStream) -> Result<()> {
    let words = stream.into_iter().filter_map(|tree| match tree {
        TokenTree::Ident(word) => Some(word.to_string()),
        _ => None,
    });
    let words: Vec<String> = words.collect();
    ensure!(words == ["pub", "mod", "error"], "progenitor generated types: `{}`", words.join(" "));
    Ok(())
}

/// Name and arguments of `… fn name<'a>(&'a self, argument: Type, …) -> Output`.
fn parse_signature(trees: &[TokenTree]) -> Result<(String, Vec<(String, TokenStream)>)> {
    let is_start = |tree: &TokenTree| matches!(tree, TokenTree::Ident(word) if word == "fn");
    let start = trees.iter().position(is_start).context("missing `fn` of a method")?;
    let signature: syn::Signature = syn::parse2(trees[start..].iter().cloned().collect())?;
    let arguments = signature.inputs.iter().filter_map(|argument| match argument {
        syn::FnArg::Typed(syn::PatType { pat, ty, .. }) => {
            Some((pat.to_token_stream().to_string(), ty.to_token_stream()))
        }
        syn::FnArg::Receiver(_) => None,
    });
    Ok((signature.ident.to_string(), arguments.collect()))
}
