//! What is wrong with a request, and the calls of other macros that may find more.

use std::fmt::Display;

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};

use crate::diagnostic::report_expression;

/// Every mistake, and every call, in the order in which they are reported.
#[derive(Default)]
pub(super) struct Findings {
    /// The mistakes, with the calls before each.
    mistakes: TokenStream,
    /// The calls since the last mistake.
    calls: TokenStream,
}

impl Findings {
    /// Adds one mistake, shown at `span`.
    pub(super) fn add(&mut self, span: Span, message: impl Display) {
        self.push(&syn::Error::new(span, message));
    }

    /// Adds one mistake, shown from the first of `tokens` to the last.
    pub(super) fn add_over(&mut self, tokens: impl ToTokens, message: impl Display) {
        self.push(&syn::Error::new_spanned(tokens, message));
    }

    fn push(&mut self, error: &syn::Error) {
        self.mistakes.extend(std::mem::take(&mut self.calls));
        self.mistakes.extend(error.to_compile_error());
    }

    /// Adds the call of a macro that reports what is wrong with its own input.
    pub(super) fn add_call(&mut self, call: &TokenStream) {
        self.calls.extend(quote!(let _ = #call;));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.mistakes.is_empty()
    }

    /// The errors as the compiler shows them, as an expression of type `expected`.
    pub(super) fn report(&self, expected: &TokenStream) -> TokenStream {
        let Self { mistakes, calls } = self;
        let refused = report_expression(mistakes, expected);
        quote!({
            let refused = #refused;
            #calls
            refused
        })
    }
}
