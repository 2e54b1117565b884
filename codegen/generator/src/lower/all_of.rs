//! `allOf`: merges the members of objects into one object.
//!
//! typify makes an untagged union of a variant that is one, and a type of its own of each property that two members
//! have, whatever its name is.

use std::collections::{BTreeMap, BTreeSet};

use openscaler_openapi::structure::for_each_operation;
use serde_json::{Map, Value, json};

use super::nullable::for_each_root;
use super::references::free_name;
use super::schemas::{components, referenced_schema, resolve};
use crate::names::type_name;

/// Merges each schema that is the `allOf` of objects; a reference that is only wrapped to be described stays one.
pub(super) fn merge(document: &mut Value) {
    if !holds_key(document, "allOf") {
        return;
    }
    let whole = document.clone();
    let variants = super::unions::variant_names(&whole);
    let mut schemas = components(document).map(std::mem::take).unwrap_or_default();
    let taken = schemas.keys().map(|name| type_name(name)).collect();
    let parts = Parts { document: &whole, known: BTreeMap::new(), open: Vec::new() };
    let mut merger = Merger { parts, open: Vec::new(), made: Map::new(), taken };
    for (name, schema) in &mut schemas {
        // A variant is an object of its own, even if it is no more than another under its name.
        if variants.contains(name)
            && let Some(merged) = merger.parts.merged(schema)
        {
            *schema = merged;
        }
        merger.open.push(Open { schema: schema.clone(), owner: name.clone(), name: Some(name.clone()) });
        if let Some(merged) = merger.merged(schema) {
            *schema = merged;
        }
        merger.merge_in_parts(schema, name);
        merger.open.pop();
    }
    for_each_operation(document, |operation| {
        let id = operation.get("operationId").and_then(Value::as_str).unwrap_or_default().to_owned();
        for (part, name) in [("parameters", ""), ("requestBody", "_body"), ("responses", "_response")] {
            for_each_root(operation.get_mut(part), &mut |schema| merger.merge_in(schema, &format!("{id}{name}")));
        }
    });
    schemas.extend(merger.made);
    // Without any, no schema contains itself, and none is made.
    if let Some(components) = components(document) {
        *components = schemas;
    }
}

/// How many merged schemas may stand in one another; those below are any JSON.
const DEEPEST: usize = 12;

struct Merger<'d> {
    parts: Parts<'d>,
    /// The schemas that are being merged, from the outermost.
    open: Vec<Open>,
    made: Map<String, Value>,
    /// Every Rust name that stands for a type.
    taken: BTreeSet<String>,
}

struct Open {
    /// The schema as it was.
    schema: Value,
    owner: String,
    /// The component that it is, or becomes because it contains itself.
    name: Option<String>,
}

impl Merger<'_> {
    fn merged(&mut self, schema: &Value) -> Option<Value> {
        if is_wrapped_reference(schema) { None } else { self.parts.merged(schema) }
    }

    /// Merges a schema and those below it. One that contains itself becomes a component, to which it then refers.
    fn merge_in(&mut self, schema: &mut Value, owner: &str) {
        let Some(merged) = self.merged(schema) else { return self.merge_in_parts(schema, owner) };
        let is_nullable = schema["nullable"] == true;
        if let Some(open) = self.open.iter_mut().find(|open| open.schema == *schema) {
            let name = open.name.get_or_insert_with(|| free_name(&type_name(&open.owner), &mut self.taken));
            *schema = reference(name, is_nullable);
        } else if self.open.len() > DEEPEST {
            *schema = json!({});
        } else {
            let schema_before = std::mem::replace(schema, merged);
            self.open.push(Open { schema: schema_before, owner: owner.to_owned(), name: None });
            self.merge_in_parts(schema, owner);
            if let Some(name) = self.open.pop().and_then(|open| open.name) {
                let mut component = std::mem::replace(schema, reference(&name, is_nullable));
                component.as_object_mut().map(|component| component.shift_remove("nullable"));
                self.made.insert(name, component);
            }
        }
    }

    fn merge_in_parts(&mut self, schema: &mut Value, owner: &str) {
        for (keyword, value) in schema.as_object_mut().into_iter().flatten() {
            match (keyword.as_str(), value) {
                ("properties", Value::Object(properties)) => {
                    for (name, property) in properties {
                        self.merge_in(property, &format!("{owner}_{name}"));
                    }
                }
                ("oneOf" | "anyOf" | "allOf", Value::Array(members)) => {
                    members.iter_mut().for_each(|member| self.merge_in(member, owner));
                }
                ("items" | "additionalProperties" | "not", value) if value.is_object() => self.merge_in(value, owner),
                _ => {}
            }
        }
    }
}

