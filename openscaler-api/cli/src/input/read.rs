//! Reads JSON as the types of the API.

use openscaler_api::{InvalidValue, Violations};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// What is wrong: JSON pointers and messages, which never quote a value.
pub(crate) type Faults = Vec<(String, String)>;
pub(crate) type Result<T> = std::result::Result<T, Faults>;

/// The message if no more is known.
pub(crate) const INVALID: &str = "is invalid";

fn fault<T>(message: impl Into<String>) -> Result<T> {
    Err(vec![(String::new(), message.into())])
}

fn checked<V, T: TryFrom<V, Error = InvalidValue>>(value: V) -> Result<T> {
    T::try_from(value).or_else(|invalid| fault(format!("is {invalid}")))
}

/// A named string.
#[allow(dead_code, reason = "an API may not have any")]
pub(crate) fn text<T: TryFrom<String, Error = InvalidValue>>(value: Value) -> Result<T> {
    match value {
        Value::String(text) => checked(text),
        other => fault(expected("a string", &other)),
    }
}

/// A named integer.
#[allow(dead_code, reason = "an API may not have any")]
pub(crate) fn integer<T: TryFrom<i64, Error = InvalidValue>>(value: Value) -> Result<T> {
    match value.as_i64() {
        Some(number) => checked(number),
        None => fault(expected("an integer", &value)),
    }
}

/// A named number.
#[allow(dead_code, reason = "an API may not have any")]
pub(crate) fn number<T: TryFrom<f64, Error = InvalidValue>>(value: Value) -> Result<T> {
    match value.as_f64() {
        Some(number) => checked(number),
        None => fault(expected("a number", &value)),
    }
}

/// A list, each item by `read`.
#[allow(dead_code, reason = "an API may not have any")]
pub(crate) fn list<T>(value: Value, read: impl Fn(Value) -> Result<T>) -> Result<Vec<T>> {
    let Value::Array(values) = value else { return fault(expected("a list", &value)) };
    let (mut items, mut faults) = (Vec::with_capacity(values.len()), Vec::new());
    for (index, value) in values.into_iter().enumerate() {
        match read(value) {
            Ok(item) => items.push(item),
            Err(found) => {
                faults.extend(found.into_iter().map(|(pointer, message)| (format!("/{index}{pointer}"), message)));
            }
        }
    }
    if faults.is_empty() { Ok(items) } else { Err(faults) }
}

/// A request that has a draft, which reports every violation.
#[allow(dead_code, reason = "an API may not have any")]
pub(crate) fn draft<T, D>(value: Value) -> Result<T>
where
    T: TryFrom<D, Error = Violations>,
    D: From<Value>,
{
    T::try_from(D::from(value)).map_err(|violations| {
        let violations = violations.iter();
        violations.map(|violation| (violation.pointer().to_owned(), violation.message().to_owned())).collect()
    })
}

/// Any other value.
#[allow(dead_code, reason = "an API may not have any")]
pub(crate) fn json<T: DeserializeOwned>(value: Value) -> Result<T> {
    serde_json::from_value(value).or_else(|error| fault(without_value(&error)))
}

/// serde's own messages quote the value that was found, and end with what was expected.
fn without_value(error: &serde_json::Error) -> String {
    let message = error.to_string();
    if let Some(field) = message.strip_prefix("missing field ") {
        return format!("has no field {field}, which is required");
    }
    let names_what_is_expected = ["invalid type: ", "invalid value: ", "invalid length "];
    let expected = message.rsplit_once(", expected ");
    match expected.filter(|_| names_what_is_expected.iter().any(|start| message.starts_with(start))) {
        Some((_, expected)) => format!("is invalid: expected {}", json_kind(expected)),
        None => INVALID.to_owned(),
    }
}

/// The JSON name of a Rust type.
fn json_kind(expected: &str) -> &str {
    match expected.split(' ').next().unwrap_or_default() {
        "i8" | "i16" | "i32" | "i64" | "u8" | "u16" | "u32" | "u64" => "an integer",
        "f32" | "f64" => "a number",
        "struct" | "map" => "an object",
        "sequence" => "a list",
        _ => expected,
    }
}

fn expected(kind: &str, found: &Value) -> String {
    let found = match found {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    };
    format!("is invalid: expected {kind}, found {found}")
}
