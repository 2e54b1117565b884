//! From what stands there to a scalar, or to every mistake in it.

use super::model::Scalar;
use super::parse::Input;
use crate::diagnostic::Mistakes;

pub(super) fn check(input: &Input) -> syn::Result<Scalar> {
    let mut mistakes = Mistakes::default();
    let rules = input.rules.check(&mut mistakes);
    mistakes.none_or(Scalar { name: input.name.clone(), rules })
}

/// What stands in for a scalar whose rules are wrong, so that its users still compile.
pub(super) fn without_rules(input: &Input) -> Scalar {
    Scalar { name: input.name.clone(), rules: input.rules.without_rules() }
}
