//! Messages about a literal, and about input that is not a literal.

use std::fmt::Display;

use openscaler_formats::Violation;

use super::words::shown;

/// What a literal of a type is.
pub(crate) fn valid(type_name: &str) -> String {
    format!("a valid `{type_name}`")
}

/// What a literal of a value without a type of its own is.
pub(crate) fn valid_for(subject: &str) -> String {
    format!("valid for {subject}")
}

pub(crate) fn invalid(valid: &str, text: &str, violation: &Violation) -> String {
    format!("{} is not {valid}: {}", shown(text), violation.shown_with(text))
}

/// Without the text.
pub(crate) fn invalid_secret(valid: &str, violation: &Violation) -> String {
    format!("this is not {valid}: {violation}")
}

pub(crate) fn private_key(type_name: &str) -> String {
    format!(
        "a private key must not be part of the program, where anyone can read it: \
         load it at run time with `{type_name}::try_from(std::fs::read_to_string(\"…\")?)?`"
    )
}

pub(crate) fn invalid_number(valid: &str, number: &str, violation: &impl Display) -> String {
    format!("`{number}` is not {valid}: {violation}")
}

pub(crate) fn fraction(valid: &str, number: &str) -> String {
    format!("`{number}` is not {valid}: expected an integer")
}

pub(crate) fn out_of_range(valid: &str, number: &str) -> String {
    format!("`{number}` is not {valid}: out of range for `i64`")
}

pub(crate) fn missing_number(macro_name: &str, wanted: &str) -> String {
    format!("expected {wanted}: write `{macro_name}!(42)`")
}

pub(crate) fn more_than_one_number(macro_name: &str) -> String {
    format!("`{macro_name}!` takes exactly one number: remove this")
}

pub(crate) fn not_a_number(macro_name: &str, wanted: &str, what: &str, write: &str) -> String {
    format!("expected {wanted}, found {what}: write `{macro_name}!({write})`")
}

pub(crate) fn number_expression(type_name: &str, wanted: &str, expression: &str) -> String {
    format!(
        "expected {wanted}, found an expression: to check a number at run time, write `{type_name}::try_from({expression})?`"
    )
}

pub(crate) fn missing_string(macro_name: &str) -> String {
    format!("expected a string literal: write `{macro_name}!(\"…\")`")
}

pub(crate) fn more_than_one(macro_name: &str, type_name: &str) -> String {
    format!(
        "`{macro_name}!` takes exactly one string literal: remove this, \
         or build the string at run time with `{type_name}::try_from(format!(…))?`"
    )
}

pub(crate) fn call_on_literal(macro_name: &str, type_name: &str) -> String {
    format!("`{macro_name}!` already turns the string literal into `{type_name}`: remove this")
}

pub(crate) fn not_a_string(macro_name: &str, what: &str, write: &str) -> String {
    format!("expected a string literal, found {what}: write `{macro_name}!({write})`")
}

pub(crate) fn expression(type_name: &str, expression: &str) -> String {
    format!(
        "expected a string literal, found an expression: \
         to check a string at run time, write `{type_name}::try_from({expression})?`"
    )
}

/// A macro such as `include_str!` or `concat!` instead of a literal.
pub(crate) fn text_of_macro(type_name: &str, called: &str) -> String {
    format!(
        "expected a string literal, but the result of `{called}!` is not known yet: \
         to check it at run time, write `{type_name}::try_from({called}!(…))?`"
    )
}
