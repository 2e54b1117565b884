//! What an answer is read without, because it is not as the document says; the first of several values.

use std::collections::HashSet;
use std::fmt;

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::error::Unreadable;
use super::redact::Secrets;
use crate::json;
use crate::shape::{Reading, Shape, judge};
use crate::violations::Violation;

/// A property of an answer that is not as the API's document says: an optional one that is left out, since with it the
/// answer could not be read as its type, or one that is given more than once.
///
/// It is never the item of a list, and no value is repeated here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Departure {
    pointer: String,
    cause: Violation,
}

impl Departure {
    /// The property that is left out, or of which the first value is read: a JSON pointer (RFC 6901) into the body of the
    /// answer.
    ///
    /// It is replaced by a note if it repeats part of a secret of the call, as [`Error::message`](crate::Error::message).
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// What is not as the document says, at the property itself or inside it.
    pub fn cause(&self) -> &Violation {
        &self.cause
    }

    /// Redacts what may be the server's: the names of properties.
    pub(super) fn redacted(self, secrets: &Secrets) -> Self {
        Self { pointer: secrets.show(&self.pointer), cause: self.cause.map_texts(|text| secrets.show(text)) }
    }
}

/// Such as `` `/size` must be an integer, not a string ``.
impl fmt::Display for Departure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.pointer != self.cause.pointer() {
            write!(formatter, "`{}` is left out: ", self.pointer)?;
        }
        self.cause.fmt(formatter)
    }
}

/// Reads the JSON of an answer; if that fails, without the optional properties that `shape` does not accept.
///
/// # Errors
///
/// If the text is not JSON, or something that is required is not as `shape` says.
pub(super) fn read<T: DeserializeOwned>(text: &[u8], shape: &Shape) -> Result<(T, Vec<Departure>), Unreadable> {
    let error = match serde_json::from_slice(text) {
        Ok(value) => return Ok((value, Vec::new())),
        Err(error) => error,
    };
    if !error.is_data() {
        return Err(Unreadable::not_json(&error));
    }
    let mut found = json::from_slice(text).map_err(|error| Unreadable::not_json(&error))?;
    let departures =
        leave_out(shape, &mut found).map_err(|violation| Unreadable::NotAsDocumented(violation.to_string()))?;
    // Not from the value: the compiler would have to write the deserialization of each type twice.
    match serde_json::from_slice(found.value.to_string().as_bytes()) {
        Ok(value) => Ok((value, departures)),
        Err(_) => Err(Unreadable::NotAsDocumented("it cannot be read as its type".to_owned())),
    }
}

/// Removes what `shape` does not accept, or says what is required.
fn leave_out(shape: &Shape, found: &mut json::Found) -> Result<Vec<Departure>, Violation> {
    let repeated = found.duplicates.iter().map(|pointer| {
        let cause = Violation::duplicate(pointer.clone(), "the first is read");
        Departure { pointer: pointer.clone(), cause }
    });
    let mut departures: Vec<Departure> = repeated.collect();
    let mut removed = HashSet::new();
    for fault in judge(shape, &mut found.value, Reading::Answer).err().into_iter().flatten() {
        let Some(pointer) = fault.optional else { return Err(fault.violation) };
        if removed.insert(pointer.clone()) {
            departures.push(Departure { pointer, cause: fault.violation });
        }
    }
    // What is inside a property that is left out is not reported.
    let is_inside =
        |pointer: &str| pointer.match_indices('/').skip(1).any(|(end, _)| removed.contains(&pointer[..end]));
    departures.retain(|departure| !is_inside(&departure.pointer));
    removed.iter().for_each(|pointer| remove(&mut found.value, pointer));
    Ok(departures)
}

/// Removes the property that a pointer refers to, if it is still there.
fn remove(value: &mut Value, pointer: &str) {
    let Some((parent, name)) = pointer.rsplit_once('/') else { return };
    let parent = value.pointer_mut(parent).and_then(Value::as_object_mut);
    parent.and_then(|parent| parent.remove(&name.replace("~1", "/").replace("~0", "~")));
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::shape::Property::{Optional, Required};

    #[derive(Debug, PartialEq, serde::Deserialize)]
    struct Node {
        id: i64,
        note: Option<String>,
        next: Option<Box<Node>>,
        nodes: Option<Vec<Node>>,
    }

    static NODE: Shape = Shape::Object(
        &[
            Required("id", &Shape::Integer),
            Optional("note", &Shape::Text),
            Optional("next", &NODE),
            Optional("nodes", &Shape::List(&NODE)),
        ],
        None,
    );

    fn node(id: i64) -> Node {
        Node { id, note: None, next: None, nodes: None }
    }

    /// The value, and the departures.
    fn read(json: &str) -> Result<(Node, String), String> {
        let (node, departures) = super::read::<Node>(json.as_bytes(), &NODE).map_err(|why| why.to_string())?;
        Ok((node, departures.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")))
    }

    #[test]
    fn what_is_left_is_read() {
        let told = "`/note` must be a string, not a number".to_owned();
        assert_eq!(read(r#"{ "id": 1, "note": 5 }"#), Ok((node(1), told)));
        let told = "`/next` is left out: `/next/id` must be an integer, not a string".to_owned();
        assert_eq!(read(r#"{ "id": 1, "next": { "note": 5, "id": "x" } }"#), Ok((node(1), told)));
        let nodes = Node { nodes: Some(vec![node(2), node(3)]), ..node(1) };
        let told =
            "`/nodes/0/note` must be a string, not a list; `/nodes/1/next` is left out: `/nodes/1/next/id` is required";
        let json = r#"{ "id": 1, "nodes": [{ "id": 2, "note": [] }, { "id": 3, "next": {} }] }"#;
        assert_eq!(read(json), Ok((nodes, told.to_owned())));
    }

    #[test]
    fn what_is_as_the_document_says_departs_in_nothing() {
        assert_eq!(read(r#"{ "id": 1, "note": null, "more": 1 }"#), Ok((node(1), String::new())));
        // serde reads neither.
        assert_eq!(read(r#"{ "id": 1.0 }"#), Ok((node(1), String::new())));
        assert_eq!(
            read(r#"{ "id": 1, "id": 2 }"#),
            Ok((node(1), "`/id` is given more than once: the first is read".to_owned()))
        );
    }

    #[test]
    fn what_is_required_is_the_error() {
        for (json, why) in [
            (r#"{ "id": "QUOTED", "note": 5 }"#, "`/id` must be an integer, not a string"),
            (r#"{ "note": 5, "id": "QUOTED" }"#, "`/id` must be an integer, not a string"),
            (r#"{ "note": null }"#, "`/id` is required"),
            ("3", "the value must be an object, not a number"),
        ] {
            assert_eq!(read(json), Err(format!("the body does not match the API's document: {why}")));
        }
        assert_eq!(read("{} {"), Err("the body is not JSON (line 1, column 4)".to_owned()));
    }

    #[test]
    fn a_pointer_is_unescaped_where_it_is_removed() {
        static MAP: Shape = Shape::Map(&Shape::Integer);
        let mut found = json::from_slice(br#"{ "a/b~c": "x", "d": 1 }"#).expect("JSON");
        let departures = leave_out(&MAP, &mut found).expect("all are optional");
        assert_eq!(departures[0].pointer(), "/a~1b~0c");
        assert_eq!(found.value, json!({ "d": 1 }));
    }
}
