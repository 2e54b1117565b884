//! Rules on request bodies: that there is one media type that can be sent.

use serde_json::Value;

use crate::document::pointer;
use crate::lint::Findings;
use crate::lint::context::Context;
use crate::lint::structure::Node;

/// The media types that progenitor sends.
const SENT: [&str; 5] = [
    "application/json",
    "application/octet-stream",
    "application/x-www-form-urlencoded",
    "text/plain",
    "text/x-markdown",
];

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
                Some(sent) => unsupported_media_type(sent, findings),
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

fn unsupported_media_type(media_type: &Node<'_>, findings: &mut Findings<'_>) {
    let name = pointer::last(&media_type.pointer);
    if media_type.get("schema").is_none() {
        let message = format!("the body of `{name}` has no schema, so its type is not known");
        findings.report(&media_type.pointer, message, "add a `schema`; `{}` is any JSON value");
    }
    let has_encoding = media_type.get("encoding").and_then(Value::as_object).is_some_and(|map| !map.is_empty());
    if has_encoding && essence(&name) == "application/x-www-form-urlencoded" {
        let message = "a form's `encoding` cannot be generated";
        findings.report(&media_type.at("encoding"), message, "remove `encoding`; each property is then sent as it is");
    }
}
