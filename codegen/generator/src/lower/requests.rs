//! Loosens constraints of requests that only named types enforce.

use openscaler_openapi::numbers;
use openscaler_openapi::structure::for_each_operation;
use serde_json::{Value, json};

use super::schemas::{Usage, components, for_each_subschema};

/// What typify would enforce with code of its own, in types that nobody named.
const STRING_CONSTRAINTS: [&str; 4] = ["format", "pattern", "minLength", "maxLength"];

/// Takes off what typify would make of rules, and of defaults.
///
/// A scalar that has a name becomes a type of ours that enforces them; for the others lint has a warning.
pub(super) fn loosen_requests(document: &mut Value, usage: &Usage) {
    for_each_operation(document, |operation| {
        for_each_schema_in(operation.get_mut("parameters"), &mut loosen_one);
        for_each_schema_in(operation.get_mut("requestBody"), &mut loosen_one);
    });
    for (_, schema) in components(document).into_iter().flatten().filter(|(name, _)| usage.requests.contains(*name)) {
        loosen_component(schema);
    }
}

/// `schema` as it is in a request.
pub(super) fn loosened(schema: &Value) -> Value {
    let mut schema = schema.clone();
    loosen_component(&mut schema);
    schema
}

fn loosen_component(schema: &mut Value) {
    if is_scalar(schema) {
        drop_default(schema);
    } else {
        for_each_subschema(schema, &mut loosen_one);
    }
}

fn loosen_one(schema: &mut Value) {
    loosen_string(schema);
    drop_default(schema);
    allow_zero(schema);
    let names: Vec<String> =
        schema["properties"].as_object().into_iter().flatten().map(|(name, _)| name.clone()).collect();
    for name in names {
        let is_required = schema["required"].as_array().is_some_and(|required| required.iter().any(|one| *one == name));
        if !is_required {
            tell_absent_from_empty(&mut schema["properties"][name]);
        }
    }
}

/// Marks what typify has an `Option` for only because lowering asks for it.
pub(crate) const NOT_NULL: &str = "x-not-null";

/// typify would leave an optional list or map empty where it is absent, and leave it out where it is empty.
fn tell_absent_from_empty(property: &mut Value) {
    let is_map = property["type"] == "object" && property.get("properties").is_none();
    if (property["type"] == "array" || is_map) && property["nullable"] != true {
        property["nullable"] = json!(true);
        property[NOT_NULL] = json!(true);
    }
}

/// What a request leaves out is left to the server; typify would send the default in its place.
fn drop_default(schema: &mut Value) {
    schema.as_object_mut().map(|schema| schema.shift_remove("default"));
}

/// An integer of at least one becomes one of at least zero: typify would make it a `NonZero`, which no literal is.
fn allow_zero(schema: &mut Value) {
    let is_positive = |schema: &Value| schema["minimum"].as_f64().is_some_and(|minimum| minimum > 0.0);
    if schema["type"] == "integer" && is_positive(schema) {
        schema["minimum"] = json!(0);
        schema.as_object_mut().map(|schema| schema.shift_remove("exclusiveMinimum"));
    }
}

/// Whether a component of that schema becomes a type of ours: a string, or a number with rules.
pub(crate) fn is_scalar(schema: &Value) -> bool {
    is_plain_string(schema) || numbers::rules(schema).is_some()
}

/// Whether `schema` is a string that is not one of a list of values.
pub(super) fn is_plain_string(schema: &Value) -> bool {
    schema.get("type").and_then(Value::as_str) == Some("string") && schema.get("enum").is_none()
}

/// Takes format, pattern and bounds off a string.
pub(super) fn loosen_string(schema: &mut Value) {
    if is_plain_string(schema) && schema.get("format").and_then(Value::as_str) != Some("binary") {
        for keyword in STRING_CONSTRAINTS {
            schema.as_object_mut().map(|schema| schema.shift_remove(keyword));
        }
    }
}

/// Calls `visit` with each schema of a `schema` keyword below `value`: parameters, bodies, answers.
pub(super) fn for_each_schema_in(value: Option<&mut Value>, visit: &mut impl FnMut(&mut Value)) {
    match value {
        Some(Value::Array(members)) => members.iter_mut().for_each(|member| for_each_schema_in(Some(member), visit)),
        Some(Value::Object(members)) => {
            for (key, member) in members {
                match key.as_str() {
                    "schema" => for_each_subschema(member, visit),
                    "example" | "examples" => {}
                    _ => for_each_schema_in(Some(member), visit),
                }
            }
        }
        _ => {}
    }
}
