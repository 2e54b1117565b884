//! What the generated code shows to a caller: types, fields, variants, traits, macros, and the client's methods.
//!
//! The derives of `openscaler-codegen` are not expanded. What they write follows from the item and its attributes, and
//! so stands here as traits and methods of the item, by the same names.
//!
//! A part is named by its path: `types::Certificate`, `types::Certificate.size` for a field, `types::Request/upload` for
//! a variant and `types::Request/upload.name` for its field, both by their names on the wire; `op::list_pets` for a
//! method of the client, `op::list_pets.limit` for an argument and `op::list_pets>` for its result.

mod compare;
mod derives;
mod read;
mod rename;

use std::collections::{BTreeMap, BTreeSet};

pub(super) use compare::{Difference, Effect, compare};
pub(super) use read::read;
pub(super) use rename::rename;

/// All that a caller can name.
#[derive(Clone, Debug, Default)]
pub(super) struct Surface {
    /// By their names.
    pub(super) types: BTreeMap<String, Type>,
    /// The client's methods, by their names.
    pub(super) methods: BTreeMap<String, Method>,
    /// Exported macros that belong to no type.
    pub(super) macros: BTreeSet<String>,
    /// Whether a client cannot be built without a token.
    pub(super) needs_token: bool,
}

/// A generated type.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Type {
    pub(super) kind: &'static str,
    pub(super) is_non_exhaustive: bool,
    pub(super) fields: Fields,
    /// In the order they are written.
    pub(super) variants: Vec<Variant>,
    /// What it implements, and what its derives make it implement.
    pub(super) traits: BTreeSet<String>,
    /// Its own functions: their names, and their signatures.
    pub(super) functions: BTreeMap<String, String>,
    /// The rules of a named string, in the words of its macro.
    pub(super) rules: Option<String>,
    /// The macro of its name.
    pub(super) has_macro: bool,
}

/// The fields of a struct or of a variant.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Fields {
    #[default]
    None,
    /// Of an alias or a tuple; private ones are not shown.
    Types(Vec<String>),
    Named(Vec<Field>),
}

/// A field with a name.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Field {
    pub(super) name: String,
    /// On the wire.
    pub(super) wire: String,
    pub(super) ty: String,
    /// Whether a builder asks for it.
    pub(super) is_required: bool,
}

/// A variant of an enum.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Variant {
    pub(super) name: String,
    pub(super) wire: String,
    pub(super) is_non_exhaustive: bool,
    /// The function that starts its builder.
    pub(super) start: Option<String>,
    pub(super) fields: Fields,
}

/// A method of the client.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Method {
    /// Names and types, in their order.
    pub(super) arguments: Vec<(String, String)>,
    pub(super) result: String,
}
