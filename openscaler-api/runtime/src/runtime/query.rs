//! Query parameters, written in the style that OpenAPI calls `form` with `explode`.

use serde::ser::{Error as _, Serialize, SerializeSeq, Serializer};
use serde_json::Value;

/// One parameter; a list repeats its name, an object's members stand for themselves, and nothing is not written.
pub struct QueryParam<'a, T> {
    name: &'a str,
    value: &'a T,
}

impl<'a, T> QueryParam<'a, T> {
    pub fn new(name: &'a str, value: &'a T) -> Self {
        Self { name, value }
    }
}

impl<T: Serialize> Serialize for QueryParam<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let value = serde_json::to_value(self.value).map_err(S::Error::custom)?;
        let pairs = match &value {
            Value::Object(members) => members.iter().map(|(name, value)| (name.as_str(), value)).collect(),
            Value::Array(items) => items.iter().map(|item| (self.name, item)).collect(),
            value => vec![(self.name, value)],
        };
        let mut sequence = serializer.serialize_seq(None)?;
        for (name, value) in pairs {
            match value {
                Value::Null => {}
                Value::String(text) => sequence.serialize_element(&(name, text))?,
                other => sequence.serialize_element(&(name, other.to_string()))?,
            }
        }
        sequence.end()
    }
}
