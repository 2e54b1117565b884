//! A number as written, with or without a minus sign.

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
    /// The number, if the tokens are exactly one.
    pub(crate) fn of(tokens: TokenStream) -> Option<Self> {
        syn::parse2(tokens).ok()
    }

    pub(crate) fn span(&self) -> Span {
        self.literal.span()
    }

    /// Its value, if it has no fraction; saturates if it is out of range.
    pub(crate) fn integer(&self) -> Option<i128> {
        let Lit::Int(literal) = &self.literal else { return None };
        let value = literal.base10_digits().parse().unwrap_or(i128::MAX);
        Some(if self.is_negative { -value } else { value })
    }

    /// Its value as an integer, if it is written as a floating-point number without a fraction.
    pub(crate) fn whole(&self) -> Option<f64> {
        Some(self.number()).filter(|number| number.fract() == 0.0)
    }

    /// The nearest value.
    pub(crate) fn number(&self) -> f64 {
        let digits = match &self.literal {
            Lit::Int(literal) => literal.base10_digits(),
            Lit::Float(literal) => literal.base10_digits(),
            _ => "0",
        };
        // Digits of a Rust literal are a number.
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

    /// An `i64` or `f64` expression, with the span of the number.
    pub(crate) fn expression(&self, as_integer: Option<i64>) -> TokenStream {
        let mut digits = match as_integer {
            Some(value) => Literal::u64_unsuffixed(value.unsigned_abs()),
            None => Literal::f64_unsuffixed(self.number().abs()),
        };
        digits.set_span(self.span());
        if self.is_negative { quote_spanned!(self.span()=> -#digits) } else { TokenTree::from(digits).into() }
    }
}
