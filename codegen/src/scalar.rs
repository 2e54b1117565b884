//! `#[derive(Scalar)]`: strings and numbers with rules, and secrets.

mod check;
mod expand;
mod model;
mod number;
mod parse;
mod text;

use proc_macro2::TokenStream;
use quote::quote;
use syn::parse::{ParseStream, Parser};

use crate::diagnostic::{Mistakes, report};
use crate::rules::{Rules, RulesInput};

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

/// The rules, as a value of the runtime.
pub(crate) fn rules(input: TokenStream) -> TokenStream {
    let checked = (|input: ParseStream<'_>| {
        let (mut rules, mut mistakes) = (RulesInput::default(), Mistakes::default());
        rules.read(input)?;
        let rules = rules.check(&mut mistakes);
        mistakes.none_or(rules)
    })
    .parse2(input);
    let (kind, constraints) = match checked {
        Ok(Rules::Text(rules)) => (quote!(Text), text::constraints(&rules.constraints)),
        Ok(Rules::Integer(rules)) => (quote!(Integer), number::of_integer(&rules).constraints()),
        Ok(Rules::Number(rules)) => (quote!(Number), number::of_number(&rules).constraints()),
        Err(error) => return error.to_compile_error(),
    };
    quote!(::openscaler_runtime::shape::Rules::#kind(&const { #constraints }))
}
