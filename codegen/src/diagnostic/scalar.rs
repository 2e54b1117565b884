//! What is said of a scalar's rules, to whoever writes a generator.

pub(crate) const NOT_A_NEWTYPE: &str = "`Scalar` is derived for a struct with one unnamed field";

pub(crate) const UNREADABLE_TABLE: &str = "this is no pattern's table; generate it anew";

pub(crate) const NOT_AN_INTEGER: &str = "this is no integer that fits into an `i64`";

pub(crate) fn unknown_keyword(keyword: &str) -> String {
    format!(
        "there is no `{keyword}` here; write `format`, `min_length`, `max_length`, `pattern` or `secret`, or `integer` or \
         `number` with `minimum`, `exclusive_minimum`, `maximum`, `exclusive_maximum` or `multiple_of`"
    )
}

pub(crate) fn unknown_format(name: &str) -> String {
    let known: Vec<_> = openscaler_formats::Format::ALL.iter().map(|format| format!("`{}`", format.name())).collect();
    format!("there is no validator for the format `{name}`; there are {}", known.join(", "))
}

pub(crate) fn contradicting_bounds(least: i64, most: i64) -> String {
    format!("no number is at least {least} and at most {most}")
}

pub(crate) fn contradicting_lengths(shortest: usize, longest: usize) -> String {
    format!("no text is at least {shortest} and at most {longest} characters long")
}
