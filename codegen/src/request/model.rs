//! A valid request, as far as a macro can see.

use proc_macro2::{Span, TokenStream};
use syn::{Ident, LitStr};

use super::union::{Field, Variant};
use crate::literal::Literal;

pub(super) struct Request<'a> {
    pub(super) variant: &'a Variant,
    /// In the caller's order.
    pub(super) given: Vec<Given<'a>>,
}

pub(super) struct Given<'a> {
    pub(super) field: &'a Field,
    pub(super) key_span: Span,
    pub(super) value_span: Span,
    pub(super) content: Content,
}

pub(super) enum Content {
    /// A literal that follows the rules of its type.
    Constant {
        scalar: Ident,
        literal: Literal,
    },
    String(LitStr),
    List(Vec<Content>),
    /// Numbers, booleans and expressions, whose types rustc checks.
    Expression(TokenStream),
    /// Where it is allowed.
    Null,
}
