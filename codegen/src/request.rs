//! `create_certificate_request!({ … })` and similar macros: requests in JSON's form that are checked at compile time.
//!
//! Each type of a request has a macro with a table of its own fields or variants. A literal for a value of another type
//! becomes a call of that type's macro, so that no table repeats another, and mistakes are reported at every depth.

mod alternatives;
mod check;
mod content;
mod expand;
mod findings;
mod meant;
mod object;
mod parse;
mod table;
mod value;

use proc_macro2::TokenStream;

pub(crate) fn request(input: TokenStream) -> TokenStream {
    let input = match syn::parse2::<table::Input>(input) {
        Ok(input) => input,
        Err(error) => return error.to_compile_error(),
    };
    let mut findings = findings::Findings::default();
    match check::check(&input, &mut findings) {
        Some(expansion) if findings.is_empty() => expansion,
        _ => findings.report(&input.table.path()),
    }
}

#[cfg(test)]
mod tests;
