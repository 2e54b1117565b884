//! Advice for common mistakes: keywords of other versions of OpenAPI, and keywords in the wrong object.

use serde_json::Value;

use super::words::{did_you_mean, nearest};
use crate::document::pointer;

/// Keywords that other versions have, by the object that has them, with what to write instead.
#[rustfmt::skip]
const ELSEWHERE: &[(&str, &[&str], &str)] = &[
    // Swagger 2.0
    ("document", &["definitions"], "move its entries to `/components/schemas`"),
    ("document", &["parameters", "responses"], "move its entries to `/components`"),
    ("document", &["securityDefinitions"], "move its entries to `/components/securitySchemes`"),
    ("document", &["consumes", "produces"], "write the media type below each `content`"),
    ("operation", &["consumes", "produces"], "write the media type below the `content` of the body and of the responses"),
    ("operation", &["schemes"], "write `servers` with the full URL"),
    ("response", &["schema", "examples"], "move it below `content` and a media type: `content: {application/json: {schema: …}}`"),
    ("parameter", &["collectionFormat"], "write `style` and `explode` next to a `schema` of type `array`"),
    // 3.1 in 3.0
    ("document", &["webhooks"], "remove it: a client does not receive calls"),
    ("schema", &["const"], "write an `enum` of the one value"),
    ("schema", &["prefixItems"], "write one `items` for all of them"),
    ("schema", &["$defs", "definitions"], "move its entries to `/components/schemas`"),
    ("schema", &["$id", "$schema", "$comment", "$anchor"], "remove it"),
    ("schema", &["if", "then", "else", "dependentRequired", "dependentSchemas"], "write a `oneOf` of the cases, or document it in the `description`"),
    ("schema", &["patternProperties"], "write the schema of the values as `additionalProperties`"),
    ("schema", &["unevaluatedProperties"], "write `additionalProperties: false`"),
    ("schema", &["propertyNames", "contains", "minContains", "maxContains", "unevaluatedItems"], "document it in the `description`"),
    ("schema", &["contentEncoding"], "write `format: byte` for base64"),
    ("schema", &["contentMediaType"], "write `format: binary` for a body that is a file"),
    // 3.0 in 3.1
    ("schema", &["nullable"], "add null to the types: `type: [string, 'null']`"),
    // Written in the wrong object
    ("schema", &["optional"], "remove it, and leave the name out of the `required` of the object that has the property"),
    ("schema", &["in", "name", "schema"], "remove it, or move it to the parameter"),
    ("media type", &["required"], "move it to the request body, next to `content`"),
    ("media type", &["description"], "move it to the response or request body, next to `content`"),
];

/// Types that documents name, and what OpenAPI has for them.
const TYPES: &[(&[&str], &str)] = &[
    (&["int", "long", "int32", "int64", "uint", "short", "bigint"], "write `type: integer`"),
    (&["float", "double", "decimal", "numeric"], "write `type: number`"),
    (&["bool"], "write `type: boolean`"),
    (&["str", "text", "char", "varchar"], "write `type: string`"),
    (&["datetime", "date-time", "timestamp"], "write `type: string` and `format: date-time`"),
    (&["date"], "write `type: string` and `format: date`"),
    (&["uuid", "guid"], "write `type: string` and `format: uuid`"),
    (&["email"], "write `type: string` and `format: email`"),
    (&["uri", "url"], "write `type: string` and `format: uri`"),
    (&["password"], "write `type: string`, `format: password` and `writeOnly: true`"),
    (&["list", "tuple", "set"], "write `type: array` and its `items`"),
    (
        &["map", "dict", "hash", "json"],
        "write `type: object`, and `additionalProperties` with the schema of the values",
    ),
    (&["any", "mixed"], "remove `type`: without it, any value is allowed"),
    (&["enum"], "write `type: string`, and list the values in `enum`"),
    (&["file", "binary", "bytes"], "write `type: string` and `format: binary`"),
    (&["null"], "add `nullable: true` to the schema that can be null"),
];

