//! Values of random schemas come back the same through the generated types.
//!
//! `SEED=n` begins with another document, `ROUNDS=n` takes so many, and `CASES=n` says how many schemas each has.

mod document;

use std::fs;
use std::path::Path;

use openscaler_generator::census::{Document, Settings, Verdict, measure};
use serde_json::Value;

use document::random_document;

use crate::builder;

/// The share of operations that may be left out, and of types without a valid sample, in hundredths: a random schema may
/// contradict itself.
const MOST_WITHOUT: usize = 5;

fn number(variable: &str, default: u64) -> u64 {
    std::env::var(variable).map_or(default, |text| text.parse().unwrap_or_else(|_| panic!("{variable}: {text}")))
}

#[test]
#[expect(clippy::print_stdout, reason = "a seed is printed, so that its document can be repeated")]
fn values_of_random_schemas_come_back_the_same() {
    let (first, cases) = (number("SEED", 1), number("CASES", 30));
    let settings = Settings { check: true, fidelity: true, thorough: true, ..Settings::default() };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("census/random");
    fs::create_dir_all(&folder).expect("a folder");
    let (mut same, mut failures) = (0, String::new());
    for seed in first..first + number("ROUNDS", 2) {
        let value = random_document(seed, usize::try_from(cases).expect("a number"));
        // One crate is written again and again, so that its folder does not grow.
        let path = folder.join("random.json");
        fs::write(&path, format!("{value:#}")).expect("the document can be written");
        let document = builder().build(measure(&path, settings)).expect("cargo can be run");
        same += document.count(Verdict::Same);
        failures += &lost(&document, &value, seed);
        println!("SEED={seed}: {same} values the same so far");
    }
    assert!(failures.is_empty(), "{failures}");
}

/// What is wrong with a document, with the schemas that show it.
fn lost(document: &Document, value: &Value, seed: u64) -> String {
    let mut text = String::new();
    for failure in &document.failures {
        text += &format!("{}: {}\n", failure.rule, failure.message);
    }
    let error = document.build.as_ref().and_then(|build| build.error.as_ref());
    let unread = document.fidelity.as_ref().and_then(|fidelity| fidelity.error.as_ref());
    error.into_iter().chain(unread).for_each(|error| text += &format!("{error}\n"));
    for verdict in Verdict::ALL.into_iter().filter(|verdict| *verdict != Verdict::Same) {
        let types = document.fidelity.iter().flat_map(|fidelity| &fidelity.types);
        for of_type in types {
            let Some(example) = of_type.examples.get(&verdict) else { continue };
            text += &format!(
                "{}: {} ({}, `{}`)\n    {}\n    {}\n{}",
                verdict.label(),
                of_type.name,
                of_type.direction.name(),
                of_type.rust,
                example.value,
                example.result,
                schemas(value, &of_type.name)
            );
        }
    }
    let left_out: Vec<_> = document.operations.iter().filter(|operation| !operation.reasons.is_empty()).collect();
    if left_out.len() * 100 > document.operations.len() * MOST_WITHOUT {
        for operation in left_out {
            text += &format!(
                "left out: {} {}: {}\n",
                operation.id, operation.reasons[0].rule, operation.reasons[0].message
            );
        }
    }
    if let Some(fidelity) = &document.fidelity
        && fidelity.without_sample.len() * 100 > fidelity.types.len() * MOST_WITHOUT
    {
        text += &format!("without a valid sample: {}\n", fidelity.without_sample.join(", "));
    }
    if text.is_empty() { text } else { format!("SEED={seed}\n{text}") }
}

/// A component, those that extend it, and all that they refer to.
fn schemas(value: &Value, name: &str) -> String {
    let components = value["components"]["schemas"].as_object().expect("components");
    let mut names = vec![name.to_owned()];
    let mut text = String::new();
    let mut index = 0;
    while let Some(name) = names.get(index).cloned() {
        let extends = |key: &&String| name.contains("Base") && key.starts_with(&name) && !names.contains(key);
        let extending: Vec<String> = components.keys().filter(extends).cloned().collect();
        names.extend(extending);
        let schema = components[&name].to_string();
        for reference in schema.split("#/components/schemas/").skip(1) {
            let referred = reference.split('"').next().unwrap_or_default().to_owned();
            if !names.contains(&referred) {
                names.push(referred);
            }
        }
        text += &format!("        {name}: {}\n", schema.replace("#/components/schemas/", ""));
        index += 1;
    }
    text
}
