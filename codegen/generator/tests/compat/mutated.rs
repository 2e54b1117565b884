//! Documents with one random change: no panic, and no change is missing from the report.

use openscaler_generator::compat::{Level, compare};
use openscaler_generator::lint::check;
use openscaler_openapi::document::{Source, pointer};
use openscaler_openapi::lint::Severity;
use serde_json::{Value, json};

use crate::play::{Judges, untold};
use crate::yaml;

/// Of so many places one is tried; with `COMPAT_EVERY_PLACE` in the environment all are, which takes minutes.
const STRIDE: usize = 13;

/// The pointers of all values below `value`.
fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    let below: Vec<(String, &Value)> = match value {
        Value::Object(members) => members.iter().map(|(name, value)| (name.clone(), value)).collect(),
        Value::Array(members) => members.iter().enumerate().map(|(index, value)| (index.to_string(), value)).collect(),
        _ => Vec::new(),
    };
    for (key, value) in below {
        let pointer = pointer::join(at, &key);
        pointers(value, &pointer, found);
        found.push(pointer);
    }
}

/// The document without the value at a pointer, and with others in its place.
fn mutants(document: &Value, pointer: &str) -> Vec<Value> {
    let (parent, key) = (pointer::parent(pointer), pointer::last(pointer));
    let mut without = document.clone();
    match without.pointer_mut(parent).expect("the parent") {
        Value::Object(members) => drop(members.shift_remove(&key)),
        Value::Array(members) => drop(members.remove(key.parse().expect("an index"))),
        _ => unreachable!("a parent has members"),
    }
    let others = match document.pointer(pointer).expect("the value") {
        Value::Bool(flag) => vec![json!(!flag)],
        Value::Number(number) => vec![json!(number.as_i64().unwrap_or(0) / 2), json!(number.as_i64().unwrap_or(0) + 1)],
        Value::String(text) if ["string", "integer", "number"].contains(&text.as_str()) => {
            vec![json!("string"), json!("integer"), json!("number"), json!("boolean")]
        }
        Value::String(text) => vec![json!(format!("{text}x"))],
        _ => Vec::new(),
    };
    let replaced = others.into_iter().map(|other| {
        let mut document = document.clone();
        *document.pointer_mut(pointer).expect("the value") = other;
        document
    });
    std::iter::once(without).chain(replaced).filter(|mutant| mutant != document).collect()
}

/// Where the model and the validator read a document otherwise: the model takes a type that is not named from other
/// keywords, and the values of a tag from `enum`, whatever its type and its `mapping` are.
fn is_read_otherwise(pointer: &str, value: Option<&Value>) -> bool {
    (pointer.ends_with("/type") && value.is_none())
        || pointer.ends_with("/properties/cert_type/type")
        || (pointer.contains("/discriminator/mapping/") && value.is_none())
}

fn nothing_is_lost_in_silence(name: &str) {
    let base = yaml(&format!("{name}.base.yaml"));
    let values = yaml(&format!("{name}.values.yaml"));
    let old = Source::parse("old", base.to_string()).expect("a document");
    let old_judges = Judges::of(&old, &values);
    let mut places = Vec::new();
    pointers(&base, "", &mut places);
    let stride = if std::env::var_os("COMPAT_EVERY_PLACE").is_some() { 1 } else { STRIDE };
    let (mut compared, mut wrong) = (0, String::new());
    for pointer in places.iter().step_by(stride) {
        for mutant in mutants(&base, pointer) {
            let new = Source::parse("new", mutant.to_string()).expect("a document");
            if check(&new).iter().any(|finding| finding.severity == Severity::Error) {
                continue;
            }
            let value = mutant.pointer(pointer);
            if is_read_otherwise(pointer, value) {
                continue;
            }
            // Whether all that lint lets pass can be generated is the subject of other suites.
            let (Ok(forth), Ok(back)) = (compare(&old, &new), compare(&new, &old)) else { continue };
            let new_judges = Judges::of(&new, &values);
            for (report, untold) in
                [(&forth, untold(&old_judges, &new_judges, &forth)), (&back, untold(&new_judges, &old_judges, &back))]
            {
                wrong += &untold
                    .iter()
                    .map(|what| format!("\n{pointer} {value:?}: {what}\n{report:#?}"))
                    .collect::<String>();
            }
            if (forth.level == Level::None && forth.changes.is_empty())
                != (back.level == Level::None && back.changes.is_empty())
            {
                wrong += &format!("\n{pointer} {value:?}: there is a change one way only\n{forth:#?}\n{back:#?}");
            }
            compared += 1;
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(compared >= 10, "only {compared} documents could be compared");
}

#[test]
fn nothing_is_lost_in_silence_of_requests_with_builders() {
    nothing_is_lost_in_silence("certificates");
}

#[test]
fn nothing_is_lost_in_silence_of_parameters_and_plain_bodies() {
    nothing_is_lost_in_silence("shop");
}
