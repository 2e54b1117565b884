//! What all named strings and numbers share: the error that says why a value is invalid.

use openscaler_formats::Violation;
pub use openscaler_formats::{
    Constraints, Format, IntegerConstraints, NumberConstraints, Pattern, Table, check_pem_parts,
};

/// Why a string or a number is invalid for its type.
///
/// It names the type and the violated rule, and contains no part of the value, which may be a private key.
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

    /// The byte offset of the first character at fault; `None` if it is the string as a whole.
    pub fn position(&self) -> Option<usize> {
        self.violation.position()
    }
}

/// Joins the two parts of a PEM bundle, in memory that is not reallocated while it is written.
pub fn join_pem_parts(certificates: &str, key: &str) -> String {
    let separator = if certificates.ends_with(['\n', '\r']) { "" } else { "\n" };
    let mut bundle = String::with_capacity(certificates.len() + separator.len() + key.len());
    bundle.extend([certificates, separator, key]);
    bundle
}
