//! A scalar that can no longer be wrong.

use openscaler_formats::Format;
use syn::Ident;

pub(super) struct Scalar {
    pub(super) name: Ident,
    pub(super) format: Option<Format>,
    /// In characters.
    pub(super) min_length: Option<usize>,
    /// In characters.
    pub(super) max_length: Option<usize>,
    /// Whether it is wiped, and shown to nobody.
    pub(super) secret: bool,
}
