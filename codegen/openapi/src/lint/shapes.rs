//! Checks that each object has the shape that OpenAPI 3.0 gives it, by deserializing one object at a time.
//!
//! For a whole file, the typed document reports no more than "data did not match". So each object is deserialized
//! alone, with placeholders for the objects it contains; on failure each of its entries is tried in a valid object.

use openapiv3 as typed;
use openapiv3::ReferenceOr;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use crate::document::pointer;
use crate::structure::for_each_operation;
use crate::structure::{Kind, Node};

/// One thing that does not fit.
pub(crate) struct Misfit {
    /// Where it is: the wrong entry, or the object that lacks one.
    pub(crate) pointer: String,
    /// What serde says of it.
    pub(crate) error: String,
}

/// What in an object, the objects below it aside, is not as OpenAPI has it.
pub(crate) fn misfits(node: &Node<'_>) -> Vec<Misfit> {
    if is_plainly_right(node) {
        return Vec::new();
    }
    let value = node.shallow(stand_in);
    let Err(error) = fits(node.kind, &value) else { return Vec::new() };
    let wrong = wrong_entries(node, &value);
    // No entry is wrong by itself: one is missing, or two do not go together.
    if wrong.is_empty() { vec![Misfit { pointer: node.pointer.clone(), error }] } else { wrong }
}

/// Whether an object is right at first sight, as nearly all are, for asking the typed document takes much longer.
fn is_plainly_right(node: &Node<'_>) -> bool {
    if node.reference().is_some() {
        return true;
    }
    let Some(entries) = node.value.as_object().filter(|_| node.kind == Kind::Schema) else { return false };
    entries.iter().all(|(keyword, value)| match keyword.as_str() {
        "type" | "format" | "title" | "description" | "pattern" => value.is_string(),
        "nullable" | "readOnly" | "writeOnly" | "deprecated" | "uniqueItems" => value.is_boolean(),
        "minLength" | "maxLength" | "minItems" | "maxItems" => value.is_u64(),
        "required" => value.as_array().is_some_and(|names| names.iter().all(Value::is_string)),
        "enum" | "allOf" | "oneOf" | "anyOf" => value.is_array(),
        "properties" | "items" => value.is_object(),
        "additionalProperties" => value.is_object() || value.is_boolean(),
        "example" | "default" => true,
        _ => false,
    })
}

/// The entries that do not fit even into an object which has all that it needs.
fn wrong_entries(node: &Node<'_>, value: &Value) -> Vec<Misfit> {
    let (Some(entries), Some(complete)) = (value.as_object(), complete(node.kind, value)) else { return Vec::new() };
    let wrong = entries.iter().filter_map(|(key, entry)| {
        let with = |entry: Value| {
            let mut object = complete.clone();
            object.insert(key.clone(), entry);
            fits(node.kind, &Value::Object(object))
        };
        let error = with(entry.clone()).err()?;
        Some(Misfit { pointer: node.at(key) + &culprit(entry, &with), error })
    });
    wrong.collect()
}

/// An object of the kind with every entry that one must have; `None` where that depends on the others.
fn complete(kind: Kind, value: &Value) -> Option<Map<String, Value>> {
    let object = match kind {
        Kind::Document => json!({ "openapi": "3.0.3", "info": { "title": "", "version": "" }, "paths": {} }),
        Kind::Operation => json!({ "responses": {} }),
        Kind::Parameter => {
            let location = value
                .get("in")
                .filter(|location| ["query", "header", "path", "cookie"].iter().any(|known| *location == known));
            json!({ "name": "", "in": location.cloned().unwrap_or(json!("query")), "schema": {} })
        }
        Kind::RequestBody => json!({ "content": {} }),
        Kind::Response => json!({ "description": "" }),
        Kind::Header => json!({ "schema": {} }),
        Kind::Link => json!({ "operationId": "" }),
        Kind::SecurityScheme => return None,
        _ => json!({}),
    };
    object.as_object().cloned()
}

/// serde's message without Rust's words.
fn in_words(error: &str) -> String {
    let words = [
        ("sequence", "list"),
        ("expected usize", "expected a whole number of 0 or more"),
        ("expected struct ", "expected the object "),
    ];
    words.iter().fold(error.to_owned(), |error, (rust, word)| error.replace(rust, word))
}

