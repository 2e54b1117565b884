//! Documents that nobody would write: whatever is changed in a real one, lint answers and does not panic.

use openscaler_generator::lint::check;
use openscaler_openapi::document::Source;
use openscaler_openapi::document::pointer::join;
use openscaler_openapi::lint::render;
use serde_json::{Value, json};

use crate::{files, openapi_fixtures, own_fixtures, project_document, read};

/// The fixtures of all rules.
fn fixtures() -> Vec<std::path::PathBuf> {
    [files(&openapi_fixtures()), files(&own_fixtures())].concat()
}

/// A generator of numbers that gives the same ones on every run (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit.max(1) as u64).unwrap_or(0)
    }
}

/// The pointers of all values in a document.
fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| pointers(item, &join(at, &index.to_string()), found));
        }
        Value::Object(entries) => entries.iter().for_each(|(key, value)| {
            pointers(value, &join(at, key), found);
        }),
        _ => {}
    }
}

fn odd_value(random: &mut Random, pointer: &str) -> Value {
    let odd = [
        json!(null),
        json!(true),
        json!(-1),
        json!(1e300),
        json!(""),
        json!("#/"),
        json!("é{}/~%"),
        json!([]),
        json!([null]),
        json!({}),
        json!({"$ref": "#"}),
        json!({"$ref": format!("#{pointer}")}),
        json!({"$ref": 1}),
        json!({"oneOf": [{"$ref": "#/components/schemas/Pet"}], "discriminator": {"propertyName": ""}}),
        json!({"allOf": [true, 1, {"allOf": {}}], "nullable": true, "enum": [1, "a", null], "example": {}}),
    ];
    odd[random.below(odd.len())].clone()
}

#[test]
fn a_document_with_any_part_replaced_is_checked() {
    let mut documents: Vec<_> = fixtures().iter().map(|path| read(path).value).collect();
    documents.push(read(&project_document()).value);
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for round in 0..4 {
        for document in &documents {
            let mut mutated = document.clone();
            let mut found = Vec::new();
            pointers(document, "", &mut found);
            for _ in 0..=round {
                let target = found[random.below(found.len())].clone();
                let other = found[random.below(found.len())].clone();
                let value = match random.below(3) {
                    0 => document.pointer(&other).cloned().unwrap_or_default(),
                    _ => odd_value(&mut random, &other),
                };
                if let Some(part) = mutated.pointer_mut(&target).filter(|_| !target.is_empty()) {
                    *part = value;
                }
            }
            mutated["openapi"] = json!("3.0.3");
            let text = serde_json::to_string_pretty(&mutated).expect("a value is JSON");
            let source = Source::parse("mutated.json", text).expect("an object");
            let findings = check(&source);
            assert!(!render(&source, &findings).is_empty());
            assert!(findings.iter().all(|finding| finding.place.end <= source.text.len()));
        }
    }
}

#[test]
fn a_text_with_any_bytes_changed_is_read_or_refused() {
    let texts: Vec<_> = fixtures().iter().map(|path| read(path).text).collect();
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    let insertions =
        ["\n", "  ", "\t", ": ", "- ", "{", "]", "\"", "&a ", "*a", "<<: ", "é", "|\n", "#", "\r\n", "!!str "];
    for round in 0..6 {
        for text in &texts {
            let mut changed = text.clone();
            for _ in 0..=round {
                let near = random.below(changed.len());
                let at = changed.floor_char_boundary(near);
                match random.below(3) {
                    0 => changed.truncate(at),
                    _ => changed.insert_str(at, insertions[random.below(insertions.len())]),
                }
            }
            if let Ok(source) = Source::parse("changed.yaml", changed) {
                assert!(!render(&source, &check(&source)).is_empty());
            }
        }
    }
}
