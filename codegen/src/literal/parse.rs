//! The input of a call with its spans, not yet checked.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use syn::parse::{Parse, ParseStream};
use syn::{Lit, LitStr, braced, bracketed};

use crate::diagnostic::Mistakes;
use crate::rules::{Rules, RulesInput};
use crate::tokens::{call_of_wrapper, visible};

/// `[path::to::DomainName] "domain_name" { rules } input`
pub(super) struct Input {
    /// The call of the wrapper.
    pub(super) call: Span,
    /// The path of the type in the wrapper.
    pub(super) path: TokenStream,
    /// The macro that the caller wrote.
    pub(super) macro_name: String,
    pub(super) rules: Rules,
    /// The caller's tokens.
    pub(super) tokens: Vec<TokenTree>,
}

impl Input {
    /// The last name of the path.
    pub(super) fn type_name(&self) -> String {
        self.path.clone().into_iter().last().map(|name| name.to_string()).unwrap_or_default()
    }
}

impl Parse for Input {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let call = call_of_wrapper(input.span());
        let path;
        bracketed!(path in input);
        let path = path.parse()?;
        let macro_name = input.parse::<LitStr>()?.value();
        let content;
        braced!(content in input);
        let mut rules = RulesInput::default();
        rules.read(&content)?;
        let mut mistakes = Mistakes::default();
        let rules = rules.check(&mut mistakes);
        let tokens = visible(input.parse()?);
        mistakes.none_or(Self { call, path, macro_name, rules, tokens })
    }
}

/// A token that is a JSON literal or resembles one.
pub(crate) enum JsonLiteral {
    String(LitStr),
    Integer(syn::LitInt),
    Float(syn::LitFloat),
    Boolean(syn::LitBool),
    /// In single quotes.
    Character(char),
    /// `b"…"` or `c"…"`.
    Prefixed,
}

impl JsonLiteral {
    pub(crate) fn of(token: &TokenTree) -> Option<Self> {
        if matches!(token, TokenTree::Group(group) if group.delimiter() != Delimiter::None) {
            return None;
        }
        Some(match syn::parse2(TokenStream::from(token.clone())).ok()? {
            Lit::Str(literal) => Self::String(literal),
            Lit::Int(literal) => Self::Integer(literal),
            Lit::Float(literal) => Self::Float(literal),
            Lit::Bool(literal) => Self::Boolean(literal),
            Lit::Char(literal) => Self::Character(literal.value()),
            Lit::Byte(literal) => Self::Character(literal.value().into()),
            Lit::ByteStr(_) | Lit::CStr(_) => Self::Prefixed,
            _ => return None,
        })
    }
}

/// The name of the macro that these tokens call: `include_str` for `std::include_str!("…")`.
pub(crate) fn called_macro(tokens: &[TokenTree]) -> Option<String> {
    match tokens {
        [path @ .., TokenTree::Ident(name), TokenTree::Punct(mark), TokenTree::Group(_)]
            if mark.as_char() == '!'
                && path.iter().all(|token| match token {
                    TokenTree::Ident(_) => true,
                    TokenTree::Punct(punct) => punct.as_char() == ':',
                    _ => false,
                }) =>
        {
            Some(name.to_string())
        }
        _ => None,
    }
}
