//! `port!(8080)` and its like: checks the caller's number.

use openscaler_formats::Violation;
use proc_macro2::{TokenStream, TokenTree};

use super::model::Literal;
use super::parse::{Input, JsonLiteral, called_macro};
use crate::diagnostic::literal as diagnostic;
use crate::number::NumberLiteral;
use crate::rules::Rules;
use crate::tokens::{error_over, is_mark};

/// The one number that the call is about.
pub(super) fn check(input: &Input) -> syn::Result<Literal> {
    let Input { macro_name, tokens, rules, .. } = input;
    let (type_name, wanted) = (input.type_name(), wanted(rules));
    if tokens.is_empty() {
        return Err(syn::Error::new(input.call, diagnostic::missing_number(macro_name, wanted)));
    }
    // Without the comma at the end.
    let tokens = if is_mark(tokens.last(), ',') { &tokens[..tokens.len() - 1] } else { tokens };
    let stream = || tokens.iter().cloned().collect::<TokenStream>();
    if let Some(number) = NumberLiteral::of(stream()) {
        return check_number(&type_name, rules, &number).map_err(|message| syn::Error::new_spanned(stream(), message));
    }
    let message = match tokens {
        [token] => match JsonLiteral::of(token) {
            Some(JsonLiteral::String(literal)) => {
                let text = literal.value();
                let number = text.trim();
                let write = if number.parse::<f64>().is_ok() { number } else { "42" };
                diagnostic::not_a_number(macro_name, wanted, "a string", write)
            }
            Some(JsonLiteral::Boolean(_)) => diagnostic::not_a_number(macro_name, wanted, "a boolean", "42"),
            Some(JsonLiteral::Character(_)) => diagnostic::not_a_number(macro_name, wanted, "a character", "42"),
            Some(_) => diagnostic::not_a_number(macro_name, wanted, "bytes", "42"),
            None => match token {
                TokenTree::Ident(name) => diagnostic::number_expression(&type_name, wanted, &name.to_string()),
                _ => diagnostic::number_expression(&type_name, wanted, "…"),
            },
        },
        [first, rest @ ..] if NumberLiteral::of(first.clone().into()).is_some() && is_mark(rest.first(), ',') => {
            return Err(error_over(rest, diagnostic::more_than_one_number(macro_name)));
        }
        expression => match called_macro(expression) {
            Some(called) => diagnostic::number_expression(&type_name, wanted, &format!("{called}!(…)")),
            None => diagnostic::number_expression(&type_name, wanted, "…"),
        },
    };
    Err(error_over(tokens, message))
}

/// The number as its type's constructor takes it; a message if it violates a rule.
pub(crate) fn check_number(type_name: &str, rules: &Rules, number: &NumberLiteral) -> Result<Literal, String> {
    let refused = |violation: &Violation| diagnostic::invalid_number(type_name, &number.text(), violation);
    let as_integer = match rules {
        Rules::Integer(constraints) => {
            let value = number.integer().ok_or_else(|| diagnostic::fraction(type_name, &number.text()))?;
            let nearest = value.clamp(i64::MIN.into(), i64::MAX.into());
            let nearest = i64::try_from(nearest).unwrap_or_default();
            constraints.check(nearest).map_err(|violation| refused(&violation))?;
            if i128::from(nearest) != value {
                return Err(diagnostic::out_of_range(type_name, &number.text()));
            }
            Some(nearest)
        }
        Rules::Number(constraints) => {
            constraints.check(number.number()).map_err(|violation| refused(&violation))?;
            None
        }
        Rules::Text(_) => None,
    };
    Ok(Literal { value: number.expression(as_integer), span: number.span() })
}

/// The type of the number, in JSON's words.
fn wanted(rules: &Rules) -> &'static str {
    match rules {
        Rules::Integer(_) => "an integer",
        _ => "a number",
    }
}
