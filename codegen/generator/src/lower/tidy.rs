//! Removes schema keywords from which no type can be made; lint reports them.

use openscaler_openapi::schemas::enum_fits;
use openscaler_openapi::structure::for_each_operation;
use serde_json::{Map, Value, json};

use super::requests::for_each_schema_in;
use super::schemas::{components, for_each_subschema};

/// The keywords that bind a value to one type, by that type, the strongest hint first.
const KEYWORDS: [(&str, &[&str]); 4] = [
    ("object", &["properties", "required", "additionalProperties", "minProperties", "maxProperties"]),
    ("array", &["items", "minItems", "maxItems", "uniqueItems"]),
    ("string", &["minLength", "maxLength", "pattern"]),
    ("number", &["minimum", "maximum", "multipleOf", "exclusiveMinimum", "exclusiveMaximum"]),
];

const PARTS: [&str; 3] = ["allOf", "oneOf", "anyOf"];

const INTEGER_FORMATS: [&str; 10] =
    ["int", "int8", "int16", "int32", "int64", "uint", "uint8", "uint16", "uint32", "uint64"];
const NUMBER_FORMATS: [&str; 4] = ["decimal", "double", "float", "number"];

/// Tidies each schema of the document.
pub(super) fn normalize_schemas(document: &mut Value) {
    for_each_operation(document, |operation| {
        for part in ["parameters", "requestBody", "responses"] {
            for_each_schema_in(operation.get_mut(part), &mut normalize_schema);
        }
    });
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    for item in paths.into_iter().flat_map(|paths| paths.values_mut()) {
        for_each_schema_in(item.get_mut("parameters"), &mut normalize_schema);
    }
    for schema in components(document).into_iter().flat_map(|schemas| schemas.values_mut()) {
        for_each_subschema(schema, &mut normalize_schema);
    }
}

fn normalize_schema(schema: &mut Value) {
    let Some(schema) = schema.as_object_mut().filter(|schema| !schema.contains_key("$ref")) else { return };
    drop_empty(schema);
    normalize_enum(schema);
    normalize_type(schema);
    let kind = schema.get("type").and_then(Value::as_str);
    if matches!(kind, Some("array" | "boolean" | "object")) || (kind.is_none() && has_parts(schema)) {
        schema.shift_remove("format");
    }
    // No service of Rust's types is meant: a `x-rust-type` would name a crate that is not there.
    schema.retain(|keyword, _| keyword != "x-rust-type");
}

fn has_parts(schema: &Map<String, Value>) -> bool {
    PARTS.iter().any(|keyword| schema.contains_key(*keyword))
}

fn drop_empty(schema: &mut Map<String, Value>) {
    let is_empty = |value: &Value| value.as_array().is_some_and(Vec::is_empty);
    for keyword in ["allOf", "oneOf", "anyOf", "enum"] {
        if schema.get(keyword).is_some_and(is_empty) {
            schema.shift_remove(keyword);
        }
    }
    for (exclusive, bound) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
        if !schema.contains_key(bound) {
            schema.shift_remove(exclusive);
        }
    }
    if schema.get("format") == Some(&json!("")) {
        schema.shift_remove("format");
    }
}

/// A list of values counts if they are of the schema's one scalar type; `null` among them makes it one that may be.
fn normalize_enum(schema: &mut Map<String, Value>) {
    let Some(values) = schema.get("enum").and_then(Value::as_array) else { return };
    let mut kept: Vec<Value> = Vec::new();
    for value in values.iter().filter(|value| !value.is_null()) {
        if !kept.contains(value) {
            kept.push(value.clone());
        }
    }
    let may_be_null = kept.len() < values.len() && values.iter().any(Value::is_null);
    let only_null = kept.is_empty();
    let is_one_type = enum_fits(schema.get("type").and_then(Value::as_str), &kept);
    if only_null && !schema.contains_key("type") {
        return;
    }
    if may_be_null {
        schema.insert("nullable".to_owned(), json!(true));
    }
    if is_one_type && !only_null {
        schema.insert("enum".to_owned(), Value::Array(kept));
    } else {
        schema.shift_remove("enum");
    }
}

