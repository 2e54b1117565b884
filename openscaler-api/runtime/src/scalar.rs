//! The error of all named strings and numbers.

use openscaler_formats::Violation;
pub use openscaler_formats::{
    Constraints, Format, IntegerConstraints, NumberConstraints, Pattern, Table, check_pem_parts,
};
use serde::ser::{Serialize, SerializeStruct, Serializer};

/// Why a string or a number is invalid for its type.
///
/// It names the type and the violated rule, and contains no part of the value, which may be a private key.
///
/// As JSON it is an object of `type_name`, `rule`, `message` (as `Display` writes it) and, if there is one, `position`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a valid `{type_name}`: {violation}")]
pub struct InvalidValue {
    type_name: &'static str,
    violation: Violation,
}

impl InvalidValue {
    #[doc(hidden)]
    pub fn new(type_name: &'static str, violation: Violation) -> Self {
        Self { type_name, violation }
    }

    /// The type, such as `DomainName`.
    pub fn type_name(&self) -> &'static str {
        self.type_name
    }

    /// The violated keyword of the document: `format`, `minLength`, `maxLength`, `pattern`, `minimum`, `maximum` or
    /// `multipleOf`.
    pub fn rule(&self) -> &'static str {
        self.violation.rule()
    }

    /// The byte offset of the first character at fault, from 0, to index the string with; `None` if it is the string as a
    /// whole. The message counts characters, from 1.
    pub fn position(&self) -> Option<usize> {
        self.violation.position()
    }
}

impl Serialize for InvalidValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let position = self.position();
        let mut object = serializer.serialize_struct("InvalidValue", 3 + usize::from(position.is_some()))?;
        object.serialize_field("type_name", self.type_name)?;
        object.serialize_field("rule", self.rule())?;
        object.serialize_field("message", &self.to_string())?;
        match position {
            Some(position) => object.serialize_field("position", &position)?,
            None => object.skip_field("position")?,
        }
        object.end()
    }
}

/// Joins the two parts of a PEM bundle without reallocation, which would leave copies.
pub fn join_pem_parts(certificates: &str, key: &str) -> String {
    let separator = if certificates.ends_with(['\n', '\r']) { "" } else { "\n" };
    let mut bundle = String::with_capacity(certificates.len() + separator.len() + key.len());
    bundle.extend([certificates, separator, key]);
    bundle
}
