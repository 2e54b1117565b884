//! Messages about a scalar's rules, for authors of a generator.

pub(crate) const NOT_A_NEWTYPE: &str = "`Scalar` can only be derived for a struct with one unnamed field";

pub(crate) const INVALID_TABLE: &str = "invalid pattern table: generate it again";

pub(crate) const NOT_AN_INTEGER: &str = "expected an integer in the range of `i64`";

pub(crate) const NOT_A_NUMBER: &str = "expected a number";

pub(crate) fn unknown_keyword(keyword: &str) -> String {
    format!(
        "unknown keyword `{keyword}`: expected `format`, `min_length`, `max_length`, `pattern` or `secret`; or `integer` \
         or `number`, and `minimum`, `exclusive_minimum`, `maximum`, `exclusive_maximum` or `multiple_of`"
    )
}

pub(crate) fn unknown_format(name: &str) -> String {
    let known: Vec<_> = openscaler_formats::Format::ALL.iter().map(|format| format!("`{}`", format.name())).collect();
    format!("unknown format `{name}`: expected one of {}", known.join(", "))
}

pub(crate) fn contradicting_bounds(least: i64, most: i64) -> String {
    format!("`minimum` {least} is greater than `maximum` {most}")
}

pub(crate) fn contradicting_lengths(shortest: usize, longest: usize) -> String {
    format!("`min_length` {shortest} is greater than `max_length` {longest}")
}
