//! Loosens the schemas of responses: an unexpected value in one place must not lose the whole response.

use openscaler_openapi::structure::for_each_operation;
use serde_json::{Map, Value, json};

use super::requests::{for_each_schema_in, is_plain_string, is_scalar, loosen_string};
use super::schemas::{Usage, components, for_each_subschema, referenced_schema, resolve};

/// What else typify would check, narrow a type by, or (a default) put in the place of a null that it then refuses.
const BOUNDS: [&str; 10] = [
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minItems",
    "maxItems",
    "uniqueItems",
    "not",
    "default",
];

/// Keywords below which other schemas stand.
const BELOW: [&str; 7] = ["properties", "additionalProperties", "items", "allOf", "oneOf", "anyOf", "not"];

/// Formats that stay on a string of an answer: each gives its field an accessor, none is checked when it is read.
pub(crate) const ACCESSIBLE_FORMATS: [&str; 2] = ["date-time", "comma-separated"];

/// Takes off everything for which an answer could be refused: rules, bounds, closed lists, properties that must be.
///
/// A schema that no operation refers to, such as that of an error's body, is nothing that is sent, so it is an answer's.
pub(super) fn loosen_answers(document: &mut Value, usage: &Usage) {
    // All that a reference leads to by now.
    let schemas = components(document).cloned().unwrap_or_default();
    let whole = json!({ "components": { "schemas": schemas } });
    let mut loosen_schema = |schema: &mut Value| loosen_one(&whole, schema);
    for_each_operation(document, |operation| {
        for_each_schema_in(operation.get_mut("responses"), &mut loosen_schema);
    });
    let Some(components) = components(document) else { return };
    // Each use of a scalar is written out, so that its name stands for nothing any more.
    components.retain(|name, schema| usage.requests.contains(name) || !is_scalar(resolve(&whole, schema)));
    for (_, schema) in components.iter_mut().filter(|(name, _)| !usage.requests.contains(*name)) {
        for_each_subschema(schema, &mut loosen_schema);
    }
}

/// `schema` as it is in an answer.
pub(super) fn loosened(document: &Value, schema: &Value) -> Value {
    let mut schema = schema.clone();
    for_each_subschema(&mut schema, &mut |schema| loosen_one(document, schema));
    schema
}

/// Loosens a schema, but not those below it.
fn loosen_one(document: &Value, schema: &mut Value) {
    write_out(document, schema);
    if is_plain_string(schema) {
        return loosen_text(schema);
    }
    let is_text = schema.get("type").and_then(Value::as_str) == Some("string");
    let Some(schema) = schema.as_object_mut() else { return };
    BOUNDS.iter().for_each(|keyword| drop(schema.shift_remove(*keyword)));
    // A list of strings becomes an open enum; typify would make a checked type of a list of numbers.
    if !is_text && schema.contains_key("type") {
        schema.shift_remove("enum");
    }
    if schema.get("additionalProperties") == Some(&json!(false)) {
        schema.shift_remove("additionalProperties");
    }
    let properties = schema.get("properties").and_then(Value::as_object);
    let names: Vec<String> = properties.into_iter().flat_map(Map::keys).cloned().collect();
    // What is not declared is not missed.
    if let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut) {
        required.retain(|required| names.iter().any(|name| required == name));
    }
    for name in names {
        make_absent_or_null(document, schema, &name);
    }
}

/// Puts a named scalar in the place of a reference to it, also of one that is only wrapped to be described.
fn write_out(document: &Value, schema: &mut Value) {
    let wrapped = schema.get("allOf").and_then(Value::as_array).and_then(|members| match members.as_slice() {
        [member] => Some(member),
        _ => None,
    });
    let reference = wrapped.unwrap_or(schema);
    if referenced_schema(reference).is_none() {
        return;
    }
    let scalar = resolve(document, reference);
    if !is_scalar(scalar) {
        return;
    }
    let mut scalar = scalar.clone();
    // What is below a scalar says nothing of it, and could lead back here without end.
    if let Some(scalar) = scalar.as_object_mut() {
        scalar.retain(|keyword, _| !BELOW.contains(&keyword.as_str()));
    }
    if let (Some(_), Some(own), Some(scalar)) = (wrapped, schema.as_object(), scalar.as_object_mut()) {
        scalar.extend(
            own.iter().filter(|(keyword, _)| *keyword != "allOf").map(|(key, value)| (key.clone(), value.clone())),
        );
    }
    *schema = scalar;
}

/// Takes the rules off a string; a format with an accessor stays, to be found by [`crate::decorate`].
fn loosen_text(schema: &mut Value) {
    let format = schema.get("format").and_then(Value::as_str).filter(|format| ACCESSIBLE_FORMATS.contains(format));
    let format = format.map(str::to_owned);
    loosen_string(schema);
    let Some(schema) = schema.as_object_mut() else { return };
    schema.shift_remove("default");
    if let Some(format) = format {
        // typify looks for the exact schema, in which an extension would count.
        schema.retain(|keyword, _| !keyword.starts_with("x-"));
        schema.insert("format".to_owned(), json!(format));
    }
}

