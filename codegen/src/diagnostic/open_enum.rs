//! Messages of `#[derive(OpenEnum)]`, for authors of a generator.

pub(crate) const NOT_AN_ENUM: &str = "`OpenEnum` can only be derived for an enum";

pub(crate) const NO_UNKNOWN: &str = "missing a variant for unlisted values: add one such as `Unknown(String)`";

pub(crate) const SECOND_UNKNOWN: &str = "another variant already holds the unlisted values: remove one of them";

pub(crate) const VALUE_OF_UNKNOWN: &str = "the variant for unlisted values cannot have a value: remove it";

pub(crate) const VARIANT_WITHOUT_VALUE: &str = "missing value of this variant: add `#[open_enum(value = \"…\")]`";

pub(crate) const NOT_A_VALUE: &str = "expected a variant without fields, or one with a `String` for unlisted values";

pub(crate) fn duplicate_value(value: &str) -> String {
    format!("duplicate value `{value}`: another variant already has it")
}

pub(crate) fn unknown_keyword(keyword: &str) -> String {
    format!("unknown keyword `{keyword}`: expected `value`")
}
