//! Real documents with parts replaced, taken out, renamed and mixed: nothing panics, and all code is Rust.

use openscaler_generator::generate::generate;
use openscaler_generator::interpret::interpret;
use openscaler_generator::lint;
use openscaler_openapi::document::Source;
use serde_json::Value;

use super::mutation::{Choices, assert_shown, mutated, random_bytes};
use super::{documents, has_errors};

/// How many documents are made, if `ROUNDS` does not say. A longer run is the fuzzer's.
const ROUNDS: u64 = 400;

#[test]
fn a_changed_document_ends_in_findings_or_in_rust() {
    let documents: Vec<Value> = documents().into_iter().map(|(_, value)| value).collect();
    let mut generated = 0;
    let rounds = std::env::var("ROUNDS").map_or(ROUNDS, |rounds| rounds.parse().expect("a number"));
    for seed in 0..rounds {
        if rounds > ROUNDS {
            // A stack that overflows says nothing of where it was.
            eprintln!("seed {seed}");
        }
        let document = mutated(&documents, &mut Choices::new(random_bytes(seed)));
        let source = Source::parse("changed.json", document.to_string()).expect("an object");
        assert_shown(&source, &lint::check(&source));
        // These two take whatever they are given.
        let _ = interpret(&source);
        if has_errors(&source) {
            continue;
        }
        // What no rule knows yet is an error too, and no panic.
        if let Ok(code) = generate(&source, "changed.json") {
            syn::parse_file(&code.code).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
            generated += 1;
        }
    }
    // Otherwise the changes are too wild to show anything of the later steps.
    assert!(generated >= rounds / 5, "only {generated} of {rounds} documents were generated from");
}
