//! The document that progenitor gets: every operation of the model, and nothing that it could make a type of.
//!
//! A value that is not plain text, a number or a boolean is a component `T0`, `T1`, …, and progenitor is told by which Rust
//! type to replace it. A path is made up: the real one is the model's, and may be one that progenitor changes.

use std::collections::HashMap;

use openapiv3::OpenAPI;
use progenitor::{GenerationSettings, HooksMode, InterfaceStyle, TypeImpl};
use serde_json::{Map, Value, json};

use crate::api::{Answer, Api, Encoding, Integer, Location, Operation, Parameter, Shape};
use crate::emit::rust_type;

/// The document, and the Rust types of its components.
pub(super) struct Stub {
    document: Value,
    types: Vec<String>,
}

/// The method of an operation: names of the model need not be ones that progenitor leaves as they are.
pub(super) fn method_name(index: usize) -> String {
    format!("operation_{index}")
}

/// The argument of a parameter.
pub(super) fn argument_name(index: usize) -> String {
    format!("argument_{index}")
}

impl Stub {
    pub(super) fn new(api: &Api) -> Self {
        let mut types = Types { api, known: HashMap::new(), paths: Vec::new() };
        let mut paths = Map::new();
        for (index, operation) in api.operations.iter().enumerate() {
            let mut path = format!("/{index}");
            for (place, parameter) in operation.parameters.iter().enumerate() {
                if parameter.location == Location::Path {
                    path += &format!("/{{{}}}", argument_name(place));
                }
            }
            let method = operation.method.to_ascii_lowercase();
            paths.insert(path, json!({ method: types.operation(index, operation) }));
        }
        let schemas: Map<String, Value> =
            (0..types.paths.len()).map(|index| (format!("T{index}"), json!({ "type": "object" }))).collect();
        let document = json!({
            "openapi": "3.0.3",
            "info": { "title": "stub", "version": "1" },
            "paths": paths,
            "components": { "schemas": schemas },
        });
        Self { document, types: types.paths }
    }

    pub(super) fn document(&self) -> serde_json::Result<OpenAPI> {
        serde_json::from_value(self.document.clone())
    }

    pub(super) fn settings(&self) -> GenerationSettings {
        let mut settings = GenerationSettings::new();
        settings.with_interface(InterfaceStyle::Positional).with_hooks(HooksMode::Expected);
        for (index, path) in self.types.iter().enumerate() {
            settings.with_replacement(format!("T{index}"), path, [TypeImpl::Display].into_iter());
        }
        settings
    }
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
            let content = match &body.encoding {
                Encoding::Json(shape) => json!({ "application/json": { "schema": self.reference(shape) } }),
                Encoding::Form { shape, .. } => {
                    json!({ "application/x-www-form-urlencoded": { "schema": self.reference(shape) } })
                }
                Encoding::Text => json!({ "text/plain": { "schema": { "type": "string" } } }),
                Encoding::Bytes => {
                    json!({ "application/octet-stream": { "schema": { "type": "string", "format": "binary" } } })
                }
            };
            stub["requestBody"] = json!({ "required": true, "content": content });
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
            Answer::Nothing | Answer::Upgraded => json!({}),
            Answer::Json(shape) => json!({ "application/json": { "schema": self.reference(shape) } }),
            Answer::Stream => json!({ "application/octet-stream": {} }),
        };
        json!({ "description": "", "content": content })
    }

    /// What progenitor takes by value, or as a `&str`, is written out.
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
