//! Every message of the macros, by subject, and their collection.

pub(crate) mod literal;
pub(crate) mod open_enum;
pub(crate) mod request;
pub(crate) mod scalar;
pub(crate) mod words;

use proc_macro2::{Span, TokenStream};
use quote::quote;

/// The mistakes found so far; all are reported in one compile.
#[derive(Default)]
pub(crate) struct Mistakes(Option<syn::Error>);

impl Mistakes {
    /// Adds one mistake, shown at `span`.
    pub(crate) fn add(&mut self, span: Span, message: impl std::fmt::Display) {
        self.push(syn::Error::new(span, message));
    }

    /// Adds an error of a parser.
    pub(crate) fn push(&mut self, error: syn::Error) {
        match &mut self.0 {
            Some(mistakes) => mistakes.combine(error),
            None => self.0 = Some(error),
        }
    }

    /// `model` if there is no mistake.
    pub(crate) fn none_or<T>(self, model: T) -> Result<T, syn::Error> {
        self.0.map_or(Ok(model), Err)
    }
}

/// The errors as the compiler shows them, and the fallback that prevents errors that follow from them.
pub(crate) fn report(error: &syn::Error, fallback: TokenStream) -> TokenStream {
    let mut tokens = error.to_compile_error();
    tokens.extend(fallback);
    tokens
}

/// The errors as the compiler shows them, as an expression of type `expected`.
///
/// An erroneous expression has any type, and a constant that contains one is not evaluated: so nothing else is reported in a
/// function, a constant or a static.
pub(crate) fn report_expression(errors: &TokenStream, expected: &TokenStream) -> TokenStream {
    quote!({
        let refused: #expected = { #errors };
        refused
    })
}
