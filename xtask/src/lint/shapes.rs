//! Whether each object has the shape that OpenAPI 3.0 gives it, asked of the typed document one object at a time.
//!
//! The typed document says no more than "data did not match" of a whole file. So each object is read alone, with
//! stand-ins for the objects below it, and on a failure the entry is looked for without which it would be read.

use openapiv3 as typed;
use openapiv3::ReferenceOr;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::structure::{Kind, Node};
use crate::document::pointer;

/// One thing that does not fit.
pub(crate) struct Misfit {
    /// Where it is: the wrong entry, or the object that lacks one.
    pub(crate) pointer: String,
    /// What serde says of it.
    pub(crate) error: String,
}

/// What in an object, the objects below it aside, is not as OpenAPI has it.
pub(crate) fn misfits(node: &Node<'_>) -> Vec<Misfit> {
    let mut value = with_stand_ins(node);
    let mut misfits = Vec::new();
    while let Err(error) = fits(node.kind, &value) {
        let path = culprit(node.kind, &value, &error).unwrap_or_default();
        let pointer = path.iter().fold(node.pointer.clone(), |path, token| pointer::join(&path, token));
        misfits.push(Misfit { pointer, error });
        // Go on with the rest, unless that is nothing or no better.
        if path.is_empty() || !remove(&mut value, &path) {
            break;
        }
        if fits(node.kind, &value).is_err_and(|error| is_missing(&error, path.last())) {
            break;
        }
    }
    misfits
}

/// The object with each object below it replaced by one that fits.
fn with_stand_ins(node: &Node<'_>) -> Value {
    let mut value = node.value.clone();
    for child in node.children() {
        let below = child.pointer.strip_prefix(&node.pointer).unwrap_or_default();
        if let Some(child_value) = value.pointer_mut(below) {
            *child_value = stand_in(child.kind);
        }
    }
    value
}

fn stand_in(kind: Kind) -> Value {
    match kind {
        Kind::Operation => json!({ "responses": {} }),
        Kind::MediaType | Kind::Encoding | Kind::Components | Kind::PathItem => json!({}),
        _ => json!({ "$ref": "#" }),
    }
}

/// Reads one object as the typed document has it.
fn fits(kind: Kind, value: &Value) -> Result<(), String> {
    fn read<T: DeserializeOwned>(value: &Value) -> Result<(), String> {
        serde_json::from_value::<T>(value.clone()).map(drop).map_err(|error| error.to_string())
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

/// The path of the smallest entry without which `value` fits, or only lacks that entry.
fn culprit(kind: Kind, value: &Value, error: &str) -> Option<Vec<String>> {
    let mut path = Vec::new();
    let mut found = value;
    loop {
        let keys: Vec<String> = match found {
            Value::Object(entries) => entries.keys().cloned().collect(),
            Value::Array(items) => (0..items.len()).map(|index| index.to_string()).collect(),
            _ => break,
        };
        let heals = |key: &String| {
            let mut without = value.clone();
            let mut path = path.clone();
            path.push(key.clone());
            remove(&mut without, &path)
                && match fits(kind, &without) {
                    Ok(()) => true,
                    Err(other) => other != error && is_missing(&other, Some(key)),
                }
        };
        let Some(key) = keys.into_iter().find(heals) else { break };
        found = match found {
            Value::Object(entries) => entries.get(&key)?,
            Value::Array(items) => items.get(key.parse::<usize>().ok()?)?,
            _ => break,
        };
        path.push(key);
    }
    (!path.is_empty()).then_some(path)
}

fn is_missing(error: &str, key: Option<&String>) -> bool {
    key.is_some_and(|key| error.contains(&format!("missing field `{key}`")))
}

/// Takes the entry at `path` away; `false` if there is none.
fn remove(value: &mut Value, path: &[String]) -> bool {
    let Some((last, parents)) = path.split_last() else { return false };
    let parent = parents.iter().fold(String::new(), |path, token| pointer::join(&path, token));
    match value.pointer_mut(&parent) {
        Some(Value::Object(entries)) => entries.shift_remove(last).is_some(),
        Some(Value::Array(items)) => match last.parse::<usize>() {
            Ok(index) if index < items.len() => {
                items.remove(index);
                true
            }
            _ => false,
        },
        _ => false,
    }
}

/// What keeps the whole document from being read, if anything does.
pub(crate) fn whole_misfit(document: &Value) -> Option<Misfit> {
    let error = serde_path_to_error::deserialize::<_, typed::OpenAPI>(document).err()?;
    let pointer = error.path().iter().fold(String::new(), |path, segment| match segment {
        serde_path_to_error::Segment::Seq { index } => pointer::join(&path, &index.to_string()),
        serde_path_to_error::Segment::Map { key } => pointer::join(&path, key),
        _ => path,
    });
    Some(Misfit { pointer, error: error.into_inner().to_string() })
}
