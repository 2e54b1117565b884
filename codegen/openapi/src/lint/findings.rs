//! Findings: what is wrong with a document, where, and what to do about it.

use std::ops::Range;

use crate::document::Source;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The document, or an operation of it, cannot be generated.
    Error,
    /// Worth a look; everything is generated.
    Warning,
}

/// Another place that a finding mentions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// JSON pointer of the place.
    pub pointer: String,
    /// Where in the text that is.
    pub place: Range<usize>,
    /// What is there.
    pub label: String,
}

/// One thing that is wrong with the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule's name.
    pub rule: &'static str,
    /// Whether it prevents generation.
    pub severity: Severity,
    /// JSON pointer (RFC 6901) of the place.
    pub pointer: String,
    /// Where in the text that is.
    pub place: Range<usize>,
    /// Other places that it mentions.
    pub related: Vec<Related>,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// JSON pointers of the operations that cannot be generated because of it; none if nothing can be.
    pub operations: Vec<String>,
}

/// Collects what the rules find.
pub struct Findings<'s> {
    source: &'s Source,
    rule: &'static str,
    severity: Severity,
    pub(super) found: Vec<Finding>,
}

impl<'s> Findings<'s> {
    pub(super) fn new(source: &'s Source) -> Self {
        Findings { source, rule: "", severity: Severity::Error, found: Vec::new() }
    }

    /// Says which rule the next findings are of, and how bad they are.
    pub(super) fn begin(&mut self, rule: &'static str, severity: Severity) {
        self.rule = rule;
        self.severity = severity;
    }

    /// Adds a finding of the current rule.
    pub fn report(&mut self, pointer: &str, message: impl Into<String>, help: impl Into<String>) {
        self.report_with(pointer, message, help, &[]);
    }

    /// Adds a finding of the current rule that is only a warning.
    pub fn warn(&mut self, pointer: &str, message: impl Into<String>, help: impl Into<String>) {
        let severity = std::mem::replace(&mut self.severity, Severity::Warning);
        self.report(pointer, message, help);
        self.severity = severity;
    }

    /// Adds a finding that mentions other places too, each a pointer and what is there.
    pub fn report_with(
        &mut self,
        pointer: &str,
        message: impl Into<String>,
        help: impl Into<String>,
        related: &[(&str, &str)],
    ) {
        let related = related
            .iter()
            .map(|(pointer, label)| Related {
                pointer: (*pointer).to_owned(),
                place: self.source.place(pointer),
                label: (*label).to_owned(),
            })
            .collect();
        self.add(pointer, self.source.place(pointer), related, message.into(), help.into());
    }

    /// Adds a key that is written twice: both places have the same pointer.
    pub(super) fn report_duplicate(
        &mut self,
        pointer: &str,
        [first, again]: [Range<usize>; 2],
        message: String,
        help: &str,
    ) {
        let related = Related { pointer: pointer.to_owned(), place: first, label: "first written here".to_owned() };
        self.add(pointer, again, vec![related], message, help.to_owned());
    }

    fn add(&mut self, pointer: &str, place: Range<usize>, related: Vec<Related>, message: String, help: String) {
        let (rule, severity, pointer) = (self.rule, self.severity, pointer.to_owned());
        let operations = Vec::new();
        self.found.push(Finding { rule, severity, pointer, place, related, message, help, operations });
    }
}
