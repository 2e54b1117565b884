//! Parses YAML or JSON as a plain value, and detects duplicate keys, of which the last one wins.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// The value, and whether one of its objects has a key twice.
///
/// JSON is read as JSON, for YAML's readers refuse some of it (surrogate pairs); all else is YAML.
pub(super) fn read(text: &str) -> Result<(Value, bool), serde_yaml::Error> {
    let has_duplicates = Cell::new(false);
    if text.trim_start().starts_with('{') {
        let mut json = serde_json::Deserializer::from_str(text);
        let value = AnyJson(&has_duplicates).deserialize(&mut json);
        if let (Ok(value), Ok(())) = (value, json.end()) {
            return Ok((value, has_duplicates.get()));
        }
        has_duplicates.set(false);
    }
    let value = AnyJson(&has_duplicates).deserialize(serde_yaml::Deserializer::from_str(text))?;
    Ok((value, has_duplicates.get()))
}

/// Reads any value, and sets the cell where a key comes again.
#[derive(Clone, Copy)]
struct AnyJson<'c>(&'c Cell<bool>);

impl<'de> DeserializeSeed<'de> for AnyJson<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for AnyJson<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any valid JSON value")
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

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
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

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = items.next_element_seed(self)? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(key) = entries.next_key()? {
            if object.insert(key, entries.next_value_seed(self)?).is_some() {
                self.0.set(true);
            }
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_serde_json_makes_is_made() {
        let yaml = "a: [1, -1, 1.5, .nan, .inf, 18446744073709551615, ~, true, '1', 1e3, 0x10, 2020-01-01]\n200: {}\ntrue: x\n";
        let json = r#"{"a": [1, -1, 1.5, null, "\ud83d\ude00", {}], "b": {"c": 1e400}}"#;
        for text in [yaml, json, "- &a x\n- *a\n", "", "x", "{a: b}"] {
            let expected = serde_json::from_str(text).or_else(|_| serde_yaml::from_str::<Value>(text));
            assert_eq!(
                read(text).map_err(|error| error.to_string()),
                expected.map(|value| (value, false)).map_err(|error| error.to_string()),
                "{text}"
            );
        }
    }

    #[test]
    fn a_key_that_comes_again_is_noticed() {
        for text in ["a: 1\na: 2\n", "- b: {c: 1, c: 1}\n", r#"{"a": 1, "a": 2}"#, "1: x\n'1': y\n"] {
            assert!(read(text).is_ok_and(|(_, has_duplicates)| has_duplicates), "{text}");
        }
    }
}
