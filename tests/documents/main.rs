//! What holds of every document: it ends in findings or in Rust, and the same one in the same bytes.

mod mutated;
#[path = "../../codegen/generator/tests/lint/mutation.rs"]
mod mutation;
mod reproduced;

use std::path::{Path, PathBuf};

use openscaler_generator::lint;
use openscaler_openapi::document::Source;
use openscaler_openapi::lint::Severity;
use serde_json::Value;

/// The project's document and those that the generator is tested with, in the order of their names.
fn documents() -> Vec<(PathBuf, Value)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files = vec![root.join("openapi/openscaler.yaml")];
    for folder in ["codegen/generator/tests/documents", "codegen/generator/tests/lint/fixtures/clean"] {
        let entries = std::fs::read_dir(root.join(folder)).expect("a folder");
        let paths = entries.map(|entry| entry.expect("a file").path());
        files.extend(paths.filter(|path| path.extension().is_some_and(|name| name == "yaml")));
    }
    files.sort_unstable();
    let read = |path: PathBuf| {
        let value = Source::read(&path).expect("a document").value;
        (path, value)
    };
    files.into_iter().map(read).collect()
}

fn has_errors(source: &Source) -> bool {
    lint::check(source).iter().any(|finding| finding.severity == Severity::Error)
}
