//! Documents of any size for measurements, with operations, unions and named strings as in the project's own document.
//!
//! Every operation has a path of its own, sends a union of three variants and returns an object; objects refer to
//! others, so that a document is a graph and not a list. The same size gives the same document.

use serde_json::{Map, Value, json};

/// How much of what a document has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Operations, each of which answers with an object of its own.
    pub operations: usize,
    /// Unions, over which the operations' bodies are spread.
    pub unions: usize,
    /// Named strings, over which the unions' fields are spread.
    pub scalars: usize,
}

impl Size {
    /// As many unions as operations, and a named string for every four.
    #[must_use]
    pub fn of(operations: usize) -> Self {
        Self { operations, unions: operations, scalars: operations.div_ceil(4) }
    }
}

/// A document of this size, without any finding.
#[must_use]
pub fn document(size: Size) -> Value {
    let mut paths = Map::new();
    let mut schemas = Map::new();
    for number in 0..size.scalars.max(1) {
        schemas.insert(format!("Scalar{number}"), scalar(number));
    }
    for number in 0..size.unions {
        schemas.extend(union(number, size));
    }
    for number in 0..size.operations {
        schemas.insert(format!("Thing{number}"), thing(number));
        schemas.insert(format!("State{number}"), state(number));
        paths.insert(format!("/v1/groups/{{group_id}}/things{number}"), json!({ "post": operation(number, size) }));
    }
    json!({
        "openapi": "3.0.3",
        "info": { "title": "Synthetic", "version": "1.0.0" },
        "servers": [{ "url": "https://api.example.com" }],
        "security": [{ "bearer": [] }],
        "paths": paths,
        "components": {
            "securitySchemes": { "bearer": { "type": "http", "scheme": "bearer" } },
            "schemas": schemas,
        },
    })
}

fn reference(name: impl std::fmt::Display) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn operation(number: usize, size: Size) -> Value {
    let body = match size.unions {
        0 => reference(format_args!("Thing{number}")),
        unions => reference(format_args!("Request{}", number % unions)),
    };
    let content = |schema: Value| json!({ "application/json": { "schema": schema } });
    json!({
        "operationId": format!("create_thing{number}"),
        "summary": format!("Create a thing of kind {number}"),
        "parameters": [
            { "name": "group_id", "in": "path", "required": true, "schema": reference("Scalar0") },
            { "name": "verbose", "in": "query", "schema": { "type": "boolean" } },
        ],
        "requestBody": { "required": true, "content": content(body) },
        "responses": {
            "201": { "description": "It was created.", "content": content(reference(format_args!("Thing{number}"))) },
            "4XX": { "description": "It was refused.", "content": content(json!({})) },
        },
    })
}

fn scalar(number: usize) -> Value {
    let (format, example) =
        [("path-segment", "name"), ("domain-name", "example.com"), ("email", "a@example.com")][number % 3];
    json!({
        "type": "string",
        "description": format!("The name of something of kind {number}."),
        "format": format,
        "minLength": 1,
        "maxLength": 200,
        "example": example,
    })
}

/// A union and its three variants.
fn union(number: usize, size: Size) -> Vec<(String, Value)> {
    let name = format!("Request{number}");
    let kinds = ["Plain", "Timed", "Nested"];
    let variant_name = |kind: &str| format!("{kind}{number}");
    let mapping: Map<_, _> = kinds
        .iter()
        .map(|kind| (kind.to_lowercase(), format!("#/components/schemas/{}", variant_name(kind)).into()))
        .collect();
    let members: Vec<_> = kinds.iter().map(|kind| reference(variant_name(kind))).collect();
    let union = json!({
        "description": format!("What thing {number} is made from."),
        "oneOf": members,
        "discriminator": { "propertyName": "kind", "mapping": mapping },
    });
    let of_scalar = |offset: usize| reference(format_args!("Scalar{}", (number + offset) % size.scalars.max(1)));
    let own = [
        json!({ "label": { "type": "string" }, "owner": of_scalar(1) }),
        json!({ "seconds": { "type": "integer", "format": "int64" }, "repeat": { "type": "boolean" } }),
        json!({ "tags": { "type": "array", "items": of_scalar(2) }, "host": of_scalar(3) }),
    ];
    let variants = kinds.iter().zip(own).map(|(kind, own)| {
        let mut properties =
            json!({ "kind": { "type": "string", "enum": [kind.to_lowercase()] }, "name": of_scalar(0) });
        if let (Some(properties), Value::Object(own)) = (properties.as_object_mut(), own) {
            properties.extend(own);
        }
        let variant = json!({
            "description": format!("A {} request.", kind.to_lowercase()),
            "type": "object",
            "required": ["kind", "name"],
            "additionalProperties": false,
            "properties": properties,
        });
        (variant_name(kind), variant)
    });
    std::iter::once((name, union)).chain(variants).collect()
}

/// What an operation answers; every one but the first refers to the one before the half of it.
fn thing(number: usize) -> Value {
    let mut thing = json!({
        "description": format!("Thing {number}, as it is."),
        "type": "object",
        "required": ["id", "state"],
        "properties": {
            "id": { "type": "string", "format": "uuid", "description": "What it is known by." },
            "state": reference(format_args!("State{number}")),
            "created": { "type": "string", "format": "date-time", "nullable": true },
            "size": { "type": "integer", "format": "int64" },
            "labels": { "type": "object", "additionalProperties": { "type": "string" } },
            "limits": {
                "type": "object",
                "properties": { "upper": { "type": "number" }, "lower": { "type": "number" } },
            },
        },
    });
    if number > 0 {
        thing["properties"]["parent"] = reference(format_args!("Thing{}", number / 2));
    }
    thing
}

fn state(number: usize) -> Value {
    json!({ "type": "string", "enum": ["pending", "ready", format!("gone{number}")] })
}
