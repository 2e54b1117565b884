//! Synthetic documents of any size for measurements, with operations, unions and named strings like the project's own.
//!
//! Every operation has its own path, sends a union of three variants and returns an object; objects refer to others, so
//! that a document is a graph and not a list. The same size always gives the same document.

use serde_json::{Map, Value, json};

/// The types of a named string, with an example of each.
const SCALARS: [(&str, &str); 3] =
    [("path-segment", "name"), ("domain-name", "example.com"), ("email", "a@example.com")];

/// A document with so many operations, and one named string for every four; without findings.
///
/// # Panics
///
/// If the template is not YAML.
#[must_use]
pub fn document(operations: usize) -> Value {
    let template: Value = serde_yaml::from_str(include_str!("synthetic/operation.yaml")).expect("YAML");
    let template = template.to_string();
    let scalars = operations.div_ceil(4).max(1);
    let mut schemas: Map<_, _> = (0..scalars).map(|number| (format!("Scalar{number}"), scalar(number))).collect();
    let mut paths = Map::new();
    for number in 0..operations {
        let mut text = template.replace("$n", &number.to_string()).replace("$half", &(number / 2).to_string());
        for offset in 0..4 {
            text = text.replace(&format!("$s{offset}"), &((number + offset) % scalars).to_string());
        }
        let mut of_operation: Value = serde_json::from_str(&text).expect("JSON, as before");
        if number == 0 {
            // The root of the tree has no parent.
            of_operation["schemas"]["Thing0"]["properties"].as_object_mut().map(|fields| fields.shift_remove("parent"));
        }
        for (section, all) in [("paths", &mut paths), ("schemas", &mut schemas)] {
            all.extend(of_operation[section].as_object().cloned().unwrap_or_default());
        }
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

fn scalar(number: usize) -> Value {
    let (format, example) = SCALARS[number % SCALARS.len()];
    json!({
        "type": "string",
        "description": format!("The name of something of kind {number}."),
        "format": format,
        "minLength": 1,
        "maxLength": 200,
        "example": example,
    })
}
