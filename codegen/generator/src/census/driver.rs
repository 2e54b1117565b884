//! The program that round-trips values through the generated types, and the verdicts on the results.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use openscaler_openapi::context::Direction;
use serde::Deserialize;
use serde_json::Value;

use super::report::{Example, Fidelity, TypeFidelity, Verdict};
use super::sampled::{Sampled, SampledType};

/// The program without the types.
const PROGRAM: &str = include_str!("driver/main.rs");

/// The line to replace with the types.
const TYPES: &str = "// The types.\n";

/// The file of the values: one per line, with the index of its type.
pub(super) const VALUES: &str = "values.jsonl";

/// The files of the package with their contents.
pub(super) fn sources(sampled: &Sampled) -> Vec<(String, String)> {
    let arm = |(index, SampledType { rust, draft, .. }): (usize, &SampledType)| {
        let draft = draft.as_ref().map(|draft| format!(", {draft}")).unwrap_or_default();
        format!("        {index} => probe!({rust}{draft}),\n")
    };
    let types: String = sampled.types.iter().enumerate().map(arm).collect();
    let lines = sampled
        .types
        .iter()
        .enumerate()
        .flat_map(|(index, of_type)| of_type.values.iter().map(move |value| format!("{index}\t{value}\n")));
    vec![("src/main.rs".to_owned(), PROGRAM.replacen(TYPES, &types, 1)), (VALUES.to_owned(), lines.collect())]
}

/// The program's output for one value.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Answer {
    Refused(String),
    Read {
        written: Value,
        /// The values read as `Unknown`: the text, or null for any other value.
        unknown: Vec<Option<String>>,
    },
}

/// Runs the program on the values and returns the verdicts.
///
/// # Errors
///
/// If the program cannot be started.
pub(super) fn run(program: &Path, values: &Path, sampled: &Sampled) -> Result<Fidelity> {
    let output = Command::new(program).arg(values).output().context("cannot start the program with the types")?;
    let printed = String::from_utf8_lossy(&output.stdout);
    let mut answers = printed.lines().map(serde_json::from_str::<Answer>);
    let mut fidelity = Fidelity {
        without_sample: sampled.without_sample.clone(),
        without_type: sampled.without_type.clone(),
        ..Fidelity::default()
    };
    for of_type in &sampled.types {
        let mut verdicts: BTreeMap<Verdict, usize> = BTreeMap::new();
        let mut examples: BTreeMap<Verdict, Example> = BTreeMap::new();
        for value in &of_type.values {
            let Some(Ok(answer)) = answers.next() else {
                let said = String::from_utf8_lossy(&output.stderr);
                fidelity.error = Some(format!("{}: {}", output.status, said.lines().next().unwrap_or_default()));
                break;
            };
            let (verdict, result) = judge(value, answer, of_type.direction, &sampled.listed);
            *verdicts.entry(verdict).or_default() += 1;
            let example = Example { value: value.clone(), result };
            let is_smaller = examples.get(&verdict).is_none_or(|known| example.size() < known.size());
            if is_smaller && verdict != Verdict::Same {
                examples.insert(verdict, example);
            }
        }
        let SampledType { name, direction, rust, .. } = of_type;
        let rust = rust.replace(' ', "");
        fidelity.types.push(TypeFidelity { name: name.clone(), direction: *direction, rust, verdicts, examples });
    }
    Ok(fidelity)
}

fn judge(value: &Value, answer: Answer, direction: Direction, listed: &BTreeSet<String>) -> (Verdict, String) {
    let (written, unknown) = match answer {
        Answer::Refused(error) => return (Verdict::Refused, error),
        Answer::Read { written, unknown } => (written, unknown),
    };
    let is_listed = |text: &Option<String>| text.as_ref().is_none_or(|text| listed.contains(text));
    let is_equal = match direction {
        Direction::Request => is_same(value, &written, false),
        Direction::Response => is_same(value, &written, true),
    };
    let verdict = match direction {
        _ if is_equal && unknown.iter().any(is_listed) => Verdict::Unknown,
        _ if is_equal => Verdict::Same,
        Direction::Request if is_same(value, &written, true) => Verdict::NullDropped,
        _ => Verdict::Lossy,
    };
    (verdict, written.to_string())
}

/// Whether two JSON values are equal, numbers by value and, if requested, null like absent.
fn is_same(one: &Value, other: &Value, is_null_absent: bool) -> bool {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            let covers = |one: &serde_json::Map<String, Value>, other: &serde_json::Map<String, Value>| {
                one.iter().all(|(name, value)| match other.get(name) {
                    Some(known) => is_same(value, known, is_null_absent),
                    None => is_null_absent && value.is_null(),
                })
            };
            covers(one, other) && covers(other, one)
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| is_same(one, other, is_null_absent))
        }
        (Value::Number(one), Value::Number(other)) => match (one.as_i128(), other.as_i128()) {
            (Some(one), Some(other)) => one == other,
            _ => one.as_f64() == other.as_f64(),
        },
        _ => one == other,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_value_comes_back_the_same_or_not() {
        let listed = BTreeSet::from(["card".to_owned()]);
        let read = |written, unknown| Answer::Read { written, unknown };
        let given = json!({ "a": 1, "b": null, "c": [{ "d": null }] });
        for (written, in_request, in_response) in [
            (given.clone(), Verdict::Same, Verdict::Same),
            (json!({ "a": 1.0, "c": [{ "d": null }], "b": null }), Verdict::Same, Verdict::Same),
            (json!({ "a": 1, "c": [{}] }), Verdict::NullDropped, Verdict::Same),
            (json!({ "a": 1, "b": null, "c": [] }), Verdict::Lossy, Verdict::Lossy),
            (json!({ "a": 1, "b": 2, "c": [{ "d": null }] }), Verdict::Lossy, Verdict::Lossy),
            (json!({ "a": 1, "b": null, "c": [{ "d": null }], "e": 1 }), Verdict::Lossy, Verdict::Lossy),
        ] {
            let verdict = |direction| judge(&given, read(written.clone(), Vec::new()), direction, &listed).0;
            assert_eq!(verdict(Direction::Request), in_request, "{written}");
            assert_eq!(verdict(Direction::Response), in_response, "{written}");
        }
        let unknown = |unknown| judge(&given, read(given.clone(), unknown), Direction::Response, &listed).0;
        assert_eq!(unknown(vec![Some("card".to_owned())]), Verdict::Unknown);
        assert_eq!(unknown(vec![Some("new".to_owned())]), Verdict::Same);
        assert_eq!(unknown(vec![None]), Verdict::Unknown);
        let refused = judge(&given, Answer::Refused("missing field `e`".to_owned()), Direction::Request, &listed);
        assert_eq!(refused, (Verdict::Refused, "missing field `e`".to_owned()));
    }
}
