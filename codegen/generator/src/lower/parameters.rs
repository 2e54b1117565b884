//! Normalizes parameters: one argument each, written in the declared style.
//!
//! progenitor knows a parameter by its name alone, and one style for each location. A name that would become another's
//! argument gets a mark ([`distinct_names`](super::distinct_names)); a style stays with the operation.

use std::collections::BTreeSet;

use openscaler_openapi::structure::METHODS;
use serde_json::{Map, Value, json};

use super::distinct_names::distinct;
use super::schemas::resolve;
use super::secrets::is_secret;
use crate::names::method_name;

/// How the parameters of an operation are written that are not written as progenitor would: `query/name` and the style.
pub(crate) const STYLES: &str = "x-lowered-styles";

/// The way in which a parameter is written.
pub(crate) fn style(document: &Value, parameter: &Value) -> Result<Option<&'static str>, &'static str> {
    let text = |key: &str| parameter.get(key).and_then(Value::as_str);
    let location = text("in").unwrap_or_default();
    let is_query = location == "query";
    let style = text("style").unwrap_or(if is_query || location == "cookie" { "form" } else { "simple" });
    let explode = parameter.get("explode").and_then(Value::as_bool).unwrap_or(style == "form");
    if parameter.get("schema").is_none() && parameter.get("content").is_some() {
        return if is_query || location == "header" { Ok(Some("json")) } else { Err("content") };
    }
    let schema = parameter.get("schema").unwrap_or(&Value::Null);
    let kind = resolve(document, schema).get("type").and_then(Value::as_str).unwrap_or_default();
    let is_scalar = matches!(kind, "string" | "integer" | "number" | "boolean");
    // What holds a secret, and a list of numbers, has no text but the one that goes over the wire.
    let resolved = resolve(document, schema);
    let is_text = is_scalar && !is_secret(resolved) && (kind == "string" || resolved.get("enum").is_none());
    match (location, style) {
        ("query", "form" | "spaceDelimited" | "pipeDelimited") if explode || is_scalar => Ok(None),
        ("query", "form") => Ok(Some("comma")),
        ("query", "spaceDelimited") => Ok(Some("space")),
        ("query", "pipeDelimited") => Ok(Some("pipe")),
        ("query", "deepObject") => Ok(if is_scalar { None } else { Some("deep") }),
        ("path" | "header", "simple") if is_text => Ok(None),
        ("path" | "header", "simple") if explode && kind == "object" => Err("explode"),
        ("path" | "header", "simple") => Ok(Some("simple")),
        _ => Err("style"),
    }
}

/// Gives each operation all its parameters, in the form that progenitor knows.
pub(super) fn normalize_parameters(document: &mut Value) {
    // Taken out meanwhile: what references lead to from here on are components.
    let Some(mut paths) = document.get_mut("paths").map(Value::take) else { return };
    for item in paths.as_object_mut().into_iter().flat_map(|paths| paths.values_mut()) {
        let shared = item.as_object_mut().and_then(|item| item.shift_remove("parameters"));
        let shared: Vec<Value> = shared.and_then(|shared| shared.as_array().cloned()).unwrap_or_default();
        for method in METHODS {
            if let Some(operation) = item.get_mut(method).and_then(Value::as_object_mut) {
                normalize_operation(document, operation, &shared);
            }
        }
    }
    document["paths"] = paths;
}

fn normalize_operation(document: &Value, operation: &mut Map<String, Value>, shared: &[Value]) {
    let own = operation.shift_remove("parameters").and_then(|own| own.as_array().cloned()).unwrap_or_default();
    let key = |parameter: &Value| (parameter["in"].clone(), parameter["name"].clone());
    let is_replaced = |parameter: &&Value| own.iter().any(|own| key(own) == key(parameter));
    let mut parameters: Vec<Value> = shared.iter().filter(|parameter| !is_replaced(parameter)).cloned().collect();
    parameters.extend(own.iter().cloned());
    // The client has no cookies; what may be left out is.
    parameters.retain(|parameter| parameter["in"] != "cookie" || parameter["required"] == true);
    if parameters.is_empty() {
        return;
    }
    let mut taken: BTreeSet<String> = operation.get("requestBody").map(|_| "body".to_owned()).into_iter().collect();
    let is_path = |parameter: &Value| parameter["in"] == "path";
    // The template of the path has their names.
    taken.extend(parameters.iter().filter(|parameter| is_path(parameter)).filter_map(argument));
    let mut styles = Map::new();
    for parameter in &mut parameters {
        if !is_path(parameter)
            && let Some(name) = parameter["name"].as_str().map(str::to_owned)
        {
            parameter["name"] = json!(distinct(&name, &mut taken, method_name));
        }
        normalize_parameter(document, parameter, &mut styles);
    }
    operation.insert("parameters".to_owned(), Value::Array(parameters));
    if !styles.is_empty() {
        operation.insert(STYLES.to_owned(), Value::Object(styles));
    }
}

