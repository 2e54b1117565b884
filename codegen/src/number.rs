//! A number as it is written, with or without a minus before it.

use proc_macro2::{Literal, Span, TokenStream, TokenTree};
use quote::quote_spanned;
use syn::parse::{Parse, ParseStream};
use syn::{Lit, Token};

use crate::diagnostic::scalar as diagnostic;

pub(crate) struct NumberLiteral {
    literal: Lit,
    is_negative: bool,
}

impl Parse for NumberLiteral {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let is_negative = input.parse::<Option<Token![-]>>()?.is_some();
        match input.parse::<Lit>()? {
            literal @ (Lit::Int(_) | Lit::Float(_)) => Ok(Self { literal, is_negative }),
            other => Err(syn::Error::new(other.span(), diagnostic::NOT_A_NUMBER)),
        }
    }
}

impl NumberLiteral {
    /// The number that the tokens are, if they are one and nothing else.
    pub(crate) fn of(tokens: TokenStream) -> Option<Self> {
        syn::parse2(tokens).ok()
    }

    pub(crate) fn span(&self) -> Span {
        self.literal.span()
    }

    /// Its value, if it has no fraction; one that is too large is the largest.
    pub(crate) fn integer(&self) -> Option<i128> {
        let Lit::Int(literal) = &self.literal else { return None };
        let value = literal.base10_digits().parse().unwrap_or(i128::MAX);
        Some(if self.is_negative { -value } else { value })
    }

    /// Its value, as near as there is one.
    pub(crate) fn number(&self) -> f64 {
        let digits = match &self.literal {
            Lit::Int(literal) => literal.base10_digits(),
            Lit::Float(literal) => literal.base10_digits(),
            _ => "0",
        };
        // Digits that are a literal of Rust's are a number.
        let value: f64 = digits.parse().unwrap_or_default();
        if self.is_negative { -value } else { value }
    }

    /// As it was written, on one line.
    pub(crate) fn text(&self) -> String {
        let digits = match &self.literal {
            Lit::Int(literal) => literal.to_string(),
            Lit::Float(literal) => literal.to_string(),
            _ => String::new(),
        };
        if self.is_negative { format!("-{digits}") } else { digits }
    }

    /// An `i64`, or an `f64`, as an expression that is shown where the number was written.
    pub(crate) fn expression(&self, as_integer: Option<i64>) -> TokenStream {
        let mut digits = match as_integer {
            Some(value) => Literal::u64_unsuffixed(value.unsigned_abs()),
            None => Literal::f64_unsuffixed(self.number().abs()),
        };
        digits.set_span(self.span());
        if self.is_negative { quote_spanned!(self.span()=> -#digits) } else { TokenTree::from(digits).into() }
    }
}
