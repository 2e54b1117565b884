//! Findings that need Rust names or the model: what cannot be generated, or only under another name.
//!
//! They have the same form as those of `openscaler_openapi`; [`check`] returns all.

mod names;
mod parameters;

use std::collections::{HashMap, HashSet};

use openscaler_openapi::context::Context;
use openscaler_openapi::document::Source;
use openscaler_openapi::lint::Severity::{Error, Warning};
use openscaler_openapi::lint::{self, Finding, Rule, rule};

use crate::cli;
use crate::interpret::{Interpreted, findings::EXPLAINED_BY_LINT, interpret};

/// The rules of the generator's own.
#[rustfmt::skip]
pub const RULES: &[Rule] = &[
    rule("colliding-parameters", Warning, parameters::colliding_parameters,
        "an operation has the same parameter twice"),
    rule("colliding-component-names", Warning, names::colliding_component_names,
        "two components have the same type name"),
    rule("colliding-properties", Warning, names::colliding_properties,
        "two properties have the same field name"),
    rule("colliding-extra", Warning, names::colliding_extra,
        "a property is called like the field for all others"),
    rule("colliding-enum-values", Warning, names::colliding_enum_values,
        "two values of an enum have the same variant name"),
];

/// All findings: those of the rules, and those of interpretation; in the order of their places.
#[must_use]
pub fn check(source: &Source) -> Vec<Finding> {
    let (findings, _) = check_and_interpret(source);
    findings
}

/// The same, and what the document means; `None` if its version is not supported.
pub(crate) fn check_and_interpret(source: &Source) -> (Vec<Finding>, Option<Interpreted>) {
    let mut findings = check_rules(&Context::new(source));
    if is_unreadable(&findings) {
        return (findings, None);
    }
    let mut interpreted = interpret(source);
    findings.append(&mut interpreted.findings);
    findings.extend(cli::findings(&interpreted.api, source));
    add_left_out(&mut findings, source, &mut interpreted);
    lint::sort(&mut findings);
    (findings, Some(interpreted))
}

/// The findings of the rules alone.
pub(crate) fn check_rules(context: &Context<'_>) -> Vec<Finding> {
    lint::run(context, lint::RULES.iter().chain(RULES))
}

/// Whether nothing can be generated: an error that costs no operation in particular costs all.
pub(crate) fn is_unreadable(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.severity == Error && finding.operations.is_empty())
}

/// Adds why operations are left out, each cause once and with all operations that it costs.
fn add_left_out(findings: &mut Vec<Finding>, source: &Source, interpreted: &mut Interpreted) {
    let errors = findings.iter().filter(|finding| finding.severity == Error);
    let explained: HashSet<String> = errors.flat_map(|finding| finding.operations.iter().cloned()).collect();
    let mut known: HashMap<(&str, String), usize> = HashMap::new();
    for left_out in std::mem::take(&mut interpreted.left_out) {
        let is_explained = explained.contains(&left_out.pointer);
        for finding in left_out.into_findings(source) {
            if is_explained && EXPLAINED_BY_LINT.contains(&finding.rule) {
                continue;
            }
            match known.get(&(finding.rule, finding.pointer.clone())) {
                Some(index) => findings[*index].operations.extend(finding.operations),
                None => {
                    known.insert((finding.rule, finding.pointer.clone()), findings.len());
                    findings.push(finding);
                }
            }
        }
    }
}
