//! Attributes, parsed and built without syn's parser: there are more of them than of anything else.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::quote;
use syn::token::{Bracket, Paren};
use syn::{
    AttrStyle, Attribute, Expr, ExprLit, Ident, Lit, LitStr, MacroDelimiter, Meta, MetaList, MetaNameValue, Token,
};

/// `#[name]`.
pub(super) fn flag(name: &str) -> Attribute {
    attribute(Meta::Path(ident(name).into()))
}

/// `#[name(arguments)]`.
pub(super) fn list(name: &str, arguments: TokenStream) -> Attribute {
    let delimiter = MacroDelimiter::Paren(Paren::default());
    attribute(Meta::List(MetaList { path: ident(name).into(), delimiter, tokens: arguments }))
}

/// `#[doc = "text"]`.
pub(super) fn doc(text: &str) -> Attribute {
    attribute(Meta::NameValue(MetaNameValue {
        path: ident("doc").into(),
        eq_token: <Token![=]>::default(),
        value: Expr::Lit(ExprLit { attrs: Vec::new(), lit: Lit::Str(LitStr::new(text, Span::call_site())) }),
    }))
}

fn attribute(meta: Meta) -> Attribute {
    Attribute { pound_token: <Token![#]>::default(), style: AttrStyle::Outer, bracket_token: Bracket::default(), meta }
}

fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// The text of a `#[doc = "…"]`.
pub(super) fn doc_text(attribute: &Attribute) -> Option<String> {
    match &attribute.meta {
        Meta::NameValue(doc) if doc.path.is_ident("doc") => match &doc.value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}

/// The text of `key = "…"` in a `#[serde(…)]`.
pub(crate) fn serde_argument(attribute: &Attribute, key: &str) -> Option<String> {
    let mut tokens = serde_tokens(attribute)?.into_iter();
    while let Some(token) = tokens.next() {
        if is_ident(&token, key)
            && let (Some(TokenTree::Punct(_)), Some(TokenTree::Literal(text))) = (tokens.next(), tokens.next())
        {
            return match Lit::new(text) {
                Lit::Str(text) => Some(text.value()),
                _ => None,
            };
        }
    }
    None
}

/// Whether there is a `#[serde(flag)]`.
pub(super) fn has_serde_flag(attribute: &Attribute, flag: &str) -> bool {
    serde_tokens(attribute).is_some_and(|tokens| tokens.into_iter().any(|token| is_ident(&token, flag)))
}

fn serde_tokens(attribute: &Attribute) -> Option<TokenStream> {
    match &attribute.meta {
        Meta::List(list) if list.path.is_ident("serde") => Some(list.tokens.clone()),
        _ => None,
    }
}

fn is_ident(token: &TokenTree, name: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == name)
}

/// Keeps those traits in the derives of which the name, without its path, is to be kept.
pub(super) fn retain_derives(attributes: &mut [Attribute], is_kept: impl Fn(&Ident) -> bool) {
    for attribute in attributes {
        let Meta::List(list) = &mut attribute.meta else { continue };
        if !list.path.is_ident("derive") {
            continue;
        }
        let tokens: Vec<TokenTree> = std::mem::take(&mut list.tokens).into_iter().collect();
        let traits = tokens.split(|token| matches!(token, TokenTree::Punct(comma) if comma.as_char() == ','));
        let kept = traits.filter(|path| matches!(path.last(), Some(TokenTree::Ident(name)) if is_kept(name)));
        let kept = kept.map(|path| path.iter().cloned().collect::<TokenStream>());
        list.tokens = quote!(#(#kept),*);
    }
}
