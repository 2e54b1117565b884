//! Reads one value of a draft as its type.

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::InvalidValue;
use crate::violations::Violations;

/// Why one value is invalid.
pub enum Fault {
    Rule {
        rule: &'static str,
        message: String,
    },
    Inside(Violations),
    /// The faults of a list's items, by index, and those of the list itself.
    Items(Vec<(Option<usize>, Fault)>),
}

/// Reads a named string.
pub fn scalar<T: TryFrom<String, Error = InvalidValue>>(value: Value) -> Result<T, Fault> {
    match value {
        Value::String(text) => checked(text),
        Value::Null => Err(null()),
        other => Err(Fault::Rule { rule: "type", message: expected("a string", &other) }),
    }
}

/// Reads a named integer.
pub fn integer<T: TryFrom<i64, Error = InvalidValue>>(value: Value) -> Result<T, Fault> {
    if let Some(integer) = value.as_i64() {
        return checked(integer);
    }
    // 1.0 is an integer in JSON Schema.
    let Some(number) = value.as_f64().filter(|number| number.fract() == 0.0) else {
        return Err(wrong_type("an integer", &value));
    };
    let nearest = number as i64;
    let is_nearest = number.abs() < 9.2e18;
    match checked(nearest) {
        Ok(_) if !is_nearest => Err(wrong_type("an integer in the range of its type", &value)),
        checked => checked,
    }
}

/// Reads a named number.
pub fn number<T: TryFrom<f64, Error = InvalidValue>>(value: Value) -> Result<T, Fault> {
    match value.as_f64() {
        Some(number) => checked(number),
        None => Err(wrong_type("a number", &value)),
    }
}

fn checked<N, T: TryFrom<N, Error = InvalidValue>>(number: N) -> Result<T, Fault> {
    T::try_from(number).map_err(|invalid| Fault::Rule { rule: invalid.rule(), message: format!("is {invalid}") })
}

fn wrong_type(kind: &str, value: &Value) -> Fault {
    match value {
        Value::Null => null(),
        other => Fault::Rule { rule: "type", message: expected(kind, other) },
    }
}

/// The bounds of a list, and whether its items must be unique.
#[derive(Clone, Copy, Default)]
pub struct Items {
    pub least: Option<usize>,
    pub most: Option<usize>,
    pub unique: bool,
}

/// Reads a list, each item by `read`.
pub fn list<T>(value: Value, read: fn(Value) -> Result<T, Fault>, rules: Items) -> Result<Vec<T>, Fault> {
    let Value::Array(values) = value else {
        return Err(if value.is_null() {
            null()
        } else {
            Fault::Rule { rule: "type", message: expected("a list", &value) }
        });
    };
    let mut faults: Vec<_> = number_of_items(values.len(), rules).map(|fault| (None, fault)).into_iter().collect();
    if rules.unique {
        faults.extend(repeated(&values));
    }
    let mut items = Vec::with_capacity(values.len());
    for (index, value) in values.into_iter().enumerate() {
        match read(value) {
            Ok(item) => items.push(item),
            Err(fault) => faults.push((Some(index), fault)),
        }
    }
    if faults.is_empty() { Ok(items) } else { Err(Fault::Items(faults)) }
}

fn number_of_items(found: usize, Items { least, most, .. }: Items) -> Option<Fault> {
    let items = |count| if count == 1 { "1 item".to_owned() } else { format!("{count} items") };
    match (least, most) {
        (Some(least), _) if found < least => {
            Some(Fault::Rule { rule: "minItems", message: format!("has {}, expected at least {least}", items(found)) })
        }
        (_, Some(most)) if found > most => {
            Some(Fault::Rule { rule: "maxItems", message: format!("has {}, expected at most {most}", items(found)) })
        }
        _ => None,
    }
}

/// The items that equal an earlier one.
fn repeated(values: &[Value]) -> impl Iterator<Item = (Option<usize>, Fault)> {
    values.iter().enumerate().filter_map(|(index, value)| {
        let first = values[..index].iter().position(|other| other == value)?;
        let message = format!("duplicates item {first}: remove one of them");
        Some((Some(index), Fault::Rule { rule: "uniqueItems", message }))
    })
}

/// A union, which is checked through its draft.
pub trait Drafted: TryFrom<Self::Draft, Error = Violations> {
    type Draft: DeserializeOwned;
}

/// Reads a nested union.
pub fn union<T: Drafted>(value: Value) -> Result<T, Fault> {
    T::try_from(json(value)?).map_err(Fault::Inside)
}

/// Reads a value without constraints of its own.
pub fn json<T: DeserializeOwned>(value: Value) -> Result<T, Fault> {
    serde_json::from_value(value).map_err(|error| Fault::Rule { rule: "type", message: without_value(&error) })
}

/// serde's own messages start with what was found, quoted, and end with what was expected; the form of others is unknown.
fn without_value(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let names_what_is_expected = ["invalid type: ", "invalid value: ", "invalid length "];
    let expected = message.rsplit_once(", expected ");
    match expected.filter(|_| names_what_is_expected.iter().any(|start| message.starts_with(start))) {
        Some((_, expected)) => format!("is invalid: expected {}", json_kind(expected)),
        None => "is invalid".to_owned(),
    }
}

/// JSON's name of what serde calls by the name of a Rust type.
fn json_kind(expected: &str) -> &str {
    match expected.split(' ').next().unwrap_or_default() {
        "i8" | "i16" | "i32" | "i64" | "u8" | "u16" | "u32" | "u64" => "an integer in the range of its type",
        "f32" | "f64" => "a number",
        "struct" | "map" => "an object",
        "sequence" => "a list",
        _ => expected,
    }
}

