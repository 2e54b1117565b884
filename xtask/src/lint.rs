//! Says what is wrong with a document: every finding at once, each with its place and what to do.

use crate::document::Source;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Stops generation.
    Error,
    /// Worth a look; generation goes on.
    Warning,
}

/// A place that a finding speaks of besides its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// JSON pointer of the place.
    pub pointer: String,
    /// What is there.
    pub label: String,
}

/// One thing that is wrong with the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule's name.
    pub rule: &'static str,
    /// Whether it stops generation.
    pub severity: Severity,
    /// JSON pointer (RFC 6901) of the place.
    pub pointer: String,
    /// Other places that it speaks of.
    pub related: Vec<Related>,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

/// All findings, in the order of their places.
#[must_use]
pub fn check(_source: &Source) -> Vec<Finding> {
    Vec::new()
}

/// The findings as rustc would show them, and a line that sums up.
#[must_use]
pub fn render(_source: &Source, _findings: &[Finding]) -> String {
    String::new()
}
