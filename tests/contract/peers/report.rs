//! What a check says on standard output, for `cargo xtask conformance` to read.

use std::fmt::Display;
use std::io::{self, Write};

use serde_json::json;

/// Collects; nothing ends a check early that can be told at its end.
#[derive(Default)]
pub(crate) struct Report {
    cases: u64,
    reached: Vec<String>,
    complaints: Vec<String>,
}

impl Report {
    /// One thing more was tried; a complaint if it did not go as it must.
    pub(crate) fn case(&mut self, name: &str, result: Result<(), impl Display>) {
        self.cases += 1;
        if let Err(complaint) = result {
            self.complaints.push(format!("{name}: {complaint}"));
        }
    }

    /// One success more of a variant.
    pub(crate) fn reached(&mut self, variant: impl Display) {
        self.reached.push(variant.to_string());
    }

    pub(crate) fn print(&self) -> io::Result<()> {
        let report = json!({"cases": self.cases, "reached": self.reached, "complaints": self.complaints});
        writeln!(io::stdout().lock(), "{report}")
    }
}

/// A complaint unless `holds`.
pub(crate) fn check(holds: bool, complaint: impl Into<String>) -> Result<(), String> {
    if holds { Ok(()) } else { Err(complaint.into()) }
}
