//! Names inline schemas that become types, and makes them components.
//!
//! typify names them by their title, or else by where they are, and takes what has the name of a type that it has made
//! for that type, whatever its shape. The names here are those that it would choose, with a number where one is taken.

use std::collections::{BTreeMap, BTreeSet};

use openscaler_openapi::structure::for_each_operation;
use serde_json::{Map, Value, json};

use super::references::free_name;
use super::schemas::{Usage, components, components_made, tag_property};
use crate::names::type_name;

/// Names the unions that a property tells apart: wherever they stand, they become one enum.
pub(super) fn name_unions(document: &mut Value) {
    let is_union = |schema: &Value| {
        tag_property(schema).is_some() && ["oneOf", "anyOf"].iter().any(|keyword| schema[keyword].is_array())
    };
    if holds_wanted(document, &is_union) {
        let usage = Usage::collect(document);
        name_types(document, &usage, &is_union);
    }
}

/// Names all schemas of which types are made.
pub(super) fn name_all(document: &mut Value, usage: &Usage) {
    if holds_wanted(document, &becomes_a_type) {
        name_types(document, usage, &becomes_a_type);
    }
}

/// Whether typify makes a type with a name of a schema.
fn becomes_a_type(schema: &Value) -> bool {
    let count = |keyword: &str| match &schema[keyword] {
        Value::Object(entries) => entries.len(),
        Value::Array(entries) => entries.len(),
        _ => 0,
    };
    let is_closed = schema["additionalProperties"] == json!(false);
    let is_union = ["oneOf", "anyOf", "allOf"].into_iter().any(|keyword| count(keyword) > 1);
    let is_enum = count("enum") > 0 && schema["type"] != "boolean";
    count("properties") > 0 || is_closed || is_union || is_enum || schema.get("not").is_some()
}

fn name_types(document: &mut Value, usage: &Usage, wants: &dyn Fn(&Value) -> bool) {
    // There may be nowhere to put them yet, or something else in that place.
    let Some(schemas) = components_made(document).map(std::mem::take) else { return };
    let in_requests = |name: &str| usage.requests.contains(name);
    let mut namer = Namer::new(&schemas, &in_requests, wants);
    let mut changed: Map<String, Value> = Map::new();
    for (name, schema) in schemas.iter().filter(|(_, schema)| has_wanted_part(schema, wants)) {
        let mut schema = schema.clone();
        namer.in_requests = in_requests(name);
        namer.name_parts(&mut schema, name);
        changed.insert(name.clone(), schema);
    }
    for_each_operation(document, |operation| {
        let id = operation.get("operationId").and_then(Value::as_str).unwrap_or_default().to_owned();
        namer.in_requests = true;
        for parameter in operation.get_mut("parameters").and_then(Value::as_array_mut).into_iter().flatten() {
            let name = format!("{id}_{}", parameter["name"].as_str().unwrap_or_default());
            namer.name_schema(parameter.get_mut("schema"), &name);
        }
        namer.in_content(operation.get_mut("requestBody"), &format!("{id}_body"));
        namer.in_requests = false;
        let responses = operation.get_mut("responses").and_then(Value::as_object_mut);
        for response in responses.into_iter().flat_map(|responses| responses.values_mut()) {
            namer.in_content(Some(response), &format!("{id}_response"));
        }
    });
    let made = namer.made;
    if let Some(components) = components(document) {
        *components = schemas;
        for (name, schema) in changed {
            components[&name] = schema;
        }
        components.extend(made);
    }
}

/// Whether any schema without a name may be wanted: one that is no component, or anything like it.
fn holds_wanted(document: &Value, wants: &dyn Fn(&Value) -> bool) -> bool {
    let schemas = document.pointer("/components/schemas").and_then(Value::as_object);
    let mut parts = schemas.into_iter().flat_map(Map::values).chain(document.get("paths"));
    parts.any(|part| has_wanted_part(part, wants))
}

fn has_wanted_part(value: &Value, wants: &dyn Fn(&Value) -> bool) -> bool {
    match value {
        Value::Array(items) => items.iter().any(|item| wants(item) || has_wanted_part(item, wants)),
        Value::Object(entries) => entries.values().any(|entry| wants(entry) || has_wanted_part(entry, wants)),
        _ => false,
    }
}

