//! Measures the generator on a folder of documents: which operations it supports, at what cost, and how faithfully.
//!
//! [`measure`] generates from one document and samples values of its schemas; [`Builder`] compiles the crate and
//! round-trips these values; [`Census`] is the result, which `table` and `comparison` show. The caller measures a document
//! in this process or, with [`measure_isolated`], in its own.

mod adapt;
mod build;
mod choices;
mod comparison;
mod draw;
mod driver;
mod isolate;
mod measure;
mod mistakes;
mod operations;
mod report;
mod requests;
mod roots;
mod sampled;
mod scalars;
mod table;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

pub use build::Builder;
pub use comparison::compare;
pub use isolate::{measure_isolated, wait_at_most};
pub use measure::{Measured, cost, failed, measure};
pub use mistakes::{Request, SampledRequests};
pub use report::{
    Build, Census, Cost, Document, Example, Fidelity, Operation, Reason, Requests, Settings, TypeFidelity, Verdict,
};
pub use sampled::{Sampled, SampledType};
pub use table::render;

/// The documents in a folder, sorted by name: `*.json`, `*.yaml` and `*.yml`; subfolders are ignored.
///
/// # Errors
///
/// If the folder cannot be read or has no documents.
pub fn documents(folder: &Path) -> Result<Vec<PathBuf>> {
    let unreadable = || format!("cannot read `{}`", folder.display());
    let entries =
        fs::read_dir(folder).with_context(unreadable)?.collect::<Result<Vec<_>, _>>().with_context(unreadable)?;
    let is_document = |path: &PathBuf| {
        let extension = path.extension().and_then(|extension| extension.to_str());
        path.is_file() && extension.is_some_and(|extension| ["json", "yaml", "yml"].contains(&extension))
    };
    let mut paths: Vec<PathBuf> = entries.iter().map(fs::DirEntry::path).filter(is_document).collect();
    paths.sort();
    ensure!(
        !paths.is_empty(),
        "`{}` has no documents: expected files named `*.json`, `*.yaml` or `*.yml`",
        folder.display()
    );
    Ok(paths)
}