fn reference(name: &str, is_nullable: bool) -> Value {
    let reference = json!({ "$ref": format!("#/components/schemas/{name}") });
    if is_nullable { json!({ "nullable": true, "allOf": [reference] }) } else { reference }
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

/// What schemas are with all that they include.
struct Parts<'d> {
    document: &'d Value,
    /// What has been merged of the document's own schemas: each once, however often it is included.
    known: BTreeMap<*const Value, Option<Value>>,
    /// The schemas that are being merged: one that includes itself has no end.
    open: Vec<*const Value>,
}

impl Parts<'_> {
    /// `schema` with its `allOf` merged in; `None` if it has none, or one that is no plain object.
    fn merged(&mut self, schema: &Value) -> Option<Value> {
        let members = schema.get("allOf")?.as_array()?;
        let mut object = Map::new();
        for member in members {
            let resolved = resolve(self.document, member);
            let is_reference = !std::ptr::eq(resolved, member);
            let nested = if is_reference { self.merged_once(resolved) } else { self.merged(resolved) };
            let is_parent = referenced_schema(member).is_some();
            add_member(&mut object, nested.as_ref().unwrap_or(resolved).as_object()?, is_parent)?;
        }
        let mut own = schema.as_object()?.clone();
        own.shift_remove("allOf");
        add_member(&mut object, &own, false)?;
        Some(Value::Object(object))
    }

    fn merged_once(&mut self, schema: &Value) -> Option<Value> {
        let place: *const Value = schema;
        if let Some(known) = self.known.get(&place) {
            return known.clone();
        }
        if self.open.contains(&place) {
            return None;
        }
        self.open.push(place);
        let merged = self.merged(schema);
        self.open.pop();
        self.known.insert(place, merged.clone());
        merged
    }
}

/// Adds the keywords of one member; what describes a referenced parent does not describe the whole.
fn add_member(object: &mut Map<String, Value>, member: &Map<String, Value>, is_parent: bool) -> Option<()> {
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
                    let both = properties.get(name).map(|first| intersection(first, schema));
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
fn intersection(first: &Value, second: &Value) -> Value {
    let has_parts =
        |schema: &Value| ["$ref", "properties", "allOf"].iter().any(|keyword| schema.get(keyword).is_some());
    if first != second && has_parts(first) && has_parts(second) {
        // Each part once, or what contains itself would grow without end.
        let mut parts: Vec<Value> = Vec::new();
        for part in [first, second].into_iter().flat_map(parts_of) {
            if !parts.contains(&part) {
                parts.push(part);
            }
        }
        json!({ "allOf": parts })
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

/// The members of what is no more than an `allOf`, or else the schema itself.
fn parts_of(schema: &Value) -> Vec<Value> {
    match schema.as_object().map(|object| (object.len(), object.get("allOf").and_then(Value::as_array))) {
        Some((1, Some(members))) => members.clone(),
        _ => vec![schema.clone()],
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
    fn an_object_that_contains_itself_refers_to_itself() {
        let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
        let only = |properties: Value| json!({ "type": "object", "properties": properties });
        let parent = json!({ "nullable": true, "allOf": [reference("Pet"), only(json!({ "since": {} }))] });
        let mut document = json!({ "components": { "schemas": { "Pet": only(json!({ "parent": parent })) } } });
        merge(&mut document);
        let again = json!({ "nullable": true, "allOf": [reference("PetParent")] });
        let schemas = &document["components"]["schemas"];
        assert_eq!(schemas["Pet"], only(json!({ "parent": again })));
        assert_eq!(schemas["PetParent"], only(json!({ "parent": again, "since": {} })));
    }

    #[test]
    fn what_contains_itself_more_than_once_has_an_end() {
        let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
        let both = json!({ "allOf": [reference("Pet"), reference("Owner")] });
        let twice = json!({ "type": "string", "allOf": [reference("Pet"), reference("Pet")] });
        for (of_pet, of_owner) in [(&both, &reference("Pet")), (&twice, &both), (&both, &twice)] {
            let mut document = json!({ "components": { "schemas": {
                "Pet": { "type": "object", "properties": { "a": of_pet, "b": of_owner } },
                "Owner": { "type": "object", "properties": { "a": of_owner, "b": of_pet } },
            } } });
            merge(&mut document);
            assert!(document.to_string().len() < 10_000, "{document}");
        }
    }

    #[test]
    fn parts_that_are_included_again_and_again_are_merged_once() {
        let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
        let mut schemas = Map::new();
        schemas.insert("S0".to_owned(), json!({ "properties": { "a": { "type": "string" } } }));
        for level in 1..60 {
            let below = reference(&format!("S{}", level - 1));
            schemas.insert(format!("S{level}"), json!({ "allOf": [below, below] }));
        }
        schemas.insert("Ring".to_owned(), json!({ "allOf": [reference("Ring"), reference("Ring"), reference("S9")] }));
        let mut document = json!({ "components": { "schemas": schemas } });
        merge(&mut document);
        let schemas = &document["components"]["schemas"];
        assert_eq!(schemas["S59"], schemas["S0"]);
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
