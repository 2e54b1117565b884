//! Parses YAML or JSON as a plain value, and detects duplicate keys, of which the last one wins.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// Why a text cannot be read.
#[derive(Debug)]
pub(super) enum Error {
    Json(serde_json::Error),
    Yaml(serde_yaml::Error),
}

/// The value, and whether one of its objects has a key twice.
///
/// JSON is read as JSON: YAML's readers refuse some of it (surrogate pairs), and their messages mislead.
pub(super) fn read(text: &str) -> Result<(Value, bool), Error> {
    let has_duplicates = Cell::new(false);
    let value = if is_json(text) {
        let mut json = serde_json::Deserializer::from_str(text);
        let value = AnyJson(&has_duplicates).deserialize(&mut json);
        value.and_then(|value| json.end().map(|()| value)).map_err(Error::Json)?
    } else {
        AnyJson(&has_duplicates).deserialize(serde_yaml::Deserializer::from_str(text)).map_err(Error::Yaml)?
    };
    Ok((value, has_duplicates.get()))
}

/// Whether a text begins as a JSON object does; YAML's own `{a: b}` has no quotes.
pub(super) fn is_json(text: &str) -> bool {
    let inner = text.trim_start().strip_prefix('{').map(str::trim_start);
    inner.is_some_and(|inner| inner.is_empty() || inner.starts_with(['"', '}', '/', '{', '[', ',']))
}

/// A number as serde_json has it that is beyond 64 bits.
#[expect(clippy::cast_precision_loss, reason = "JSON's numbers beyond 64 bits are rounded, too")]
fn rounded_negative(value: i128) -> Value {
    (value as f64).into()
}

#[expect(clippy::cast_precision_loss, reason = "JSON's numbers beyond 64 bits are rounded, too")]
fn rounded(value: u128) -> Value {
    (value as f64).into()
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

    fn visit_i128<E>(self, value: i128) -> Result<Value, E> {
        Ok(rounded_negative(value))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Value, E> {
        Ok(rounded(value))
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
        for text in [yaml, "- &a x\n- *a\n", "", "x", "{a: b}", "{ 'a': [b] }"] {
            let expected: Value = serde_yaml::from_str(text).expect("YAML");
            assert_eq!(read(text).expect("YAML"), (expected, false), "{text}");
        }
        for text in [r#"{"a": [1, -1, 1.5, null, "\ud83d\ude00", {}], "b": {"c": 1e40}}"#, "{}", " {\n}"] {
            let expected: Value = serde_json::from_str(text).expect("JSON");
            assert_eq!(read(text).expect("JSON"), (expected, false), "{text}");
        }
    }

    #[test]
    fn a_number_beyond_64_bits_is_rounded_as_in_json() {
        let numbers = ["-9223372036854776000", "18446744073709551616", "99999999999999999999999", &"9".repeat(45)];
        for number in numbers {
            let (json, yaml) = (format!(r#"{{"a": {number}}}"#), format!("a: {number}"));
            let [json, yaml] = [json, yaml].map(|text| read(&text).expect("a number").0);
            assert_eq!(json, yaml, "{number}");
            assert!(json["a"].is_f64(), "{number}");
        }
    }

    #[test]
    fn a_key_that_comes_again_is_noticed() {
        for text in ["a: 1\na: 2\n", "- b: {c: 1, c: 1}\n", r#"{"a": 1, "a": 2}"#, "1: x\n'1': y\n"] {
            assert!(read(text).is_ok_and(|(_, has_duplicates)| has_duplicates), "{text}");
        }
    }
}
