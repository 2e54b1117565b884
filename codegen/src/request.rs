//! `create_certificate_request!({ … })` and its like: a request in JSON's form that is checked while compiling.

mod check;
mod expand;
mod field;
mod meant;
mod model;
mod object;
mod union;
mod value;

use proc_macro2::TokenStream;

use crate::diagnostic::report_expression;

pub(crate) fn request(input: TokenStream) -> TokenStream {
    let input = match syn::parse2::<union::Input>(input) {
        Ok(input) => input,
        Err(error) => return error.to_compile_error(),
    };
    match check::check(&input) {
        Ok(request) => expand::expand(&input, &request),
        Err(error) => report_expression(&error, &input.union.path()),
    }
}

#[cfg(test)]
mod tests;
