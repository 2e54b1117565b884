//! The violations of a draft: all of them at once, without any part of a value.

use std::fmt;

use serde::Serialize;

/// One rule that a draft violates.
///
/// As JSON it is an object of `pointer`, `rule`, `message` and, if there is one, `variant`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Violation {
    pointer: String,
    rule: &'static str,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    variant: Option<&'static str>,
}

impl Violation {
    pub(crate) fn new(
        pointer: String,
        rule: &'static str,
        message: impl Into<String>,
        variant: Option<&'static str>,
    ) -> Self {
        Self { pointer, rule, message: message.into(), variant }
    }

    /// A name that is given more than once, and what follows from that.
    pub(crate) fn duplicate(pointer: String, consequence: &str) -> Self {
        Self::new(pointer, "duplicate", format!("is given more than once: {consequence}"), None)
    }

    /// The location: a JSON pointer (RFC 6901) into the request; it may point to a missing field.
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// The violated keyword of JSON Schema, such as `required` or `format`; `duplicate` for a field that is given more than
    /// once.
    pub fn rule(&self) -> &'static str {
        self.rule
    }

    /// What is wrong and what to do: a predicate, such as ``is required for `let_encrypt` ``, whose subject is the pointer.
    /// `Display` has both. It never quotes a value.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The tag of the variant, such as `let_encrypt`, if it is a known one.
    pub fn variant(&self) -> Option<&'static str> {
        self.variant
    }

    /// The same with another pointer and message.
    pub(crate) fn map_texts(self, convert: impl Fn(&str) -> String) -> Self {
        Self { pointer: convert(&self.pointer), message: convert(&self.message), ..self }
    }

    /// Adds to the message.
    pub(crate) fn add_note(&mut self, note: &str) {
        self.message += note;
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.pointer.as_str() {
            "" => write!(formatter, "the value {}", self.message),
            pointer => write!(formatter, "`{pointer}` {}", self.message),
        }
    }
}

/// Every violation of a draft, in the order of their pointers; never empty.
///
/// ```
/// use openscaler_api::serde_json;
/// use openscaler_api::types::{CreateCertificateRequest, CreateCertificateRequestDraft};
///
/// let draft: CreateCertificateRequestDraft =
///     serde_json::from_str(r#"{ "cert_type": "let_encrypt", "cn_name": "exa mple.com" }"#)?;
/// let violations = CreateCertificateRequest::try_from(draft).unwrap_err();
/// let found: Vec<_> = violations.iter().map(|violation| (violation.pointer(), violation.rule())).collect();
/// assert_eq!(found, [("/cn_name", "format"), ("/let_encrypt_email", "required"), ("/name", "required")]);
///
/// let json = serde_json::to_value(&violations)?;
/// assert_eq!(json[2]["message"], "is required for `let_encrypt`");
/// # Ok::<_, serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Violations(Vec<Violation>);

impl Violations {
    /// Sorts `found`, which is not empty, by pointer.
    pub(crate) fn new(mut found: Vec<Violation>) -> Self {
        found.sort_by(|one, other| one.pointer.cmp(&other.pointer));
        Self(found)
    }

    /// How many there are; at least one.
    #[allow(clippy::len_without_is_empty)] // It is never empty.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Iterates in the order of their pointers.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.0.iter()
    }
}

impl<'a> IntoIterator for &'a Violations {
    type Item = &'a Violation;
    type IntoIter = std::slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for Violations {
    type Item = Violation;
    type IntoIter = std::vec::IntoIter<Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl fmt::Display for Violations {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.0.iter().enumerate() {
            let separator = if index == 0 { "" } else { "; " };
            write!(formatter, "{separator}{violation}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Violations {}
