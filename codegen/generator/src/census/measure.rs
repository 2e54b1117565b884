//! Measures the generator on one document, in this process.

use std::fs;
use std::path::Path;

use openscaler_openapi::document::Source;
use openscaler_openapi::lint::Finding;
use serde::{Deserialize, Serialize};

use super::adapt;
use super::mistakes::SampledRequests;
use super::operations::operations;
use super::report::{Cost, Document, Operation, Reason, Settings};
use super::sampled::Sampled;
use crate::panics::catch_panic;
use crate::skip::{Carried, generate_carried};

/// A measured document, with what compiling it requires.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Measured {
    /// The results so far.
    pub document: Document,
    /// The generated file, if any operation is supported.
    pub code: Option<String>,
    /// The values to round-trip.
    pub sampled: Option<Sampled>,
    /// The requests to compile.
    #[serde(default)]
    pub requests: Option<SampledRequests>,
}

/// Generates the supported operations of a document and, if the settings say so, samples values.
///
/// An unreadable document and a panic are results, not errors.
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
    let mut measured = Measured { document, ..Measured::default() };
    if let Some(generated) = generated {
        if settings.fidelity || settings.requests {
            let sampled = Sampled::of(&source, &measured.document, &generated.api, settings);
            measured.requests = settings.requests.then(|| SampledRequests::of(&source, &generated.api, &sampled));
            measured.sampled = settings.fidelity.then_some(sampled);
        }
        measured.code = Some(generated.code);
    }
    measured
}

/// A document from which nothing was generated: each of its operations is skipped for that reason.
///
/// An unreadable document may still list its operations once its integers are clamped.
#[must_use]
pub fn failed(path: &Path, reason: Reason) -> Measured {
    let lenient = Settings { assume_3_0: true, ..Settings::default() };
    let places = read(path, lenient).map(|source| operations(&source.value)).unwrap_or_default();
    let left_out = |(_, id)| Operation { id, reasons: vec![reason.clone()] };
    let operations = places.into_iter().map(left_out).collect();
    let document = Document { name: name_of(path), operations, failures: vec![reason], ..Document::default() };
    Measured { document, ..Measured::default() }
}

/// A reason for the whole document.
pub(super) fn whole(rule: &str, message: String) -> Reason {
    Reason { rule: rule.to_owned(), pointer: String::new(), message }
}

fn read(path: &Path, settings: Settings) -> Result<Source, Reason> {
    let unreadable = |message| whole("unreadable", message);
    let text = Source::read_text(path).map_err(|error| unreadable(format!("{error:#}")))?;
    let source = catch_panic(|| adapt::read(&name_of(path), &text, settings)).map_err(|panic| whole("panic", panic))?;
    source.map_err(|error| unreadable(format!("{error:#}")))
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// The operations, with the reasons of those that are skipped.
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

/// The cost of this process so far; `None` if the system has no `/proc`.
#[must_use]
pub fn cost() -> Option<Cost> {
    /// The unit of the processor times in `/proc`, independent of the kernel's tick rate.
    const TICKS_PER_SECOND: f64 = 100.0;
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The second field, the program's name, may contain spaces and parentheses; fields 14 and 15 are user and system time.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks: f64 = fields.get(11..13)?.iter().filter_map(|field| field.parse::<f64>().ok()).sum();
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"))?;
    Some(Cost { cpu_seconds: ticks / TICKS_PER_SECOND, peak_bytes: peak.parse::<u64>().ok()? << 10 })
}
