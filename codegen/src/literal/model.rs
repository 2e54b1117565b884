//! A valid literal.

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::LitStr;

pub(super) struct Literal {
    /// The argument of the type's constructor.
    pub(super) value: TokenStream,
    pub(super) span: Span,
}

impl From<&LitStr> for Literal {
    fn from(literal: &LitStr) -> Self {
        Self { value: literal.to_token_stream(), span: literal.span() }
    }
}
