//! Lint and generation of one document side by side: neither needs the other's work, but code is made only of a
//! document without errors.

use std::panic::resume_unwind;
use std::sync::mpsc;
use std::thread;

use anyhow::{Context, Result, anyhow};
use openscaler_openapi::document::Source;
use openscaler_openapi::lint::Finding;

use crate::generate::{Generated, Prepared};
use crate::lint;
use crate::quiet;

/// In bytes: as much as a program starts with, since a document may be deep.
pub(crate) const STACK: usize = 8 << 20;

/// What lint says of a document, and what it generates to.
#[derive(Debug)]
pub struct Checked {
    /// All findings, as [`lint::check`] has them.
    pub findings: Vec<Finding>,
    /// `None` if there is an error among the findings.
    pub generated: Option<Result<Generated>>,
}

/// Checks a document, and generates from it what is named `document_name` in the file's header.
///
/// What happens to a document with errors on its way to the generator is not told: its findings are.
///
/// # Errors
///
/// When no thread can be started.
pub fn check_and_generate(source: &Source, document_name: &str) -> Result<Checked> {
    thread::scope(|scope| {
        let (judge, judged) = mpsc::channel();
        let lint = move || lint::check_telling(source, |has_errors| judge.send(has_errors).unwrap_or_default());
        let lint = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, lint);
        let lint = lint.context("no thread can be started for lint")?;
        let prepared = quiet::catch(|| Prepared::of(&source.value));
        let prepared = prepared.unwrap_or_else(|panic| Err(anyhow!("lowering gave up: {panic}")));
        // progenitor is not for documents with errors: of a circle, say, it finds no end.
        let is_clean = judged.recv() == Ok(false);
        let generated = is_clean.then(|| prepared.and_then(|prepared| prepared.generate(document_name)));
        let findings = lint.join().unwrap_or_else(|panic| resume_unwind(panic));
        Ok(Checked { findings, generated })
    })
}
