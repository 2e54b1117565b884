//! Variants by `allOf`: typify makes an untagged union of them, so their members are merged into one object.

use serde_json::{Map, Value};

use super::schemas::{components, referenced_schema, resolve};

/// Merges each component that is the `allOf` of objects and is a variant of a union.
pub(super) fn merge(document: &mut Value) {
    let whole = document.clone();
    let variants = super::unions::variant_names(&whole);
    for (name, schema) in components(document).into_iter().flatten() {
        if variants.contains(name)
            && let Some(merged) = merged(&whole, schema, 0)
        {
            *schema = merged;
        }
    }
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
                properties.as_object_mut()?.extend(value.as_object()?.clone());
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

#[cfg(test)]
mod tests {
    use serde_json::json;

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
