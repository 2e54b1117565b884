//! Turns the input into a scalar, or reports every mistake in it.

use super::model::Scalar;
use super::parse::Input;
use crate::diagnostic::Mistakes;

pub(super) fn check(input: &Input) -> syn::Result<Scalar> {
    let mut mistakes = Mistakes::default();
    let rules = input.rules.check(&mut mistakes);
    mistakes.none_or(Scalar { name: input.name.clone(), rules })
}

/// The fallback for a scalar with invalid rules, so that its users still compile.
pub(super) fn without_rules(input: &Input) -> Scalar {
    Scalar { name: input.name.clone(), rules: input.rules.without_rules() }
}
