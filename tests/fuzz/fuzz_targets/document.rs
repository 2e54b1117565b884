//! Documents: whatever is read ends in findings or in code that is Rust, and never in a panic.
//!
//! An input is a text whose first byte is no letter of YAML, or the decisions by which real documents are changed.

#![no_main]

#[allow(dead_code, reason = "the fuzzer has its own random bytes")]
#[path = "../../../codegen/generator/tests/lint/mutation.rs"]
mod mutation;

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use mutation::{Choices, assert_shown, mutated};
use openscaler_generator::generate::generate;
use openscaler_generator::interpret::interpret;
use openscaler_generator::lint;
use openscaler_openapi::document::Source;
use openscaler_openapi::lint::Severity;
use serde_json::Value;

/// What texts begin with; the rest of such an input is read as it is.
const TEXT: u8 = b'%';

static DOCUMENTS: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut files = vec![root.join("openapi/openscaler.yaml")];
    for folder in ["codegen/generator/tests/documents", "codegen/generator/tests/lint/fixtures/clean"] {
        files.extend(yaml_files(&root.join(folder)));
    }
    files.iter().map(|file| Source::read(file).expect("a document").value).collect()
});

/// In the order of their names, or an input would not be the same document again.
fn yaml_files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let paths = entries.map(|entry| entry.expect("a file").path());
    let mut files: Vec<_> = paths.filter(|path| path.extension().is_some_and(|name| name == "yaml")).collect();
    files.sort_unstable();
    files
}

fuzz_target!(|input: &[u8]| {
    let text = match input {
        [TEXT, text @ ..] => String::from_utf8_lossy(text).into_owned(),
        decisions => mutated(&DOCUMENTS, &mut Choices::new(decisions.iter().copied())).to_string(),
    };
    let Ok(source) = Source::parse("document.yaml", text) else { return };
    let findings = lint::check(&source);
    assert_shown(&source, &findings);
    // These two take whatever they are given.
    let _ = interpret(&source);
    if findings.iter().any(|finding| finding.severity == Severity::Error) {
        return;
    }
    // An error is a finding, too: the last of them, for what no rule knows yet.
    if let Ok(generated) = generate(&source, "document.yaml") {
        syn::parse_file(&generated.code).expect("Rust");
    }
});
