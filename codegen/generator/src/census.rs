//! Measures the generator over a folder of documents: what it carries, at what cost, and how faithfully.
//!
//! [`measure`] generates from one document and samples values of its schemas; [`Builder`] compiles the crate and has it
//! read and write these values; [`Census`] is what came out of it, and `table` and `comparison` show it. Whoever runs a
//! census decides whether a document is measured in this process or, by [`measure_isolated`], in one of its own.

mod adapt;
mod build;
mod choices;
mod comparison;
mod draw;
mod driver;
mod isolate;
mod measure;
mod report;
mod roots;
mod rust_types;
mod sampled;
mod scalars;
mod table;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

pub use build::Builder;
pub use comparison::compare;
pub use isolate::measure_isolated;
pub use measure::{Measured, failed, measure};
pub use report::{
    Build, Census, Cost, Direction, Document, Example, Fidelity, Operation, Reason, Settings, TypeFidelity, Verdict,
};
pub use sampled::{Sampled, SampledType};
pub use table::render;

/// The documents of a folder, sorted by name: `*.json`, `*.yaml` and `*.yml`, not those of folders in it.
///
/// # Errors
///
/// When the folder cannot be read, or has none.
pub fn documents(folder: &Path) -> Result<Vec<PathBuf>> {
    let unreadable = || format!("`{}` cannot be read", folder.display());
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
