//! Enums: the literals of a value, and what else there may be.

use serde_json::Value;

use openscaler_openapi::context::Direction;

use super::facts::Facts;
use super::identifiers;
use super::types_of_json::Types;
use crate::api::{Enum, EnumValue, Shape, Text};

/// A literal of an enum, with what the document calls it.
#[derive(Clone, Debug)]
pub(super) struct Literal<'d> {
    pub(super) value: &'d Value,
    pub(super) title: Option<&'d str>,
    pub(super) description: Option<&'d str>,
}

/// The enum of a schema that lists its values.
pub(super) fn listed(facts: &Facts<'_>, direction: Direction) -> Enum {
    let values = facts.values.iter().flatten();
    let literals: Vec<Literal<'_>> = values.map(|value| Literal { value, title: None, description: None }).collect();
    of_literals(&literals, false, direction)
}

/// The enum of some literals; in an answer, and if `is_open` in a request, any other value is one, too.
pub(super) fn of_literals(literals: &[Literal<'_>], is_open: bool, direction: Direction) -> Enum {
    let names = literals.iter().map(|literal| match literal.title {
        Some(title) => title.to_owned(),
        None => written(literal.value),
    });
    let mut taken = Vec::new();
    let other = (is_open || direction == Direction::Response).then(|| {
        let name = if direction == Direction::Response { "Unknown" } else { "Other" };
        taken.push(name.to_owned());
        (name.to_owned(), shape_of_others(literals))
    });
    let names = identifiers::variants(names.collect(), taken);
    let values = literals.iter().zip(names).map(|(literal, name)| EnumValue {
        name,
        value: literal.value.clone(),
        description: literal.description.map(str::to_owned),
    });
    Enum { values: values.collect(), other, open: is_open }
}

/// A literal as the text that it is named by.
pub(super) fn written(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// What another value of such an enum is: of the same JSON type.
fn shape_of_others(literals: &[Literal<'_>]) -> Shape {
    let types = literals.iter().fold(Types::NONE, |types, literal| types.or(Types::of(literal.value)));
    match types {
        Types::STRING => Shape::Text(Text::Plain),
        Types::INTEGER => Shape::Integer(crate::api::Integer::I64),
        Types::NUMBER => Shape::Number,
        Types::BOOLEAN => Shape::Boolean,
        _ => Shape::Any,
    }
}
