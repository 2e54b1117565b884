//! Every message of the macros, by subject, and their collection.

pub(crate) mod literal;
pub(crate) mod open_enum;
pub(crate) mod request;
pub(crate) mod scalar;
pub(crate) mod tagged_union;
pub(crate) mod words;

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};

/// The mistakes found so far; all are reported in one compile.
#[derive(Default)]
pub(crate) struct Mistakes(Option<syn::Error>);

impl Mistakes {
    /// Adds one mistake, shown at `span`.
    pub(crate) fn add(&mut self, span: Span, message: impl std::fmt::Display) {
        self.push(syn::Error::new(span, message));
    }

    /// Adds one mistake, shown from the first of `tokens` to the last.
    pub(crate) fn add_over(&mut self, tokens: impl ToTokens, message: impl std::fmt::Display) {
        self.push(syn::Error::new_spanned(tokens, message));
    }

    /// Adds an error of a parser.
    pub(crate) fn push(&mut self, error: syn::Error) {
        match &mut self.0 {
            Some(mistakes) => mistakes.combine(error),
            None => self.0 = Some(error),
        }
    }

    /// The mistakes, of which there is at least one.
    pub(crate) fn none<T>(self) -> Result<T, syn::Error> {
        Err(self.0.unwrap_or_else(|| syn::Error::new(Span::call_site(), "invalid input")))
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
pub(crate) fn report_expression(error: &syn::Error, expected: &TokenStream) -> TokenStream {
    let errors = error.to_compile_error();
    quote!({
        let refused: #expected = { #errors };
        refused
    })
}
