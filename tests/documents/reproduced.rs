//! The same document gives the same bytes in every process: nothing comes from the order of a hash map.

use std::process::Command;

use openscaler_generator::generate::generate;
use openscaler_generator::lint;
use openscaler_generator::synthetic::document;
use openscaler_openapi::document::Source;
use openscaler_openapi::lint::render;

use super::{documents, has_errors};

/// Set in the processes that this test starts: where to write what they generate.
const OUTPUT: &str = "OPENSCALER_TESTS_REPRODUCED";

/// Everything that is made of the documents, in one text.
fn everything() -> String {
    let mut sources: Vec<Source> =
        documents().iter().map(|(path, _)| Source::read(path).expect("a document")).collect();
    let synthetic = document(20).to_string();
    sources.push(Source::parse("synthetic.json", synthetic).expect("a document"));
    let mut text = String::new();
    for source in &sources {
        text += &render(source, &lint::check(source));
        if !has_errors(source) {
            text += &generate(source, &source.name).expect("code").code;
        }
    }
    text
}

/// Each process, and each map in it, has a seed of its own.
#[test]
fn every_process_generates_the_same_bytes() {
    if let Some(output) = std::env::var_os(OUTPUT) {
        return std::fs::write(output, everything()).expect("a file");
    }
    let folder = tempfile::tempdir().expect("a folder");
    let expected = everything();
    assert!(expected.len() > 100_000);
    for number in 0..3 {
        let output = folder.path().join(number.to_string());
        let ended = Command::new(std::env::current_exe().expect("this program"))
            .args(["--exact", "reproduced::every_process_generates_the_same_bytes"])
            .env(OUTPUT, &output)
            .output()
            .expect("it runs");
        assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stdout));
        assert!(std::fs::read_to_string(&output).expect("text") == expected, "process {number} generated other bytes");
    }
}
