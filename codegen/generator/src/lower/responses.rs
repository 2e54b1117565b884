//! Normalizes responses: one type for all successes and one for all errors, or progenitor panics.

use openscaler_openapi::structure::for_each_operation;
use serde_json::Value;

/// `default` beside a success means every error; alone it also means the success.
///
/// progenitor counts `default` as both, finds two types of success and panics.
pub(super) fn split_default(document: &mut Value) {
    for_each_operation(document, |operation| {
        let Some(responses) = operation.get_mut("responses").and_then(Value::as_object_mut) else { return };
        let Some(default) = responses.shift_remove("default") else { return };
        if !responses.keys().any(|status| is_success(status)) {
            responses.insert("2XX".to_owned(), default.clone());
        }
        for range in ["4XX", "5XX"] {
            responses.entry(range).or_insert_with(|| default.clone());
        }
    });
}

/// An error keeps its body as it came (`Error::body`), so no two errors can differ in type.
pub(super) fn drop_error_bodies(document: &mut Value) {
    for_each_response(document, |status, response| {
        if let (false, Some(response)) = (is_success(status), response.as_object_mut()) {
            response.shift_remove("content");
        }
    });
}

/// The answer to a `HEAD` has no body, whatever that to a `GET` would have; nor has one without content.
pub(super) fn drop_what_has_no_body(document: &mut Value) {
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    for operation in paths.into_iter().flat_map(|paths| paths.values_mut()).filter_map(|item| item.get_mut("head")) {
        let responses = operation.get_mut("responses").and_then(Value::as_object_mut);
        for response in responses.into_iter().flat_map(|responses| responses.values_mut()) {
            response.as_object_mut().map(|response| response.shift_remove("content"));
        }
    }
    const WITHOUT_BODY: [&str; 2] = ["204", "205"];
    for_each_response(document, |status, response| {
        if WITHOUT_BODY.contains(&status) {
            response.as_object_mut().map(|response| response.shift_remove("content"));
        }
    });
}

fn is_success(status: &str) -> bool {
    status.starts_with('2') || status == "101"
}

fn for_each_response(document: &mut Value, mut visit: impl FnMut(&str, &mut Value)) {
    for_each_operation(document, |operation| {
        let responses = operation.get_mut("responses").and_then(Value::as_object_mut);
        for (status, response) in responses.into_iter().flatten() {
            visit(status, response);
        }
    });
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn document(responses: Value) -> Value {
        json!({
            "paths": { "/pets": { "get": { "operationId": "list", "responses": responses } } },
            "components": { "responses": { "Failed": { "description": "failed", "content": json_of("#/error") } } },
        })
    }

    fn json_of(reference: &str) -> Value {
        json!({ "application/json": { "schema": { "$ref": reference } } })
    }

    fn responses(document: &Value) -> &Value {
        &document["paths"]["/pets"]["get"]["responses"]
    }

    #[test]
    fn default_beside_a_success_is_every_error() {
        let mut document =
            document(json!({ "200": { "content": json_of("#/pet") }, "default": { "description": "e" } }));
        split_default(&mut document);
        let expected = json!({
            "200": { "content": json_of("#/pet") },
            "4XX": { "description": "e" },
            "5XX": { "description": "e" },
        });
        assert_eq!(responses(&document), &expected);
    }

    #[test]
    fn default_leaves_a_range_that_is_spelled_out() {
        let mut document = document(json!({ "200": {}, "4XX": { "description": "mine" }, "default": {} }));
        split_default(&mut document);
        assert_eq!(responses(&document)["4XX"]["description"], "mine");
    }

    #[test]
    fn default_alone_is_also_the_success() {
        let mut document = document(json!({ "default": { "content": json_of("#/pet") } }));
        split_default(&mut document);
        assert_eq!(responses(&document)["2XX"]["content"], json_of("#/pet"));
    }

    #[test]
    fn different_error_bodies_no_longer_differ() {
        let mut document = document(json!({
            "200": { "content": json_of("#/pet") },
            "400": { "description": "a", "content": json_of("#/a") },
            "404": { "description": "b", "content": json_of("#/b") },
        }));
        drop_error_bodies(&mut document);
        let expected = json!({
            "200": { "content": json_of("#/pet") },
            "400": { "description": "a" },
            "404": { "description": "b" },
        });
        assert_eq!(responses(&document), &expected);
    }
}
