//! Helpers for documents that are still plain values: lookup, traversal, usage.

use std::collections::BTreeSet;

use openscaler_openapi::document::pointer;
use openscaler_openapi::structure::{METHODS, for_each_operation};
use serde_json::{Map, Value, json};

const SCHEMAS: &str = "#/components/schemas/";

/// Calls `visit` with each operation and with the rest of the document, to which references lead.
pub(crate) fn for_each_operation_in(document: &mut Value, mut visit: impl FnMut(&Value, &mut Map<String, Value>)) {
    let Some(paths) = document.get_mut("paths").map(Value::take) else { return };
    let mut taken = json!({ "paths": paths });
    for_each_operation(&mut taken, |operation| visit(document, operation));
    document["paths"] = taken["paths"].take();
}

/// The component that a `$ref` names, where it is one of the document's own schemas.
pub(crate) fn referenced_schema(schema: &Value) -> Option<&str> {
    schema.get("$ref")?.as_str()?.strip_prefix(SCHEMAS)
}

/// Follows `$ref`s, of any kind of component, to what they stand for.
///
/// A reference that leads nowhere, or round in a circle, gives the reference itself.
pub(crate) fn resolve<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    let mut seen = BTreeSet::new();
    let mut found = value;
    while let Some(reference) = found.get("$ref").and_then(Value::as_str) {
        let target = pointer::local(reference).and_then(|pointer| document.pointer(&pointer));
        match target {
            Some(target) if seen.insert(reference) => found = target,
            _ => return value,
        }
    }
    found
}

/// The `components/schemas` of the document.
pub(crate) fn components(document: &mut Value) -> Option<&mut Map<String, Value>> {
    document.pointer_mut("/components/schemas")?.as_object_mut()
}

/// The same, made where the document has none; `None` where something else stands in their place.
pub(crate) fn components_made(document: &mut Value) -> Option<&mut Map<String, Value>> {
    let empty = || Value::Object(Map::new());
    let components = document.as_object_mut()?.entry("components").or_insert_with(empty).as_object_mut()?;
    components.entry("schemas").or_insert_with(empty).as_object_mut()
}

/// Calls `visit` with `schema` and each schema below it, the outer before the inner; `$ref`s are not followed.
pub(crate) fn for_each_subschema(schema: &mut Value, visit: &mut impl FnMut(&mut Value)) {
    visit(schema);
    let Some(schema) = schema.as_object_mut() else { return };
    for (keyword, value) in schema {
        match keyword.as_str() {
            "properties" => {
                for property in value.as_object_mut().into_iter().flat_map(|map| map.values_mut()) {
                    for_each_subschema(property, visit);
                }
            }
            "oneOf" | "anyOf" | "allOf" => {
                for member in value.as_array_mut().into_iter().flatten() {
                    for_each_subschema(member, visit);
                }
            }
            "items" | "additionalProperties" | "not" if value.is_object() => for_each_subschema(value, visit),
            _ => {}
        }
    }
}

/// The name of the property that tells the variants of a union apart.
pub(crate) fn tag_property(schema: &Value) -> Option<&str> {
    schema.get("discriminator")?.get("propertyName")?.as_str()
}

/// Which schemas of the components can be met from where: requests, answers, or both.
#[derive(Debug, Default)]
pub(crate) struct Usage {
    /// Reached from a parameter or a request body.
    pub(crate) requests: BTreeSet<String>,
    /// Reached from the body of an answer.
    pub(crate) answers: BTreeSet<String>,
}

impl Usage {
    /// Follows every reference from the operations of `document`.
    pub(crate) fn collect(document: &Value) -> Self {
        let mut usage = Self::default();
        let paths = document.get("paths").and_then(Value::as_object);
        for item in paths.into_iter().flat_map(Map::values) {
            collect_referenced(document, item.get("parameters"), &mut usage.requests);
            for operation in METHODS.iter().filter_map(|method| item.get(method)) {
                collect_referenced(document, operation.get("parameters"), &mut usage.requests);
                collect_referenced(document, operation.get("requestBody"), &mut usage.requests);
                collect_referenced(document, operation.get("responses"), &mut usage.answers);
            }
        }
        usage
    }
}

/// Collects the schema components that `value` refers to, however deep.
fn collect_referenced(document: &Value, value: Option<&Value>, found: &mut BTreeSet<String>) {
    follow_references(document, value, found, &mut BTreeSet::new());
}

/// `others` are the references followed so far to what is no schema component: they, too, may lead back to themselves.
fn follow_references<'d>(
    document: &'d Value,
    value: Option<&'d Value>,
    found: &mut BTreeSet<String>,
    others: &mut BTreeSet<&'d str>,
) {
    let Some(value) = value else { return };
    for_each_reference(value, &mut |reference| {
        let is_new = match reference.strip_prefix(SCHEMAS) {
            Some(name) => found.insert(name.to_owned()),
            None => others.insert(reference),
        };
        if is_new {
            let target = reference.strip_prefix('#').and_then(|pointer| document.pointer(pointer));
            follow_references(document, target, found, others);
        }
    });
}

/// The keywords below which there is any JSON, also what looks like a reference.
const ANY_JSON: [&str; 4] = ["default", "enum", "example", "examples"];

/// The keyword below which the keys are the writer's, and may be any of those above.
const NAMED: &str = "properties";

/// Calls `visit` with each `$ref` below `value`.
pub(crate) fn for_each_reference<'v>(value: &'v Value, visit: &mut impl FnMut(&'v str)) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| for_each_reference(item, visit)),
        Value::Object(entries) => {
            for (key, entry) in entries {
                match (key.as_str(), entry) {
                    ("$ref", Value::String(reference)) => visit(reference),
                    (NAMED, Value::Object(named)) => named.values().for_each(|entry| for_each_reference(entry, visit)),
                    (key, entry) if !ANY_JSON.contains(&key) => for_each_reference(entry, visit),
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

/// The same, to change them.
pub(crate) fn for_each_reference_mut(value: &mut Value, visit: &mut impl FnMut(&mut String)) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| for_each_reference_mut(item, visit)),
        Value::Object(entries) => {
            for (key, entry) in entries {
                match (key.as_str(), entry) {
                    ("$ref", Value::String(reference)) => visit(reference),
                    (NAMED, Value::Object(named)) => {
                        named.values_mut().for_each(|entry| for_each_reference_mut(entry, visit));
                    }
                    (key, entry) if !ANY_JSON.contains(&key) => for_each_reference_mut(entry, visit),
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn references_to_the_document_and_in_a_circle_are_followed_once() {
        let schema = |reference: &str| json!({ "content": { "a/b": { "schema": { "$ref": reference } } } });
        let document = json!({
            "paths": { "/a": { "get": {
                "requestBody": schema("#"),
                "responses": { "200": { "$ref": "#/components/responses/A" } },
            } } },
            "components": {
                "responses": { "A": { "$ref": "#/components/responses/B" }, "B": { "$ref": "#/components/responses/A" } },
                "schemas": { "S": { "items": { "$ref": "#/components/schemas/S" } } },
            },
        });
        let usage = Usage::collect(&document);
        assert_eq!(usage.requests, BTreeSet::from(["S".to_owned()]));
        assert!(usage.answers.is_empty());
    }
}
