//! Rewrites the bodies of operations as tokens, so that they send through our client.
//!
//! Most of a body goes, so it is changed as tokens: to read all of it first would take longer than all the rest.

use anyhow::{Context, Result, bail, ensure};
use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::quote;
use syn::{Lit, LitStr};

use super::blocks::is_braced;
use super::wire;
use crate::model::{Operation, sent_part};

/// The body with our client's ways to make an address, to send a request and to fail.
pub(super) fn rewrite(body: TokenStream, operation: &Operation) -> Result<TokenStream> {
    let mut statements = statements(body);
    let info = statements.iter().position(|statement| begins(statement, &["let", "info", "="]));
    let hooks = statements.split_off(info.context("it binds no `info`")?);
    let [_info, pre, _result, post, response, decode] =
        <[Vec<TokenTree>; 6]>::try_from(hooks).ok().context("the hooks are not the six statements known")?;
    ensure!(begins(&pre, &["self", ".", "pre"]), "it has no hook before the call");
    ensure!(begins(&post, &["self", ".", "post"]), "it has no hook behind the call");
    let request = statements.pop().context("it builds no request")?;
    let [url, header_map, version] =
        statements.drain(..statements.len().min(3)).collect::<Vec<_>>().try_into().ok().context("it is too short")?;
    ensure!(begins(&header_map, &["let", "mut", "header_map", "="]), "it binds no `header_map`");
    ensure!(is_version_header(&version), "it sets no `api-version`");
    let url = join_path(url, operation)?;
    let (headers, name, mut request) = parted_request(request)?;
    build_by_ours(&mut request)?;
    // Without any header that was added, the map had nothing but the version, of which the API knows nothing.
    let (headers, request) = match statements.is_empty() && headers.is_empty() {
        true => (Vec::new(), without_header_map(request)),
        false => ([vec![header_map], statements, vec![headers]].concat(), request),
    };
    let headers = headers.into_iter().flatten().collect::<TokenStream>();
    let request = request.into_iter().collect::<TokenStream>();
    let response = bound_by(&response).context("it binds no response")?;
    let decode = without_errors(decode, response)?;
    let (id, path, authenticated) = (&operation.id, &operation.path, operation.authenticated);
    Ok(quote! {
        #url
        #headers
        let #request
        let #response = self
            .send(#name, OperationInfo { id: #id, path: #path, authenticated: #authenticated })
            .await?;
        #decode
    })
}

/// What ends in a semicolon, and what is left behind the last one; an `if` is part of what follows it.
fn statements(body: TokenStream) -> Vec<Vec<TokenTree>> {
    let mut statements = vec![Vec::new()];
    for tree in body {
        let is_end = is_word(&tree, ";");
        if let Some(last) = statements.last_mut() {
            last.push(tree);
        }
        if is_end {
            statements.push(Vec::new());
        }
    }
    statements
}

fn begins(trees: &[TokenTree], words: &[&str]) -> bool {
    trees.len() >= words.len() && trees.iter().zip(words).all(|(tree, word)| is_word(tree, word))
}

/// Whether `tree` is that name or mark.
fn is_word(tree: &TokenTree, word: &str) -> bool {
    match tree {
        TokenTree::Ident(ident) => ident == word,
        TokenTree::Punct(punct) => word.strip_prefix(punct.as_char()) == Some(""),
        _ => false,
    }
}

fn bound_by(statement: &[TokenTree]) -> Option<&Ident> {
    match statement {
        [TokenTree::Ident(binds), TokenTree::Ident(name), ..] if binds == "let" => Some(name),
        _ => None,
    }
}

/// `header_map.append(…("api-version"), …);`
fn is_version_header(statement: &[TokenTree]) -> bool {
    let Some(TokenTree::Group(arguments)) = statement.get(3) else { return false };
    let name = arguments.stream().into_iter().find_map(|tree| match tree {
        TokenTree::Group(name) => name.stream().into_iter().next(),
        _ => None,
    });
    begins(statement, &["header_map", ".", "append"])
        && matches!(name, Some(TokenTree::Literal(name)) if name.to_string() == "\"api-version\"")
}

/// `let url = format!("{}/a/{}", self.baseurl, encode_path(&b.to_string()));` becomes
/// `let url = self.base_url.join(format_args!("/a/{}", encode_path(&b)));`: the address is parsed once, not at every
/// call.
fn join_path(mut url: Vec<TokenTree>, operation: &Operation) -> Result<TokenStream> {
    // A parameter may have the name `url`, and this another then.
    let name = bound_by(&url).cloned().context("it binds no `url`")?;
    ensure!(begins(url.get(2..).unwrap_or_default(), &["=", "format", "!"]), "its `url` is not formatted");
    let Some(TokenTree::Group(arguments)) = url.drain(..).nth(5) else { bail!("its `url` is not formatted") };
    let arguments: Vec<TokenTree> = arguments.stream().into_iter().collect();
    let mut arguments = arguments.split(|tree| is_word(tree, ",")).filter(|argument| !argument.is_empty());
    let (Some([TokenTree::Literal(template)]), Some(_base)) = (arguments.next(), arguments.next()) else {
        bail!("its `url` has no template");
    };
    let Lit::Str(template) = Lit::new(template.clone()) else { bail!("its `url` has no template") };
    let template = template.value();
    let template = sent_part(template.strip_prefix("{}").context("its `url` does not begin with the address")?);
    let template = LitStr::new(template, name.span());
    let parameters: Vec<TokenStream> =
        arguments.map(|parameter| without_to_string(parameter, operation)).collect::<Result<_>>()?;
    Ok(quote!(let #name = self.base_url.join(format_args!(#template, #(#parameters),*));))
}

/// `encode_path(&value.to_string())` becomes `encode_path(&value)`, which writes it where it belongs.
fn without_to_string(parameter: &[TokenTree], operation: &Operation) -> Result<TokenStream> {
    let [TokenTree::Ident(encode), TokenTree::Group(value)] = parameter else {
        bail!("a path parameter is not encoded");
    };
    let value: Vec<TokenTree> = value.stream().into_iter().collect();
    let [_, TokenTree::Ident(value), _, TokenTree::Ident(to_string), _] = value.as_slice() else {
        bail!("a path parameter is not written as text");
    };
    ensure!(to_string == "to_string", "a path parameter is not written by `to_string`");
    let value = wire::path_parameter(value, operation);
    Ok(quote!(#encode(&#value)))
}

/// The headers that are added before `#[allow(unused_mut)] let mut request = …;`, its name, and what is behind `mut`:
/// only a hook would have needed that.
fn parted_request(mut statement: Vec<TokenTree>) -> Result<(Vec<TokenTree>, Ident, Vec<TokenTree>)> {
    let start = statement.windows(4).position(|trees| is_word(&trees[0], "#") && begins(&trees[2..], &["let", "mut"]));
    let mut request = statement.split_off(start.context("it builds no request")?);
    let request = request.split_off(4);
    match request.first() {
        Some(TokenTree::Ident(name)) => Ok((statement, name.clone(), request)),
        _ => bail!("the request is not bound to a name"),
    }
}

/// `.build()?` becomes `.build_request()?`, whose error is ours: no conversion from reqwest's is part of the interface.
fn build_by_ours(request: &mut [TokenTree]) -> Result<()> {
    let at = request.windows(2).rposition(|trees| begins(trees, &[".", "build"])).context("it builds no request")?;
    request[at + 1] = Ident::new("build_request", request[at + 1].span()).into();
    Ok(())
}

/// Takes `.headers(header_map)` out of a chain of calls.
fn without_header_map(mut request: Vec<TokenTree>) -> Vec<TokenTree> {
    if let Some(at) = request.windows(2).position(|trees| begins(trees, &[".", "headers"])) {
        request.drain(at..(at + 3).min(request.len()));
    }
    request
}

/// `match … { … }` with one arm in the place of those for errors.
fn without_errors(mut decode: Vec<TokenTree>, response: &Ident) -> Result<TokenStream> {
    let Some(TokenTree::Group(arms)) = decode.pop().filter(|_| begins(&decode, &["match"])) else {
        bail!("it does not end in a match");
    };
    let mut kept = TokenStream::new();
    let mut arm = Vec::new();
    for tree in arms.stream() {
        let is_end = is_braced(&tree) || is_word(&tree, ",");
        arm.push(tree);
        if is_end && !is_error(&arm) {
            kept.extend(arm.drain(..));
        } else if is_end {
            arm.clear();
        }
    }
    ensure!(arm.is_empty(), "the last arm of its match has no end");
    kept.extend(quote!(_ => Err(Error::from_response(#response).await),));
    decode.push(Group::new(Delimiter::Brace, kept).into());
    Ok(decode.into_iter().collect())
}

/// Whether an arm makes an error: `… => Err(…),` or `… => { Err(…) }`.
fn is_error(arm: &[TokenTree]) -> bool {
    let body = arm.windows(2).position(|trees| begins(trees, &["=", ">"])).and_then(|at| arm.get(at + 2));
    match body {
        Some(TokenTree::Group(block)) => block.stream().into_iter().next().is_some_and(|tree| is_word(&tree, "Err")),
        Some(tree) => is_word(tree, "Err"),
        None => false,
    }
}
