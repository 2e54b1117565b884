//! What a census finds, as data: written as JSON, read again for a comparison.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What was found in a folder of documents.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Census {
    /// What was measured.
    pub settings: Settings,
    /// Sorted by name.
    pub documents: Vec<Document>,
}

/// What is measured, and how documents are changed in memory beforehand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// Compile each generated crate.
    pub check: bool,
    /// Read and write sampled values with the generated types; implies `check`.
    pub fidelity: bool,
    /// Remove `security` from the document and its operations.
    pub ignore_security: bool,
    /// Read version 3.1 and 3.2 as 3.0.3, and clamp integers beyond 64 bits.
    pub assume_3_0: bool,
}

/// One document.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Document {
    /// The file's name.
    pub name: String,
    /// In the document's order.
    pub operations: Vec<Operation>,
    /// Why nothing at all was generated.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub failures: Vec<Reason>,
    /// `None` if the system does not tell, or the generator did not finish.
    pub cost: Option<Cost>,
    /// With `check`, if anything was generated.
    pub build: Option<Build>,
    /// With `fidelity`, if the crate compiles.
    pub fidelity: Option<Fidelity>,
}

/// An operation, carried if there is no reason against it.
#[derive(Debug, Serialize, Deserialize)]
pub struct Operation {
    /// The `operationId`, else method and path.
    pub id: String,
    /// Why it is left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<Reason>,
}

/// Why something is left out.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Reason {
    /// The rule of the finding, or `unreadable`, `panic`, `timeout` or `crash`.
    pub rule: String,
    /// JSON pointer of the place.
    pub pointer: String,
    /// What is wrong there.
    pub message: String,
}

/// What reading, checking and generating took.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Cost {
    /// Processor time of all threads, in seconds.
    pub cpu_seconds: f64,
    /// Peak resident memory, in bytes.
    pub peak_bytes: u64,
}

/// What the compiler says of a generated crate.
#[derive(Debug, Serialize, Deserialize)]
pub struct Build {
    /// The first error, as rustc prints it; `None` if the crate compiles.
    pub error: Option<String>,
    /// How many warnings it has.
    pub warnings: usize,
}

/// What became of values that the document allows, read and written by the generated types.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Fidelity {
    /// By type and direction.
    pub types: Vec<TypeFidelity>,
    /// Types for which no valid value was found.
    pub without_sample: Vec<String>,
    /// Types of carried operations for which no Rust type was found.
    pub without_type: Vec<String>,
    /// Why the values could not be read at all.
    pub error: Option<String>,
}

/// The verdicts on the values of one type in one direction.
#[derive(Debug, Serialize, Deserialize)]
pub struct TypeFidelity {
    /// The component, or the operation whose body it is.
    pub name: String,
    /// Where the values are met.
    pub direction: Direction,
    /// The generated type.
    pub rust: String,
    /// How many values got each verdict.
    pub verdicts: BTreeMap<Verdict, usize>,
    /// The smallest example of each verdict other than `Same`.
    pub examples: BTreeMap<Verdict, Example>,
}

/// A value, and what became of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Example {
    /// The value that was read.
    pub value: Value,
    /// The value that was written, or the error.
    pub result: String,
}

/// Whether a value is sent or received.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// It is sent.
    Request,
    /// It is received.
    Response,
}

/// What became of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It came back equal: numbers by value, null and absent alike in responses.
    Same,
    /// Something was lost, added or changed.
    Lossy,
    /// The type does not read it.
    Refused,
    /// Only a `null` of a request was lost.
    NullDropped,
    /// It came back equal, but a listed value was read as `Unknown`.
    Unknown,
}

impl Verdict {
    /// All of them, in the order of the table.
    pub const ALL: [Self; 5] = [Self::Same, Self::Lossy, Self::Refused, Self::NullDropped, Self::Unknown];

    /// In a person's words.
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

impl Direction {
    /// In a person's words.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Response => "response",
        }
    }
}

impl Document {
    /// The operations that are generated.
    pub fn carried(&self) -> impl Iterator<Item = &Operation> {
        self.operations.iter().filter(|operation| operation.reasons.is_empty())
    }

    /// Whether it has operations, and all of them are generated.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        !self.operations.is_empty() && self.carried().count() == self.operations.len()
    }

    /// How many values got the verdict.
    #[must_use]
    pub fn count(&self, verdict: Verdict) -> usize {
        let types = self.fidelity.iter().flat_map(|fidelity| &fidelity.types);
        types.filter_map(|of_type| of_type.verdicts.get(&verdict)).sum()
    }

    /// The smallest example of a verdict, and the type that it is of.
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
