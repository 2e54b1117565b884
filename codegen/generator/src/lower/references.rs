//! Resolves references: inlines all but schemas, and gives every referenced schema a plain name.
//!
//! progenitor knows a component by the last part of a reference, letter by letter, and two components whose names
//! become one type are one to it. So each schema that something refers to gets a name of its own: also one in the
//! middle of something else, and one whose name no type can have.

use std::collections::{BTreeMap, BTreeSet};

use openscaler_openapi::document::pointer;
use openscaler_openapi::structure::for_each_operation;
use serde_json::{Map, Value};

use super::schemas::{components, components_made, for_each_reference, for_each_reference_mut, resolve};
use crate::names::type_name;

/// Leaves only references to schema components, under names that become types of their own.
#[cfg(test)]
fn normalize_references(document: &mut Value) {
    let whole = document.clone();
    inline_all(document, &whole);
    name_schemas(document, &whole);
}

/// Writes out, as `whole` has it, what is no schema: items of paths, parameters, bodies and answers.
pub(crate) fn inline_all(document: &mut Value, whole: &Value) {
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    for item in paths.into_iter().flat_map(|paths| paths.values_mut()) {
        inline_reference(whole, item);
        item.get_mut("parameters").and_then(Value::as_array_mut).into_iter().flatten().for_each(|parameter| {
            inline_reference(whole, parameter);
        });
    }
    for_each_operation(document, |operation| {
        // What a client neither sends nor gets as the answer to a call.
        operation.shift_remove("callbacks");
        let parameters = operation.get_mut("parameters").and_then(Value::as_array_mut).into_iter().flatten();
        parameters.for_each(|parameter| inline_reference(whole, parameter));
        operation.get_mut("requestBody").into_iter().for_each(|body| inline_reference(whole, body));
        let responses = operation.get_mut("responses").and_then(Value::as_object_mut);
        for response in responses.into_iter().flat_map(|responses| responses.values_mut()) {
            inline_reference(whole, response);
            if let Some(response) = response.as_object_mut() {
                response.shift_remove("headers");
                response.shift_remove("links");
            }
        }
    });
    if let Some(components) = document.get_mut("components").and_then(Value::as_object_mut) {
        components.retain(|section, _| section == "schemas" || section == "securitySchemes");
    }
}

fn inline_reference(document: &Value, value: &mut Value) {
    let resolved = resolve(document, value);
    if !std::ptr::eq(resolved, value) {
        *value = resolved.clone();
    }
}

/// Gives each schema that is referred to a name of its own, and points the references to it.
pub(crate) fn name_schemas(document: &mut Value, whole: &Value) {
    let mut names = plain_names(whole);
    let mut taken: BTreeSet<String> = names.values().map(|name| type_name(name)).collect();
    let mut moved: Map<String, Value> = Map::new();
    let mut open = vec![];
    let mut collect = |value: &Value| {
        for_each_reference(value, &mut |reference| {
            open.extend(pointer::local(reference).filter(|target| !names.contains_key(target)));
        });
    };
    document.get("paths").into_iter().for_each(&mut collect);
    let schemas = document.pointer("/components/schemas").and_then(Value::as_object);
    schemas.into_iter().flat_map(Map::values).for_each(&mut collect);
    while let Some(target) = open.pop() {
        if names.contains_key(&target) || !is_schema(&target) {
            continue;
        }
        let Some(schema) = whole.pointer(&target).filter(|schema| schema.is_object()) else { continue };
        let name = free_name(&name_of_place(whole, &target), &mut taken);
        let mut schema = schema.clone();
        for_each_reference_mut(&mut schema, &mut |reference| open.extend(pointer::local(reference)));
        moved.insert(name.clone(), schema);
        names.insert(target, name);
    }
    rename(document, &names);
    for schema in moved.values_mut() {
        point_to(schema, &names);
    }
    if !moved.is_empty()
        && let Some(schemas) = components_made(document)
    {
        schemas.extend(moved);
    }
}

