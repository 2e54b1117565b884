//! Mutated documents for tests: real ones whose parts are replaced, removed, renamed and mixed.
//!
//! Every document must result in findings or in code. A sequence of bytes, from a fuzzer or a random number generator,
//! decides which changes are made.

use openscaler_openapi::document::Source;
use openscaler_openapi::lint::{Finding, render};
use serde_json::{Map, Value, json};

/// Decisions of two bytes each; after the last byte, always the first choice.
pub(crate) struct Choices<B>(B);

impl<B: Iterator<Item = u8>> Choices<B> {
    /// Takes decisions from these bytes.
    pub(crate) fn new(bytes: B) -> Self {
        Self(bytes)
    }

    /// A number below `limit`, and 0 if that is 0.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        let mut byte = || usize::from(self.0.next().unwrap_or_default());
        (byte() << 8 | byte()) % limit.max(1)
    }

    fn pick<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        items.get(self.below(items.len()))
    }
}

/// Pseudo-random bytes for a seed (xorshift).
pub(crate) fn random_bytes(seed: u64) -> impl Iterator<Item = u8> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    std::iter::repeat_with(move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[4]
    })
}

/// Asserts that findings can be rendered: each points into the document, and its text contains its rule.
///
/// # Panics
///
/// If a finding cannot be rendered.
pub(crate) fn assert_shown(source: &Source, findings: &[Finding]) {
    let shown = render(source, findings);
    for Finding { rule, place, .. } in findings {
        assert!(source.text.get(place.clone()).is_some(), "{rule} points to {place:?}, outside the text");
        assert!(shown.contains(&format!("[{rule}]")), "{rule} is not shown in:\n{shown}");
    }
}

/// One of the documents, with one to six changes.
///
/// A part of another document is copied with the components that it refers to, so that its references resolve.
pub(crate) fn mutated<B: Iterator<Item = u8>>(documents: &[Value], choices: &mut Choices<B>) -> Value {
    let Some(mut document) = choices.pick(documents).cloned() else { return Value::Null };
    for _ in 0..=choices.below(6) {
        let other = choices.pick(documents).unwrap_or(&Value::Null);
        change(&mut document, other, choices);
    }
    document
}

fn change<B: Iterator<Item = u8>>(document: &mut Value, other: &Value, choices: &mut Choices<B>) {
    let places = places(document);
    let Some(place) = choices.pick(&places).cloned() else { return };
    match choices.below(10) {
        // Replace a part with one below the same key: a schema with a schema, a response with a response.
        0..=3 => {
            let alike: Vec<_> = self::places(other).into_iter().filter(|one| one.role == place.role).collect();
            let Some(source) = choices.pick(&alike) else { return };
            let value = other.pointer(&source.pointer).cloned().unwrap_or_default();
            bring(document, other, &value, 0);
            put(document, &place.pointer, value);
        }
        4 => put(document, &place.pointer, odd_value(choices)),
        5 => {
            let value = reference(document, choices);
            put(document, &place.pointer, value);
        }
        6 => with_object(document, &place.pointer, |object| {
            let key = object.keys().nth(choices.below(object.len())).cloned();
            key.and_then(|key| object.remove(&key));
        }),
        7 => with_object(document, &place.pointer, |object| {
            let Some(key) = object.keys().nth(choices.below(object.len())).cloned() else { return };
            let Some(value) = object.get(&key).cloned() else { return };
            if choices.below(2) == 0 {
                object.remove(&key);
            }
            object.insert(name(&key, choices), value);
        }),
        _ => {
            let value = keyword(document, choices);
            with_object(document, &place.pointer, |object| object.extend(value));
        }
    }
}

/// A part of a document: its pointer, and the kind of key that it is below.
#[derive(Clone)]
struct Place {
    pointer: String,
    role: String,
}

fn places(document: &Value) -> Vec<Place> {
    let mut found = Vec::new();
    let mut open = vec![(document, String::new(), String::new())];
    while let Some((value, pointer, role)) = open.pop() {
        match value {
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    open.push((item, format!("{pointer}/{index}"), format!("{role}/*")));
                }
            }
            Value::Object(entries) => {
                // The author chooses these keys, so they do not tell the kind of the part below.
                let is_named = ["properties", "schemas", "paths", "responses", "parameters", "content"]
                    .iter()
                    .any(|map| role.ends_with(map));
                for (key, entry) in entries {
                    let role = if is_named { format!("{role}/*") } else { key.clone() };
                    open.push((entry, format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1")), role));
                }
            }
            _ => {}
        }
        if !pointer.is_empty() {
            found.push(Place { pointer, role });
        }
    }
    found
}

fn put(document: &mut Value, pointer: &str, value: Value) {
    if let Some(part) = document.pointer_mut(pointer) {
        *part = value;
    }
}

fn with_object(document: &mut Value, pointer: &str, change: impl FnOnce(&mut Map<String, Value>)) {
    if let Some(part) = document.pointer_mut(pointer).and_then(Value::as_object_mut) {
        change(part);
    }
}

