//! A violation in a request, and its location.

use serde::Serialize;

/// A violated rule, without the location, which the caller adds.
///
/// A message never quotes the value, which may be a private key.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) rule: &'static str,
    pub(super) message: String,
}

impl Fault {
    pub(super) fn new(rule: &'static str, message: impl Into<String>) -> Self {
        Self { rule, message: message.into() }
    }

    /// The same fault with its location, a JSON pointer (RFC 6901) into the body.
    pub(super) fn at(self, pointer: impl Into<String>) -> Violation {
        Violation { pointer: pointer.into(), rule: self.rule, message: self.message }
    }
}

/// An entry of `violations` in the response.
#[derive(Debug, Serialize)]
pub(super) struct Violation {
    pointer: String,
    rule: &'static str,
    message: String,
}
