//! `domain_name!("…")`, `port!(8080)` and their like: a literal that is checked while compiling.

mod expand;
mod model;
mod number;
mod parse;
mod text;

use proc_macro2::TokenStream;

pub(crate) use expand::constant;
pub(crate) use model::Literal;
pub(crate) use number::check_number;
pub(crate) use parse::{JsonLiteral, called_macro};
pub(crate) use text::check_text;

use crate::diagnostic::report_expression;
use crate::rules::Rules;

pub(crate) fn literal(input: TokenStream) -> TokenStream {
    match syn::parse2::<parse::Input>(input) {
        Ok(input) => checked(&input).unwrap_or_else(|error| report_expression(&error, &input.path)),
        Err(error) => error.to_compile_error(),
    }
}

/// The constant, or what is wrong with the literal.
fn checked(input: &parse::Input) -> syn::Result<TokenStream> {
    let literal = match &input.rules {
        Rules::Text(rules) => text::check(input, rules),
        Rules::Integer(_) | Rules::Number(_) => number::check(input),
    };
    Ok(expand::constant(&input.path, &literal?))
}

#[cfg(test)]
mod tests;