/// What a name stands for: the component that is called so in one of the directions, with what it is made of.
type Alike<'v> = BTreeMap<(bool, String), (&'v Value, &'v str)>;

struct Namer<'w> {
    wants: &'w dyn Fn(&Value) -> bool,
    made: Map<String, Value>,
    /// Every Rust name that stands for a type.
    taken: BTreeSet<String>,
    /// The components that the document has.
    written: Alike<'w>,
    /// What has been made, by the name that was wanted for it: its shape, and the component that it became.
    ///
    /// A request and an answer have none in common: the one's types are closed, and the other's open.
    shapes: BTreeMap<(bool, String), Vec<(Value, String)>>,
    in_requests: bool,
}

impl<'w> Namer<'w> {
    fn new(
        schemas: &'w Map<String, Value>,
        in_requests: &dyn Fn(&str) -> bool,
        wants: &'w dyn Fn(&Value) -> bool,
    ) -> Self {
        let mut taken = BTreeSet::new();
        let mut written = BTreeMap::new();
        for (name, schema) in schemas {
            let type_name = type_name(name);
            taken.insert(type_name.clone());
            written.insert((in_requests(name), type_name), (schema, name.as_str()));
        }
        Self { wants, made: Map::new(), taken, written, shapes: BTreeMap::new(), in_requests: false }
    }

    fn in_content(&mut self, holder: Option<&mut Value>, wanted: &str) {
        let content = holder.and_then(|holder| holder.get_mut("content")?.as_object_mut());
        for media_type in content.into_iter().flat_map(|content| content.values_mut()) {
            self.name_schema(media_type.get_mut("schema"), wanted);
        }
    }

    /// Puts a reference in the place of a schema, if a type is made of it, and of those below it.
    fn name_schema(&mut self, schema: Option<&mut Value>, wanted: &str) {
        let Some(schema) = schema.filter(|schema| schema.is_object() && schema.get("$ref").is_none()) else { return };
        let title = schema["title"].as_str().filter(|title| title.chars().any(char::is_alphanumeric));
        let wanted = title.unwrap_or(wanted).to_owned();
        if !(self.wants)(schema) {
            return self.name_parts(schema, &wanted);
        }
        let mut component = schema.take();
        let is_nullable = component["nullable"] == true;
        component.as_object_mut().map(|component| component.shift_remove("nullable"));
        let description = component.get("description").cloned();
        let reference = json!({ "$ref": format!("#/components/schemas/{}", self.component(&wanted, component)) });
        *schema = if is_nullable {
            let mut wrapped = json!({ "nullable": true, "allOf": [reference] });
            if let Some(description) = description {
                wrapped["description"] = description;
            }
            wrapped
        } else {
            reference
        };
    }

    /// The component that a schema becomes: one that was made of an equal one, or a new one.
    fn component(&mut self, wanted: &str, mut schema: Value) -> String {
        let shape = shape_of(&schema);
        let wanted_as = (self.in_requests, type_name(wanted));
        let written = self.written.get(&wanted_as).map(|(schema, name)| (shape_of(schema), (*name).to_owned()));
        let alike = self.shapes.entry(wanted_as).or_insert_with(|| written.into_iter().collect());
        if let Some((_, name)) = alike.iter().find(|(other, _)| *other == shape) {
            return name.clone();
        }
        let name = free_name(&type_name(wanted), &mut self.taken);
        alike.push((shape, name.clone()));
        self.name_parts(&mut schema, &name);
        self.made.insert(name.clone(), schema);
        name
    }

    fn name_parts(&mut self, schema: &mut Value, owner: &str) {
        let tag = tag_property(schema).map(str::to_owned);
        let Some(schema) = schema.as_object_mut() else { return };
        for (keyword, value) in schema {
            match (keyword.as_str(), value) {
                ("properties", Value::Object(properties)) => {
                    for (name, property) in properties {
                        self.name_schema(Some(property), &format!("{owner}_{name}"));
                    }
                }
                ("items", items) => self.name_schema(Some(items), &format!("{owner}_item")),
                ("additionalProperties", values) => self.name_schema(Some(values), &format!("{owner}_value")),
                ("allOf", Value::Array(members)) => {
                    members.iter_mut().for_each(|member| self.name_parts(member, owner))
                }
                ("oneOf" | "anyOf", Value::Array(members)) => self.name_parts_of_union(members, owner, tag.as_deref()),
                _ => {}
            }
        }
    }