/// The names under which the schema components are known from here on, by their pointers.
fn plain_names(document: &Value) -> BTreeMap<String, String> {
    let schemas = document.pointer("/components/schemas").and_then(Value::as_object);
    let written: Vec<&String> = schemas.into_iter().flat_map(Map::keys).collect();
    let all: BTreeSet<String> = written.iter().map(|name| type_name(name)).collect();
    let mut first = BTreeSet::new();
    let mut numbered = all;
    let name_of = |name: &&String| {
        let is_allowed = |character: char| character.is_ascii_alphanumeric() || "._-".contains(character);
        let plain: String = name.chars().map(|c| if is_allowed(c) { c } else { '-' }).collect();
        let fits = plain == **name || type_name(&plain) == type_name(name);
        let plain = if fits && !plain.is_empty() { plain } else { type_name(name) };
        // The first one of a type keeps its name.
        let name_here = if first.insert(type_name(name)) { plain } else { free_name(&plain, &mut numbered) };
        (pointer::join("/components/schemas", name), name_here)
    };
    written.iter().map(name_of).collect()
}

/// `wanted`, or that with the first number that makes it a type of its own.
pub(crate) fn free_name(wanted: &str, taken: &mut BTreeSet<String>) -> String {
    if taken.insert(type_name(wanted)) {
        return wanted.to_owned();
    }
    let mut numbered = (2_u64..).map(|number| format!("{wanted}{number}"));
    numbered.find(|name| taken.insert(type_name(name))).unwrap_or_default()
}

/// Whether a schema stands at a pointer, as far as the pointer tells.
fn is_schema(target: &str) -> bool {
    let tokens: Vec<String> = pointer::tokens(target).collect();
    match tokens.as_slice() {
        [.., last] if matches!(last.as_str(), "schema" | "items" | "additionalProperties" | "not") => true,
        [components, schemas, _] => components == "components" && schemas == "schemas",
        [.., parent, _] => matches!(parent.as_str(), "properties" | "allOf" | "oneOf" | "anyOf"),
        _ => false,
    }
}

/// A name for the schema at a pointer: what it is part of, and the properties that lead to it.
pub(crate) fn name_of_place(document: &Value, target: &str) -> String {
    let tokens: Vec<String> = pointer::tokens(target).collect();
    let (owner, rest) = match tokens.as_slice() {
        [paths, path, method, rest @ ..] if paths == "paths" => {
            let operation = pointer::join(&pointer::join("/paths", path), method);
            let id = document.pointer(&operation).and_then(|operation| operation.get("operationId")?.as_str());
            (id.map_or_else(|| format!("{method}_{path}"), str::to_owned), rest)
        }
        [_, _, name, rest @ ..] => (name.clone(), rest),
        rest => (String::new(), rest),
    };
    let mut name = owner;
    let mut steps = rest.iter();
    while let Some(step) = steps.next() {
        name += &match step.as_str() {
            "properties" => format!("_{}", steps.next().map_or("", String::as_str)),
            "items" => "_item".to_owned(),
            "additionalProperties" => "_value".to_owned(),
            "allOf" | "oneOf" | "anyOf" => format!("_part_{}", steps.next().map_or("", String::as_str)),
            "responses" => {
                steps.next();
                "_response".to_owned()
            }
            "requestBody" => "_body".to_owned(),
            "parameters" => format!("_parameter_{}", steps.next().map_or("", String::as_str)),
            "content" => {
                steps.next();
                String::new()
            }
            _ => String::new(),
        };
    }
    type_name(&name)
}

/// Gives the components their new names, and points all references to them.
fn rename(document: &mut Value, names: &BTreeMap<String, String>) {
    document.get_mut("paths").into_iter().for_each(|paths| point_to(paths, names));
    let Some(components) = components(document) else { return };
    components.values_mut().for_each(|schema| point_to(schema, names));
    let new_name = |name: &str| names.get(&pointer::join("/components/schemas", name));
    if components.keys().all(|name| new_name(name).is_none_or(|new| new == name)) {
        return;
    }
    let renamed = std::mem::take(components).into_iter();
    *components = renamed.map(|(name, schema)| (new_name(&name).cloned().unwrap_or(name), schema)).collect();
}

fn point_to(value: &mut Value, names: &BTreeMap<String, String>) {
    for_each_reference_mut(value, &mut |reference| {
        if let Some(name) = pointer::local(reference).and_then(|target| names.get(&target)) {
            *reference = format!("#/components/schemas/{name}");
        }
    });
    for_each_mapping_mut(value, &mut |target| {
        let local = pointer::local(target).unwrap_or_else(|| pointer::join("/components/schemas", target));
        if let Some(name) = names.get(&local) {
            *target = format!("#/components/schemas/{name}");
        }
    });
}

