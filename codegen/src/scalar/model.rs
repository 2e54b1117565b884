//! A valid scalar.

use syn::Ident;

use crate::rules::Rules;

pub(super) struct Scalar {
    pub(super) name: Ident,
    pub(super) rules: Rules,
}
