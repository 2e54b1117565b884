//! Measures the generator on one document, in this process.

use std::fs;
use std::path::Path;

use openscaler_openapi::document::{Source, pointer};
use openscaler_openapi::lint::Finding;
use openscaler_openapi::structure::METHODS;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::adapt;
use super::report::{Cost, Document, Operation, Reason, Settings};
use super::sampled::Sampled;
use crate::panics::catch_panic;
use crate::skip::{Carried, generate_carried};

/// A document, with what compiling it needs.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Measured {
    /// What was found so far.
    pub document: Document,
    /// The generated file, if any operation is carried.
    pub code: Option<String>,
    /// The values to read with the generated types.
    pub sampled: Option<Sampled>,
}

/// Generates from what can be carried of a document, and samples values if the settings say so.
///
/// A document that cannot be read is part of the result, and so is a panic.
#[must_use]
pub fn measure(path: &Path, settings: Settings) -> Measured {
    let source = match read(path, settings) {
        Ok(source) => source,
        Err(reason) => return failed(path, reason),
    };
    let name = name_of(path);
    let carried = match catch_panic(|| generate_carried(&source, &name)) {
        Ok(carried) => carried,
        Err(message) => return failed(path, whole("panic", message)),
    };
    let cost = cost();
    let document = Document { name, cost, ..judged(&source, &carried) };
    let generated = carried.generated.filter(|_| document.carried().next().is_some());
    let mut measured = Measured { document, code: None, sampled: None };
    if let Some(generated) = generated {
        if settings.fidelity {
            measured.sampled = Some(Sampled::of(&source, &measured.document, &generated));
        }
        measured.code = Some(generated.code);
    }
    measured
}

/// A document from which nothing was generated: each of its operations is left out for that reason.
///
/// What cannot be read may still tell its operations once its integers are clamped.
#[must_use]
pub fn failed(path: &Path, reason: Reason) -> Measured {
    let lenient = Settings { assume_3_0: true, ..Settings::default() };
    let places = read(path, lenient).map(|source| operations(&source.value)).unwrap_or_default();
    let left_out = |(_, id)| Operation { id, reasons: vec![reason.clone()] };
    let operations = places.into_iter().map(left_out).collect();
    let document = Document { name: name_of(path), operations, failures: vec![reason], ..Document::default() };
    Measured { document, ..Measured::default() }
}

/// A reason that concerns the whole document.
pub(super) fn whole(rule: &str, message: String) -> Reason {
    Reason { rule: rule.to_owned(), pointer: String::new(), message }
}

fn read(path: &Path, settings: Settings) -> Result<Source, Reason> {
    let unreadable = |message| whole("unreadable", message);
    let text = fs::read_to_string(path).map_err(|error| unreadable(error.to_string()))?;
    let source = catch_panic(|| adapt::read(&name_of(path), &text, settings)).map_err(|panic| whole("panic", panic))?;
    source.map_err(|error| unreadable(format!("{error:#}")))
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Which operations are carried, and why the others are not.
fn judged(source: &Source, carried: &Carried) -> Document {
    let reasons = |findings: &[Finding]| findings.iter().map(reason).collect::<Vec<_>>();
    let failures = if carried.generated.is_none() { reasons(&carried.findings) } else { Vec::new() };
    let operation = |(pointer, id): (String, String)| {
        let skipped = carried.skipped.iter().find(|skipped| skipped.pointer == pointer);
        Operation { id, reasons: skipped.map_or_else(|| failures.clone(), |skipped| reasons(&skipped.reasons)) }
    };
    let operations = operations(&source.value).into_iter().map(operation).collect();
    Document { operations, failures, ..Document::default() }
}

fn reason(finding: &Finding) -> Reason {
    let Finding { rule, pointer, message, .. } = finding;
    Reason { rule: (*rule).to_owned(), pointer: pointer.clone(), message: message.clone() }
}

/// The pointer of each operation, and its id or else method and path.
pub(super) fn operations(document: &Value) -> Vec<(String, String)> {
    let mut operations = Vec::new();
    for (path, item) in document.get("paths").and_then(Value::as_object).into_iter().flatten() {
        let methods = METHODS.iter().filter_map(|method| Some((method, item.get(method)?)));
        for (method, operation) in methods.filter(|_| !path.starts_with("x-")) {
            let id = operation.get("operationId").and_then(Value::as_str).map(str::to_owned);
            let id = id.unwrap_or_else(|| format!("{} {path}", method.to_uppercase()));
            operations.push((pointer::join(&pointer::join("/paths", path), method), id));
        }
    }
    operations
}

/// What this process has taken so far, as Linux tells it.
fn cost() -> Option<Cost> {
    /// Of the processor times in `/proc`, whatever the kernel's own is.
    const TICKS_PER_SECOND: f64 = 100.0;
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The second field is the program's name and may hold blanks and parentheses; user and system time are 14 and 15.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks: f64 = fields.get(11..13)?.iter().filter_map(|field| field.parse::<f64>().ok()).sum();
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"))?;
    Some(Cost { cpu_seconds: ticks / TICKS_PER_SECOND, peak_bytes: peak.parse::<u64>().ok()? << 10 })
}
