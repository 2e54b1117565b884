//! Reports everything that is wrong with a document at once: each finding with its position and what to do.
//!
//! [`check`] runs the rules of `rules` over a `Context`; [`run`] takes any list of rules, so that other packages can
//! add theirs. [`render`] shows findings as rustc does. A rule reads the plain value, so a document of any shape can be
//! linted.

mod advice;
mod findings;
mod keywords;
mod render;
mod rule;
mod rules;
pub mod words;

use crate::context::Context;
use crate::document::{Source, pointer};
use crate::structure::Kind;

pub use findings::{Finding, Findings, Related, Severity};
pub use render::{Selection, render, render_for, render_selected};
pub use rule::{Rule, gate, rule};
pub use rules::RULES;

/// All findings of the rules here, in the order of their places.
///
/// If the version of the document is not supported, that is the only finding.
#[must_use]
pub fn check(source: &Source) -> Vec<Finding> {
    run(&Context::new(source), RULES)
}

/// The findings of `rules`, in the order of their places.
///
/// If a document breaks a gate, that is the only finding. Any other error is one only if an operation needs the place:
/// what no operation reaches costs nothing.
pub fn run(context: &Context<'_>, rules: impl IntoIterator<Item = &'static Rule>) -> Vec<Finding> {
    let mut findings = Findings::new(context.source);
    for rule in rules {
        findings.begin(rule.name, rule.severity);
        (rule.check)(context, &mut findings);
        if rule.is_gate && !findings.found.is_empty() {
            return findings.found;
        }
    }
    let mut found = findings.found;
    found.iter_mut().for_each(|finding| attribute(context, finding));
    sort(&mut found);
    found
}

/// Puts findings in the order of their places, each once.
pub fn sort(found: &mut Vec<Finding>) {
    found.sort_by(|one, other| {
        let key = |finding: &Finding| (finding.place.start, finding.rule);
        key(one).cmp(&key(other)).then_with(|| one.pointer.cmp(&other.pointer))
    });
    // A component that is used twice is looked at twice.
    found.dedup_by(|one, other| one.rule == other.rule && one.pointer == other.pointer && one.message == other.message);
}

/// Says which operations an error costs; one that costs none is a warning.
fn attribute(context: &Context<'_>, finding: &mut Finding) {
    if finding.severity == Severity::Warning {
        return;
    }
    let needed = context.operations_that_need(&finding.pointer);
    let pointers = needed.into_iter().map(|number| context.operations[number].node.pointer.clone());
    finding.operations = pointers.collect();
    if finding.operations.is_empty() {
        // A path item that is not in this document may hold operations.
        let item = finding.pointer.strip_suffix("/$ref").and_then(|item| context.at(item));
        match item.filter(|item| item.kind == Kind::PathItem && pointer::parent(&item.pointer) == "/paths") {
            Some(item) => finding.operations.push(item.pointer.clone()),
            None => finding.severity = Severity::Warning,
        }
    }
}
