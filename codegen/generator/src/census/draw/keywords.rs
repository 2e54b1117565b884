//! The keywords of a schema, as values are drawn from them.

use openscaler_openapi::document::pointer;
use serde_json::{Value, json};

/// The component that a reference points to.
pub(in crate::census) fn component(schema: &Value) -> Option<&str> {
    pointer::reference(schema)?.strip_prefix("#/components/schemas/")
}

pub(super) fn list<'d>(schema: &'d Value, keyword: &str) -> &'d [Value] {
    schema.get(keyword).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

pub(super) fn entries<'d>(schema: &'d Value, keyword: &str) -> impl Iterator<Item = (&'d str, &'d Value)> + use<'d> {
    let entries = schema.get(keyword).and_then(Value::as_object).into_iter().flatten();
    entries.map(|(name, value)| (name.as_str(), value))
}

/// The values of an `enum` or a `const`.
pub(super) fn listed(schema: &Value) -> Option<Vec<&Value>> {
    let listed = schema.get("enum").and_then(Value::as_array).map(|values| values.iter().collect());
    listed.or_else(|| schema.get("const").map(|value| vec![value]))
}

pub(super) fn is_nullable(schema: &Value) -> bool {
    schema["nullable"] == true || (list(schema, "type").len() > 1 && list(schema, "type").contains(&json!("null")))
}

/// Whether a member of a union says nothing but that it is nullable.
pub(super) fn is_null_only(schema: &Value) -> bool {
    const DESCRIBING: [&str; 3] = ["nullable", "title", "description"];
    let mut keywords = schema.as_object().into_iter().flatten().map(|(keyword, _)| keyword.as_str());
    is_nullable(schema) && keywords.all(|keyword| DESCRIBING.contains(&keyword))
}

/// The types to choose from, without null, which is a separate choice; an integer is a number.
pub(super) fn types<'d>(parts: &[&'d Value]) -> Vec<&'d str> {
    let types_of = |part: &'d Value| match part.get("type") {
        Some(Value::Array(types)) => types.iter().filter_map(Value::as_str).filter(|name| *name != "null").collect(),
        Some(Value::String(name)) => vec![name.as_str()],
        _ => Vec::new(),
    };
    let typed: Vec<Vec<&str>> = parts.iter().map(|part| types_of(part)).filter(|types| !types.is_empty()).collect();
    let narrowest = typed.iter().min_by_key(|types| (types.len(), types[0] != "integer"));
    narrowest.cloned().unwrap_or_default()
}

/// The type that the keywords imply; empty if none does.
pub(super) fn implied_type(parts: &[&Value]) -> &'static str {
    const IMPLIED: [(&str, &[&str]); 4] = [
        ("object", &["properties", "additionalProperties", "required", "minProperties", "maxProperties"]),
        ("array", &["items", "minItems", "maxItems", "uniqueItems"]),
        ("string", &["pattern", "format", "minLength", "maxLength"]),
        ("number", &["minimum", "maximum", "multipleOf", "exclusiveMinimum", "exclusiveMaximum"]),
    ];
    let has = |keywords: &[&str]| parts.iter().any(|part| keywords.iter().any(|keyword| part.get(keyword).is_some()));
    IMPLIED.iter().find(|(_, keywords)| has(keywords)).map_or("", |(name, _)| name)
}
