//! Reports everything that is wrong with a document at once: each finding with its position and what to do.
//!
//! [`check`] runs the rules of `rules` over a `Context`; [`run`] takes any list of rules, so that other packages can
//! add theirs. [`render`] shows findings as rustc does. A rule reads the plain value, so a document of any shape can be
//! linted.

mod advice;
mod keywords;
mod render;
mod rules;
mod shapes;
pub mod words;

use std::ops::Range;

use crate::context::Context;
use crate::document::Source;

pub use render::{render, render_for};
pub use rules::{RULES, Rule, gate, rule};

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
    /// Whether it stops generation.
    pub severity: Severity,
    /// JSON pointer (RFC 6901) of the place.
    pub pointer: String,
    /// Where in the text that is.
    pub place: Range<usize>,
    /// Other places that it speaks of.
    pub related: Vec<Related>,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

/// All findings of the rules here, in the order of their places.
///
/// A document of another version is only told so: nothing else that could be said of it would be true.
#[must_use]
pub fn check(source: &Source) -> Vec<Finding> {
    run(&Context::new(source), RULES)
}

/// The findings of `rules`, in the order of their places.
///
/// Nothing else is said of a document that breaks a gate.
pub fn run(context: &Context<'_>, rules: impl IntoIterator<Item = &'static Rule>) -> Vec<Finding> {
    let mut findings = Findings { source: context.source, rule: &RULES[0], found: Vec::new() };
    for rule in rules {
        findings.rule = rule;
        (rule.check)(context, &mut findings);
        if rule.is_gate && !findings.found.is_empty() {
            break;
        }
    }
    let mut found = findings.found;
    let order = |finding: &Finding| (finding.place.start, finding.pointer.clone(), finding.rule);
    found.sort_by_key(order);
    // A component that is used twice is looked at twice.
    let key = |finding: &Finding| (finding.rule, finding.pointer.clone(), finding.message.clone());
    found.dedup_by_key(|finding| key(finding));
    found
}

/// Collects what the rules find.
pub struct Findings<'s> {
    source: &'s Source,
    rule: &'static Rule,
    found: Vec<Finding>,
}

impl Findings<'_> {
    /// Adds a finding of the current rule.
    pub fn report(&mut self, pointer: &str, message: impl Into<String>, help: impl Into<String>) {
        self.report_with(pointer, message, help, &[]);
    }

    /// Adds a finding that speaks of other places too, each a pointer and what is there.
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
        self.found.push(Finding {
            rule: self.rule.name,
            severity: self.rule.severity,
            pointer: pointer.to_owned(),
            place: self.source.place(pointer),
            related,
            message: message.into(),
            help: help.into(),
        });
    }

    /// Adds a key that is written twice: both places have the same pointer.
    pub(crate) fn report_duplicate(
        &mut self,
        pointer: &str,
        [first, again]: [Range<usize>; 2],
        message: String,
        help: &str,
    ) {
        let label = "first written here".to_owned();
        self.found.push(Finding {
            rule: self.rule.name,
            severity: self.rule.severity,
            pointer: pointer.to_owned(),
            place: again,
            related: vec![Related { pointer: pointer.to_owned(), place: first, label }],
            message,
            help: help.to_owned(),
        });
    }
}
