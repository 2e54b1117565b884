//! `#[derive(OpenEnum)]`: enums of strings with a variant for unlisted values.

mod check;
mod expand;
mod model;
mod parse;

use proc_macro2::TokenStream;

use crate::diagnostic::report;

pub(crate) fn derive(input: TokenStream) -> TokenStream {
    let input = match parse::parse(input) {
        Ok(input) => input,
        Err(error) => return error.to_compile_error(),
    };
    match check::check(&input) {
        Ok(open_enum) => expand::expand(&open_enum),
        Err(error) => report(&error, expand::expand(&check::without_values(&input))),
    }
}

#[cfg(test)]
mod tests;
