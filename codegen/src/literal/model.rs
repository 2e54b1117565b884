//! A valid literal.

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::LitStr;

pub(crate) struct Literal {
    /// What the type's constructor takes.
    pub(crate) value: TokenStream,
    pub(crate) span: Span,
}

impl From<&LitStr> for Literal {
    fn from(literal: &LitStr) -> Self {
        Self { value: literal.to_token_stream(), span: literal.span() }
    }
}
