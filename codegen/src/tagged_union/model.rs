//! A valid tagged union.

use proc_macro2::TokenStream;
use syn::{Attribute, Ident, Type};

pub(super) struct TaggedUnion {
    pub(super) name: Ident,
    /// The type of its draft.
    pub(super) draft: Ident,
    /// The module that the builders are in.
    pub(super) builders: Ident,
    /// The member that tells the variants apart.
    pub(super) tag: String,
    pub(super) variants: Vec<Variant>,
}

pub(super) struct Variant {
    /// The enum's.
    pub(super) name: Ident,
    /// The value of the tag.
    pub(super) tag: String,
    /// The function that starts its builder.
    pub(super) start: Ident,
    pub(super) docs: Vec<Attribute>,
    pub(super) fields: Vec<Field>,
}

pub(super) struct Field {
    pub(super) name: Ident,
    /// The member's name on the wire.
    pub(super) wire: String,
    pub(super) docs: Vec<Attribute>,
    /// What the builder takes: for an optional field without the `Option`.
    pub(super) value: Type,
    pub(super) required: bool,
    /// Whether null is one of its values.
    pub(super) nullable: bool,
    /// The function of the generated crate that reads it from JSON.
    pub(super) reader: TokenStream,
}

impl Variant {
    pub(super) fn required(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| field.required)
    }
}