/// Lets a property be null if it may be absent, and absent if it may be null: servers do not keep the two apart.
fn make_absent_or_null(document: &Value, object: &mut Map<String, Value>, name: &str) {
    let Some(property) = object.get("properties").and_then(|properties| properties.get(name)) else { return };
    let is_nullable = [property, resolve(document, property)].iter().any(|schema| schema["nullable"] == json!(true));
    // typify has `Option` for all else that is not required; these two it would leave empty, and refuse a null.
    let has_no_option = is_list(property) || is_map(property);
    let is_required = |name: &str| {
        let required = object.get("required").and_then(Value::as_array);
        required.is_some_and(|required| required.iter().any(|required| required == name))
    };
    if !is_required(name) && has_no_option {
        if let Some(property) = object.get_mut("properties").and_then(|properties| properties.get_mut(name)) {
            property["nullable"] = json!(true);
        }
    } else if is_nullable && let Some(required) = object.get_mut("required").and_then(Value::as_array_mut) {
        required.retain(|required| required != name);
    }
}

fn is_list(schema: &Value) -> bool {
    schema["type"] == "array"
}

fn is_map(schema: &Value) -> bool {
    schema["type"] == "object" && schema.get("properties").is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn loosened_alone(schema: Value) -> Value {
        loosened(&json!({}), &schema)
    }

    #[test]
    fn numbers_and_lists_have_no_bounds() {
        let number = json!({ "type": "integer", "format": "int32", "minimum": 0, "multipleOf": 2, "enum": [2, 4] });
        assert_eq!(loosened_alone(number), json!({ "type": "integer", "format": "int32" }));
        let list = json!({ "type": "array", "minItems": 2, "maxItems": 2, "uniqueItems": true, "items": {} });
        assert_eq!(loosened_alone(list), json!({ "type": "array", "items": {} }));
    }

    #[test]
    fn a_string_keeps_only_the_format_that_has_an_accessor() {
        let text = json!({ "type": "string", "format": "uuid", "pattern": "^a", "minLength": 1, "default": "a" });
        assert_eq!(loosened_alone(text), json!({ "type": "string" }));
        let moment = json!({ "type": "string", "format": "date-time", "nullable": true, "x-order": 1 });
        let expected = json!({ "type": "string", "format": "date-time", "nullable": true });
        assert_eq!(loosened_alone(moment), expected);
    }

    #[test]
    fn a_list_of_strings_stays_a_list_of_strings() {
        let list = json!({ "type": "string", "enum": ["a", "b"], "default": "a" });
        assert_eq!(loosened_alone(list), json!({ "type": "string", "enum": ["a", "b"] }));
    }

    #[test]
    fn null_and_absence_are_the_same() {
        let object = json!({
            "type": "object",
            "additionalProperties": false,
            "required": ["id", "note"],
            "properties": {
                "id": { "type": "integer" },
                "note": { "type": "string", "nullable": true },
                "tags": { "type": "array", "items": {}, "default": [] },
                "labels": { "type": "object" },
                "flag": { "type": "boolean", "default": true },
            },
        });
        let expected = json!({
            "type": "object",
            "required": ["id"],
            "properties": {
                "id": { "type": "integer" },
                "note": { "type": "string", "nullable": true },
                "tags": { "type": "array", "items": {}, "nullable": true },
                "labels": { "type": "object", "nullable": true },
                "flag": { "type": "boolean" },
            },
        });
        assert_eq!(loosened_alone(object), expected);
    }

    #[test]
    fn a_named_string_that_refers_to_itself_is_written_out_once() {
        let reference = json!({ "$ref": "#/components/schemas/Name" });
        let mut document = json!({
            "paths": { "/pets": { "get": { "responses": { "200": { "content": { "application/json": {
                "schema": { "type": "array", "items": reference },
            } } } } } } },
            "components": { "schemas": { "Name": { "type": "string", "properties": { "self": reference } } } },
        });
        let usage = Usage::collect(&document);
        loosen_answers(&mut document, &usage);
        let answer = &document["paths"]["/pets"]["get"]["responses"]["200"]["content"]["application/json"]["schema"];
        assert_eq!(answer["items"], json!({ "type": "string" }));
    }

    #[test]
    fn a_named_string_is_written_out_and_its_name_dropped() {
        let reference = json!({ "$ref": "#/components/schemas/Name" });
        let answer = json!({ "content": { "application/json": { "schema": { "type": "object", "properties": {
            "name": reference,
            "other": { "allOf": [reference], "nullable": true },
        } } } } });
        let mut document = json!({
            "paths": { "/pets": { "get": { "responses": { "200": answer } } } },
            "components": { "schemas": { "Name": { "type": "string", "minLength": 1, "description": "A name." } } },
        });
        let usage = Usage::collect(&document);
        loosen_answers(&mut document, &usage);
        let answer = &document["paths"]["/pets"]["get"]["responses"]["200"]["content"]["application/json"]["schema"];
        assert_eq!(answer["properties"]["name"], json!({ "type": "string", "description": "A name." }));
        let other = json!({ "type": "string", "description": "A name.", "nullable": true });
        assert_eq!(answer["properties"]["other"], other);
        assert_eq!(document["components"]["schemas"], json!({}));
    }
}
