//! A valid open enum.

use syn::Ident;

pub(super) struct OpenEnum {
    pub(super) name: Ident,
    pub(super) known: Vec<Known>,
    /// The variant that holds any other value; `None` only in the fallback of an invalid enum.
    pub(super) unknown: Option<Ident>,
}

/// A value that the document lists.
pub(super) struct Known {
    pub(super) variant: Ident,
    /// The value on the wire.
    pub(super) value: String,
}
