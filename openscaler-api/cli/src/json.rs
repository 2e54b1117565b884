//! JSON with what `serde_json::Value` loses: the order of members, and those that are given more than once.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::input::Mistake;

/// A JSON value as it is written.
pub(crate) enum Node {
    Object(Vec<(String, Node)>),
    List(Vec<Node>),
    /// Neither an object nor a list.
    Leaf(Value),
}

impl Node {
    /// # Errors
    ///
    /// What is wrong, without any part of the text, and where.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        serde_json::from_str(text).map_err(|error| {
            let (line, column) = (error.line(), error.column());
            if error.is_eof() {
                "is not complete JSON".to_owned()
            } else if text.starts_with('\u{feff}') {
                "begins with a byte order mark (U+FEFF): save the file without it".to_owned()
            } else if text.trim_end().contains('\n') {
                format!("is not JSON (line {line}, column {column})")
            } else {
                format!("is not JSON (column {column})")
            }
        })
    }

    /// The plain value; what is given more than once is a mistake.
    pub(crate) fn into_value(self, at: &str, mistakes: &mut Vec<Mistake>) -> Value {
        match self {
            Self::Leaf(value) => value,
            Self::List(items) => {
                let items = items.into_iter().enumerate();
                items.map(|(index, item)| item.into_value(&format!("{at}/{index}"), mistakes)).collect()
            }
            Self::Object(members) => {
                let mut object = Map::new();
                for (name, member) in members {
                    let pointer = join(at, &name);
                    if object.contains_key(&name) {
                        mistakes.push(Mistake::in_body(pointer, "is given more than once: remove one"));
                    } else {
                        let value = member.into_value(&pointer, mistakes);
                        object.insert(name, value);
                    }
                }
                Value::Object(object)
            }
        }
    }
}

/// A JSON pointer (RFC 6901) to a member.
pub(crate) fn join(pointer: &str, name: &str) -> String {
    format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"))
}

/// The names in a JSON pointer.
pub(crate) fn names(pointer: &str) -> impl Iterator<Item = String> {
    pointer.split('/').skip(1).map(|name| name.replace("~1", "/").replace("~0", "~"))
}

/// Whether a pointer is one of the places; `*` in a place is any name, and `**` at its end any rest.
pub(crate) fn is_at(pointer: &str, places: &[&str]) -> bool {
    places.iter().any(|place| {
        let (mut place, mut names) = (place.split('/'), pointer.split('/'));
        loop {
            match (place.next(), names.next()) {
                (None, None) | (Some("**"), _) => return true,
                (Some(place), Some(name)) if place == "*" || place == name => {}
                _ => return false,
            }
        }
    })
}

/// Replaces the strings at the places.
pub(crate) fn replace(value: &mut Value, at: &str, places: &[&str], with: &mut dyn FnMut(&str) -> Value) {
    match value {
        Value::String(text) if is_at(at, places) => *value = with(text),
        Value::Array(items) => {
            items
                .iter_mut()
                .enumerate()
                .for_each(|(index, item)| replace(item, &format!("{at}/{index}"), places, with));
        }
        Value::Object(members) => {
            members.iter_mut().for_each(|(name, member)| replace(member, &join(at, name), places, with));
        }
        _ => {}
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Leaf(value.into()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Leaf(value.into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Leaf(value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Node, E> {
        Ok(Node::Leaf(Number::from_f64(value).into()))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Leaf(value.into()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Node, E> {
        Ok(Node::Leaf(value.into()))
    }

    fn visit_unit<E: Error>(self) -> Result<Node, E> {
        Ok(Node::Leaf(Value::Null))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Node::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Node, A::Error> {
        let mut object = Vec::new();
        while let Some(member) = members.next_entry()? {
            object.push(member);
        }
        Ok(Node::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_given_twice_is_a_mistake_at_its_place() {
        let mut mistakes = Vec::new();
        let node = Node::parse(r#"{ "b": [{ "x": 1, "x": 2 }], "a/b": null, "b": 3 }"#).expect("it is JSON");
        assert_eq!(node.into_value("", &mut mistakes), json!({ "b": [{ "x": 1 }], "a/b": null }));
        let places: Vec<_> = mistakes.iter().map(|mistake| &mistake.place).collect();
        let at = |pointer: &str| crate::input::Place::Body(pointer.to_owned());
        assert_eq!(places, [&at("/b/0/x"), &at("/b")]);
    }

    #[test]
    fn secrets_are_found_by_their_places() {
        let mut value = json!({ "key": "k", "list": [{ "key": "l" }, { "other": "o" }], "key2": "n" });
        replace(&mut value, "", &["/key", "/list/*/key"], &mut |_| "REDACTED".into());
        let redacted = json!({ "key": "REDACTED", "list": [{ "key": "REDACTED" }, { "other": "o" }], "key2": "n" });
        assert_eq!(value, redacted);
        let mut value = json!({ "next": { "next": [{ "key": "k" }] }, "nextkey": "n" });
        replace(&mut value, "", &["/next/**"], &mut |_| "REDACTED".into());
        assert_eq!(value, json!({ "next": { "next": [{ "key": "REDACTED" }] }, "nextkey": "n" }));
    }

    #[test]
    fn the_text_is_not_quoted() {
        let message = |text| Node::parse(text).err().unwrap_or_default();
        assert_eq!(message("{ \"a\": QUOTED }"), "is not JSON (column 8)");
        assert_eq!(message("{ \"a\": "), "is not complete JSON");
    }
}
