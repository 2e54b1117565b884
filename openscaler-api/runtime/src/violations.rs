//! The violations of a draft: all of them at once, without any part of a value.

use std::fmt;

/// One rule that a draft violates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    pointer: String,
    rule: &'static str,
    message: String,
    variant: Option<&'static str>,
}

impl Violation {
    #[doc(hidden)]
    pub fn new(pointer: String, rule: &'static str, message: impl Into<String>, variant: Option<&'static str>) -> Self {
        Self { pointer, rule, message: message.into(), variant }
    }

    /// Where it is: a JSON pointer (RFC 6901) into the request. It also points to a field that is missing.
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// The violated keyword of JSON Schema, such as `required` or `format`; `duplicate` for a field that is given more than
    /// once.
    pub fn rule(&self) -> &'static str {
        self.rule
    }

    /// What is wrong and what to do. It never quotes a value.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The tag of the variant, such as `let_encrypt`, if the request has a known one.
    pub fn variant(&self) -> Option<&'static str> {
        self.variant
    }

    /// The same violation, seen from the object that contains this one at `prefix`.
    fn below(mut self, prefix: &str) -> Self {
        self.pointer.insert_str(0, prefix);
        self
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}` {}", self.pointer, self.message)
    }
}

/// Every violation of a draft, in the order of their pointers; never empty.
///
/// ```
/// use openscaler_api::types::{CreateCertificateRequest, CreateCertificateRequestDraft};
///
/// let draft: CreateCertificateRequestDraft =
///     serde_json::from_str(r#"{ "cert_type": "let_encrypt", "cn_name": "exa mple.com" }"#)?;
/// let violations = CreateCertificateRequest::try_from(draft).unwrap_err();
/// let found: Vec<_> = violations.iter().map(|violation| (violation.pointer(), violation.rule())).collect();
/// assert_eq!(found, [("/cn_name", "format"), ("/let_encrypt_email", "required"), ("/name", "required")]);
/// # Ok::<_, serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violations(Vec<Violation>);

impl Violations {
    /// Sorts `found`, of which there is at least one, by pointer.
    #[doc(hidden)]
    pub fn new(mut found: Vec<Violation>) -> Self {
        found.sort_by(|one, other| one.pointer.cmp(&other.pointer));
        Self(found)
    }

    /// Iterates in the order of their pointers.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.0.iter()
    }

    /// The violations of an object that is at `prefix` in a larger one.
    #[doc(hidden)]
    pub fn below(self, prefix: &str) -> impl Iterator<Item = Violation> {
        self.0.into_iter().map(move |violation| violation.below(prefix))
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
