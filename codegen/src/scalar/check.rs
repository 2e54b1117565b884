//! From what stands there to a scalar, or to every mistake in it.

use openscaler_formats::Format;

use super::model::Scalar;
use super::parse::Input;
use crate::diagnostic::{self, Mistakes};

pub(super) fn check(input: &Input) -> syn::Result<Scalar> {
    let mut mistakes = Mistakes::default();
    let mut length = |literal: &Option<syn::LitInt>| {
        let literal = literal.as_ref()?;
        literal.base10_parse::<usize>().map_err(|error| mistakes.push(error)).ok()
    };
    let (min_length, max_length) = (length(&input.min_length), length(&input.max_length));
    if let (Some(shortest), Some(longest), Some(literal)) = (min_length, max_length, &input.max_length)
        && shortest > longest
    {
        mistakes.add(literal.span(), diagnostic::contradicting_lengths(shortest, longest));
    }
    let format = input.format.as_ref().and_then(|literal| {
        let format = Format::from_name(&literal.value());
        if format.is_none() {
            mistakes.add(literal.span(), diagnostic::unknown_format(&literal.value()));
        }
        format
    });
    mistakes.none_or(Scalar { name: input.name.clone(), format, min_length, max_length, secret: input.secret })
}

/// What stands in for a scalar whose rules are wrong, so that its users still compile.
pub(super) fn without_rules(input: &Input) -> Scalar {
    let Input { name, secret, .. } = input;
    Scalar { name: name.clone(), format: None, min_length: None, max_length: None, secret: *secret }
}
