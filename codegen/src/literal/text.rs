//! `domain_name!("…")` and similar macros: check the caller's string.

use openscaler_formats::has_private_key;
use proc_macro2::{Delimiter, TokenTree};
use syn::LitStr;

use super::model::Literal;
use super::parse::{Input, JsonLiteral, called_macro};
use crate::diagnostic::{literal as diagnostic, words::suggested};
use crate::rules::TextRules;
use crate::tokens::{error_over, is_mark, visible};

/// The string that is the only argument.
pub(super) fn check(input: &Input, rules: &TextRules) -> syn::Result<Literal> {
    let literal = only_literal(input)?;
    if rules.secret && has_private_key(&literal.value()) {
        return Err(syn::Error::new(literal.span(), diagnostic::private_key(&input.type_name())));
    }
    match check_text(&diagnostic::valid(&input.type_name()), rules, &literal) {
        Ok(()) => Ok(Literal::from(&literal)),
        Err(message) => Err(syn::Error::new(literal.span(), message)),
    }
}

/// Checks `literal`; if it violates a rule, returns a message that it is not `valid`.
pub(super) fn check_text(valid: &str, rules: &TextRules, literal: &LitStr) -> Result<(), String> {
    let text = literal.value();
    rules.constraints.check(&text).map_err(|violation| {
        // A private key in the wrong place is still a private key.
        if rules.secret || has_private_key(&text) {
            diagnostic::invalid_secret(valid, &violation)
        } else {
            diagnostic::invalid(valid, &text, &violation)
        }
    })
}

/// The string literal that is the only argument.
fn only_literal(input: &Input) -> syn::Result<LitStr> {
    let Input { macro_name, tokens, .. } = input;
    let type_name = input.type_name();
    let Some((first, rest)) = tokens.split_first() else {
        return Err(syn::Error::new(input.call, diagnostic::missing_string(macro_name)));
    };
    let rest = if is_mark(rest.first(), ',') { &rest[1..] } else { rest };
    match JsonLiteral::of(first) {
        Some(JsonLiteral::String(literal)) => match rest.first() {
            None => Ok(literal),
            Some(_) => {
                let called = matches!(&tokens[1], TokenTree::Punct(mark) if mark.as_char() != ',');
                let message = if called {
                    diagnostic::call_on_literal(macro_name, &type_name)
                } else {
                    diagnostic::more_than_one(macro_name, &type_name)
                };
                Err(error_over(rest, message))
            }
        },
        Some(other) if rest.is_empty() => {
            let (what, write) = described(&other);
            Err(syn::Error::new(first.span(), diagnostic::not_a_string(macro_name, what, &write)))
        }
        _ => {
            // Without the trailing comma.
            let expression = if rest.is_empty() { &tokens[..1] } else { tokens.as_slice() };
            Err(error_over(expression, not_known_yet(macro_name, &type_name, expression)))
        }
    }
}

/// The name of a literal of another kind, and the literal to write instead.
fn described(literal: &JsonLiteral) -> (&'static str, String) {
    let quoted = |text: &str| format!("{text:?}");
    match literal {
        JsonLiteral::String(literal) => ("a string", quoted(&literal.value())),
        JsonLiteral::Integer(literal) => ("a number", quoted(&literal.to_string())),
        JsonLiteral::Float(literal) => ("a number", quoted(&literal.to_string())),
        JsonLiteral::Boolean(literal) => ("a boolean", quoted(&literal.value.to_string())),
        JsonLiteral::Character(character) => ("a character", quoted(&character.to_string())),
        JsonLiteral::Prefixed => ("bytes", "\"…\"".to_owned()),
    }
}

fn not_known_yet(macro_name: &str, type_name: &str, expression: &[TokenTree]) -> String {
    if let Some(called) = called_macro(expression) {
        return diagnostic::text_of_macro(type_name, &called);
    }
    match expression {
        [TokenTree::Ident(name)] => diagnostic::expression(type_name, &name.to_string()),
        [TokenTree::Group(group)] if group.delimiter() == Delimiter::Bracket => {
            diagnostic::not_a_string(macro_name, "a list", "\"…\"")
        }
        _ => match wrapped_literal(expression) {
            Some(literal) => {
                let write = suggested(&literal.to_string());
                diagnostic::not_a_string(macro_name, "an expression", &write)
            }
            None => diagnostic::expression(type_name, "…"),
        },
    }
}

/// The string literal in `("…")` or `&"…"`.
fn wrapped_literal(expression: &[TokenTree]) -> Option<TokenTree> {
    match expression {
        [TokenTree::Group(group)] => wrapped_literal(&visible(group.stream())),
        [TokenTree::Punct(mark), rest @ ..] if mark.as_char() == '&' => wrapped_literal(rest),
        [literal] => matches!(JsonLiteral::of(literal), Some(JsonLiteral::String(_))).then(|| literal.clone()),
        _ => None,
    }
}
