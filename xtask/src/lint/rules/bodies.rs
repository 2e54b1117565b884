//! Rules on bodies: that there is a media type that can be sent, and what JSON holds.

use serde_json::Value;

use super::responses::{is_success, json_media_type};
use crate::document::pointer;
use crate::lint::Findings;
use crate::lint::context::Context;
use crate::lint::schemas::{format_of, type_of};
use crate::lint::structure::Node;

/// The media types that progenitor sends.
const SENT: [&str; 5] = [
    "application/json",
    "application/octet-stream",
    "application/x-www-form-urlencoded",
    "text/plain",
    "text/x-markdown",
];

/// What a schema of a body that is sent as it is must not have.
const NOT_IN_TEXT: [&str; 3] = ["enum", "nullable", "default"];
const BOUNDS_OF_TEXT: [&str; 3] = ["pattern", "minLength", "maxLength"];

/// A media type without its parameters.
pub(crate) fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

fn is_sent(media_type: &Node<'_>) -> bool {
    SENT.contains(&essence(&pointer::last(&media_type.pointer)).as_str())
}

pub(super) fn unsupported_request_body(context: &Context<'_>, findings: &mut Findings<'_>) {
    for operation in &context.operations {
        for body in context.resolved_children(&operation.node, "requestBody") {
            let media_types = body.children_of("content");
            match media_types.iter().find(|media_type| is_sent(media_type)) {
                Some(sent) => unsupported_media_type(context, sent, findings),
                None if media_types.is_empty() => {}
                None => {
                    let names: Vec<_> =
                        media_types.iter().map(|node| format!("`{}`", pointer::last(&node.pointer))).collect();
                    let message = format!("a body of {} cannot be sent", names.join(" or "));
                    let help = format!("offer one of `{}`", SENT.join("`, `"));
                    findings.report(&body.at("content"), message, help);
                }
            }
        }
    }
}

/// JSON without a schema is any JSON; there is another finding for that.
fn unsupported_media_type(context: &Context<'_>, media_type: &Node<'_>, findings: &mut Findings<'_>) {
    let name = pointer::last(&media_type.pointer);
    let kind = essence(&name);
    let schemas = context.resolved_children(media_type, "schema");
    let (wanted, help) = match kind.as_str() {
        "application/json" => return,
        "application/x-www-form-urlencoded" => {
            let has_encoding = media_type.get("encoding").and_then(Value::as_object).is_some_and(|map| !map.is_empty());
            if has_encoding {
                let message = "a form's `encoding` cannot be generated";
                let help = "remove `encoding`; each property is then sent as it is";
                findings.report(&media_type.at("encoding"), message, help);
            }
            (None, "add a `schema`, an object whose properties are the form's fields")
        }
        "application/octet-stream" => (Some("binary"), "write `schema: {type: string, format: binary}`"),
        _ => (None, "write `schema: {type: string}`"),
    };
    let Some(schema) = schemas.first() else {
        let message = format!("the body of `{name}` has no schema, so its type is not known");
        return findings.report(&media_type.pointer, message, help);
    };
    let is_text = kind != "application/x-www-form-urlencoded";
    // What bounds a string that is written here is taken off it; a component keeps its rules.
    let is_inline = media_type.get("schema").is_some_and(|schema| pointer::reference(schema).is_none());
    let is_loosened = is_inline && wanted.is_none();
    let is_plain = type_of(schema) == Some("string")
        && (is_loosened || format_of(schema) == wanted)
        && NOT_IN_TEXT.iter().all(|rule| schema.get(rule).is_none())
        && (is_loosened || BOUNDS_OF_TEXT.iter().all(|rule| schema.get(rule).is_none()));
    if is_text && !is_plain {
        let message = format!("a body of `{name}` is sent as it is, whatever this schema says");
        findings.report(&media_type.at("schema"), message, help);
    }
}

/// JSON without a schema is taken for any JSON value, sent or answered.
pub(super) fn json_without_schema(context: &Context<'_>, findings: &mut Findings<'_>) {
    for operation in &context.operations {
        let bodies = context.resolved_children(&operation.node, "requestBody");
        let sent = bodies.iter().map(|body| ("is sent", body.clone()));
        let answers = operation.node.children_of("responses").into_iter();
        let successes = answers.filter(|response| is_success(&pointer::last(&response.pointer)));
        let answered = successes.filter_map(|response| Some(("is answered", context.resolve(&response)?)));
        for (what, holder) in sent.chain(answered) {
            if let Some(media_type) = json_media_type(&holder).filter(|media_type| media_type.get("schema").is_none()) {
                let message = format!("the JSON that {what} has no schema, so it is any JSON value");
                let help = "add a `schema`; `{}` says that any value is meant";
                findings.report(&media_type.pointer, message, help);
            }
        }
    }
}
