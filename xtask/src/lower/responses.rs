//! Answers: progenitor wants one type for all successes and one for all errors, and panics on anything else.

use serde_json::{Map, Value, json};

use super::schemas::{for_each_operation, resolve};

/// Writes each referenced response out where it is used, so that the later passes can change it there.
pub(super) fn inline_references(document: &mut Value) {
    let whole = document.clone();
    for_each_response(document, |_, response| {
        let resolved = resolve(&whole, response);
        if !std::ptr::eq(resolved, response) {
            *response = resolved.clone();
        }
    });
}

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

/// Of several media types the JSON one counts; JSON without a schema is any JSON.
pub(super) fn choose_json(document: &mut Value) {
    for_each_response(document, |_, response| {
        if let Some(content) = response.get_mut("content").and_then(Value::as_object_mut) {
            keep_json(content);
        }
    });
}

/// Leaves only the JSON media type of `content`, if there is one.
pub(super) fn keep_json(content: &mut Map<String, Value>) {
    let Some(name) = content.keys().find(|name| is_json(name)).cloned() else { return };
    let Some(mut media_type) = content.shift_remove(&name) else { return };
    if let Some(media_type) = media_type.as_object_mut() {
        media_type.entry("schema").or_insert_with(|| json!({}));
    }
    content.clear();
    content.insert("application/json".to_owned(), media_type);
}

fn is_json(media_type: &str) -> bool {
    media_type.split(';').next().is_some_and(|essence| essence.trim().eq_ignore_ascii_case("application/json"))
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
    fn a_referenced_response_is_written_out() {
        let mut document = document(json!({ "4XX": { "$ref": "#/components/responses/Failed" } }));
        inline_references(&mut document);
        assert_eq!(responses(&document)["4XX"]["description"], "failed");
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

    #[test]
    fn of_several_media_types_the_json_one_is_kept() {
        let mut document = document(json!({ "200": { "content": {
            "text/csv": {},
            "application/json; charset=utf-8": { "schema": { "type": "string" } },
        } } }));
        choose_json(&mut document);
        let expected = json!({ "application/json": { "schema": { "type": "string" } } });
        assert_eq!(responses(&document)["200"]["content"], expected);
    }

    #[test]
    fn json_without_a_schema_is_any_json() {
        let mut document = document(json!({ "200": { "content": { "application/json": {} } } }));
        choose_json(&mut document);
        assert_eq!(responses(&document)["200"]["content"], json!({ "application/json": { "schema": {} } }));
    }
}
