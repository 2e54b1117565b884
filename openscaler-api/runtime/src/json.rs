//! Reads JSON without losing a name that is given more than once.

use std::fmt;

use serde::Deserialize;
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::map::Entry;
use serde_json::{Map, Number, Value};

use zeroize::Zeroize;

use crate::shape::push_step;

/// The name under which serde_json passes a number on if a crate enables its feature `arbitrary_precision`.
const NUMBER: &str = "$serde_json::private::Number";

/// Any JSON.
#[derive(Clone)]
pub(crate) struct Found {
    /// Of several values of one name, the first.
    pub(crate) value: Value,
    /// The pointers of the names that are given more than once.
    pub(crate) duplicates: Vec<String>,
}

/// Reads a text that is JSON.
pub(crate) fn from_slice(text: &[u8]) -> serde_json::Result<Found> {
    let mut deserializer = serde_json::Deserializer::from_slice(text);
    let found = Found::deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(found)
}

impl<'de> Deserialize<'de> for Found {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (mut pointer, mut duplicates) = (String::new(), Vec::new());
        let value = Reader { pointer: &mut pointer, duplicates: &mut duplicates }.deserialize(deserializer)?;
        Ok(Self { value, duplicates })
    }
}

/// Overwrites all strings of a value.
pub(crate) fn wipe(value: &mut Value) {
    match value {
        Value::String(text) => text.zeroize(),
        Value::Array(items) => items.iter_mut().for_each(wipe),
        Value::Object(members) => members.values_mut().for_each(wipe),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Reads a value at a pointer.
struct Reader<'r> {
    pointer: &'r mut String,
    duplicates: &'r mut Vec<String>,
}

impl Reader<'_> {
    /// The reader of a member or an item.
    fn step(&mut self, name: &str) -> Reader<'_> {
        push_step(self.pointer, name);
        Reader { pointer: self.pointer, duplicates: self.duplicates }
    }
}

/// What is read of a value that cannot be read to its end is wiped, too.
struct Wiped(Value);

impl Wiped {
    fn finish(mut self) -> Value {
        self.0.take()
    }
}

impl Drop for Wiped {
    fn drop(&mut self) {
        wipe(&mut self.0);
    }
}

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(text.into())
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(text.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<Value, A::Error> {
        let (length, mut list) = (self.pointer.len(), Wiped(Value::Array(Vec::new())));
        for index in 0_usize.. {
            let item = items.next_element_seed(self.step(&index.to_string()))?;
            self.pointer.truncate(length);
            match (item, &mut list.0) {
                (Some(item), Value::Array(list)) => list.push(item),
                _ => break,
            }
        }
        Ok(list.finish())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut members: A) -> Result<Value, A::Error> {
        let length = self.pointer.len();
        let mut object = Wiped(Value::Object(Map::new()));
        while let Some(name) = members.next_key::<String>()? {
            if name == NUMBER {
                let text: String = members.next_value()?;
                return text.parse::<Number>().map(Value::Number).map_err(de::Error::custom);
            }
            let mut value = members.next_value_seed(self.step(&name))?;
            match object.0.as_object_mut().map(|object| object.entry(name)) {
                Some(Entry::Vacant(vacant)) => {
                    vacant.insert(value);
                }
                _ => {
                    wipe(&mut value);
                    if !self.duplicates.contains(self.pointer) {
                        self.duplicates.push(self.pointer.clone());
                    }
                }
            }
            self.pointer.truncate(length);
        }
        Ok(object.finish())
    }
}