/// What to write for a `type` that OpenAPI does not have.
pub(super) fn for_type(name: &str, known: &[&str]) -> String {
    let plain = name.to_lowercase();
    let found = TYPES.iter().find(|(names, _)| names.contains(&plain.as_str()));
    match found {
        Some((_, advice)) => (*advice).to_owned(),
        None => nearest(name, known.iter().copied())
            .map_or_else(|| format!("use one of `{}`", known.join("`, `")), did_you_mean),
    }
}

/// What to do about a key that an object does not have.
pub(super) fn for_unknown_key(document: &Value, object: &str, at: &str, key: &str) -> Option<String> {
    if object == "document" && ["host", "basePath", "schemes"].contains(&key) {
        return Some(format!("write `servers: [{{url: {}}}]`", address(document)));
    }
    if object == "components object" && looks_like_a_schema(document.pointer(at)?) {
        return Some("move it below `schemas`".to_owned());
    }
    let mut of_object = ELSEWHERE.iter().filter(|(holder, ..)| *holder == object);
    of_object.find(|(_, keys, _)| keys.contains(&key)).map(|(.., advice)| (*advice).to_owned())
}

/// Swagger's three parts of a URL as one.
fn address(document: &Value) -> String {
    let text = |key| document.get(key).and_then(Value::as_str).unwrap_or_default();
    let scheme = document.pointer("/schemes/0").and_then(Value::as_str).unwrap_or("https");
    let host = Some(text("host")).filter(|host| !host.is_empty()).unwrap_or("api.example.com");
    format!("{scheme}://{host}{}", text("basePath").trim_end_matches('/'))
}

fn looks_like_a_schema(value: &Value) -> bool {
    ["type", "properties", "allOf", "oneOf", "anyOf", "enum"].iter().any(|keyword| value.get(keyword).is_some())
}

/// What to do about a value that does not fit, if a common mistake explains it.
pub(super) fn for_misfit(document: &Value, at: &str) -> Option<String> {
    let value = document.pointer(at)?;
    let (key, parent) = (pointer::last(at), pointer::parent(at));
    let holder = document.pointer(parent);
    match (key.as_str(), value) {
        ("in", Value::String(place)) if place == "body" || place == "formData" => {
            let media_type = if place == "body" { "application/json" } else { "multipart/form-data" };
            Some(format!("write a `requestBody` next to `parameters`: `content: {{{media_type}: {{schema: …}}}}`"))
        }
        ("required", Value::Bool(_)) if pointer::last(pointer::parent(parent)) == "properties" => {
            let property = pointer::last(parent);
            Some(format!("write `required: [{property}]` next to `properties`, in the schema that has the property"))
        }
        ("required", Value::Object(names)) => {
            let names: Vec<_> = names.iter().filter(|(_, value)| **value == true).map(|(name, _)| &**name).collect();
            Some(format!("write a list of names: `required: [{}]`", names.join(", ")))
        }
        ("required", Value::String(name)) => Some(format!("write a list of names: `required: [{name}]`")),
        ("type", Value::Array(names)) => Some(one_type(names)),
        ("exclusiveMinimum" | "exclusiveMaximum", bound) => exclusive_bound(&key, bound, holder?),
        (_, Value::Null) if pointer::last(parent) == "content" => {
            Some(format!("indent what belongs below `{key}`, or write `{{}}`"))
        }
        (_, Value::Null) => Some("give it a value, or remove the key".to_owned()),
        (_, Value::String(_)) if pointer::last(parent) == "properties" => {
            let schema = format!("`{key}: {{type: string}}`");
            Some(format!("write a schema for each name, such as {schema}; keywords go next to `properties`"))
        }
        ("$ref", Value::String(_)) => Some("write the entries here; a `$ref` can only replace one of them".to_owned()),
        _ => None,
    }
}

/// How the declared version writes an exclusive bound.
fn exclusive_bound(key: &str, value: &Value, holder: &Value) -> Option<String> {
    let bound = if key == "exclusiveMinimum" { "minimum" } else { "maximum" };
    let other = holder.get(bound);
    match value {
        Value::Number(limit) => {
            let keep = if other.is_some() { "the tighter of the two as " } else { "" };
            Some(format!("write {keep}`{bound}: {limit}` and `{key}: true`"))
        }
        Value::Bool(true) => Some(match other {
            Some(limit) => format!("write `{key}: {limit}` instead of `{bound}: {limit}` and `{key}: true`"),
            None => format!("write the bound: `{key}: 0`, for example"),
        }),
        Value::Bool(false) => Some("remove it".to_owned()),
        _ => None,
    }
}

