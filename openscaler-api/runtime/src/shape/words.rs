//! The words of a table's faults, none of which is part of a value.

use std::fmt;

use serde_json::Value;

use super::json_type::JsonType;
use super::{Literal, Property, Shape, Variant};

pub(super) const NULL: &str = "cannot be null: give a value, or omit it if it is optional";
pub(super) const OUT_OF_RANGE: &str = "must be an integer in the range of its type, not a number";

/// The number of names after which a message does not list the others.
const MOST_NAMES: usize = 20;

/// The message for a value of another type.
pub(super) fn expected(shape: &Shape, found: &Value) -> String {
    let expected: Vec<&str> = shape.json_types().into_iter().map(JsonType::name).collect();
    format!("must be {}, not {}", expected.join(" or "), JsonType::of(found).name())
}

/// The variant of a tagged union that an object is read as.
pub(super) struct Chosen<'c> {
    pub(super) tag: &'c str,
    pub(super) literal: &'c Literal,
    pub(super) variants: &'c [Variant],
}

/// What to do with a field that an object does not have.
pub(super) fn unknown_field(name: &str, properties: &[Property], chosen: Option<&Chosen<'_>>) -> String {
    let Some(Chosen { tag, literal, variants }) = chosen else {
        return expected_names("is an unknown field", properties.iter().map(Property::name));
    };
    let mut owners = variants.iter().filter(|(_, shape)| shape.names(name)).flat_map(|(tags, _)| *tags).peekable();
    if owners.peek().is_some() {
        return format!("is not a field of `{literal}` (only of {}): remove it", names(owners));
    }
    let fields = properties.iter().map(Property::name).filter(|name| name != tag);
    expected_names(&format!("is not a field of `{literal}`"), fields)
}

fn expected_names<'n>(what: &str, expected: impl Iterator<Item = &'n str>) -> String {
    let mut expected = expected.peekable();
    match expected.peek() {
        Some(_) => format!("{what}: expected one of {}", names(expected)),
        None => format!("{what}: remove it"),
    }
}

/// A list in back-ticks.
pub(super) fn names(names: impl Iterator<Item = impl fmt::Display>) -> String {
    let mut quoted: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    let others = quoted.len().saturating_sub(MOST_NAMES);
    quoted.truncate(MOST_NAMES);
    let listed = quoted.join(", ");
    if others == 0 { listed } else { format!("{listed} or {others} others") }
}

impl fmt::Display for Literal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => formatter.write_str(text),
            Self::Number(number) => write!(formatter, "{number}"),
            Self::Boolean(boolean) => write!(formatter, "{boolean}"),
        }
    }
}
