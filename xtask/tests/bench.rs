//! `cargo xtask bench generate --documents`, which measures other documents in processes of its own.

use std::path::{Path, PathBuf};

use xtask::commands::bench::generate::least_cost;

fn document(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../codegen/generator/tests/census/plain").join(name)
}

fn measure(name: &str) -> anyhow::Result<openscaler_generator::census::Cost> {
    let folder = tempfile::tempdir().expect("a folder");
    least_cost(Path::new(env!("CARGO_BIN_EXE_xtask")), &document(name), folder.path(), 2)
}

/// Only Linux has `/proc`, which reports the cost.
#[cfg(target_os = "linux")]
#[test]
fn the_cost_of_a_document_is_measured() {
    let cost = measure("carried.yaml").expect("a cost");
    assert!(cost.cpu_seconds.is_finite() && (1 << 20..1 << 32).contains(&cost.peak_bytes), "{cost:?}");
}

#[test]
fn a_document_that_cannot_be_read_is_an_error() {
    let error = measure("broken.yaml").expect_err("it is not a document").to_string();
    assert!(error.starts_with("cannot measure `") && error.contains("broken.yaml"), "{error}");
    assert!(!error.contains("no cost was reported"), "{error}");
}
