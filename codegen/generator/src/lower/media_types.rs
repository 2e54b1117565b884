//! Selects one media type for each body and response, and maps it to one that progenitor knows.
//!
//! What the document calls it stays with the operation, for that is what goes over the wire.

use openscaler_openapi::media_type::essence;
use serde_json::{Map, Value, json};

use super::schemas::{for_each_operation_in, resolve};

/// The media type of a request's body, where progenitor knows it by another.
pub(crate) const CONTENT_TYPE: &str = "x-lowered-content-type";

/// What the `Accept` header of a request says, where progenitor would say something else.
pub(crate) const ACCEPT: &str = "x-lowered-accept";

/// The successes that have no body, where others have JSON.
pub(crate) const EMPTY_SUCCESSES: &str = "x-lowered-empty-successes";

/// The properties of a form that are written with brackets.
pub(crate) const DEEP_FIELDS: &str = "x-lowered-deep-fields";

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";
const BYTES: &str = "application/octet-stream";
const TEXTS: [&str; 2] = ["text/plain", "text/x-markdown"];

/// How a body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sent {
    Json,
    Form,
    /// As a `String`.
    Text,
    /// As the caller gives it.
    Raw,
}

/// The media type of a body that is read or written as JSON, if there is one.
///
/// `application/json` comes first, then its relatives; where any type will do, JSON will if the schema asks for it.
pub(crate) fn json_of<'c>(document: &Value, content: &'c Map<String, Value>) -> Option<&'c String> {
    let rank = |name: &String| -> Option<u8> {
        let essence = essence(name);
        match essence.as_str() {
            JSON => Some(0),
            "text/json" => Some(1),
            "*/*" | "application/*" => is_structured(document, content.get(name)?.get("schema")?).then_some(2),
            other => (other.ends_with("+json") && !other.contains("stream") && is_header_value(name)).then_some(1),
        }
    };
    let ranked = content.keys().filter_map(|name| Some((rank(name)?, name)));
    ranked.min_by_key(|(rank, _)| *rank).map(|(_, name)| name)
}

/// Whether a schema is of something that has parts.
fn is_structured(document: &Value, schema: &Value) -> bool {
    let schema = resolve(document, schema);
    let has = |keyword: &str| schema.get(keyword).is_some();
    matches!(schema.get("type").and_then(Value::as_str), Some("object" | "array"))
        || ["properties", "items", "allOf", "oneOf", "anyOf"].into_iter().any(has)
}

/// How a request's body is sent, and as which of its media types; `None` if none of them can be.
pub(crate) fn sent<'c>(document: &Value, content: &'c Map<String, Value>) -> Option<(Sent, &'c String)> {
    if let Some(name) = json_of(document, content) {
        return Some((Sent::Json, name));
    }
    let known = |name: &&String| {
        let essence = essence(name);
        essence == FORM || essence == BYTES || TEXTS.contains(&essence.as_str())
    };
    let name = content.keys().find(known).or_else(|| content.keys().find(|name| is_sendable(name)))?;
    let schema = content.get(name).and_then(|media_type| media_type.get("schema"));
    let sent = match essence(name) {
        form if form == FORM && schema.is_some() => Sent::Form,
        text if TEXTS.contains(&text.as_str()) => Sent::Text,
        _ => Sent::Raw,
    };
    Some((sent, name))
}

/// Whether the body of a media type can be given as bytes: the caller has nothing to say of it that is not in them.
fn is_sendable(media_type: &str) -> bool {
    let essence = essence(media_type);
    let is_token =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "!#$&-^_.+".contains(c));
    let parts = essence.split_once('/');
    let is_concrete = parts.is_some_and(|(kind, subtype)| kind != "multipart" && is_token(kind) && is_token(subtype));
    is_concrete && is_header_value(media_type)
}

fn is_header_value(text: &str) -> bool {
    text.chars().all(|character| character == ' ' || character.is_ascii_graphic())
}

/// Leaves one media type of each body and of each answer, one that progenitor knows.
pub(super) fn select_media_types(document: &mut Value) {
    for_each_operation_in(document, |document, operation| {
        select_body(document, operation);
        select_answers(document, operation);
    });
}

