//! `domain_name!("…")`, `port!(8080)` and similar macros: literals that are checked at compile time.

mod expand;
mod model;
mod number;
mod parse;
mod text;

use proc_macro2::TokenStream;

pub(crate) use parse::{JsonLiteral, called_macro};

use crate::diagnostic::{literal::valid_for, report_expression};
use crate::number::NumberLiteral;
use crate::rules::Rules;

pub(crate) fn literal(input: TokenStream) -> TokenStream {
    match syn::parse2::<parse::Input>(input) {
        Ok(input) => checked(&input).unwrap_or_else(|error| report_expression(&error.to_compile_error(), &input.path)),
        Err(error) => error.to_compile_error(),
    }
}

/// Whether `literal` is one that satisfies the rules.
pub(crate) fn satisfies(rules: &Rules, literal: TokenStream) -> bool {
    match rules {
        Rules::Text(rules) => syn::parse2(literal).is_ok_and(|literal| text::check_text("", rules, &literal).is_ok()),
        _ => NumberLiteral::of(literal).is_some_and(|number| number::check_rules("", rules, &number).is_ok()),
    }
}

/// Why `literal` is not valid for `subject`, if it is a string or a number that violates the rules.
pub(crate) fn refusal(subject: &str, rules: &Rules, literal: TokenStream) -> Option<String> {
    let valid = valid_for(subject);
    match rules {
        Rules::Text(rules) => text::check_text(&valid, rules, &syn::parse2(literal).ok()?).err(),
        _ => number::check_rules(&valid, rules, &NumberLiteral::of(literal)?).err(),
    }
}

/// The constant, or the error about the literal.
fn checked(input: &parse::Input) -> syn::Result<TokenStream> {
    let literal = match &input.rules {
        Rules::Text(rules) => text::check(input, rules),
        Rules::Integer(_) | Rules::Number(_) => number::check(input),
    };
    Ok(expand::constant(&input.path, &literal?))
}

#[cfg(test)]
mod tests;
