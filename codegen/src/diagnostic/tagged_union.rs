//! What `#[derive(TaggedUnion)]` says, and what its expansion has the compiler say.

use proc_macro2::Ident;

pub(crate) const NOT_AN_ENUM: &str = "`TaggedUnion` is derived for an enum";
pub(crate) const UNKNOWN_UNION_KEYWORD: &str = "write `draft` and `builders` here";
pub(crate) const UNKNOWN_VARIANT_KEYWORD: &str = "write `start` here";
pub(crate) const UNKNOWN_FIELD_KEYWORD: &str =
    "write `required`, `nullable`, `scalar`, `integer`, `number`, `union`, `json` or `list(…)` here";
pub(crate) const NO_TAG: &str = "there is no tag; add `#[serde(tag = \"…\")]`";
pub(crate) const NO_DRAFT: &str = "add `#[tagged_union(draft = …, builders = …)]`";
pub(crate) const NO_START: &str = "add `#[tagged_union(start = …)]`";
pub(crate) const UNNAMED_FIELDS: &str = "the fields of a variant need names";

pub(crate) fn field_required(variant: &str, field: &str) -> String {
    format!("`{variant}` requires `{field}`")
}

pub(crate) fn add_field(setter: &Ident) -> String {
    format!("add `.{setter}(..)` before `.build()`")
}

pub(crate) fn field_twice(field: &str) -> String {
    format!("`{field}` is given twice")
}

pub(crate) fn leave_out(setter: &Ident) -> String {
    format!("leave out this or the other `.{setter}(..)`")
}