fn argument(parameter: &Value) -> Option<String> {
    parameter["name"].as_str().map(method_name)
}

fn normalize_parameter(document: &Value, parameter: &mut Value, styles: &mut Map<String, Value>) {
    let Ok(style) = style(document, parameter) else { return };
    let (location, name) =
        (parameter["in"].as_str().unwrap_or_default(), parameter["name"].as_str().unwrap_or_default());
    if let Some(style) = style {
        styles.insert(format!("{location}/{name}"), json!(style));
    }
    let is_query = location == "query";
    let Some(parameter) = parameter.as_object_mut() else { return };
    for key in ["style", "explode", "allowReserved", "allowEmptyValue", "example", "examples"] {
        parameter.shift_remove(key);
    }
    if let Some(content) = parameter.shift_remove("content").filter(|_| !parameter.contains_key("schema")) {
        let media_type = content.as_object().and_then(|content| content.values().next());
        let schema = media_type.and_then(|media_type| media_type.get("schema")).cloned();
        parameter.insert("schema".to_owned(), schema.unwrap_or_else(|| json!({})));
    }
    // In a path and in a header there is no null.
    if let Some(schema) = parameter.get_mut("schema").and_then(Value::as_object_mut).filter(|_| !is_query) {
        schema.shift_remove("nullable");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_of_a_path_are_each_operations_and_each_becomes_an_argument() {
        let mut document = json!({ "paths": { "/a/{id}": {
            "parameters": [{ "name": "id", "in": "path" }, { "name": "q", "in": "query" }, { "name": "c", "in": "cookie" }],
            "post": {
                "requestBody": {},
                "parameters": [
                    { "name": "id", "in": "query" }, { "name": "ID", "in": "header" }, { "name": "body", "in": "query" },
                    { "name": "q", "in": "query", "required": true },
                ],
            },
        } } });
        normalize_parameters(&mut document);
        let parameters = document["paths"]["/a/{id}"]["post"]["parameters"].as_array().expect("a list");
        let arguments: Vec<_> = parameters.iter().filter_map(argument).collect();
        assert_eq!(arguments, ["id", "id_2", "id_3", "body_2", "q"]);
        assert_eq!(parameters[4]["required"], true);
    }

    #[test]
    fn styles_stay_with_the_operation() {
        let list = json!({ "type": "array", "items": { "type": "string" } });
        let of = |location: &str, style: Value, explode: Value, schema: &Value| {
            let parameter =
                json!({ "name": "p", "in": location, "style": style, "explode": explode, "schema": schema });
            let entries = parameter.as_object().into_iter().flatten().filter(|(_, value)| !value.is_null());
            style_of(&Value::Object(entries.map(|(key, value)| (key.clone(), value.clone())).collect()))
        };
        fn style_of(parameter: &Value) -> Result<Option<&'static str>, &'static str> {
            style(&json!({}), parameter)
        }
        assert_eq!(of("query", json!(null), json!(null), &list), Ok(None));
        assert_eq!(of("query", json!(null), json!(false), &list), Ok(Some("comma")));
        assert_eq!(of("query", json!("pipeDelimited"), json!(null), &list), Ok(Some("pipe")));
        assert_eq!(of("query", json!("deepObject"), json!(true), &json!({ "type": "object" })), Ok(Some("deep")));
        assert_eq!(of("path", json!(null), json!(null), &list), Ok(Some("simple")));
        assert_eq!(of("path", json!("label"), json!(null), &list), Err("style"));
        assert_eq!(of("header", json!(null), json!(null), &json!({ "type": "string" })), Ok(None));
        let content = json!({ "name": "p", "in": "query", "content": { "application/json": { "schema": {} } } });
        assert_eq!(style_of(&content), Ok(Some("json")));
    }
}
