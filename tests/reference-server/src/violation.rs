//! One thing that is wrong with a request, and where.

use serde::Serialize;

/// A rule that a value breaks; the place is added by whoever knows it.
///
/// No message may quote the value: it can be a private key.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) rule: &'static str,
    pub(super) message: String,
}

impl Fault {
    pub(super) fn new(rule: &'static str, message: impl Into<String>) -> Self {
        Self { rule, message: message.into() }
    }

    /// The same fault with its place, a JSON pointer (RFC 6901) into the body.
    pub(super) fn at(self, pointer: impl Into<String>) -> Violation {
        Violation { pointer: pointer.into(), rule: self.rule, message: self.message }
    }
}

/// An entry of `violations` in the answer.
#[derive(Debug, Serialize)]
pub(super) struct Violation {
    pointer: String,
    rule: &'static str,
    message: String,
}
