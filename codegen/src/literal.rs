//! `domain_name!("…")`, `port!(8080)` and their like: a literal that is checked while compiling.

mod check;
mod expand;
mod number;
mod parse;

use proc_macro2::TokenStream;

pub(crate) use check::{Literal, check_text};
pub(crate) use expand::constant;
pub(crate) use number::check_number;
pub(crate) use parse::{JsonLiteral, called_macro};

use crate::diagnostic::report_expression;

pub(crate) fn literal(input: TokenStream) -> TokenStream {
    let input = match syn::parse2::<parse::Input>(input) {
        Ok(input) => input,
        Err(error) => return error.to_compile_error(),
    };
    match check::check(&input) {
        Ok(literal) => expand::constant(&input.path, &literal),
        Err(error) => report_expression(&error, &input.path),
    }
}

#[cfg(test)]
mod tests;
