//! Objects by `allOf`: their members are merged into one object.
//!
//! typify makes an untagged union of a variant that is one, and a type of its own of each property that two members
//! have, whatever its name is.

use serde_json::{Map, Value, json};

use super::requests::for_each_schema_in;
use super::schemas::{components, for_each_operation, for_each_subschema, referenced_schema, resolve};

/// Merges each schema that is the `allOf` of objects; a reference that is only wrapped to be described stays one.
pub(super) fn merge(document: &mut Value) {
    if !holds_key(document, "allOf") {
        return;
    }
    let whole = document.clone();
    let variants = super::unions::variant_names(&whole);
    let mut merge_one = |schema: &mut Value| {
        if is_wrapped_reference(schema) {
            return;
        }
        if let Some(merged) = merged(&whole, schema, 0) {
            *schema = merged;
        }
    };
    for (name, schema) in components(document).into_iter().flatten() {
        // A variant is an object of its own, even if it is no more than another under its name.
        if variants.contains(name)
            && let Some(merged) = merged(&whole, schema, 0)
        {
            *schema = merged;
        }
        for_each_subschema(schema, &mut merge_one);
    }
    for_each_operation(document, |operation| {
        for part in ["parameters", "requestBody", "responses"] {
            for_each_schema_in(operation.get_mut(part), &mut merge_one);
        }
    });
}

fn holds_key(value: &Value, wanted: &str) -> bool {
    match value {
        Value::Array(items) => items.iter().any(|item| holds_key(item, wanted)),
        Value::Object(entries) => entries.iter().any(|(key, entry)| key == wanted || holds_key(entry, wanted)),
        _ => false,
    }
}

fn is_wrapped_reference(schema: &Value) -> bool {
    let members = schema["allOf"].as_array().map(Vec::as_slice).unwrap_or_default();
    matches!(members, [only] if only.get("$ref").is_some())
        && schema.get("properties").is_none()
        && schema.get("required").is_none()
}

/// `schema` with its `allOf` merged in; `None` if it has none, or one that is no plain object.
fn merged(document: &Value, schema: &Value, depth: usize) -> Option<Value> {
    // A parent that lists its children, which in turn include the parent, has no end.
    const DEEPEST: usize = 32;
    let members = schema.get("allOf")?.as_array()?;
    let mut object = Map::new();
    for member in members {
        if depth > DEEPEST {
            return None;
        }
        let resolved = resolve(document, member);
        let nested = merged(document, resolved, depth + 1);
        let member_is_reference = referenced_schema(member).is_some();
        add(&mut object, nested.as_ref().unwrap_or(resolved).as_object()?, member_is_reference)?;
    }
    let mut own = schema.as_object()?.clone();
    own.shift_remove("allOf");
    add(&mut object, &own, false)?;
    Some(Value::Object(object))
}

/// Adds the keywords of one member; what describes a referenced parent does not describe the whole.
fn add(object: &mut Map<String, Value>, member: &Map<String, Value>, is_parent: bool) -> Option<()> {
    // A variant may include the union that lists it: what all variants have in common stands there.
    let is_union = is_parent && member.contains_key("discriminator");
    for (keyword, value) in member {
        match keyword.as_str() {
            "oneOf" | "anyOf" if is_union => {}
            "oneOf" | "anyOf" | "not" | "enum" | "$ref" => return None,
            "properties" => {
                let properties = object.entry("properties").or_insert_with(|| Value::Object(Map::new()));
                let properties = properties.as_object_mut()?;
                for (name, schema) in value.as_object()? {
                    let both = properties.get(name).map(|first| both(first, schema));
                    properties.insert(name.clone(), both.unwrap_or_else(|| schema.clone()));
                }
            }
            "required" => {
                let required = object.entry("required").or_insert_with(|| Value::Array(Vec::new())).as_array_mut()?;
                required.extend(
                    value.as_array()?.iter().filter(|name| !required.contains(name)).cloned().collect::<Vec<_>>(),
                );
            }
            "description" | "title" | "example" | "discriminator" | "nullable" if is_parent => {}
            _ => drop(object.insert(keyword.clone(), value.clone())),
        }
    }
    Some(())
}

/// What two members say of one property: what the second says, unless each knows a part of it.
fn both(first: &Value, second: &Value) -> Value {
    let has_parts =
        |schema: &Value| ["$ref", "properties", "allOf"].iter().any(|keyword| schema.get(keyword).is_some());
    if first != second && has_parts(first) && has_parts(second) {
        json!({ "allOf": [first, second] })
    } else if second.as_object().is_some_and(|second| !second.contains_key("type") && !has_parts(&json!(second))) {
        // It only adds to the description.
        let mut both = first.clone();
        if let (Some(both), Some(second)) = (both.as_object_mut(), second.as_object())
            && !both.contains_key("$ref")
        {
            both.extend(second.clone());
        }
        both
    } else {
        second.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_variant_made_of_parts_becomes_one_object() {
        let mut document = json!({ "components": { "schemas": {
            "Shape": {
                "oneOf": [{ "$ref": "#/components/schemas/Circle" }],
                "discriminator": { "propertyName": "kind" },
            },
            "Base": {
                "type": "object",
                "description": "what all have",
                "required": ["kind"],
                "properties": { "kind": { "type": "string" } },
            },
            "Circle": { "description": "round", "allOf": [
                { "$ref": "#/components/schemas/Base" },
                { "type": "object", "required": ["radius"], "properties": { "radius": { "type": "number" } } },
            ] },
        } } });
        merge(&mut document);
        let expected = json!({
            "type": "object",
            "required": ["kind", "radius"],
            "properties": { "kind": { "type": "string" }, "radius": { "type": "number" } },
            "description": "round",
        });
        assert_eq!(document["components"]["schemas"]["Circle"], expected);
    }

    #[test]
    fn a_property_of_two_members_is_what_both_say() {
        let object = |properties: Value| json!({ "type": "object", "properties": properties });
        let mut document = json!({ "components": { "schemas": {
            "Base": object(json!({ "day": object(json!({ "limit": {} })), "kind": { "type": "string" } })),
            "Thing": { "allOf": [
                { "$ref": "#/components/schemas/Base" },
                object(json!({ "day": object(json!({ "count": {} })), "kind": { "description": "Mine." } })),
            ] },
            "Wrapped": { "allOf": [{ "$ref": "#/components/schemas/Base" }], "nullable": true },
        } } });
        let wrapped = document["components"]["schemas"]["Wrapped"].clone();
        merge(&mut document);
        let schemas = &document["components"]["schemas"];
        let day = object(json!({ "limit": {}, "count": {} }));
        let expected = object(json!({ "day": day, "kind": { "type": "string", "description": "Mine." } }));
        assert_eq!(schemas["Thing"], expected);
        assert_eq!(schemas["Wrapped"], wrapped);
    }

    #[test]
    fn a_variant_that_contains_itself_is_left_alone() {
        let mut document = json!({ "components": { "schemas": {
            "Shape": {
                "oneOf": [{ "$ref": "#/components/schemas/Circle" }],
                "discriminator": { "propertyName": "kind" },
            },
            "Circle": { "allOf": [{ "$ref": "#/components/schemas/Circle" }] },
        } } });
        let before = document.clone();
        merge(&mut document);
        assert_eq!(document, before);
    }
}
