//! Moves `nullable` from components to their uses.
//!
//! typify would make an `Option` of the component and a second type of what is in it.

use std::collections::BTreeSet;

use openscaler_openapi::structure::for_each_operation;
use serde_json::{Map, Value, json};

use super::schemas::{components, referenced_schema};

/// Moves `nullable` from each component to where it is referred to.
pub(super) fn normalize_nullable(document: &mut Value) {
    let names = components(document).map(|components| may_be_null(components)).unwrap_or_default();
    if names.is_empty() {
        return;
    }
    for schema in components(document).into_iter().flat_map(|schemas| schemas.values_mut()) {
        normalize_parts(schema, &names);
        wrap(schema, &names);
        drop_nullable(schema);
    }
    for_each_operation(document, |operation| {
        for part in ["parameters", "requestBody", "responses"] {
            let is_answer = part == "responses";
            for_each_root(operation.get_mut(part), &mut |schema| {
                normalize_parts(schema, &names);
                if is_answer {
                    wrap(schema, &names);
                }
            });
        }
    });
}

/// The components that may be null: those that say so, and those that are one of these by reference.
fn may_be_null(components: &Map<String, Value>) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    loop {
        let is_new = |(name, schema): &(&String, &Value)| {
            let by_reference = || referenced_schema(schema).is_some_and(|name| names.contains(name));
            !names.contains(*name)
                && (is_null_by_itself(schema) || by_reference() || is_null_by_a_member(schema, &names))
        };
        let new: Vec<String> = components.iter().filter(is_new).map(|(name, _)| name.clone()).collect();
        if new.is_empty() {
            return names;
        }
        names.extend(new);
    }
}

/// Whether a schema, or a part of it that has no name, says that it may be null. Of a part, strictly, that has no meaning;
/// it is how people write that the component in the other part may be null here.
fn is_null_by_itself(schema: &Value) -> bool {
    schema["nullable"] == true || schema["allOf"].as_array().into_iter().flatten().any(is_null_by_itself)
}

/// Takes back what [`is_null_by_itself`] finds.
fn drop_nullable(schema: &mut Value) {
    let Some(schema) = schema.as_object_mut() else { return };
    schema.shift_remove("nullable");
    schema.get_mut("allOf").and_then(Value::as_array_mut).into_iter().flatten().for_each(drop_nullable);
}

/// Whether one of the schemas that this one is made of may be null, and this one with it.
fn is_null_by_a_member(schema: &Value, names: &BTreeSet<String>) -> bool {
    let is_null = |member: &Value| referenced_schema(member).is_some_and(|name| names.contains(name));
    ["oneOf", "anyOf", "allOf"].into_iter().any(|keyword| {
        let members = schema.get(keyword).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        (keyword != "allOf" || members.len() == 1) && members.iter().any(is_null)
    })
}

/// Each schema that is not part of another.
pub(super) fn for_each_root(value: Option<&mut Value>, visit: &mut impl FnMut(&mut Value)) {
    match value {
        Some(Value::Array(items)) => items.iter_mut().for_each(|item| for_each_root(Some(item), visit)),
        Some(Value::Object(entries)) => {
            for (key, entry) in entries {
                match key.as_str() {
                    "schema" => visit(entry),
                    "example" | "examples" => {}
                    _ => for_each_root(Some(entry), visit),
                }
            }
        }
        _ => {}
    }
}

fn normalize_parts(schema: &mut Value, names: &BTreeSet<String>) {
    let is_null = is_null_by_a_member(schema, names);
    let Some(schema) = schema.as_object_mut() else { return };
    if is_null {
        schema.insert("nullable".to_owned(), json!(true));
    }
    for (keyword, value) in schema {
        match (keyword.as_str(), value) {
            ("properties", Value::Object(properties)) => properties.values_mut().for_each(|property| {
                normalize_parts(property, names);
                wrap(property, names);
            }),
            ("items" | "additionalProperties", value) if value.is_object() => {
                normalize_parts(value, names);
                wrap(value, names);
            }
            ("oneOf" | "anyOf" | "allOf", Value::Array(members)) => {
                members.iter_mut().for_each(|member| normalize_parts(member, names));
            }
            _ => {}
        }
    }
}

/// Puts what may be null in the place of a reference.
fn wrap(schema: &mut Value, names: &BTreeSet<String>) {
    if referenced_schema(schema).is_some_and(|name| names.contains(name)) {
        let mut wrapped = Map::new();
        wrapped.insert("nullable".to_owned(), json!(true));
        wrapped.insert("allOf".to_owned(), json!([{ "$ref": schema["$ref"] }]));
        *schema = Value::Object(wrapped);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_null_and_is_itself_comes_to_an_end() {
        let reference = json!({ "$ref": "#/components/schemas/A" });
        let mut document = json!({ "components": { "schemas": {
            "A": { "nullable": true, "allOf": [reference] },
            "B": { "oneOf": [{ "$ref": "#/components/schemas/C" }] },
            "C": { "oneOf": [{ "$ref": "#/components/schemas/B" }, reference] },
        } } });
        normalize_nullable(&mut document);
        assert!(components(&mut document).into_iter().flatten().all(|(_, schema)| schema.get("nullable").is_none()));
    }

    #[test]
    fn a_part_that_may_be_null_stands_for_the_whole() {
        let parts = |parts: Value| json!({ "components": { "schemas": { "A": {}, "B": { "allOf": parts } } } });
        let reference = json!({ "$ref": "#/components/schemas/A" });
        let mut document = parts(json!([reference, { "type": "object", "nullable": true }]));
        document["components"]["schemas"]["C"] = json!({ "properties": { "b": { "$ref": "#/components/schemas/B" } } });
        normalize_nullable(&mut document);
        let schemas = &document["components"]["schemas"];
        assert_eq!(schemas["B"], json!({ "allOf": [reference, { "type": "object" }] }));
        assert_eq!(schemas["C"]["properties"]["b"]["nullable"], true);
    }

    #[test]
    fn null_is_said_where_the_component_is_used() {
        let reference = json!({ "$ref": "#/components/schemas/A" });
        let mut document = json!({
            "paths": { "/a": { "get": { "responses": { "200": { "content": { "a/b": { "schema": reference } } } } } } },
            "components": { "schemas": {
                "A": { "type": "object", "nullable": true, "title": "An A" },
                "B": { "type": "array", "items": reference },
                "C": { "oneOf": [reference, { "type": "string" }] },
                "D": reference,
            } },
        });
        normalize_nullable(&mut document);
        let wrapped = json!({ "nullable": true, "allOf": [reference] });
        let schemas = &document["components"]["schemas"];
        assert_eq!(schemas["A"], json!({ "type": "object", "title": "An A" }));
        assert_eq!(schemas["B"]["items"], wrapped);
        assert_eq!(schemas["C"], json!({ "oneOf": [reference, { "type": "string" }] }));
        assert_eq!(schemas["D"], json!({ "allOf": [reference] }));
        assert_eq!(document["paths"]["/a"]["get"]["responses"]["200"]["content"]["a/b"]["schema"], wrapped);
    }
}
