//! What JSON a generated type knows, as a table: unions whose members only their content tells apart ask it.

use serde_json::{Map, Value};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// The JSON that a type knows.
#[derive(Debug)]
pub enum Shape {
    /// Anything.
    Any,
    Boolean,
    /// A whole number that `i64` holds.
    Integer,
    /// A whole number that `u64` holds.
    Unsigned,
    Number,
    Text,
    /// A string that is an RFC 3339 date-time.
    DateTime,
    List(&'static Shape),
    Map(&'static Shape),
    Nullable(&'static Shape),
    /// The properties, and what any other property holds.
    Object(&'static [Field], Option<&'static Shape>),
    /// The property that tells the variants apart, and for each its values and the object.
    Tagged(&'static str, &'static [(&'static [Literal], &'static Shape)]),
    Union(&'static [&'static Shape]),
    /// The listed values.
    Enum(&'static [Literal]),
    /// The same as another.
    Alias(&'static Shape),
}

/// A property of an object.
#[derive(Debug)]
pub struct Field {
    pub name: &'static str,
    pub required: bool,
    pub nullable: bool,
    pub shape: &'static Shape,
}

/// A listed value; numbers by value.
#[derive(Debug)]
pub enum Literal {
    Text(&'static str),
    Number(f64),
    Boolean(bool),
}

impl Shape {
    /// Whether the type keeps all of `value`: it knows every property, and lists every value of an enum.
    pub fn fits(&self, value: &Value) -> bool {
        match self {
            Self::Any => true,
            Self::Boolean => value.is_boolean(),
            Self::Integer => value.is_i64(),
            Self::Unsigned => value.is_u64(),
            Self::Number => value.is_number(),
            Self::Text => value.is_string(),
            Self::DateTime => value.as_str().is_some_and(|text| OffsetDateTime::parse(text, &Rfc3339).is_ok()),
            Self::List(items) => value.as_array().is_some_and(|list| list.iter().all(|item| items.fits(item))),
            Self::Map(values) => value.as_object().is_some_and(|map| map.values().all(|value| values.fits(value))),
            Self::Nullable(shape) => value.is_null() || shape.fits(value),
            Self::Object(fields, extra) => value.as_object().is_some_and(|object| fits_object(object, fields, *extra)),
            Self::Tagged(tag, variants) => value.get(*tag).is_some_and(|tag| {
                let is_of = |literals: &[Literal]| literals.iter().any(|literal| literal.is(tag));
                variants.iter().any(|(literals, object)| is_of(literals) && object.fits(value))
            }),
            Self::Union(members) => members.iter().any(|member| member.fits(value)),
            Self::Enum(literals) => literals.iter().any(|literal| literal.is(value)),
            Self::Alias(shape) => shape.fits(value),
        }
    }
}

fn fits_object(object: &Map<String, Value>, fields: &[Field], extra: Option<&Shape>) -> bool {
    let is_complete = fields.iter().all(|field| !field.required || object.contains_key(field.name));
    is_complete
        && object.iter().all(|(name, value)| match fields.iter().find(|field| field.name == name) {
            Some(field) => (field.nullable && value.is_null()) || field.shape.fits(value),
            None => extra.is_some_and(|extra| extra.fits(value)),
        })
}

impl Literal {
    fn is(&self, value: &Value) -> bool {
        match self {
            Self::Text(text) => value.as_str() == Some(text),
            Self::Number(number) => value.as_f64() == Some(*number),
            Self::Boolean(boolean) => value.as_bool() == Some(*boolean),
        }
    }
}