/// The targets in the mappings of discriminators, which name schemas as well.
fn for_each_mapping_mut(value: &mut Value, visit: &mut impl FnMut(&mut String)) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| for_each_mapping_mut(item, visit)),
        Value::Object(entries) => {
            for (key, entry) in entries {
                let mapping = (key == "discriminator").then(|| entry.get_mut("mapping")).flatten();
                for target in mapping.and_then(Value::as_object_mut).into_iter().flat_map(|map| map.values_mut()) {
                    if let Value::String(target) = target {
                        visit(target);
                    }
                }
                for_each_mapping_mut(entry, visit);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn normalized(mut document: Value) -> Value {
        normalize_references(&mut document);
        document
    }

    #[test]
    fn what_is_no_schema_is_written_out() {
        let document = normalized(json!({
            "paths": {
                "/a": { "$ref": "#/components/x-items/a" },
                "/b": { "get": { "responses": { "200": { "$ref": "#/paths/~1c/get/responses/200" } } } },
                "/c": { "get": { "responses": { "200": { "description": "it" } } } },
            },
            "components": {
                "x-items": { "a": { "parameters": [{ "$ref": "#/components/parameters/P" }] } },
                "parameters": { "P": { "name": "p" } },
            },
        }));
        assert_eq!(document["paths"]["/a"], json!({ "parameters": [{ "name": "p" }] }));
        assert_eq!(document["paths"]["/b"]["get"]["responses"]["200"], json!({ "description": "it" }));
        assert_eq!(document["components"], json!({}));
    }

    #[test]
    fn a_schema_stays_where_there_is_no_place_for_its_name() {
        let answers = json!({ "200": { "content": { "a/b": { "schema": { "type": "string" } } } } });
        let reference = json!({ "$ref": "#/paths/~1a/get/responses/200/content/a~1b/schema" });
        let body = json!({ "content": { "a/b": { "schema": reference } } });
        let paths = json!({ "/a": { "get": { "responses": answers, "requestBody": body } } });
        for odd in [json!(5), json!([]), json!(null)] {
            normalized(json!({ "paths": paths, "components": odd }));
            normalized(json!({ "paths": paths, "components": { "schemas": odd } }));
        }
        let document = normalized(json!({ "paths": paths }));
        assert_eq!(document["components"]["schemas"].as_object().map(Map::len), Some(1));
    }

    #[test]
    fn each_schema_that_is_referred_to_has_a_plain_name_of_its_own() {
        let reference = |to: &str| json!({ "$ref": to });
        let document = normalized(json!({ "components": { "schemas": {
            "a b": { "type": "string" },
            "foo_bar": { "properties": { "deep": { "properties": { "x": { "type": "integer" } } } } },
            "FooBar": { "oneOf": [reference("#/components/schemas/a%20b")], "discriminator": { "mapping": {
                "x": "#/components/schemas/a%20b", "y": "FooBar",
            } } },
            "User": { "properties": {
                "default": reference("#/components/schemas/FooBar"),
                "deep": reference("#/components/schemas/foo_bar/properties/deep"),
                "example": { "example": reference("#/components/schemas/FooBar") },
            } },
        } } }));
        let schemas = &document["components"]["schemas"];
        let names: Vec<_> = schemas.as_object().expect("an object").keys().collect();
        assert_eq!(names, ["a-b", "foo_bar", "FooBar2", "User", "FooBarDeep"]);
        let user = &schemas["User"]["properties"];
        assert_eq!(user["default"], reference("#/components/schemas/FooBar2"));
        assert_eq!(user["deep"], reference("#/components/schemas/FooBarDeep"));
        assert_eq!(user["example"]["example"], reference("#/components/schemas/FooBar"));
        assert_eq!(schemas["FooBar2"]["oneOf"][0], reference("#/components/schemas/a-b"));
        let mapping = json!({ "x": "#/components/schemas/a-b", "y": "#/components/schemas/FooBar2" });
        assert_eq!(schemas["FooBar2"]["discriminator"]["mapping"], mapping);
        assert_eq!(schemas["FooBarDeep"]["properties"]["x"], json!({ "type": "integer" }));
    }
}
