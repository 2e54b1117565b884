//! The document that progenitor reads: every operation of the model, and no schema that would become a type.
//!
//! A value that is not plain text, a number or a boolean is a component `T0`, `T1`, …, which progenitor replaces with the
//! given Rust type. Paths are placeholders, because progenitor may change the real ones.

use std::collections::HashMap;

use openapiv3::OpenAPI;
use progenitor::{GenerationSettings, HooksMode, InterfaceStyle, TypeImpl};
use serde_json::{Map, Value, json};

use crate::api::{Answer, Api, Encoding, Integer, Location, Operation, Parameter, Shape};
use crate::emit::rust_type;

/// The name of an operation's method in the stub, which progenitor does not change.
pub(super) fn method_name(index: usize) -> String {
    format!("operation_{index}")
}

/// The name of a parameter's argument in the stub.
pub(super) fn argument_name(index: usize) -> String {
    format!("argument_{index}")
}

/// The document, and the settings that replace its components.
pub(super) fn document(api: &Api) -> serde_json::Result<(OpenAPI, GenerationSettings)> {
    let mut types = Types { api, known: HashMap::new(), paths: Vec::new() };
    let mut paths = Map::new();
    for (index, operation) in api.operations.iter().enumerate() {
        let in_path = |(_, parameter): &(usize, &Parameter)| parameter.location == Location::Path;
        let parameters = operation.parameters.iter().enumerate().filter(in_path);
        let path =
            parameters.fold(format!("/{index}"), |path, (place, _)| path + &format!("/{{{}}}", argument_name(place)));
        let method = operation.method.to_ascii_lowercase();
        paths.insert(path, json!({ method: types.operation(index, operation) }));
    }
    let mut settings = GenerationSettings::new();
    settings.with_interface(InterfaceStyle::Positional).with_hooks(HooksMode::Expected);
    let mut schemas = Map::new();
    for (index, path) in types.paths.iter().enumerate() {
        settings.with_replacement(format!("T{index}"), path, [TypeImpl::Display].into_iter());
        schemas.insert(format!("T{index}"), json!({ "type": "object" }));
    }
    let document = serde_json::from_value(json!({
        "openapi": "3.0.3",
        "info": { "title": "stub", "version": "1" },
        "paths": paths,
        "components": { "schemas": schemas },
    }))?;
    Ok((document, settings))
}

struct Types<'a> {
    api: &'a Api,
    known: HashMap<String, usize>,
    paths: Vec<String>,
}

impl Types<'_> {
    fn operation(&mut self, index: usize, operation: &Operation) -> Value {
        let parameters = operation.parameters.iter().enumerate().filter(|(_, it)| it.location != Location::Cookie);
        let parameters: Vec<Value> = parameters.map(|(place, parameter)| self.parameter(place, parameter)).collect();
        let mut stub = json!({
            "operationId": method_name(index),
            "parameters": parameters,
            "responses": { "200": self.answer(operation) },
        });
        if let Some(body) = &operation.body {
            let (media_type, schema) = match &body.encoding {
                Encoding::Json(shape) => ("application/json", self.reference(shape)),
                Encoding::Form { shape, .. } => ("application/x-www-form-urlencoded", self.reference(shape)),
                Encoding::Text => ("text/plain", json!({ "type": "string" })),
                Encoding::Bytes | Encoding::BytesOf { .. } | Encoding::Multipart(_) => {
                    ("application/octet-stream", json!({ "type": "string", "format": "binary" }))
                }
            };
            stub["requestBody"] = json!({ "required": true, "content": { media_type: { "schema": schema } } });
        }
        stub
    }

    fn parameter(&mut self, place: usize, parameter: &Parameter) -> Value {
        let location = match parameter.location {
            Location::Path => "path",
            Location::Query => "query",
            Location::Header | Location::Cookie => "header",
        };
        json!({
            "name": argument_name(place),
            "in": location,
            "required": parameter.required,
            "schema": self.schema(&parameter.shape),
        })
    }

    fn answer(&mut self, operation: &Operation) -> Value {
        let content = match &operation.success.content {
            Answer::Nothing | Answer::Events(_) | Answer::ByStatus(_) => json!({}),
            Answer::Json(shape) => json!({ "application/json": { "schema": self.reference(shape) } }),
            Answer::Stream => json!({ "application/octet-stream": {} }),
        };
        json!({ "description": "", "content": content })
    }

    /// Scalars that progenitor passes by value or as a `&str` are written out.
    fn schema(&mut self, shape: &Shape) -> Value {
        match shape {
            Shape::Text(_) => json!({ "type": "string" }),
            Shape::Boolean => json!({ "type": "boolean" }),
            Shape::Integer(Integer::I64) => json!({ "type": "integer", "format": "int64" }),
            Shape::Integer(Integer::U64) => json!({ "type": "integer", "format": "uint64" }),
            Shape::Number => json!({ "type": "number", "format": "double" }),
            _ => self.reference(shape),
        }
    }

    fn reference(&mut self, shape: &Shape) -> Value {
        let path = rust_type(self.api, shape).to_string();
        let next = self.paths.len();
        let index = *self.known.entry(path.clone()).or_insert(next);
        if index == next {
            self.paths.push(path);
        }
        json!({ "$ref": format!("#/components/schemas/T{index}") })
    }
}
