//! What every named string and number has in common: the error that tells why a value is not one.

use openscaler_formats::Violation;
pub use openscaler_formats::{
    Constraints, Format, IntegerConstraints, NumberConstraints, Pattern, Table, check_pem_parts,
};

/// A text or a number that breaks a rule of its type.
///
/// It names the type and the rule and holds no part of the value, which may be a key.
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

    /// The type that the value was to become, such as `DomainName`.
    pub fn type_name(&self) -> &'static str {
        self.type_name
    }

    /// The keyword of the document whose rule is broken: `format`, `minLength`, `maxLength`, `pattern`, `minimum`, `maximum` or
    /// `multipleOf`.
    pub fn rule(&self) -> &'static str {
        self.violation.rule()
    }

    /// The byte offset of the first character at fault; `None` if the text as a whole is.
    pub fn position(&self) -> Option<usize> {
        self.violation.position()
    }
}

/// The two parts of a PEM bundle as one text, in memory that is not moved while it is written.
pub fn join_pem_parts(certificates: &str, key: &str) -> String {
    let separator = if certificates.ends_with(['\n', '\r']) { "" } else { "\n" };
    let mut bundle = String::with_capacity(certificates.len() + separator.len() + key.len());
    bundle.extend([certificates, separator, key]);
    bundle
}