fn select_body(document: &Value, operation: &mut Map<String, Value>) {
    let content = operation.get_mut("requestBody").and_then(|body| body.get_mut("content")?.as_object_mut());
    let Some(content) = content else { return };
    let Some((sent, name)) = sent(document, content).map(|(sent, name)| (sent, name.clone())) else { return };
    let mut media_type = content.shift_remove(&name).unwrap_or_default();
    let written = json!(if essence(&name).contains('*') { JSON } else { name.trim() });
    let mut deep = Value::Null;
    let (known, media_type) = match sent {
        Sent::Json => {
            let schema = media_type.get("schema").cloned().unwrap_or_else(|| json!({}));
            (JSON, json!({ "schema": schema }))
        }
        Sent::Form => {
            deep = deep_fields(&media_type);
            (FORM, json!({ "schema": media_type["schema"].take() }))
        }
        Sent::Text => {
            let description = media_type.pointer("/schema/description").cloned();
            let mut schema = json!({ "type": "string" });
            if let Some(description) = description {
                schema["description"] = description;
            }
            let known = if essence(&name) == TEXTS[1] { TEXTS[1] } else { TEXTS[0] };
            (known, json!({ "schema": schema }))
        }
        Sent::Raw => (BYTES, json!({ "schema": { "type": "string", "format": "binary" } })),
    };
    content.clear();
    content.insert(known.to_owned(), media_type);
    let is_plain_json = sent == Sent::Json && essence(&name) == JSON && !has_meaning(&name);
    if written != known && !is_plain_json {
        operation.insert(CONTENT_TYPE.to_owned(), written);
    }
    if deep.as_array().is_some_and(|fields| !fields.is_empty()) {
        operation.insert(DEEP_FIELDS.to_owned(), deep);
    }
}

/// Whether the parameters of a media type say more than how its text is encoded.
fn has_meaning(media_type: &str) -> bool {
    let mut parameters = media_type.split(';').skip(1).map(|parameter| parameter.trim().to_ascii_lowercase());
    parameters.any(|parameter| !parameter.is_empty() && !parameter.starts_with("charset="))
}

fn deep_fields(form: &Value) -> Value {
    let encoding = form.get("encoding").and_then(Value::as_object).into_iter().flatten();
    encoding.filter(|(_, how)| how.get("style") == Some(&json!("deepObject"))).map(|(name, _)| json!(name)).collect()
}

/// What a success answers.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    Nothing,
    Json,
    Stream,
}

/// What an answer is, by its content.
pub(crate) fn answer(document: &Value, response: &Value) -> Answer {
    match response.get("content").and_then(Value::as_object) {
        Some(content) if json_of(document, content).is_some() => Answer::Json,
        Some(content) if !content.is_empty() => Answer::Stream,
        _ => Answer::Nothing,
    }
}

pub(crate) fn is_success(status: &str) -> bool {
    status.starts_with('2')
}

/// All successes of an operation get one type: that of the JSON, perhaps none of it, or else a stream.
fn select_answers(document: &Value, operation: &mut Map<String, Value>) {
    let Some(responses) = operation.get_mut("responses").and_then(Value::as_object_mut) else { return };
    if responses.keys().any(|status| is_success(status)) {
        responses.shift_remove("101");
    }
    let successes: Vec<(String, Answer)> = responses
        .iter()
        .filter(|(status, _)| is_success(status))
        .map(|(status, response)| (status.clone(), answer(document, response)))
        .collect();
    let is_one = |kind: Answer| successes.iter().any(|(_, answer)| *answer == kind);
    let mut accepted: Vec<String> = Vec::new();
    let mut empty = Vec::new();
    if is_one(Answer::Stream) {
        for (status, _) in &successes {
            let Some(response) = responses.get_mut(status) else { continue };
            let names = response.get("content").and_then(Value::as_object).into_iter().flat_map(Map::keys);
            accepted.extend(names.filter(|name| is_header_value(name) && name.contains('/')).cloned());
            set_content(response, json!({ BYTES: {} }));
        }
    } else if is_one(Answer::Json) {
        for (status, _) in successes.iter().filter(|(_, answer)| *answer == Answer::Nothing) {
            responses.shift_remove(status);
            empty.push(json!(status));
        }
        accepted = select_json(document, responses);
    }
    accepted.dedup();
    if !accepted.is_empty() && accepted != [JSON] {
        operation.insert(ACCEPT.to_owned(), json!(accepted.join(", ")));
    }
    if !empty.is_empty() {
        operation.insert(EMPTY_SUCCESSES.to_owned(), Value::Array(empty));
    }
}

fn set_content(response: &mut Value, content: Value) {
    response.as_object_mut().map(|response| response.insert("content".to_owned(), content));
}

