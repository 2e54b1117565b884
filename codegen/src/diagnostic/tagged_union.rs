//! Messages of `#[derive(TaggedUnion)]`, and those that its expansion gives to the compiler.

use proc_macro2::Ident;

pub(crate) const NOT_AN_ENUM: &str = "`TaggedUnion` can only be derived for an enum";
pub(crate) const UNKNOWN_UNION_KEYWORD: &str = "unknown keyword: expected `draft` or `builders`";
pub(crate) const UNKNOWN_VARIANT_KEYWORD: &str = "unknown keyword: expected `start`";
pub(crate) const UNKNOWN_FIELD_KEYWORD: &str = "unknown keyword: expected `required`, `nullable`, `scalar`, `integer`, \
    `number`, `union`, `json` or `list(…)`";
pub(crate) const NO_TAG: &str = "missing tag: add `#[serde(tag = \"…\")]`";
pub(crate) const NO_DRAFT: &str =
    "missing names of the draft and the builders: add `#[tagged_union(draft = …, builders = …)]`";
pub(crate) const NO_START: &str = "missing name of the starting function: add `#[tagged_union(start = …)]`";
pub(crate) const UNNAMED_FIELDS: &str = "expected named fields";

pub(crate) fn missing_field(variant: &str, field: &str) -> String {
    format!("missing field `{field}` of `{variant}`")
}

pub(crate) fn add_field(setter: &Ident) -> String {
    format!("add `.{setter}(..)` before `.build()`")
}

pub(crate) fn duplicate_field(field: &str) -> String {
    format!("`{field}` is given more than once")
}

pub(crate) fn remove_duplicate(setter: &Ident) -> String {
    format!("remove this or the other `.{setter}(..)`")
}
