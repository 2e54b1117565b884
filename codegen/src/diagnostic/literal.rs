//! What is said of a literal, and of what stands where a literal is needed.

use openscaler_formats::Violation;

use super::words::{noun, shown};

pub(crate) fn invalid(type_name: &str, text: &str, violation: &Violation) -> String {
    format!("{} is not {}: {}", shown(text), noun(type_name), violation.shown_with(text))
}

/// Without the text.
pub(crate) fn invalid_secret(type_name: &str, violation: &Violation) -> String {
    format!("this is not {}: {violation}", noun(type_name))
}

pub(crate) fn private_key(type_name: &str) -> String {
    format!(
        "a private key does not belong in a program, where everybody who has the program can read it: \
         read it at run time, with `{type_name}::try_from(std::fs::read_to_string(\"…\")?)?`"
    )
}

pub(crate) fn invalid_number(type_name: &str, number: &str, violation: &Violation) -> String {
    format!("`{number}` is not {}: {violation}", noun(type_name))
}

pub(crate) fn fraction(type_name: &str, number: &str) -> String {
    format!("`{number}` is not {}: an integer is needed", noun(type_name))
}

pub(crate) fn too_large(type_name: &str, number: &str) -> String {
    format!("`{number}` is not {}: it does not fit into an `i64`", noun(type_name))
}

pub(crate) fn no_number(macro_name: &str, wanted: &str) -> String {
    format!("`{macro_name}!` takes {wanted}: write `{macro_name}!(42)`")
}

pub(crate) fn more_than_one_number(macro_name: &str) -> String {
    format!("`{macro_name}!` takes one number and nothing else: leave this out")
}

pub(crate) fn no_text_for_number(macro_name: &str, wanted: &str, what: &str, write: &str) -> String {
    format!("`{macro_name}!` takes {wanted}, not {what}: write `{macro_name}!({write})`")
}

pub(crate) fn unknown_number(type_name: &str, expression: &str) -> String {
    format!(
        "a number is checked while compiling, and this is not one: \
         write `{type_name}::try_from({expression})?`, which checks it at run time"
    )
}

pub(crate) fn nothing(macro_name: &str) -> String {
    format!("`{macro_name}!` takes a string literal: write `{macro_name}!(\"…\")`")
}

pub(crate) fn more_than_one(macro_name: &str, type_name: &str) -> String {
    format!(
        "`{macro_name}!` takes one string literal and nothing else: leave this out, \
         or write `{type_name}::try_from(format!(…))?` for a text that is put together at run time"
    )
}

pub(crate) fn call_on_literal(macro_name: &str, type_name: &str) -> String {
    format!("`{macro_name}!` makes {} of the string literal alone: leave this out", noun(type_name))
}

pub(crate) fn not_a_string(macro_name: &str, what: &str, write: &str) -> String {
    format!("`{macro_name}!` takes a string literal, not {what}: write `{macro_name}!({write})`")
}

pub(crate) fn expression(macro_name: &str, type_name: &str, expression: &str) -> String {
    format!(
        "`{macro_name}!` checks a string literal while compiling, and this is not one: \
         write `{type_name}::try_from({expression})?`, which checks it at run time"
    )
}

/// A macro such as `include_str!` or `concat!` stands where only a literal can be checked.
pub(crate) fn text_of_macro(type_name: &str, called: &str) -> String {
    format!(
        "what `{called}!` gives is not known yet when literals are checked: \
         write `{type_name}::try_from({called}!(…))?`, which checks it at run time"
    )
}
