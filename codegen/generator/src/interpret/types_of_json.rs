//! Sets of JSON types.

use serde_json::{Number, Value};

/// A set of JSON types. Every integer is a number, so the set of numbers holds the integers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Types(u8);

impl Types {
    pub(super) const NONE: Types = Types(0);
    pub(super) const BOOLEAN: Types = Types(1);
    pub(super) const INTEGER: Types = Types(2);
    pub(super) const NUMBER: Types = Types(2 | 4);
    pub(super) const STRING: Types = Types(8);
    pub(super) const ARRAY: Types = Types(16);
    pub(super) const OBJECT: Types = Types(32);
    pub(super) const ALL: Types = Types(63);

    /// The types that Rust has one type each for; a number that may be an integer is one of them.
    const EACH: [Types; 6] =
        [Types::OBJECT, Types::ARRAY, Types::BOOLEAN, Types::NUMBER, Types::INTEGER, Types::STRING];

    pub(super) fn and(self, other: Types) -> Types {
        Types(self.0 & other.0)
    }

    pub(super) fn or(self, other: Types) -> Types {
        Types(self.0 | other.0)
    }

    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(super) fn contains(self, other: Types) -> bool {
        self.0 & other.0 == other.0
    }

    /// The members of the set, each a set of one.
    pub(super) fn each(self) -> Vec<Types> {
        let mut left = self;
        let mut each = Vec::new();
        for one in Types::EACH {
            if left.contains(one) {
                each.push(one);
                left = Types(left.0 & !one.0);
            }
        }
        each
    }

    /// The type of a value, without null.
    pub(super) fn of(value: &Value) -> Types {
        match value {
            Value::Null => Types::NONE,
            Value::Bool(_) => Types::BOOLEAN,
            Value::Number(number) if is_whole(number) => Types::INTEGER,
            Value::Number(_) => Types::NUMBER,
            Value::String(_) => Types::STRING,
            Value::Array(_) => Types::ARRAY,
            Value::Object(_) => Types::OBJECT,
        }
    }

    pub(super) fn named(name: &str) -> Option<Types> {
        match name {
            "boolean" => Some(Types::BOOLEAN),
            "integer" => Some(Types::INTEGER),
            "number" => Some(Types::NUMBER),
            "string" => Some(Types::STRING),
            "array" => Some(Types::ARRAY),
            "object" => Some(Types::OBJECT),
            "null" => Some(Types::NONE),
            _ => None,
        }
    }
}

fn is_whole(number: &Number) -> bool {
    number.is_i64() || number.is_u64() || number.as_f64().is_some_and(|number| number.fract() == 0.0)
}