/// Says of which type a schema is that only hints at it, and takes off what is meant for others.
fn normalize_type(schema: &mut Map<String, Value>) {
    let hints = |schema: &Map<String, Value>, kind: &str| {
        KEYWORDS.iter().any(|(of, words)| *of == kind && words.iter().any(|word| schema.contains_key(*word)))
    };
    if !schema.contains_key("type") {
        let format = schema.get("format").and_then(Value::as_str);
        let first = schema.get("enum").and_then(Value::as_array).and_then(|values| values.first());
        let kind = match (first, format) {
            (Some(Value::String(_)), _) => Some("string"),
            (Some(Value::Bool(_)), _) => Some("boolean"),
            (Some(Value::Number(_)), _) => {
                let values = schema.get("enum").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
                Some(if enum_fits(Some("integer"), values) { "integer" } else { "number" })
            }
            _ if has_parts(schema) || schema.contains_key("not") => None,
            (_, Some(format)) if INTEGER_FORMATS.contains(&format) => Some("integer"),
            (_, Some(format)) if NUMBER_FORMATS.contains(&format) => Some("number"),
            (_, format) => {
                let hinted = KEYWORDS.iter().map(|(kind, _)| *kind).find(|kind| hints(schema, kind));
                hinted.or(format.map(|_| "string"))
            }
        };
        // typify makes the same of a schema with hints to one type; it is left as it is written.
        let is_guessed = first.is_none()
            && format.is_none()
            && schema.get("nullable").is_none()
            && KEYWORDS.iter().filter(|(kind, _)| hints(schema, kind)).count() == 1
            && kind != Some("number");
        if let Some(kind) = kind.filter(|_| !is_guessed) {
            schema.insert("type".to_owned(), json!(kind));
        }
    }
    let Some(kind) = schema.get("type").and_then(Value::as_str).map(str::to_owned) else { return };
    for (of, keywords) in KEYWORDS {
        if of != kind && !(of == "number" && kind == "integer") {
            // A union of objects may say beside its type what all of them have.
            let is_shared = of == "object" && has_parts(schema);
            schema.retain(|keyword, _| is_shared || !keywords.contains(&keyword.as_str()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemas_are_tidied() {
        let cases = [
            (json!({ "type": "array", "format": "x", "items": {} }), json!({ "type": "array", "items": {} })),
            (json!({ "type": "string", "enum": ["a", 1] }), json!({ "type": "string" })),
            (
                json!({ "type": "string", "enum": ["a", "a", null] }),
                json!({ "type": "string", "enum": ["a"], "nullable": true }),
            ),
            (json!({ "enum": [null] }), json!({ "enum": [null] })),
            (json!({ "type": "string", "enum": [null] }), json!({ "type": "string", "nullable": true })),
            (json!({ "enum": ["a"], "nullable": true }), json!({ "enum": ["a"], "nullable": true, "type": "string" })),
            (json!({ "enum": [1, 2.5] }), json!({ "enum": [1, 2.5], "type": "number" })),
            (json!({ "type": "array", "enum": ["a"], "items": {} }), json!({ "type": "array", "items": {} })),
            (json!({ "format": "int32" }), json!({ "format": "int32", "type": "integer" })),
            (json!({ "format": "uuid" }), json!({ "format": "uuid", "type": "string" })),
            (json!({ "minimum": 1 }), json!({ "minimum": 1, "type": "number" })),
            (json!({ "properties": {} }), json!({ "properties": {} })),
            (json!({ "properties": {}, "minLength": 1 }), json!({ "properties": {}, "type": "object" })),
            (json!({ "allOf": [], "oneOf": [{}], "format": "x" }), json!({ "oneOf": [{}] })),
            (json!({ "type": "integer", "exclusiveMinimum": true, "pattern": "a" }), json!({ "type": "integer" })),
            (json!({ "$ref": "#/x", "enum": [] }), json!({ "$ref": "#/x", "enum": [] })),
        ];
        for (mut schema, expected) in cases {
            let written = schema.clone();
            normalize_schema(&mut schema);
            assert_eq!(schema, expected, "{written}");
        }
    }
}
