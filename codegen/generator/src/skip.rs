//! Leaves out operations that cannot be generated, so that the rest can be.
//!
//! A finding counts against every operation that contains its position or refers to it, directly or not. The rest is
//! then checked again, because it may have other findings, until none are left. What cannot be attributed to an
//! operation, such as the document's version, remains an error of the whole.

use std::collections::{BTreeMap, BTreeSet};

use openscaler_openapi::document::{Source, pointer};
use openscaler_openapi::lint::{Finding, Severity};
use openscaler_openapi::structure::METHODS;
use serde_json::Value;

use crate::generate::{Generated, generate, obstacle};
use crate::lint;
use crate::lower::{lower, references};

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

/// What became of a document.
#[derive(Debug)]
pub struct Carried {
    /// What the operations that are left generate to; `None` if an error of the whole document remains.
    pub generated: Option<Generated>,
    /// In the document's order.
    pub skipped: Vec<Skipped>,
    /// What remains to be said: the warnings of what was generated, or the errors of the whole.
    pub findings: Vec<Finding>,
    /// The document as it is without them.
    pub document: Value,
}

/// Generates from what can be carried of a document.
#[must_use]
pub fn generate_carried(source: &Source, name: &str) -> Carried {
    let mut rest = Rest { source, document: source.value.clone(), skipped: BTreeMap::new() };
    loop {
        let findings = lint::check(&source.with_value(rest.document.clone()));
        let (errors, warnings): (Vec<_>, Vec<_>) =
            findings.into_iter().partition(|finding| finding.severity == Severity::Error);
        if !errors.is_empty() {
            if rest.leave_out(&errors) {
                continue;
            }
            return rest.ended(None, errors);
        }
        let error = match generate(&rest.document, name) {
            Ok(generated) => return rest.ended(Some(generated), warnings),
            Err(error) => error,
        };
        let obstacles = rest.obstacles();
        if !rest.leave_out(&obstacles) {
            return rest.ended(None, vec![ungenerated(source, "", format!("{error:#}"))]);
        }
    }
}

/// What keeps a document without errors from being generated from, at the operations that bring it about.
#[must_use]
pub fn obstacles(source: &Source) -> Vec<Finding> {
    Rest { source, document: source.value.clone(), skipped: BTreeMap::new() }.obstacles()
}

/// A finding about what no rule has foreseen.
pub(crate) fn ungenerated(source: &Source, pointer: &str, reason: String) -> Finding {
    Finding {
        rule: "not-generated",
        severity: Severity::Error,
        pointer: pointer.to_owned(),
        place: source.place(pointer),
        related: Vec::new(),
        message: format!("no code can be generated from this: {reason}"),
        help: "write it in a simpler way, or leave it out with `--skip-unsupported`".to_owned(),
    }
}

/// The part of a document that is still to be generated from.
struct Rest<'s> {
    source: &'s Source,
    document: Value,
    /// By the operations' places in the document, and by their pointers where these are not known.
    skipped: BTreeMap<(usize, String), Skipped>,
}

