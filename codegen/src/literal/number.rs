//! `port!(8080)` and similar macros: check the caller's number.

use openscaler_formats::Violation;
use proc_macro2::{TokenStream, TokenTree};

use super::model::Literal;
use super::parse::{Input, JsonLiteral, called_macro};
use crate::diagnostic::literal as diagnostic;
use crate::number::NumberLiteral;
use crate::rules::Rules;
use crate::tokens::{error_over, is_mark};

/// The number that is the only argument.
pub(super) fn check(input: &Input) -> syn::Result<Literal> {
    let Input { macro_name, tokens, rules, .. } = input;
    let (type_name, wanted) = (input.type_name(), wanted(rules));
    if tokens.is_empty() {
        return Err(syn::Error::new(input.call, diagnostic::missing_number(macro_name, wanted)));
    }
    // Without the trailing comma.
    let tokens = if is_mark(tokens.last(), ',') { &tokens[..tokens.len() - 1] } else { tokens };
    let stream = || tokens.iter().cloned().collect::<TokenStream>();
    if let Some(number) = NumberLiteral::of(stream()) {
        let checked = check_number(&diagnostic::valid(&type_name), rules, &number);
        return checked.map_err(|message| syn::Error::new_spanned(stream(), message));
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

/// The number as the argument of its type's constructor; if it is invalid, a message that it is not `valid`.
fn check_number(valid: &str, rules: &Rules, number: &NumberLiteral) -> Result<Literal, String> {
    let nearest = check_rules(valid, rules, number)?;
    if nearest.is_some() && nearest.map(i128::from) != number.integer() {
        return Err(diagnostic::out_of_range(valid, &number.text()));
    }
    Ok(Literal { value: number.expression(nearest), span: number.span() })
}

/// The `i64` that is nearest to an integer; if it violates a constraint, a message that it is not `valid`.
pub(super) fn check_rules(valid: &str, rules: &Rules, number: &NumberLiteral) -> Result<Option<i64>, String> {
    let refused = |violation: Violation| diagnostic::invalid_number(valid, &number.text(), &violation);
    match rules {
        Rules::Integer(constraints) => {
            let value = number.integer().ok_or_else(|| diagnostic::fraction(valid, &number.text()))?;
            let nearest = value.clamp(i64::MIN.into(), i64::MAX.into());
            let nearest = i64::try_from(nearest).unwrap_or_default();
            constraints.check(nearest).map_err(refused)?;
            Ok(Some(nearest))
        }
        Rules::Number(constraints) => constraints.check(number.number()).map_err(refused).map(|()| None),
        Rules::Text(_) => Ok(None),
    }
}

/// The JSON name of the number's type.
fn wanted(rules: &Rules) -> &'static str {
    match rules {
        Rules::Integer(_) => "an integer",
        _ => "a number",
    }
}
