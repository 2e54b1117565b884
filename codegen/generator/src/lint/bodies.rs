//! Rules on bodies: a media type that can be sent, and a schema for JSON.

use openscaler_openapi::context::Context;
use openscaler_openapi::document::pointer;
use openscaler_openapi::lint::Findings;
use openscaler_openapi::lint::words::article;
use openscaler_openapi::schemas::{format_of, type_of};
use openscaler_openapi::structure::Node;
use serde_json::Value;

use super::responses::json_media_type;
use crate::lower::media_types::{Sent, is_success, sent};

/// What is offered in the place of what cannot be sent.
const OFFERED: &str = "`application/json`, `application/x-www-form-urlencoded` or the one media type of a file";

/// The media type of each body that is not JSON, and how it is sent.
fn bodies<'d>(context: &Context<'d>) -> Vec<(Node<'d>, Option<(Sent, &'d String)>)> {
    let bodies =
        context.operations.iter().flat_map(|operation| context.resolved_children(&operation.node, "requestBody"));
    let content =
        |body: &Node<'d>| body.get("content").and_then(Value::as_object).filter(|content| !content.is_empty());
    bodies.filter_map(|body| Some((body.clone(), sent(context.document(), content(&body)?)))).collect()
}

pub(super) fn unsupported_request_body(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (body, sent) in bodies(context) {
        let media_types = body.children_of("content");
        match sent {
            None => {
                let names: Vec<_> =
                    media_types.iter().map(|node| format!("`{}`", pointer::last(&node.pointer))).collect();
                let message = format!("a body of {} cannot be sent", names.join(" or "));
                findings.report(&body.at("content"), message, format!("offer {OFFERED}"));
            }
            Some((Sent::Form, name)) => {
                let form = media_types.iter().find(|media_type| pointer::last(&media_type.pointer) == *name);
                let Some(form) = form else { continue };
                let schema = context.resolved_children(form, "schema").into_iter().next();
                if let Some(kind) = schema.as_ref().and_then(type_of).filter(|kind| *kind != "object") {
                    let message = format!("a form has fields, and {} {kind} has none", article(kind));
                    let help = "write a `schema` of `type: object`, whose properties are the form's fields";
                    findings.report(&form.at("schema"), message, help);
                }
            }
            Some(_) => {}
        }
    }
}

/// The caller writes it, and nothing tells whether it is what the schema says.
pub(super) fn unchecked_body(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (body, sent) in bodies(context) {
        let Some((Sent::Raw | Sent::Text, name)) = sent else { continue };
        let media_types = body.children_of("content").into_iter();
        let media_type = media_types.filter(|media_type| pointer::last(&media_type.pointer) == *name);
        for schema in media_type.flat_map(|media_type| context.resolved_children(&media_type, "schema")) {
            let is_plain = matches!(type_of(&schema), None | Some("string"))
                && matches!(format_of(&schema), None | Some("binary" | "byte"))
                && NOT_IN_TEXT.iter().all(|rule| schema.get(rule).is_none());
            if !is_plain {
                let message = format!("a body of `{name}` is sent as the caller gives it, whatever this schema says");
                findings.report(&schema.pointer, message, "write `type: string`, which says so");
            }
        }
    }
}

/// What a body that is sent as it is does not heed.
#[rustfmt::skip]
const NOT_IN_TEXT: [&str; 11] = [
    "allOf", "anyOf", "enum", "items", "maxLength", "minLength", "nullable", "oneOf", "pattern", "properties", "required",
];

/// JSON without a schema is taken for any JSON value, sent or answered.
pub(super) fn json_without_schema(context: &Context<'_>, findings: &mut Findings<'_>) {
    for operation in &context.operations {
        let bodies = context.resolved_children(&operation.node, "requestBody");
        let sent = bodies.iter().map(|body| ("is sent", body.clone()));
        let answers = operation.node.children_of("responses").into_iter();
        let successes = answers.filter(|response| is_success(&pointer::last(&response.pointer)));
        let answered = successes.filter_map(|response| Some(("is answered", context.resolve(&response)?)));
        for (what, holder) in sent.chain(answered) {
            if let Some(media_type) =
                json_media_type(context, &holder).filter(|media_type| media_type.get("schema").is_none())
            {
                let message = format!("the JSON that {what} has no schema, so it is any JSON value");
                let help = "add a `schema`; `{}` says that any value is meant";
                findings.report(&media_type.pointer, message, help);
            }
        }
    }
}
