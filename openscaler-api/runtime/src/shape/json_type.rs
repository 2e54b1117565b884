//! The types of JSON values, and those that a table accepts.

use serde_json::Value;

use super::{Literal, Rules, Shape};

/// A type of JSON values.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum JsonType {
    Null,
    Boolean,
    /// A number without a fraction, which only tables distinguish from others.
    Integer,
    Number,
    String,
    List,
    Object,
    Any,
}

impl JsonType {
    /// The type of a value; that of an integer is `Number`.
    pub(crate) fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(_) => Self::Boolean,
            Value::Number(_) => Self::Number,
            Value::String(_) => Self::String,
            Value::Array(_) => Self::List,
            Value::Object(_) => Self::Object,
        }
    }

    /// Its name with an article.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "a boolean",
            Self::Integer => "an integer",
            Self::Number => "a number",
            Self::String => "a string",
            Self::List => "a list",
            Self::Object => "an object",
            Self::Any => "any value",
        }
    }

    /// Whether a value is of this type; any number may have been meant as an integer.
    pub(super) fn is_of(self, value: &Value) -> bool {
        match self {
            Self::Any => true,
            Self::Integer => value.is_number(),
            json_type => json_type == Self::of(value),
        }
    }
}

impl Literal {
    pub(super) fn json_type(&self) -> JsonType {
        match self {
            Self::Text(_) => JsonType::String,
            Self::Number(number) if number.fract() == 0.0 => JsonType::Integer,
            Self::Number(_) => JsonType::Number,
            Self::Boolean(_) => JsonType::Boolean,
        }
    }
}

impl Shape {
    /// The types of its values, each once.
    pub(super) fn json_types(&self) -> Vec<JsonType> {
        let mut types = Vec::new();
        self.for_each_json_type(&mut |json_type| {
            if !types.contains(&json_type) {
                types.push(json_type);
            }
        });
        types
    }

    fn for_each_json_type(&self, found: &mut impl FnMut(JsonType)) {
        match self {
            Self::Any => found(JsonType::Any),
            Self::Boolean => found(JsonType::Boolean),
            Self::Integer | Self::Unsigned => found(JsonType::Integer),
            Self::Number => found(JsonType::Number),
            Self::Text | Self::DateTime => found(JsonType::String),
            Self::Scalar(_, Rules::Text(_)) => found(JsonType::String),
            Self::Scalar(_, Rules::Integer(_)) => found(JsonType::Integer),
            Self::Scalar(_, Rules::Number(_)) => found(JsonType::Number),
            Self::List(_) | Self::Bounded(..) => found(JsonType::List),
            Self::Map(_) | Self::Object(..) | Self::Tagged(..) => found(JsonType::Object),
            Self::Alias(shape) | Self::Checked(shape, _) => shape.for_each_json_type(found),
            Self::Nullable(shape) => {
                shape.for_each_json_type(found);
                found(JsonType::Null);
            }
            Self::Union(members) => members.iter().for_each(|member| member.for_each_json_type(found)),
            Self::Enum(literals, other) => {
                literals.iter().for_each(|literal| found(literal.json_type()));
                other.iter().for_each(|other| other.for_each_json_type(found));
            }
        }
    }
}
