//! What only interpreting can find: where a value is not carried as the document has it.

use openscaler_openapi::document::Source;
use openscaler_openapi::lint::{Finding, Severity};

/// A finding, before its place in the text is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) rule: &'static str,
    pub(super) pointer: String,
    pub(super) message: String,
    pub(super) help: String,
}

impl Found {
    pub(super) fn new(rule: &'static str, pointer: &str, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { rule, pointer: pointer.to_owned(), message: message.into(), help: help.into() }
    }

    /// Unions in one `allOf`, of which every combination is a type.
    pub(super) fn too_many_combinations(pointer: &str) -> Self {
        Self::new(
            "too-many-combinations",
            pointer,
            "this schema combines unions with more than 64 combinations of members, so it is generated as any JSON",
            "list the members that exist in one `oneOf`",
        )
    }

    /// Schemas that no value matches.
    pub(super) fn contradiction(pointer: &str) -> Self {
        Self::new(
            "contradicting-schemas",
            pointer,
            "no value matches all parts of this schema, so it is generated as any JSON",
            "correct the part whose `type` or `enum` excludes the others",
        )
    }

    pub(super) fn into_finding(self, source: &Source) -> Finding {
        Finding {
            rule: self.rule,
            severity: Severity::Warning,
            place: source.place(&self.pointer),
            pointer: self.pointer,
            related: Vec::new(),
            message: self.message,
            help: self.help,
        }
    }
}
