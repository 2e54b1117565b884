//! Leaves out operations that cannot be generated, so that the rest can be.
//!
//! An error of lint counts against every operation that contains its position or refers to it, directly or not. What
//! cannot be attributed to an operation or a component, such as the document's version, remains an error of the whole.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use openscaler_openapi::document::{Source, pointer};
use openscaler_openapi::lint::{Finding, Severity};
use openscaler_openapi::structure::METHODS;
use serde_json::Value;

use crate::generate::{Generated, generate_without};
use crate::lint;

/// An operation that was left out.
#[derive(Debug)]
pub struct Skipped {
    /// JSON pointer of the operation.
    pub pointer: String,
    /// The `operationId`, if it has one.
    pub id: Option<String>,
    /// `GET /pets`.
    pub route: String,
    /// Why it is left out.
    pub reasons: Vec<Finding>,
}

/// What can be carried of a document.
#[derive(Debug)]
pub struct Carried {
    /// What the operations that are left generate to; `None` if an error of the whole document remains.
    pub generated: Option<Generated>,
    /// In the document's order.
    pub skipped: Vec<Skipped>,
    /// The warnings of what was generated, or the errors of the whole.
    pub findings: Vec<Finding>,
    /// The document without the operations that are left out.
    pub document: Value,
}

/// Generates from what can be carried of a document.
#[must_use]
pub fn generate_carried(source: &Source, name: &str) -> Carried {
    let (errors, mut findings): (Vec<_>, Vec<_>) =
        lint::check(source).into_iter().partition(|finding| finding.severity == Severity::Error);
    let operations = operations(&source.value);
    let reached: Vec<_> = operations.iter().map(|operation| reached_from(&source.value, operation)).collect();
    let mut skipped: BTreeMap<String, Vec<Finding>> = BTreeMap::new();
    let mut whole = Vec::new();
    for error in errors {
        let blamed = operations
            .iter()
            .zip(&reached)
            .filter(|(operation, reached)| operation.is_blamed(&source.value, reached, &error.pointer));
        let mut blamed = blamed.peekable();
        if blamed.peek().is_none() && !error.pointer.starts_with("/components/") {
            whole.push(error);
            continue;
        }
        for (operation, _) in blamed {
            skipped.entry(operation.pointer()).or_default().push(error.clone());
        }
    }
    let mut generated = None;
    if whole.is_empty() {
        let without: HashSet<String> = skipped.keys().cloned().collect();
        let (result, interpreted) = generate_without(source, &without, name);
        findings.extend(interpreted.findings);
        for left_out in interpreted.left_out {
            let pointer = left_out.pointer.clone();
            skipped.entry(pointer).or_default().extend(left_out.into_findings(source));
        }
        match result {
            Ok(code) => generated = Some(code),
            Err(error) => whole.push(ungenerated(source, format!("{error:#}"))),
        }
    }
    let mut document = source.value.clone();
    skipped.keys().for_each(|pointer| remove(&mut document, pointer));
    let mut skipped: Vec<Skipped> =
        skipped.into_iter().map(|(pointer, reasons)| describe(source, pointer, reasons)).collect();
    skipped.sort_by_key(|skipped| source.place(&skipped.pointer).start);
    let findings = if whole.is_empty() { findings } else { whole };
    Carried { generated, skipped, findings, document }
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

/// A finding about what no rule has foreseen.
fn ungenerated(source: &Source, reason: String) -> Finding {
    Finding {
        rule: "not-generated",
        severity: Severity::Error,
        pointer: String::new(),
        place: source.place(""),
        related: Vec::new(),
        message: format!("no code can be generated from this: {reason}"),
        help: "this is a defect of the generator: please report it".to_owned(),
    }
}

/// Where an operation is.
struct Place {
    path: String,
    method: &'static str,
}

impl Place {
    fn item(&self) -> String {
        pointer::join("/paths", &self.path)
    }

    fn pointer(&self) -> String {
        pointer::join(&self.item(), self.method)
    }

    /// Whether what is wrong at a place is wrong with the operation: it is in it, or the operation needs it.
    fn is_blamed(&self, document: &Value, reached: &BTreeSet<String>, place: &str) -> bool {
        if is_within(place, &self.pointer()) || reached.iter().any(|target| is_within(place, target)) {
            return true;
        }
        let in_item = is_within(place, &self.item());
        let in_another = METHODS.iter().any(|method| is_within(place, &pointer::join(&self.item(), method)));
        let inherits =
            || document.pointer(&self.pointer()).is_some_and(|operation| operation.get("security").is_none());
        (in_item && !in_another) || (is_within(place, "/security") && inherits())
    }
}

/// Every operation, in the document's order.
fn operations(document: &Value) -> Vec<Place> {
    let paths = document.get("paths").and_then(Value::as_object).into_iter().flatten();
    let of_item = |(path, item): (&String, &Value)| {
        let methods = METHODS.iter().filter(|method| item.get(**method).is_some());
        methods.map(|method| Place { path: path.clone(), method }).collect::<Vec<_>>()
    };
    paths.flat_map(of_item).collect()
}

/// The places that an operation refers to, and those that these refer to.
fn reached_from(document: &Value, operation: &Place) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<&Value> = document.pointer(&operation.pointer()).into_iter().collect();
    let item = document.pointer(&operation.item());
    open.extend(item.and_then(|item| item.get("parameters")));
    open.extend(item.and_then(|item| item.get("$ref")).and(item));
    while let Some(value) = open.pop() {
        let target = pointer::reference(value).and_then(pointer::local);
        if let Some(target) = target.filter(|target| !reached.contains(target)) {
            open.extend(document.pointer(&target));
            reached.insert(target);
        }
        match value {
            Value::Array(items) => open.extend(items),
            Value::Object(entries) => open.extend(entries.values()),
            _ => {}
        }
    }
    reached
}

fn is_within(place: &str, outer: &str) -> bool {
    place.strip_prefix(outer).is_some_and(|below| below.is_empty() || below.starts_with('/'))
}

/// Removes an operation, and a path with its last operation.
fn remove(document: &mut Value, at: &str) {
    let (parent, key) = (pointer::parent(at).to_owned(), pointer::last(at));
    let Some(entries) = document.pointer_mut(&parent).and_then(Value::as_object_mut) else { return };
    entries.shift_remove(&key);
    let is_item = pointer::parent(&parent) == "/paths";
    if is_item && !entries.keys().any(|key| METHODS.contains(&key.as_str())) {
        remove(document, &parent);
    }
}
