//! A request as it stands on the wire, before it is judged: any JSON object.

use std::fmt;

use serde::de::{self, Deserialize, DeserializeOwned, Deserializer, MapAccess, Visitor};
use serde_json::{Map, Value};
use zeroize::Zeroize;

use crate::InvalidValue;
use crate::violations::{Violation, Violations};

/// The members of an object in their order, also those whose name stands twice.
///
/// They may hold a private key: `Debug` shows their names only, and their texts are wiped when it is dropped.
#[derive(Clone, Default)]
pub struct Draft(Vec<(String, Value)>);

impl From<Map<String, Value>> for Draft {
    fn from(members: Map<String, Value>) -> Self {
        Self(members.into_iter().collect())
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        self.0.iter_mut().for_each(|(_, value)| wipe(value));
    }
}

fn wipe(value: &mut Value) {
    match value {
        Value::String(text) => text.zeroize(),
        Value::Array(items) => items.iter_mut().for_each(wipe),
        Value::Object(members) => members.values_mut().for_each(wipe),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

impl fmt::Debug for Draft {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let redacted = format_args!("REDACTED");
        formatter.debug_map().entries(self.0.iter().map(|(name, _)| (name, redacted))).finish()
    }
}

impl<'de> Deserialize<'de> for Draft {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Asked for a map, a deserializer would refuse anything else itself, and quote it.
        deserializer.deserialize_any(DraftVisitor)
    }
}

struct DraftVisitor;

/// serde's own refusals would quote what stands where the object should be.
macro_rules! refuse {
    ($($method:ident($value:ty): $kind:literal;)*) => {
        $(fn $method<E: de::Error>(self, _: $value) -> Result<Draft, E> {
            Err(E::custom(concat!("a JSON object was expected, not ", $kind)))
        })*
    };
}

impl<'de> Visitor<'de> for DraftVisitor {
    type Value = Draft;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Draft, A::Error> {
        let mut draft = Draft::default();
        while let Some(member) = map.next_entry()? {
            draft.0.push(member);
        }
        Ok(draft)
    }

    refuse! {
        visit_bool(bool): "a boolean";
        visit_i64(i64): "a number";
        visit_u64(u64): "a number";
        visit_f64(f64): "a number";
        visit_str(&str): "a string";
        visit_bytes(&[u8]): "bytes";
    }
}

/// A variant of a union: the value of its tag, and its fields.
pub struct Variant {
    pub tag: &'static str,
    pub fields: &'static [&'static str],
}

/// Takes the fields of one variant out of a draft and remembers everything that is wrong.
pub struct Fields {
    members: Vec<(String, Value)>,
    variant: Option<&'static Variant>,
    violations: Vec<Violation>,
}

/// What is wrong with one value.
pub enum Fault {
    Rule { rule: &'static str, message: String },
    Inside(Violations),
}

impl Fields {
    /// Finds the variant by its tag; judges the names of all members.
    pub fn of(mut draft: Draft, tag: &'static str, variants: &'static [Variant]) -> Self {
        let mut fields = Self { members: std::mem::take(&mut draft.0), variant: None, violations: Vec::new() };
        fields.refuse_doubled();
        match fields.take(tag) {
            None => fields.add(tag, "required", format!("is required: one of {}", tags(variants))),
            Some(Value::String(text)) => match variants.iter().find(|variant| variant.tag == text) {
                None => fields.add(tag, "enum", format!("is none of {}", tags(variants))),
                found => fields.variant = found,
            },
            Some(value) => fields.add(tag, "type", expected("a string", &value)),
        }
        fields.refuse_foreign(variants);
        fields
    }

    /// The tag of the variant, if it is one.
    pub fn tag(&self) -> Option<&'static str> {
        self.variant.map(|variant| variant.tag)
    }

    /// A field that has to be there; `None` if it is not, or is wrong.
    pub fn required<T>(&mut self, name: &'static str, read: fn(Value) -> Result<T, Fault>) -> Option<T> {
        match self.take(name) {
            None => {
                let variant = self.tag().unwrap_or_default();
                self.add(name, "required", format!("is required for `{variant}`"));
                None
            }
            Some(value) => self.read(name, value, read),
        }
    }

    /// A field that may be absent; `None` if it is wrong.
    pub fn optional<T>(&mut self, name: &'static str, read: fn(Value) -> Result<T, Fault>) -> Option<Option<T>> {
        match self.take(name) {
            None => Some(None),
            Some(value) => self.read(name, value, read).map(Some),
        }
    }

