//! Components that may be null: the name stands for what is there, and each use says that there may be nothing.
//!
//! typify would make an `Option` of the component and a second type of what is in it.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::schemas::{components, for_each_operation, referenced_schema};

/// Moves `nullable` from each component to where it is referred to.
pub(super) fn settle(document: &mut Value) {
    // A component that is another by reference may be null by it.
    loop {
        let names: BTreeSet<String> = components(document)
            .into_iter()
            .flatten()
            .filter(|(_, schema)| schema["nullable"] == true)
            .map(|(name, _)| name.clone())
            .collect();
        if names.is_empty() {
            return;
        }
        for schema in components(document).into_iter().flat_map(|schemas| schemas.values_mut()) {
            if schema["nullable"] == true {
                schema.as_object_mut().map(|schema| schema.shift_remove("nullable"));
            }
            below(schema, &names);
            wrap(schema, &names);
        }
        for_each_operation(document, |operation| {
            for part in ["parameters", "requestBody", "responses"] {
                let is_answer = part == "responses";
                for_each_root(operation.get_mut(part), &mut |schema| {
                    below(schema, &names);
                    if is_answer {
                        wrap(schema, &names);
                    }
                });
            }
        });
    }
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

fn below(schema: &mut Value, names: &BTreeSet<String>) {
    let Some(schema) = schema.as_object_mut() else { return };
    let is_null = |member: &Value| referenced_schema(member).is_some_and(|name| names.contains(name));
    let has_null = |keyword: &str| {
        let members = schema.get(keyword).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        (keyword != "allOf" || members.len() == 1) && members.iter().any(is_null)
    };
    if ["oneOf", "anyOf", "allOf"].into_iter().any(has_null) {
        schema.insert("nullable".to_owned(), json!(true));
    }
    for (keyword, value) in schema {
        match (keyword.as_str(), value) {
            ("properties", Value::Object(properties)) => properties.values_mut().for_each(|property| {
                below(property, names);
                wrap(property, names);
            }),
            ("items" | "additionalProperties", value) if value.is_object() => {
                below(value, names);
                wrap(value, names);
            }
            ("oneOf" | "anyOf" | "allOf", Value::Array(members)) => {
                members.iter_mut().for_each(|member| below(member, names));
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
        settle(&mut document);
        let wrapped = json!({ "nullable": true, "allOf": [reference] });
        let schemas = &document["components"]["schemas"];
        assert_eq!(schemas["A"], json!({ "type": "object", "title": "An A" }));
        assert_eq!(schemas["B"]["items"], wrapped);
        assert_eq!(schemas["C"], json!({ "oneOf": [reference, { "type": "string" }] }));
        assert_eq!(schemas["D"], json!({ "allOf": [reference] }));
        assert_eq!(document["paths"]["/a"]["get"]["responses"]["200"]["content"]["a/b"]["schema"], wrapped);
    }
}
