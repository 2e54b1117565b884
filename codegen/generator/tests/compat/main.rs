//! What a change of a document means: every row of the tables gives its verdict, and the changes that it is made of.

mod left_out;
mod mutated;
mod play;

use std::path::Path;

use openscaler_generator::compat::{Change, Report, SCHEMA, Version, compare, json};
use openscaler_generator::lint;
use openscaler_openapi::document::Source;
use openscaler_openapi::lint::{Severity, render};
use serde_json::Value;

use play::{Judges, disagreements};

const JUDGEMENTS: [&str; 5] = ["requests", "callers", "commands", "new_answers", "old_answers"];

/// A row: an edit, and what is to be said of it.
struct Case {
    about: String,
    edit: json_patch::Patch,
    verdict: String,
    /// Each judgement that does not hold for all changes together.
    fails: Vec<String>,
    /// Level and message of each change.
    changes: Vec<String>,
}

impl Case {
    fn read(value: &Value) -> Self {
        let texts = |key: &str| -> Vec<String> {
            let texts = value.get(key).and_then(Value::as_array).into_iter().flatten();
            texts.map(|text| text.as_str().expect("a text").to_owned()).collect()
        };
        Self {
            about: value["about"].as_str().expect("a text").to_owned(),
            edit: serde_json::from_value(value["edit"].clone()).expect("a JSON patch"),
            verdict: value["verdict"].as_str().expect("a verdict").to_owned(),
            fails: texts("fails"),
            changes: texts("changes"),
        }
    }
}

fn yaml(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/compat").join(name);
    let text = std::fs::read_to_string(path).expect("the file can be read");
    serde_yaml::from_str(&text).expect("YAML")
}

fn source(name: &str, document: &Value) -> Source {
    let source = Source::parse(name, document.to_string()).expect("a document");
    let errors: Vec<_> = lint::check(&source).into_iter().filter(|found| found.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{}", render(&source, &errors));
    source
}

/// The judgements that do not hold for all changes.
fn failing(report: &Report) -> Vec<&'static str> {
    let judgements = |change: &Change| {
        let Change { old_requests, old_callers, old_commands, new_answers, old_answers, .. } = change;
        let holds = [old_requests, old_callers, old_commands, new_answers, old_answers];
        holds.map(|judgement| judgement.holds())
    };
    let all = report
        .changes
        .iter()
        .map(judgements)
        .fold([true; 5], |all, change| std::array::from_fn(|index| all[index] && change[index]));
    JUDGEMENTS.into_iter().zip(all).filter(|(_, holds)| !holds).map(|(name, _)| name).collect()
}

/// Everything that is not as the table says.
fn wrong(base: &Value, table: &Value, values: &Value) -> String {
    let mut wrong = String::new();
    let old = source("old.yaml", base);
    let old_judges = Judges::of(&old, values);
    let schema = serde_json::from_str(SCHEMA).expect("JSON");
    let form = jsonschema::validator_for(&schema).expect("a schema");
    for case in table.as_array().expect("a list").iter().map(Case::read) {
        let mut document = base.clone();
        json_patch::patch(&mut document, &case.edit).unwrap_or_else(|error| panic!("{}: {error}", case.about));
        let new = source(&case.about, &document);
        let report = compare(&old, &new).unwrap_or_else(|error| panic!("{}: {error:#}", case.about));
        let changes: Vec<_> =
            report.changes.iter().map(|change| format!("{}: {}", change.level().name(), change.message)).collect();
        let found = (report.level.name(), failing(&report), changes.iter().map(String::as_str).collect::<Vec<_>>());
        let mut expected = (&*case.verdict, texts(&case.fails), texts(&case.changes));
        expected.1.sort_by_key(|name| JUDGEMENTS.iter().position(|known| known == name));
        if found != expected {
            wrong += &format!("\n{}\n  expected {expected:?}\n  found    {found:?}\n{report:#?}", case.about);
        }
        let json = json(&report, Version::parse("0.1.0"));
        if let Err(error) = form.validate(&json) {
            wrong += &format!("\n{}\n  the JSON is not of the form that is promised: {error}", case.about);
        }
        for disagreement in disagreements(&old_judges, &Judges::of(&new, values), &report) {
            wrong += &format!("\n{}\n  {disagreement}", case.about);
        }
    }
    wrong
}

fn texts(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}

/// The edits of `<name>.base.yaml`, with the values to play through.
fn every_edit_is_judged_right(name: &str) {
    let file = |kind: &str| yaml(&format!("{name}{kind}.yaml"));
    let wrong = wrong(&file(".base"), &file(""), &file(".values"));
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_edit_of_requests_with_builders_is_judged_right() {
    every_edit_is_judged_right("certificates");
}

#[test]
fn every_edit_of_parameters_and_plain_bodies_is_judged_right() {
    every_edit_is_judged_right("shop");
}