    /// A field that has to be there, if only as null.
    pub fn required_or_null<T>(
        &mut self,
        name: &'static str,
        read: fn(Value) -> Result<T, Fault>,
    ) -> Option<Option<T>> {
        if self.take_null(name) { Some(None) } else { self.required(name, read).map(Some) }
    }

    /// A field for which null means the same as absence.
    pub fn optional_or_null<T>(
        &mut self,
        name: &'static str,
        read: fn(Value) -> Result<T, Fault>,
    ) -> Option<Option<T>> {
        if self.take_null(name) { Some(None) } else { self.optional(name, read) }
    }

    /// The request that is made of what was taken, unless anything was wrong.
    pub fn finish<T>(mut self, request: impl FnOnce() -> Option<T>) -> Result<T, Violations> {
        match request() {
            Some(request) if self.violations.is_empty() => Ok(request),
            _ => Err(Violations::new(std::mem::take(&mut self.violations))),
        }
    }

    fn read<T>(&mut self, name: &str, value: Value, read: fn(Value) -> Result<T, Fault>) -> Option<T> {
        match read(value) {
            Ok(value) => Some(value),
            Err(Fault::Rule { rule, message }) => {
                self.add(name, rule, message);
                None
            }
            Err(Fault::Inside(violations)) => {
                self.violations.extend(violations.below(&pointer(name)));
                None
            }
        }
    }

    /// Whether the field is there and is null; if so, it is taken.
    fn take_null(&mut self, name: &str) -> bool {
        let is_null = self.members.iter().any(|(member, value)| member == name && value.is_null());
        is_null && self.take(name).is_some()
    }

    fn take(&mut self, name: &str) -> Option<Value> {
        let position = self.members.iter().position(|(member, _)| member == name)?;
        Some(self.members.remove(position).1)
    }

    fn add(&mut self, name: &str, rule: &'static str, message: impl Into<String>) {
        self.violations.push(Violation::new(pointer(name), rule, message, self.tag()));
    }

    /// Keeps the first of each name.
    fn refuse_doubled(&mut self) {
        let mut once: Vec<(String, Value)> = Vec::with_capacity(self.members.len());
        for (name, mut value) in std::mem::take(&mut self.members) {
            if once.iter().any(|(known, _)| *known == name) {
                wipe(&mut value);
                self.violations.push(Violation::new(
                    pointer(&name),
                    "duplicate",
                    "stands twice; keep one of them",
                    None,
                ));
            } else {
                once.push((name, value));
            }
        }
        // A third one says no more than the second.
        self.violations.dedup();
        self.members = once;
    }

    /// Refuses members that are no field of the variant; without a variant, those that are a field of none.
    fn refuse_foreign(&mut self, variants: &'static [Variant]) {
        for (name, value) in &mut self.members {
            let owners: Vec<_> = variants.iter().filter(|variant| variant.fields.contains(&name.as_str())).collect();
            let message = match self.variant {
                Some(variant) if owners.iter().any(|owner| owner.tag == variant.tag) => continue,
                Some(variant) if owners.is_empty() => {
                    format!("is no field of `{}`; there are {}", variant.tag, list(variant.fields.iter().copied()))
                }
                Some(variant) => format!(
                    "has no effect in `{}`: it belongs to {}",
                    variant.tag,
                    list(owners.iter().map(|owner| owner.tag))
                ),
                None if owners.is_empty() => "is no field of any variant".to_owned(),
                None => continue,
            };
            wipe(value);
            let variant = self.variant.map(|variant| variant.tag);
            self.violations.push(Violation::new(pointer(name), "additionalProperties", message, variant));
        }
    }
}

impl Drop for Fields {
    fn drop(&mut self) {
        self.members.iter_mut().for_each(|(_, value)| wipe(value));
    }
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
    // A fraction of zero is none, as JSON Schema has it.
    let Some(number) = value.as_f64().filter(|number| number.fract() == 0.0) else {
        return Err(no_number("an integer", &value));
    };
    let nearest = number as i64;
    let is_nearest = number.abs() < 9.2e18;
    match checked(nearest) {
        Ok(_) if !is_nearest => Err(no_number("an integer that fits its type", &value)),
        checked => checked,
    }
}

