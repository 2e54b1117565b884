//! Skips operations that cannot be generated, so that the rest can be.
//!
//! A lint error names the operations that it excludes; one that names none, such as an unsupported version, excludes all.
//! A schema that is missing excludes none: any JSON takes its place.

use std::collections::{BTreeMap, HashSet};

use openscaler_openapi::context::Context;
use openscaler_openapi::document::{Source, pointer};
use openscaler_openapi::lint::{Finding, Severity};
use openscaler_openapi::structure::Kind;

use crate::generate::{Generated, generate_without};
use crate::lint;

/// A skipped operation.
#[derive(Debug)]
pub struct Skipped {
    /// The JSON pointer of the operation.
    pub pointer: String,
    /// The `operationId`, if it has one.
    pub id: Option<String>,
    /// `GET /pets`.
    pub route: String,
    /// Why it is skipped.
    pub reasons: Vec<Finding>,
}

/// The supported part of a document.
#[derive(Debug)]
pub struct Carried {
    /// The code of the supported operations; `None` if an error applies to the whole document.
    pub generated: Option<Generated>,
    /// In the document's order.
    pub skipped: Vec<Skipped>,
    /// The warnings of the supported part, or the errors of the whole document.
    pub findings: Vec<Finding>,
}

/// Generates from the supported part of a document.
#[must_use]
pub fn generate_carried(source: &Source, name: &str) -> Carried {
    let context = Context::new(source);
    let findings = lint::check_rules(&context);
    let mut carried = Carried { generated: None, skipped: Vec::new(), findings: Vec::new() };
    if lint::is_unreadable(&findings) {
        carried.findings = findings;
        return carried;
    }
    let mut skipped: BTreeMap<String, Vec<Finding>> = BTreeMap::new();
    for mut finding in findings {
        if finding.severity == Severity::Error && !is_missing_schema(&context, &finding) {
            for operation in &finding.operations {
                skipped.entry(operation.clone()).or_default().push(finding.clone());
            }
        } else {
            finding.severity = Severity::Warning;
            finding.operations.clear();
            carried.findings.push(finding);
        }
    }
    let without: HashSet<String> = skipped.keys().cloned().collect();
    let (result, left_out, more) = generate_without(source, &without, name);
    carried.findings.extend(more);
    for left_out in left_out {
        // A path item that is not in this document: its own finding says so.
        if !skipped.contains_key(&left_out.pointer) {
            skipped.insert(left_out.pointer.clone(), left_out.into_findings(source).collect());
        }
    }
    match result {
        Ok(code) => carried.generated = Some(code),
        Err(error) => carried.findings = vec![ungenerated(source, &format!("{error:#}"))],
    }
    carried.skipped = skipped.into_iter().map(|(pointer, reasons)| describe(source, pointer, reasons)).collect();
    carried.skipped.sort_by_key(|skipped| source.place(&skipped.pointer).start);
    carried
}

fn is_missing_schema(context: &Context<'_>, finding: &Finding) -> bool {
    let holder = context.at(pointer::parent(&finding.pointer));
    finding.rule == "unresolved-reference" && holder.is_some_and(|holder| holder.kind == Kind::Schema)
}

fn describe(source: &Source, pointer: String, reasons: Vec<Finding>) -> Skipped {
    let operation = source.value.pointer(&pointer);
    let path = pointer::last(pointer::parent(&pointer));
    Skipped {
        id: operation.and_then(|operation| operation.get("operationId")?.as_str()).map(str::to_owned),
        route: format!("{} {path}", pointer::last(&pointer).to_uppercase()),
        pointer,
        reasons,
    }
}

/// The finding for an error that no rule covers.
fn ungenerated(source: &Source, reason: &str) -> Finding {
    Finding {
        rule: "not-generated",
        severity: Severity::Error,
        pointer: String::new(),
        place: source.place(""),
        related: Vec::new(),
        message: format!("cannot generate code from this document: {reason}"),
        help: "this is a defect of the generator: please report it".to_owned(),
        operations: Vec::new(),
    }
}