    /// What may be the tag stays where it is; beside a tag that is known, typify could take another constant for it.
    fn name_parts_of_variant(&mut self, variant: &mut Value, owner: &str, tag: Option<&str>) {
        let Some(properties) = variant.get_mut("properties").and_then(Value::as_object_mut) else { return };
        let may_be_tag = |name: &str| tag.is_none_or(|tag| tag == name);
        let constants = properties.iter().filter(|(name, schema)| may_be_tag(name) && is_constant(schema));
        let constants: Vec<(String, Value)> = constants.map(|(name, schema)| (name.clone(), schema.clone())).collect();
        constants.iter().for_each(|(name, _)| properties[name] = Value::Null);
        self.name_parts(variant, owner);
        for (name, schema) in constants {
            variant["properties"][name] = schema;
        }
    }

    /// An object stays in its union, and becomes a variant with fields.
    fn name_parts_of_union(&mut self, members: &mut [Value], owner: &str, tag: Option<&str>) {
        let is_alone = members.len() == 1;
        for (index, member) in members.iter_mut().enumerate() {
            let is_object = member.get("properties").is_some()
                && !["allOf", "oneOf", "anyOf"].iter().any(|key| member.get(key).is_some());
            if is_object {
                self.name_parts_of_variant(member, owner, tag);
            } else if is_alone {
                self.name_parts(member, owner);
            } else {
                self.name_schema(Some(member), &format!("{owner}_variant_{index}"));
            }
        }
    }
}

/// Whether a schema has one value: in a union that is a tag.
fn is_constant(schema: &Value) -> bool {
    schema["enum"].as_array().is_some_and(|values| values.len() == 1)
}

/// What makes a type of a schema: all but what only describes it.
fn shape_of(schema: &Value) -> Value {
    const DESCRIBES: [&str; 7] =
        ["deprecated", "description", "example", "examples", "externalDocs", "title", "nullable"];
    fn comparable_shape(schema: &Value, is_outermost: bool) -> Value {
        match schema {
            Value::Object(entries) => {
                let counts = |(key, _): &(&String, &Value)| {
                    !DESCRIBES.contains(&key.as_str()) || (*key == "nullable" && !is_outermost)
                };
                let shapes = |(key, value): (&String, &Value)| match value {
                    // These are keyed by the writer's names, which may be any of those above.
                    Value::Object(named) if key == "properties" => {
                        let named = named.iter().map(|(name, schema)| (name.clone(), comparable_shape(schema, false)));
                        (key.clone(), Value::Object(named.collect()))
                    }
                    _ => (key.clone(), comparable_shape(value, false)),
                };
                Value::Object(entries.iter().filter(counts).map(shapes).collect())
            }
            Value::Array(items) => items.iter().map(|item| comparable_shape(item, false)).collect(),
            other => other.clone(),
        }
    }
    comparable_shape(schema, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_without_a_name_get_one_each() {
        let size = |values: Value| json!({ "type": "string", "enum": values });
        let titled = json!({ "type": "object", "title": "A thing", "properties": { "x": {} } });
        let mut document = json!({
            "paths": { "/a": { "get": { "operationId": "listThings", "responses": { "200": { "content": { "a/b": {
                "schema": { "type": "array", "items": titled },
            } } } } } } },
            "components": { "schemas": {
                "Thing": { "properties": {
                    "size": size(json!(["s"])), "other": titled, "inner": { "nullable": true, "description": "d", "properties": { "size": size(json!(["m"])) } },
                } },
                "ThingSize": { "type": "integer" },
            } },
        });
        let usage = Usage::collect(&document);
        name_all(&mut document, &usage);
        let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
        let schemas = &document["components"]["schemas"];
        let properties = &schemas["Thing"]["properties"];
        assert_eq!(properties["size"], reference("ThingSize2"));
        assert_eq!(properties["other"], reference("AThing"));
        let inner = json!({ "nullable": true, "allOf": [reference("ThingInner")], "description": "d" });
        assert_eq!(properties["inner"], inner);
        assert_eq!(schemas["ThingInner"]["properties"]["size"], reference("ThingInnerSize"));
        let answer = &document["paths"]["/a"]["get"]["responses"]["200"]["content"]["a/b"]["schema"];
        assert_eq!(answer["items"], reference("AThing"));
    }
}
