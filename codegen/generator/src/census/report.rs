//! The result of a census: written as JSON, and read again for a comparison.

use std::collections::BTreeMap;

use openscaler_openapi::context::Direction;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The result for a folder of documents.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Census {
    /// The settings of the measurement.
    pub settings: Settings,
    /// Sorted by name.
    pub documents: Vec<Document>,
}

/// What to measure, and how to change documents in memory beforehand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// Compile each generated crate.
    pub check: bool,
    /// Round-trip sampled values through the generated types; implies `check`.
    pub fidelity: bool,
    /// Sample every type of a document instead of some, and more values of each.
    #[serde(default)]
    pub thorough: bool,
    /// Write requests with and without mistakes in JSON's form, and compile them; implies `check`.
    #[serde(default)]
    pub requests: bool,
    /// Remove `security` from the document and its operations.
    pub ignore_security: bool,
    /// Read version 3.1 and 3.2 as 3.0.3, and clamp integers beyond 64 bits.
    pub assume_3_0: bool,
}

/// The result for one document.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Document {
    /// The file's name.
    pub name: String,
    /// In the document's order.
    pub operations: Vec<Operation>,
    /// Why nothing was generated.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub failures: Vec<Reason>,
    /// `None` if the system does not report it, or the generator did not finish.
    pub cost: Option<Cost>,
    /// With `check`, if anything was generated.
    pub build: Option<Build>,
    /// With `fidelity`, if the crate compiles.
    pub fidelity: Option<Fidelity>,
    /// With `requests`, if the crate compiles.
    #[serde(default)]
    pub requests: Option<Requests>,
}

/// An operation, which is supported if it has no reasons.
#[derive(Debug, Serialize, Deserialize)]
pub struct Operation {
    /// The `operationId`, else method and path.
    pub id: String,
    /// Why it is skipped.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<Reason>,
}

/// Why an operation or a document is skipped.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Reason {
    /// The rule of the finding, or `unreadable`, `panic`, `timeout` or `crash`.
    pub rule: String,
    /// The position, as a JSON pointer.
    pub pointer: String,
    /// The finding's message.
    pub message: String,
}

/// The cost of reading, checking and generating.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Cost {
    /// Processor time of all threads, in seconds.
    pub cpu_seconds: f64,
    /// Peak resident memory, in bytes.
    pub peak_bytes: u64,
}

/// The result of compiling a generated crate.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Build {
    /// The first error, as rustc prints it; `None` if the crate compiles.
    pub error: Option<String>,
    /// The number of warnings.
    pub warnings: usize,
}

/// The results of round-tripping values that the document allows.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Fidelity {
    /// By type and direction.
    pub types: Vec<TypeFidelity>,
    /// Types without a valid sample.
    pub without_sample: Vec<String>,
    /// Types of supported operations without a Rust type.
    pub without_type: Vec<String>,
    /// Why no values could be read.
    pub error: Option<String>,
}

/// Results for requests in JSON's form, and for mistakes in them.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Requests {
    /// The number of valid requests that compile.
    pub valid: usize,
    /// Valid requests that do not compile.
    pub refused: Vec<Example>,
    /// The number of requests with a wrong literal or key that do not compile.
    pub literals: usize,
    /// The number of requests with an expression of another type that do not compile.
    pub expressions: usize,
    /// The number of mistakes that only data shows.
    pub drafts: usize,
    /// Mistakes that are not found.
    pub missed: Vec<Example>,
}

/// The verdicts on the values of one type in one direction.
#[derive(Debug, Serialize, Deserialize)]
pub struct TypeFidelity {
    /// The component, or the operation of a body.
    pub name: String,
    /// Whether the values are sent or received.
    pub direction: Direction,
    /// The generated type.
    pub rust: String,
    /// The number of values for each verdict.
    pub verdicts: BTreeMap<Verdict, usize>,
    /// The smallest example of each verdict other than `Same`.
    pub examples: BTreeMap<Verdict, Example>,
}

/// A value and its result.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Example {
    /// The value that was read.
    pub value: Value,
    /// The value that was written, or the error.
    pub result: String,
}

/// The verdict on a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Equal: numbers by value, null like absent in responses.
    Same,
    /// Part of it was lost, added or changed.
    Lossy,
    /// The type rejects it.
    Refused,
    /// Equal except for a lost `null` in a request.
    NullDropped,
    /// Equal, but a listed value was read as `Unknown`.
    Unknown,
}

impl Verdict {
    /// All of them, in the order of the table.
    pub const ALL: [Self; 5] = [Self::Same, Self::Lossy, Self::Refused, Self::NullDropped, Self::Unknown];

    /// The label in reports.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Lossy => "lossy",
            Self::Refused => "refused",
            Self::NullDropped => "null dropped",
            Self::Unknown => "unknown",
        }
    }
}

impl Document {
    /// The operations that are generated.
    pub fn carried(&self) -> impl Iterator<Item = &Operation> {
        self.operations.iter().filter(|operation| operation.reasons.is_empty())
    }

    /// Whether it has operations and all of them are generated.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        !self.operations.is_empty() && self.carried().count() == self.operations.len()
    }

    /// The number of values with the verdict.
    #[must_use]
    pub fn count(&self, verdict: Verdict) -> usize {
        let types = self.fidelity.iter().flat_map(|fidelity| &fidelity.types);
        types.filter_map(|of_type| of_type.verdicts.get(&verdict)).sum()
    }

    /// The smallest example of a verdict, and its type.
    #[must_use]
    pub fn example(&self, verdict: Verdict) -> Option<(&TypeFidelity, &Example)> {
        let types = self.fidelity.iter().flat_map(|fidelity| &fidelity.types);
        let examples = types.filter_map(|of_type| Some((of_type, of_type.examples.get(&verdict)?)));
        examples.min_by_key(|(_, example)| example.size())
    }
}

impl Example {
    /// The length of the value as text.
    pub(super) fn size(&self) -> usize {
        self.value.to_string().len()
    }
}