/// Gives every JSON success one schema, and returns the media types as the document has them.
fn select_json(document: &Value, responses: &mut Map<String, Value>) -> Vec<String> {
    let mut accepted = Vec::new();
    let mut schemas: Vec<Value> = Vec::new();
    let mut successes: Vec<&mut Value> =
        responses.iter_mut().filter(|(status, _)| is_success(status)).map(|(_, response)| response).collect();
    for content in successes.iter().filter_map(|response| response.get("content")?.as_object()) {
        let Some(name) = json_of(document, content) else { continue };
        let is_any = essence(name).contains('*');
        let is_plain = is_any || (essence(name) == JSON && !has_meaning(name)) || !is_header_value(name);
        accepted.push(if is_plain { JSON.to_owned() } else { name.trim().to_owned() });
        let schema = content[name].get("schema").cloned().unwrap_or_else(|| json!({}));
        if !schemas.contains(&schema) {
            schemas.push(schema);
        }
    }
    // Which of several it was is for the caller to say, who knows the status.
    let schema = if schemas.len() == 1 { schemas.remove(0) } else { json!({}) };
    for response in &mut successes {
        set_content(response, json!({ JSON: { "schema": schema } }));
    }
    // A range holds the others.
    if responses.contains_key("2XX") {
        responses.retain(|status, _| status == "2XX" || !is_success(status));
    }
    accepted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn selected(operation: Value) -> Value {
        let mut document = json!({
            "paths": { "/a": { "post": operation } },
            "components": { "schemas": { "Thing": { "type": "object" }, "Text": { "type": "string" } } },
        });
        select_media_types(&mut document);
        document["paths"]["/a"]["post"].take()
    }

    fn thing() -> Value {
        json!({ "schema": { "$ref": "#/components/schemas/Thing" } })
    }

    #[test]
    fn json_is_preferred_whatever_it_is_called() {
        let body = |content: Value| selected(json!({ "requestBody": { "content": content } }));
        for (content, written) in [
            (json!({ "text/csv": {}, "application/json; charset=utf-8": thing() }), Value::Null),
            (json!({ "application/json;version=2": thing() }), json!("application/json;version=2")),
            (json!({ "application/vnd.a+json": thing() }), json!("application/vnd.a+json")),
            (json!({ "*/*": thing() }), Value::Null),
        ] {
            let operation = body(content.clone());
            assert_eq!(operation["requestBody"]["content"], json!({ "application/json": thing() }), "{content}");
            assert_eq!(operation[CONTENT_TYPE], written, "{content}");
        }
    }

    #[test]
    fn what_is_no_json_is_sent_as_it_is() {
        for (media_type, known) in [("text/csv", BYTES), ("application/xml", BYTES), ("image/png", BYTES)] {
            let operation = selected(json!({ "requestBody": { "content": { media_type: thing() } } }));
            let schema = json!({ "type": "string", "format": "binary" });
            assert_eq!(operation["requestBody"]["content"], json!({ known: { "schema": schema } }));
            assert_eq!(operation[CONTENT_TYPE], media_type);
        }
        let content = json!({ "text/plain": { "schema": { "type": "string", "enum": ["a"] } } });
        let operation = selected(json!({ "requestBody": { "content": content } }));
        let expected = json!({ "text/plain": { "schema": { "type": "string" } } });
        assert_eq!(operation["requestBody"]["content"], expected);
        assert_eq!(operation.get(CONTENT_TYPE), None);
        let content = json!({ "multipart/form-data": thing(), "image/*": {}, "": {} });
        let operation = json!({ "requestBody": { "content": content } });
        assert_eq!(selected(operation.clone()), operation);
    }

    #[test]
    fn an_answer_that_is_no_object_is_left_as_it_is() {
        for odd in [json!("none"), json!([1]), json!(true)] {
            let operation = selected(json!({ "responses": { "200": { "content": { "text/csv": {} } }, "2XX": odd } }));
            assert_eq!(operation["responses"]["2XX"], odd);
        }
    }

    #[test]
    fn successes_get_one_type() {
        let answers = |responses: Value| selected(json!({ "responses": responses }));
        let json = |schema: Value| json!({ "content": { "application/json": { "schema": schema } } });
        let operation = answers(json!({ "200": json(json!({ "type": "object" })), "204": {}, "404": {} }));
        assert_eq!(operation["responses"], json!({ "200": json(json!({ "type": "object" })), "404": {} }));
        assert_eq!(operation[EMPTY_SUCCESSES], json!(["204"]));
        let operation =
            answers(json!({ "200": json(json!({ "type": "object" })), "201": json(json!({ "type": "array" })) }));
        assert_eq!(operation["responses"], json!({ "200": json(json!({})), "201": json(json!({})) }));
        let operation = answers(json!({ "101": {}, "200": { "content": { "text/event-stream": {} } }, "204": {} }));
        let bytes = json!({ "content": { "application/octet-stream": {} } });
        assert_eq!(operation["responses"], json!({ "200": bytes, "204": bytes }));
        assert_eq!(operation[ACCEPT], "text/event-stream");
        let operation = answers(json!({ "2XX": json(json!({})), "201": json(json!({})), "202": {} }));
        assert_eq!(operation["responses"], json!({ "2XX": json(json!({})) }));
    }
}