/// Reads a named number.
pub fn number<T: TryFrom<f64, Error = InvalidValue>>(value: Value) -> Result<T, Fault> {
    match value.as_f64() {
        Some(number) => checked(number),
        None => Err(no_number("a number", &value)),
    }
}

fn checked<N, T: TryFrom<N, Error = InvalidValue>>(number: N) -> Result<T, Fault> {
    T::try_from(number).map_err(|invalid| Fault::Rule { rule: invalid.rule(), message: format!("is {invalid}") })
}

fn no_number(kind: &str, value: &Value) -> Fault {
    match value {
        Value::Null => null(),
        other => Fault::Rule { rule: "type", message: expected(kind, other) },
    }
}

/// A union, which is judged through its draft.
pub trait Drafted: TryFrom<Self::Draft, Error = Violations> {
    type Draft: DeserializeOwned;
}

/// Reads a nested union.
pub fn union<T: Drafted>(value: Value) -> Result<T, Fault> {
    T::try_from(json(value)?).map_err(Fault::Inside)
}

/// Reads what has no rules of its own.
pub fn json<T: DeserializeOwned>(value: Value) -> Result<T, Fault> {
    serde_json::from_value(value).map_err(|error| Fault::Rule { rule: "type", message: without_value(&error) })
}

/// serde's own messages begin with what was found, quoted, and end with what was expected; of others nothing is known.
fn without_value(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let names_what_is_expected = ["invalid type: ", "invalid value: ", "invalid length "];
    let expected = message.rsplit_once(", expected ");
    match expected.filter(|_| names_what_is_expected.iter().any(|start| message.starts_with(start))) {
        Some((_, expected)) => format!("is not as documented: {} was expected", json_kind(expected)),
        None => "is not as documented".to_owned(),
    }
}

/// What serde calls by the name of a Rust type, by JSON's.
fn json_kind(expected: &str) -> &str {
    match expected.split(' ').next().unwrap_or_default() {
        "i8" | "i16" | "i32" | "i64" | "u8" | "u16" | "u32" | "u64" => "an integer that fits its type",
        "f32" | "f64" => "a number",
        "struct" | "map" => "an object",
        "sequence" => "a list",
        _ => expected,
    }
}

fn null() -> Fault {
    Fault::Rule { rule: "type", message: "is null; give a value, or leave it out if it is optional".to_owned() }
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
    format!("is {found}; {kind} was expected")
}

fn tags(variants: &[Variant]) -> String {
    list(variants.iter().map(|variant| variant.tag))
}

fn list<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// The pointer to a member, as RFC 6901 escapes it.
fn pointer(name: &str) -> String {
    format!("/{}", name.replace('~', "~0").replace('/', "~1"))
}

#[cfg(test)]
mod tests {
    use openscaler_formats::{IntegerConstraints, NumberConstraints};
    use serde_json::{Value, json};

    use super::{Fault, integer, json as read, number};
    use crate::InvalidValue;

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
            (json!(0), "minimum", "is not a `Port`: at least 1 is needed"),
            (json!(-1e300), "minimum", "is not a `Port`: at least 1 is needed"),
            (json!(0.5), "type", "is a number; an integer was expected"),
            (json!(u64::MAX), "type", "is a number; an integer that fits its type was expected"),
            (json!("80"), "type", "is a string; an integer was expected"),
            (json!(null), "type", "is null; give a value, or leave it out if it is optional"),
        ] {
            assert_eq!(fault(port(value.clone())), (rule, message.to_owned()), "{value}");
        }
        let share = |value: Value| number::<Share>(value);
        assert!(share(json!(1)).is_ok_and(|Share(share)| share == 1.0));
        let too_much = ("maximum", "is not a `Share`: at most 1 is allowed".to_owned());
        assert_eq!(fault(share(json!(1.5))), too_much);
        assert_eq!(fault(share(json!([]))), ("type", "is a list; a number was expected".to_owned()));
    }

    #[test]
    fn what_serde_says_is_told_without_the_value() {
        #[derive(serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Nothing {}

        assert_eq!(message::<u8>(json!("QUOTED")), "is not as documented: an integer that fits its type was expected");
        assert_eq!(
            message::<u8>(json!(", expected QUOTED")),
            "is not as documented: an integer that fits its type was expected"
        );
        assert_eq!(message::<Nothing>(json!({ "x, expected QUOTED": 1 })), "is not as documented");
    }
}