/// Copies each component that `value` refers to and `document` lacks.
fn bring(document: &mut Value, other: &Value, value: &Value, depth: usize) {
    const DEEPEST: usize = 8;
    let mut references = Vec::new();
    collect_references(value, &mut references);
    for reference in references {
        let pointer = reference.trim_start_matches('#');
        let [_, "components", section, name] = pointer.split('/').collect::<Vec<_>>()[..] else { continue };
        let Some(target) = other.pointer(pointer).filter(|_| document.pointer(pointer).is_none()) else { continue };
        for key in ["components", section] {
            let parent = if key == "components" { "" } else { "/components" };
            with_object(document, parent, |object| {
                object.entry(key).or_insert_with(|| json!({}));
            });
        }
        with_object(document, &format!("/components/{section}"), |object| {
            object.insert(name.to_owned(), target.clone());
        });
        if depth < DEEPEST {
            bring(document, other, target, depth + 1);
        }
    }
}

fn collect_references<'v>(value: &'v Value, found: &mut Vec<&'v str>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect_references(item, found)),
        Value::Object(entries) => {
            found.extend(entries.get("$ref").and_then(Value::as_str));
            entries.values().for_each(|entry| collect_references(entry, found));
        }
        _ => {}
    }
}

/// A reference to one of the document's own components, which may create a cycle.
fn reference<B: Iterator<Item = u8>>(document: &Value, choices: &mut Choices<B>) -> Value {
    let sections = document.get("components").and_then(Value::as_object);
    let schemas = sections.and_then(|sections| sections.get("schemas")).and_then(Value::as_object);
    let names: Vec<_> = schemas.into_iter().flat_map(Map::keys).collect();
    let name = choices.pick(&names).map_or("", |name| name.as_str());
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn odd_value<B: Iterator<Item = u8>>(choices: &mut Choices<B>) -> Value {
    let odd = [
        json!(null),
        json!(true),
        json!(-1),
        json!(1e300),
        json!(18_446_744_073_709_551_615_u64),
        json!(""),
        json!("é{}/~%"),
        json!("a\nb \"quoted\" */ {0}"),
        json!([]),
        json!({}),
        json!({"$ref": "#"}),
        json!({"$ref": 1}),
        json!({"type": "string"}),
        json!({"type": "integer", "format": "int32", "minimum": 1}),
        json!({"type": "array", "items": {"type": "string", "format": "date-time"}, "uniqueItems": true}),
        json!({"type": "object", "additionalProperties": {"type": "number"}}),
        json!({"type": "string", "enum": ["a", "A", "", "+1", "-1", "self"], "nullable": true}),
    ];
    choices.pick(&odd).cloned().unwrap_or_default()
}

/// A new name for `name`.
fn name<B: Iterator<Item = u8>>(name: &str, choices: &mut Choices<B>) -> String {
    let odd =
        ["", "self", "Self", "type", "1", "a-b", "a_b", "é", "extra", "body", "Error", "Option", "String", "value"];
    match choices.below(odd.len() + 4) {
        0 => format!("{name}_"),
        1 => name.to_uppercase(),
        2 => format!("{name} 2"),
        3 => name.replace(|character: char| !character.is_alphanumeric(), ""),
        other => odd[other - 4].to_owned(),
    }
}

/// Keywords to add to an object, which may or may not be a schema.
fn keyword<B: Iterator<Item = u8>>(document: &Value, choices: &mut Choices<B>) -> Map<String, Value> {
    let (one, other) = (reference(document, choices), reference(document, choices));
    let property = json!({"type": "string", "enum": ["a"]});
    let object = json!({"type": "object", "required": ["kind"], "properties": {"kind": property}});
    let keywords = [
        json!({"nullable": true}),
        json!({"readOnly": true}),
        json!({"writeOnly": true}),
        json!({"default": {}}),
        json!({"default": "a"}),
        json!({"title": "Title"}),
        json!({"title": "pet", "nullable": true}),
        json!({"enum": ["a", "b", null]}),
        json!({"enum": [1, 2]}),
        json!({"type": "string"}),
        json!({"type": "object"}),
        json!({"type": "array"}),
        json!({"format": "uuid"}),
        json!({"format": "date"}),
        json!({"format": "pem"}),
        json!({"pattern": "^[a-z]+$"}),
        json!({"minLength": 3, "maxLength": 2}),
        json!({"minimum": 5, "exclusiveMinimum": true}),
        json!({"additionalProperties": false}),
        json!({"additionalProperties": one}),
        json!({"items": other}),
        json!({"required": ["kind", "missing"]}),
        json!({"properties": {"kind": property, "self": one, "Kind": other}}),
        json!({"not": one}),
        json!({"allOf": [one]}),
        json!({"allOf": [one, other]}),
        json!({"allOf": [one, object]}),
        json!({"oneOf": [one, other]}),
        json!({"oneOf": [one, other], "discriminator": {"propertyName": "kind"}}),
        json!({"oneOf": [one, object], "discriminator": {"propertyName": "type", "mapping": {"a": "#/x"}}}),
        json!({"anyOf": [one, {"type": "string"}, other]}),
        json!({"deprecated": true, "description": "*/ \\ \"\n# `x`"}),
        json!({"parameters": [{"name": "q", "in": "query", "schema": {"type": "array", "items": one}}]}),
        json!({"requestBody": {"content": {"application/x-www-form-urlencoded": {"schema": other}}}}),
        json!({"responses": {"200": {"description": "", "content": {"application/json": {"schema": one}}}}}),
        json!({"responses": {"default": {"description": "", "content": {"text/event-stream": {}}}}}),
        json!({"security": []}),
    ];
    choices.pick(&keywords).and_then(Value::as_object).cloned().unwrap_or_default()
}