impl Rest<'_> {
    /// Takes out what the findings blame; `false` if that is nothing.
    fn leave_out(&mut self, errors: &[Finding]) -> bool {
        let operations = operations(&self.document);
        let reached: Vec<_> = operations.iter().map(|operation| reached_from(&self.document, operation)).collect();
        let mut unused: BTreeSet<String> = BTreeSet::new();
        let mut blamed: BTreeSet<usize> = BTreeSet::new();
        for error in errors {
            let bearers: Vec<usize> = (0..operations.len())
                .filter(|index| operations[*index].is_blamed(&self.document, &reached[*index], &error.pointer))
                .collect();
            for index in &bearers {
                self.skip(&operations[*index], error);
            }
            if bearers.is_empty() {
                unused.extend(component_of(&error.pointer));
            }
            blamed.extend(bearers);
        }
        // What only they reach goes with them.
        let kept: BTreeSet<&String> =
            (0..operations.len()).filter(|index| !blamed.contains(index)).flat_map(|index| &reached[index]).collect();
        let left_over = blamed.iter().flat_map(|index| &reached[*index]).filter(|target| !kept.contains(target));
        unused.extend(left_over.filter_map(|target| component_of(target).filter(|component| component == target)));
        if self.skipped.len() == blamed.len() {
            write_out(&mut self.document, &self.source.value);
        }
        for index in &blamed {
            remove_entry(&mut self.document, &operations[*index].pointer());
        }
        unused.iter().for_each(|pointer| remove_entry(&mut self.document, pointer));
        !blamed.is_empty() || !unused.is_empty()
    }

    fn skip(&mut self, operation: &Place, reason: &Finding) {
        let pointer = operation.pointer();
        let position = self.source.place(&pointer).start;
        let value = self.source.value.pointer(&pointer);
        let skipped = self.skipped.entry((position, pointer.clone())).or_insert_with(|| Skipped {
            id: value.and_then(|value| value.get("operationId")?.as_str()).map(str::to_owned),
            route: operation.route(),
            pointer,
            reasons: Vec::new(),
        });
        skipped.reasons.push(reason.clone());
    }

    /// Generates from each operation alone.
    fn obstacles(&self) -> Vec<Finding> {
        // Lowered, no operation refers to a part of another.
        let lowered = lower(&self.document);
        let operations = operations(&lowered);
        let alone = |operation: &Place| {
            let reason = obstacle(&isolated(&lowered, operation))?;
            Some(ungenerated(self.source, &operation.pointer(), reason))
        };
        operations.iter().filter_map(alone).collect()
    }

    fn ended(self, generated: Option<Generated>, findings: Vec<Finding>) -> Carried {
        Carried { generated, skipped: self.skipped.into_values().collect(), findings, document: self.document }
    }
}

/// Makes operations independent of each other: what one refers to in another stays without it, under a name of its own.
pub(crate) fn write_out(document: &mut Value, whole: &Value) {
    let examples = document.pointer("/components/examples").cloned();
    references::inline_all(document, whole);
    // Lowering has no use for them; lint, which comes first, does.
    let components = document.get_mut("components").and_then(Value::as_object_mut);
    if let (Some(components), Some(examples)) = (components, examples) {
        components.insert("examples".to_owned(), examples);
    }
    references::name_schemas(document, whole);
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

    fn route(&self) -> String {
        format!("{} {}", self.method.to_uppercase(), self.path)
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

/// The document with one operation, and what that needs.
fn isolated(document: &Value, operation: &Place) -> Value {
    let reached = reached_from(document, operation);
    let mut alone = Value::Object(
        document
            .as_object()
            .into_iter()
            .flatten()
            .filter(|(key, _)| *key != "paths" && *key != "components")
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect(),
    );
    let mut item = document.pointer(&operation.item()).cloned().unwrap_or_default();
    if let Some(item) = item.as_object_mut() {
        item.retain(|key, _| key == operation.method || !METHODS.contains(&key.as_str()));
    }
    alone["paths"][&operation.path] = item;
    for (section, entries) in document.get("components").and_then(Value::as_object).into_iter().flatten() {
        for (name, value) in entries.as_object().into_iter().flatten() {
            let at = pointer::join(&pointer::join("/components", section), name);
            // A reference may lead into the middle of it.
            if section == "securitySchemes" || reached.iter().any(|target| is_within(target, &at)) {
                alone["components"][section][name] = value.clone();
            }
        }
    }
    alone
}

fn is_within(place: &str, outer: &str) -> bool {
    place.strip_prefix(outer).is_some_and(|below| below.is_empty() || below.starts_with('/'))
}

/// The component that a place is in.
fn component_of(place: &str) -> Option<String> {
    let tokens: Vec<&str> = place.split('/').take(4).collect();
    (tokens.len() == 4 && tokens[1] == "components").then(|| tokens.join("/"))
}

/// Removes an entry, and a path with its last operation.
fn remove_entry(document: &mut Value, at: &str) {
    let (parent, key) = (pointer::parent(at).to_owned(), pointer::last(at));
    let Some(entries) = document.pointer_mut(&parent).and_then(Value::as_object_mut) else { return };
    entries.shift_remove(&key);
    let is_item = pointer::parent(&parent) == "/paths";
    if is_item && !entries.keys().any(|key| METHODS.contains(&key.as_str())) {
        remove_entry(document, &parent);
    }
}
