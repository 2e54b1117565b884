//! A scalar that can no longer be wrong.

use openscaler_formats::Constraints;
use syn::Ident;

pub(super) struct Scalar {
    pub(super) name: Ident,
    pub(super) constraints: Constraints,
    /// Whether it is wiped, and shown to nobody.
    pub(super) secret: bool,
}