fn null() -> Fault {
    Fault::Rule { rule: "type", message: "cannot be null: give a value, or omit it if it is optional".to_owned() }
}

pub(super) fn expected(kind: &str, found: &Value) -> String {
    let found = match found {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    };
    format!("must be {kind}, not {found}")
}

#[cfg(test)]
mod tests {
    use openscaler_formats::{IntegerConstraints, NumberConstraints};
    use serde_json::{Value, json};

    use super::{Fault, Items, integer, json as read, list, number};
    use crate::InvalidValue;
    use crate::draft::{Draft, Fields, Variant};

    /// What is said of a value that is no `T`.
    fn message<T: serde::de::DeserializeOwned>(value: serde_json::Value) -> String {
        fault(read::<T>(value)).1
    }

    #[track_caller]
    fn fault<T>(read: Result<T, Fault>) -> (&'static str, String) {
        match read {
            Err(Fault::Rule { rule, message }) => (rule, message),
            _ => panic!("it is no fault of its own"),
        }
    }

    struct Port(i64);

    impl TryFrom<i64> for Port {
        type Error = InvalidValue;

        fn try_from(number: i64) -> Result<Self, InvalidValue> {
            let violation = IntegerConstraints::new().minimum(1).check(number);
            violation.map(|()| Self(number)).map_err(|violation| InvalidValue::new("Port", violation))
        }
    }

    struct Share(f64);

    impl TryFrom<f64> for Share {
        type Error = InvalidValue;

        fn try_from(number: f64) -> Result<Self, InvalidValue> {
            let violation = NumberConstraints::new().maximum(1.0, false).check(number);
            violation.map(|()| Self(number)).map_err(|violation| InvalidValue::new("Share", violation))
        }
    }

    #[test]
    fn a_named_number_keeps_its_rules() {
        let port = |value: Value| integer::<Port>(value);
        for (value, expected) in [(json!(80), 80), (json!(80.0), 80), (json!(i64::MAX), i64::MAX), (json!(1e3), 1000)] {
            assert!(port(value).is_ok_and(|Port(port)| port == expected), "{expected}");
        }
        for (value, rule, message) in [
            (json!(0), "minimum", "is not a valid `Port`: expected at least 1"),
            (json!(-1e300), "minimum", "is not a valid `Port`: expected at least 1"),
            (json!(0.5), "type", "must be an integer, not a number"),
            (json!(u64::MAX), "type", "must be an integer in the range of its type, not a number"),
            (json!("80"), "type", "must be an integer, not a string"),
            (json!(null), "type", "cannot be null: give a value, or omit it if it is optional"),
        ] {
            assert_eq!(fault(port(value.clone())), (rule, message.to_owned()), "{value}");
        }
        let share = |value: Value| number::<Share>(value);
        assert!(share(json!(1)).is_ok_and(|Share(share)| share == 1.0));
        let too_much = ("maximum", "is not a valid `Share`: expected at most 1".to_owned());
        assert_eq!(fault(share(json!(1.5))), too_much);
        assert_eq!(fault(share(json!([]))), ("type", "must be a number, not a list".to_owned()));
    }

    #[test]
    fn every_item_of_a_list_is_judged() {
        const VARIANTS: &[Variant] = &[Variant { tag: "a", fields: &["ports", "grid"] }];
        let judged = |members: Value| {
            let Value::Object(members) = members else { panic!("it is an object") };
            let mut fields = Fields::of(Draft::from(members), "kind", VARIANTS);
            let ports = |value| list(value, integer::<Port>, Items { least: Some(2), most: Some(3), unique: true });
            let grid = |value| list(value, |row| list(row, integer::<Port>, Items::default()), Items::default());
            let (ports, grid) = (fields.optional("ports", ports), fields.optional("grid", grid));
            fields.finish(|| Some((ports?, grid?)))
        };
        assert!(judged(json!({ "kind": "a", "ports": [1, 2, 3], "grid": [[1], []] })).is_ok());
        let ports = json!([0, 5, 5, "x"]);
        let violations =
            judged(json!({ "kind": "a", "ports": ports, "grid": [[1], [2, 0]] })).err().expect("it is wrong");
        let found: Vec<_> = violations.iter().map(|one| (one.pointer(), one.rule(), one.message())).collect();
        assert_eq!(
            found,
            [
                ("/grid/1/1", "minimum", "is not a valid `Port`: expected at least 1"),
                ("/ports", "maxItems", "has 4 items, expected at most 3"),
                ("/ports/0", "minimum", "is not a valid `Port`: expected at least 1"),
                ("/ports/2", "uniqueItems", "duplicates item 1: remove one of them"),
                ("/ports/3", "type", "must be an integer, not a string"),
            ]
        );
        assert!(violations.iter().all(|violation| violation.variant() == Some("a")));
        let violations = judged(json!({ "kind": "a", "ports": [1], "grid": {} })).err().expect("it is wrong");
        assert_eq!(
            violations.to_string(),
            "`/grid` must be a list, not an object; `/ports` has 1 item, expected at least 2"
        );
    }

    #[test]
    fn what_serde_says_is_told_without_the_value() {
        #[derive(serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Nothing {}

        assert_eq!(message::<u8>(json!("QUOTED")), "is invalid: expected an integer in the range of its type");
        assert_eq!(
            message::<u8>(json!(", expected QUOTED")),
            "is invalid: expected an integer in the range of its type"
        );
        assert_eq!(message::<Nothing>(json!({ "x, expected QUOTED": 1 })), "is invalid");
    }
}
