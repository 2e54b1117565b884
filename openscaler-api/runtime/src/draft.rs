//! A draft: a request as any JSON object, before it is checked.

mod read;

use std::fmt;

use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::{Map, Value};
use zeroize::Zeroize;

use crate::violations::{Violation, Violations};

use read::expected;
pub use read::{Drafted, Fault, Items, integer, json, list, number, scalar, union};

/// The members of an object in their order, including those whose name is given more than once.
///
/// They may contain a private key: `Debug` shows only names, and strings are wiped on drop.
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
        // With `deserialize_map`, a deserializer refuses anything else itself and quotes it.
        deserializer.deserialize_any(DraftVisitor)
    }
}

struct DraftVisitor;

/// serde's own messages would quote the value.
macro_rules! refuse {
    ($($method:ident($value:ty): $kind:literal;)*) => {
        $(fn $method<E: de::Error>(self, _: $value) -> Result<Draft, E> {
            Err(E::custom(concat!("expected a JSON object, found ", $kind)))
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

/// A variant of a union: its tag and its fields.
pub struct Variant {
    pub tag: &'static str,
    pub fields: &'static [&'static str],
}

/// Takes the fields of one variant out of a draft and collects every violation.
pub struct Fields {
    members: Vec<(String, Value)>,
    variant: Option<&'static Variant>,
    violations: Vec<Violation>,
}

impl Fields {
    /// Finds the variant by its tag, and checks the names of all members.
    pub fn of(mut draft: Draft, tag: &'static str, variants: &'static [Variant]) -> Self {
        let mut fields = Self { members: std::mem::take(&mut draft.0), variant: None, violations: Vec::new() };
        fields.refuse_duplicates();
        match fields.take(tag) {
            None => fields.add(tag, "required", format!("is required: expected one of {}", tags(variants))),
            Some(Value::String(text)) => match variants.iter().find(|variant| variant.tag == text) {
                None => fields.add(tag, "enum", format!("has an unknown value: expected one of {}", tags(variants))),
                found => fields.variant = found,
            },
            Some(value) => fields.add(tag, "type", expected("a string", &value)),
        }
        fields.refuse_foreign(variants);
        fields
    }

    /// The tag of the variant, if it is known.
    pub fn tag(&self) -> Option<&'static str> {
        self.variant.map(|variant| variant.tag)
    }

    /// A required field; `None` if it is missing or invalid.
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

    /// An optional field; `None` if it is invalid.
    pub fn optional<T>(&mut self, name: &'static str, read: fn(Value) -> Result<T, Fault>) -> Option<Option<T>> {
        match self.take(name) {
            None => Some(None),
            Some(value) => self.read(name, value, read).map(Some),
        }
    }

    /// A required field that may be null.
    pub fn required_or_null<T>(
        &mut self,
        name: &'static str,
        read: fn(Value) -> Result<T, Fault>,
    ) -> Option<Option<T>> {
        if self.take_null(name) { Some(None) } else { self.required(name, read).map(Some) }
    }

    /// An optional field for which null means absent.
    pub fn optional_or_null<T>(
        &mut self,
        name: &'static str,
        read: fn(Value) -> Result<T, Fault>,
    ) -> Option<Option<T>> {
        if self.take_null(name) { Some(None) } else { self.optional(name, read) }
    }

    /// The request made from the fields, unless there are violations.
    pub fn finish<T>(mut self, request: impl FnOnce() -> Option<T>) -> Result<T, Violations> {
        match request() {
            Some(request) if self.violations.is_empty() => Ok(request),
            _ => Err(Violations::new(std::mem::take(&mut self.violations))),
        }
    }

    fn read<T>(&mut self, name: &str, value: Value, read: fn(Value) -> Result<T, Fault>) -> Option<T> {
        match read(value) {
            Ok(value) => Some(value),
            Err(fault) => {
                self.add_fault(&pointer(name), fault);
                None
            }
        }
    }

    fn add_fault(&mut self, pointer: &str, fault: Fault) {
        match fault {
            Fault::Rule { rule, message } => {
                self.violations.push(Violation::new(pointer.to_owned(), rule, message, self.tag()));
            }
            Fault::Inside(violations) => self.violations.extend(violations.below(pointer)),
            Fault::Items(faults) => {
                for (index, fault) in faults {
                    let item = index.map(|index| format!("/{index}")).unwrap_or_default();
                    self.add_fault(&format!("{pointer}{item}"), fault);
                }
            }
        }
    }

    /// Whether the field is present and null; if so, it is taken.
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
    fn refuse_duplicates(&mut self) {
        let mut once: Vec<(String, Value)> = Vec::with_capacity(self.members.len());
        for (name, mut value) in std::mem::take(&mut self.members) {
            if once.iter().any(|(known, _)| *known == name) {
                wipe(&mut value);
                self.violations.push(Violation::new(
                    pointer(&name),
                    "duplicate",
                    "is given more than once: remove one",
                    None,
                ));
            } else {
                once.push((name, value));
            }
        }
        // A third one adds nothing to the second.
        self.violations.dedup();
        self.members = once;
    }

    /// Refuses members that are not fields of the variant; without a variant, those that are fields of none.
    fn refuse_foreign(&mut self, variants: &'static [Variant]) {
        for (name, value) in &mut self.members {
            let owners: Vec<_> = variants.iter().filter(|variant| variant.fields.contains(&name.as_str())).collect();
            let message = match self.variant {
                Some(variant) if owners.iter().any(|owner| owner.tag == variant.tag) => continue,
                Some(variant) if owners.is_empty() && variant.fields.is_empty() => {
                    format!("is not a field of `{}`: remove it", variant.tag)
                }
                Some(variant) if owners.is_empty() => {
                    let fields = names(variant.fields.iter().copied());
                    format!("is not a field of `{}`: expected one of {fields}", variant.tag)
                }
                Some(variant) => {
                    let owners = names(owners.iter().map(|owner| owner.tag));
                    format!("is not a field of `{}` (only of {owners}): remove it", variant.tag)
                }
                None if owners.is_empty() => "is not a field of any variant: remove it".to_owned(),
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

fn tags(variants: &[Variant]) -> String {
    names(variants.iter().map(|variant| variant.tag))
}

fn names<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// The pointer to a member, as RFC 6901 escapes it.
fn pointer(name: &str) -> String {
    format!("/{}", name.replace('~', "~0").replace('/', "~1"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Draft, Fields, Variant};

    #[test]
    fn foreign_fields_are_told_what_is_expected() {
        const VARIANTS: &[Variant] = &[Variant { tag: "none", fields: &[] }, Variant { tag: "one", fields: &["port"] }];
        let message = |kind: &str, field: &str| {
            let serde_json::Value::Object(members) = json!({ "kind": kind, field: 1 }) else { panic!("an object") };
            let violations = Fields::of(Draft::from(members), "kind", VARIANTS).finish(|| Some(())).unwrap_err();
            violations.to_string()
        };
        assert_eq!(message("none", "prot"), "`/prot` is not a field of `none`: remove it");
        assert_eq!(message("none", "port"), "`/port` is not a field of `none` (only of `one`): remove it");
        assert_eq!(message("one", "prot"), "`/prot` is not a field of `one`: expected one of `port`");
    }
}
