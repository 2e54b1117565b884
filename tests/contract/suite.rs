//! The cases of the folder `cases`, held against client, document and reference server.

mod client;
mod document;
mod live;
mod reading;
mod recording;
mod server;

use std::path::Path;

use openscaler_tests::cases::{Case, read_folder};

pub(crate) fn cases() -> Vec<Case> {
    read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("contract/cases")).unwrap_or_else(|error| panic!("{error}"))
}

/// Fails with every complaint, below the name of its case.
#[track_caller]
pub(crate) fn assert_none(complaints: Vec<(String, Vec<String>)>) {
    let lines: Vec<_> = complaints
        .into_iter()
        .filter(|(_, complaints)| !complaints.is_empty())
        .map(|(name, complaints)| format!("{name}\n    {}", complaints.join("\n    ")))
        .collect();
    assert!(lines.is_empty(), "{} cases do not hold:\n\n{}\n", lines.len(), lines.join("\n"));
}
