//! `#[derive(Scalar)]`: strings and numbers with rules, and secrets.

mod check;
mod expand;
mod model;
mod number;
mod parse;
mod text;

use proc_macro2::TokenStream;

use crate::diagnostic::report;

pub(crate) fn derive(input: TokenStream) -> TokenStream {
    let input = match parse::parse(input) {
        Ok(input) => input,
        Err(error) => return error.to_compile_error(),
    };
    match check::check(&input) {
        Ok(scalar) => expand::expand(&scalar),
        Err(error) => report(&error, expand::expand(&check::without_rules(&input))),
    }
}
