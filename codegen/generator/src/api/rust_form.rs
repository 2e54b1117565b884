//! What a type offers besides its fields and variants: types of one form have the same traits, functions and macros.

use serde_json::Value;

use super::types::{Content, Enum, Kind, NumberRules, ScalarRules, Shape, Tagged, Type};

/// The Rust form of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RustForm {
    /// A struct with public fields.
    Struct,
    /// A tagged union that is read by its draft.
    Request,
    /// A tagged union with serde's derive.
    Answer,
    /// A tagged union with its own serde implementations.
    ByValue,
    /// An enum of values that are distinguished only by their content.
    Union,
    /// An enum of strings that keeps unlisted strings.
    OpenEnum,
    /// A closed enum of strings.
    ClosedEnum,
    /// An enum of numbers, booleans, or values of several types.
    Literals {
        /// Whether it keeps unlisted values.
        open: bool,
    },
    /// A newtype of a string.
    Text,
    /// A newtype of a string that is never shown.
    Secret {
        /// Whether it can be joined from the parts of a PEM bundle.
        pem: bool,
    },
    /// A newtype of an integer.
    Integer,
    /// A newtype of a floating-point number.
    Number,
    /// A form of fields and files.
    Form,
    /// A type alias.
    Alias,
}

impl RustForm {
    pub(crate) fn of(ty: &Type) -> Self {
        match &ty.kind {
            Kind::Object(_) => Self::Struct,
            Kind::Tagged(union) if !is_plain(union) => Self::ByValue,
            // A builder has no setter for what the document does not name.
            Kind::Tagged(union) if ty.usage.request && is_open(union) => Self::ByValue,
            Kind::Tagged(_) if ty.usage.request => Self::Request,
            Kind::Tagged(_) => Self::Answer,
            Kind::Union(_) => Self::Union,
            Kind::Enum(values) => Self::of_enum(values),
            Kind::Scalar(scalar) => match scalar {
                ScalarRules::Text(text) if text.secret => Self::Secret { pem: text.format.as_deref() == Some("pem") },
                ScalarRules::Text(_) => Self::Text,
                ScalarRules::Number(NumberRules::Integer { .. }) => Self::Integer,
                ScalarRules::Number(NumberRules::Number { .. }) => Self::Number,
            },
            Kind::Form(_) => Self::Form,
            Kind::Alias(_) => Self::Alias,
        }
    }

    fn of_enum(values: &Enum) -> Self {
        let is_text = values.values.iter().all(|value| value.value.is_string());
        match &values.other {
            Some((_, Shape::Text(_))) if is_text => Self::OpenEnum,
            None if is_text => Self::ClosedEnum,
            other => Self::Literals { open: other.is_some() },
        }
    }

    /// Its name with an article, for messages.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Struct => "a struct",
            Self::Request => "an enum that is read by its draft",
            Self::Answer => "a tagged enum",
            Self::ByValue => "an enum tagged by value",
            Self::Union => "an untagged enum",
            Self::OpenEnum => "an open enum",
            Self::ClosedEnum => "a closed enum",
            Self::Literals { open: true } => "an open enum of literals",
            Self::Literals { open: false } => "an enum of literals",
            Self::Text => "a string type",
            Self::Secret { pem: true } => "a secret made of PEM",
            Self::Secret { pem: false } => "a secret",
            Self::Integer => "an integer type",
            Self::Number => "a number type",
            Self::Form => "a form",
            Self::Alias => "an alias",
        }
    }
}

/// Whether each variant has a single string as its tag, and its own fields.
fn is_plain(tagged: &Tagged) -> bool {
    tagged.variants.iter().all(|variant| {
        matches!(variant.tags.as_slice(), [Value::String(_)]) && matches!(variant.content, Content::Object(_))
    })
}

/// Whether a variant has additional properties.
fn is_open(tagged: &Tagged) -> bool {
    tagged.variants.iter().any(|variant| matches!(&variant.content, Content::Object(object) if object.extra.is_some()))
}
