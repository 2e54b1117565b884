//! Tables of the JSON that generated types accept: unions find their member with them, drafts are checked against them,
//! and answers that cannot be read find out why.

mod json_type;
mod judge;
mod place;
#[cfg(test)]
mod tests;
mod words;

use openscaler_formats::{Constraints, IntegerConstraints, NumberConstraints};
use serde_json::Value;

pub(crate) use json_type::JsonType;
pub(crate) use judge::{Fault, Reading, judge};
pub(crate) use place::push_step;

/// The JSON that a type accepts.
#[derive(Debug)]
pub enum Shape {
    /// Anything.
    Any,
    Boolean,
    /// An integer in the range of `i64`.
    Integer,
    /// An integer in the range of `u64`.
    Unsigned,
    Number,
    Text,
    /// A string that is an RFC 3339 date-time; an answer may have any other string.
    DateTime,
    /// A string or number with rules: the name of its type, and the rules.
    Scalar(&'static str, Rules),
    /// A string or number without a type of its own, with rules that only drafts keep.
    Checked(&'static Shape, Rules),
    List(&'static Shape),
    /// A list with rules of its own.
    Bounded(&'static Shape, Bounds),
    Map(&'static Shape),
    Nullable(&'static Shape),
    /// The properties, and the shape of additional ones.
    Object(&'static [Property], Option<&'static Shape>),
    /// The tag, and the variants; in answers, a union keeps what none of its members accepts.
    Tagged(&'static str, &'static [Variant]),
    /// The members; likewise.
    Union(&'static [&'static Shape]),
    /// The listed values, and the shape of others.
    Enum(&'static [Literal], Option<&'static Shape>),
    /// A reference to another table.
    Alias(&'static Shape),
}

/// A property of an object: its name and its value.
#[derive(Debug)]
pub enum Property {
    Required(&'static str, &'static Shape),
    Optional(&'static str, &'static Shape),
}

/// The values of the tag, and the object, which includes the tag.
pub type Variant = (&'static [Literal], &'static Shape);

/// A listed value; numbers are compared by value.
#[derive(Debug)]
pub enum Literal {
    Text(&'static str),
    Number(f64),
    Boolean(bool),
}

/// The rules of a string or number.
#[derive(Debug)]
pub enum Rules {
    Text(&'static Constraints),
    Integer(&'static IntegerConstraints),
    Number(&'static NumberConstraints),
}

/// The least and the greatest number of a list's items, and whether they must be unique.
#[derive(Debug)]
pub struct Bounds {
    pub least: usize,
    pub most: Option<usize>,
    pub unique: bool,
}

impl Shape {
    /// Whether the type accepts all of `value`: it has every property, and lists every value of an enum.
    ///
    /// A whole number that is written with a fraction becomes an integer, which is all that serde reads as one.
    pub fn fits(&self, value: &mut Value) -> bool {
        judge(self, value, Reading::Exact).is_ok()
    }

    /// Whether it accepts nothing but objects.
    pub(crate) fn is_object(&self) -> bool {
        match self {
            Self::Object(..) | Self::Tagged(..) | Self::Map(_) => true,
            Self::Alias(shape) => shape.is_object(),
            _ => false,
        }
    }

    fn accepts_null(&self) -> bool {
        match self {
            Self::Nullable(_) => true,
            Self::Alias(shape) => shape.accepts_null(),
            _ => false,
        }
    }

    /// Whether an object of this shape has a property of that name.
    fn names(&self, name: &str) -> bool {
        matches!(self, Self::Object(properties, _) if properties.iter().any(|property| property.name() == name))
    }

    /// Whether an object of this shape may have a property of that name.
    fn may_have(&self, name: &str) -> bool {
        match self {
            Self::Object(_, None) => self.names(name),
            Self::Tagged(_, variants) => variants.iter().any(|(_, shape)| shape.may_have(name)),
            Self::Alias(shape) => shape.may_have(name),
            _ => true,
        }
    }
}

impl Property {
    fn name(&self) -> &'static str {
        let (Self::Required(name, _) | Self::Optional(name, _)) = self;
        name
    }

    fn shape(&self) -> &'static Shape {
        let (Self::Required(_, shape) | Self::Optional(_, shape)) = self;
        shape
    }

    fn is_required(&self) -> bool {
        matches!(self, Self::Required(..))
    }
}

impl Literal {
    fn is(&self, value: &Value) -> bool {
        match self {
            Self::Text(text) => value.as_str() == Some(text),
            Self::Number(number) => value.as_f64() == Some(*number),
            Self::Boolean(boolean) => value.as_bool() == Some(*boolean),
        }
    }

    /// It, if it is a string.
    fn text(&self) -> Option<&'static str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}
