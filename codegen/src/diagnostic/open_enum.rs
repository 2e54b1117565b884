//! What `#[derive(OpenEnum)]` says, to whoever writes a generator.

pub(crate) const NOT_AN_ENUM: &str = "`OpenEnum` is derived for an enum";

pub(crate) const NO_UNKNOWN: &str =
    "no variant holds the values that are not listed; add one round a `String`, such as `Unknown(String)`";

pub(crate) const SECOND_UNKNOWN: &str = "another variant already holds the values that are not listed; remove one";

pub(crate) const VALUE_OF_UNKNOWN: &str =
    "a variant round a `String` holds any value that is not listed; remove this one";

pub(crate) const VARIANT_WITHOUT_VALUE: &str = "this variant stands for no value; add `#[open_enum(value = \"…\")]`";

pub(crate) const NOT_A_VALUE: &str = "a variant stands for one value, or holds a `String` for all that are not listed";

pub(crate) fn doubled_value(value: &str) -> String {
    format!("another variant already stands for `{value}`; a value has one variant")
}

pub(crate) fn unknown_keyword(keyword: &str) -> String {
    format!("there is no `{keyword}` here; write `value`")
}