/// What to write for a list of types.
fn one_type(names: &[Value]) -> String {
    let (null, others): (Vec<_>, Vec<_>) = names.iter().filter_map(Value::as_str).partition(|name| *name == "null");
    let nullable = if null.is_empty() { "" } else { " and `nullable: true`" };
    match others.as_slice() {
        [name] => format!("write `type: {name}`{nullable}"),
        names => {
            let members: Vec<_> = names.iter().map(|name| format!("{{type: {name}}}")).collect();
            format!("write `oneOf: [{}]`{nullable}", members.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn advice_for_swaggers_keywords_quotes_the_document() {
        let document = json!({ "host": "api.example.org", "basePath": "/v2/", "schemes": ["http", "https"] });
        let advice = for_unknown_key(&document, "document", "/host", "host");
        assert_eq!(advice.as_deref(), Some("write `servers: [{url: http://api.example.org/v2}]`"));
        let advice = for_unknown_key(&json!({ "basePath": "/v2" }), "document", "/basePath", "basePath");
        assert_eq!(advice.as_deref(), Some("write `servers: [{url: https://api.example.com/v2}]`"));
        let document = json!({ "components": { "Pet": { "type": "object" }, "pets": [] } });
        assert!(for_unknown_key(&document, "components object", "/components/Pet", "Pet").is_some());
        assert_eq!(for_unknown_key(&document, "components object", "/components/pets", "pets"), None);
        assert_eq!(for_unknown_key(&document, "response", "/x", "const"), None);
    }

    #[test]
    fn advice_for_an_unknown_type_names_a_known_one() {
        let known = ["array", "boolean", "integer", "number", "object", "string"];
        for (name, advice) in [
            ("Int", "write `type: integer`"),
            ("datetime", "write `type: string` and `format: date-time`"),
            ("interger", "did you mean `integer`?"),
            ("String", "did you mean `string`?"),
            ("money", "use one of `array`, `boolean`, `integer`, `number`, `object`, `string`"),
        ] {
            assert_eq!(for_type(name, &known), advice, "{name}");
        }
    }

    #[test]
    fn advice_for_a_misfit_says_what_fits() {
        let misfit = |document: Value, at: &str| for_misfit(&document, at).unwrap_or_default();
        for (schema, at, advice) in [
            (json!({ "type": ["string", "null"] }), "/type", "write `type: string` and `nullable: true`"),
            (json!({ "type": ["string", "integer"] }), "/type", "write `oneOf: [{type: string}, {type: integer}]`"),
            (json!({ "exclusiveMinimum": 0 }), "/exclusiveMinimum", "write `minimum: 0` and `exclusiveMinimum: true`"),
            (
                json!({ "maximum": 9, "exclusiveMaximum": 5 }),
                "/exclusiveMaximum",
                "write the tighter of the two as `maximum: 5` and `exclusiveMaximum: true`",
            ),
            (
                json!({ "minimum": 3, "exclusiveMinimum": true }),
                "/exclusiveMinimum",
                "write `exclusiveMinimum: 3` instead of `minimum: 3` and `exclusiveMinimum: true`",
            ),
            (
                json!({ "properties": { "id": { "required": true } } }),
                "/properties/id/required",
                "write `required: [id]` next to `properties`, in the schema that has the property",
            ),
            (json!({ "required": { "a": true, "b": false } }), "/required", "write a list of names: `required: [a]`"),
            (json!({ "required": "a" }), "/required", "write a list of names: `required: [a]`"),
            (
                json!({ "in": "formData" }),
                "/in",
                "write a `requestBody` next to `parameters`: `content: {multipart/form-data: {schema: …}}`",
            ),
        ] {
            assert_eq!(misfit(schema, at), advice, "{at}");
        }
        assert_eq!(for_misfit(&json!({ "title": 1 }), "/title"), None);
    }
}