/// The pointer, within a wrong entry, of the smallest part of which another value would be right.
fn culprit(entry: &Value, fits: &dyn Fn(Value) -> Result<(), String>) -> String {
    let others = [json!("x"), json!(1), json!(true), json!([]), json!({})];
    let mut found = String::new();
    loop {
        let keys: Vec<String> = match entry.pointer(&found) {
            Some(Value::Object(entries)) => entries.keys().cloned().collect(),
            Some(Value::Array(items)) => (0..items.len()).map(|index| index.to_string()).collect(),
            _ => return found,
        };
        let heals = |pointer: &String| {
            others.iter().any(|other| {
                let mut healed = entry.clone();
                let part = healed.pointer_mut(pointer);
                part.map(|part| *part = other.clone()).is_some_and(|()| fits(healed).is_ok())
            })
        };
        match keys.iter().map(|key| pointer::join(&found, key)).find(heals) {
            Some(deeper) => found = deeper,
            None => return found,
        }
    }
}

/// An object that fits, for each of those below the one that is read.
fn stand_in(kind: Kind) -> Value {
    match kind {
        Kind::Operation => json!({ "responses": {} }),
        // The typed operation knows no reference in the place of a callback.
        Kind::MediaType | Kind::Encoding | Kind::Components | Kind::PathItem | Kind::Callback => json!({}),
        _ => json!({ "$ref": "#" }),
    }
}

/// Reads one object as the typed document has it.
fn fits(kind: Kind, value: &Value) -> Result<(), String> {
    fn read<T: DeserializeOwned>(value: &Value) -> Result<(), String> {
        T::deserialize(value).map(drop).map_err(|error| in_words(&error.to_string()))
    }
    match kind {
        Kind::Document => read::<typed::OpenAPI>(value),
        Kind::Components => read::<typed::Components>(value),
        Kind::PathItem => read::<ReferenceOr<typed::PathItem>>(value),
        Kind::Operation => read::<typed::Operation>(value),
        Kind::Parameter => read::<ReferenceOr<typed::Parameter>>(value),
        Kind::RequestBody => read::<ReferenceOr<typed::RequestBody>>(value),
        Kind::Response => read::<ReferenceOr<typed::Response>>(value),
        Kind::MediaType => read::<typed::MediaType>(value),
        Kind::Encoding => read::<typed::Encoding>(value),
        Kind::Header => read::<ReferenceOr<typed::Header>>(value),
        Kind::Schema => read::<ReferenceOr<typed::Schema>>(value),
        Kind::Example => read::<ReferenceOr<typed::Example>>(value),
        Kind::Callback => read::<ReferenceOr<typed::Callback>>(value),
        Kind::Link => read::<ReferenceOr<typed::Link>>(value),
        Kind::SecurityScheme => read::<ReferenceOr<typed::SecurityScheme>>(value),
    }
}

/// What keeps the whole document from being read, if anything does.
pub(crate) fn whole_misfit(document: &Value) -> Option<Misfit> {
    if typed::OpenAPI::deserialize(document).is_ok() {
        return None;
    }
    let read = |document: &Value| serde_path_to_error::deserialize::<_, typed::OpenAPI>(document).err();
    let mut error = read(document)?;
    if document.to_string().contains("\"callbacks\"") {
        error = read(&without_callbacks(document))?;
    }
    let pointer = error.path().iter().fold(String::new(), |path, segment| match segment {
        serde_path_to_error::Segment::Seq { index } => pointer::join(&path, &index.to_string()),
        serde_path_to_error::Segment::Map { key } => pointer::join(&path, key),
        _ => path,
    });
    Some(Misfit { pointer, error: error.into_inner().to_string() })
}

/// Lowering leaves callbacks out, too: they are the server's calls.
fn without_callbacks(document: &Value) -> Value {
    let mut document = document.clone();
    for_each_operation(&mut document, |operation| drop(operation.shift_remove("callbacks")));
    document
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every keyword by itself, and any two, with values of every kind.
    #[test]
    fn what_is_right_at_first_sight_is_right() {
        let keywords = "type format title description pattern nullable readOnly writeOnly deprecated uniqueItems minLength \
                        maxLength minItems maxItems required enum allOf oneOf anyOf properties items \
                        additionalProperties example default minimum not discriminator x-any $ref";
        let keywords: Vec<&str> = keywords.split_whitespace().collect();
        let mut values =
            vec![json!(null), json!(true), json!(1), json!(-1), json!(1.5), json!("a"), json!([]), json!({})];
        values.extend([json!(["a"]), json!([1]), json!([null]), json!([{}]), json!({ "a": {} })]);
        values.extend(["string", "object", "array", "integer", "number", "boolean"].map(Value::from));
        let mut right = 0;
        for first in &keywords {
            for second in &keywords {
                for one in &values {
                    for other in &values {
                        let value = json!({ *first: one, *second: other });
                        let node = Node { kind: Kind::Schema, pointer: String::new(), value: &value };
                        if is_plainly_right(&node) {
                            assert_eq!(fits(Kind::Schema, &node.shallow(stand_in)), Ok(()), "{value}");
                            right += 1;
                        }
                    }
                }
            }
        }
        assert!(right > 1000, "{right}");
    }
}
