//! Rules on responses: one type of success for each operation.
//!
//! Errors need none: their bodies are kept as they came. Nor does an answer that is not JSON: it is streamed.

use serde_json::Value;

use super::bodies::essence;
use crate::document::pointer;
use crate::lint::Findings;
use crate::lint::context::Context;
use crate::lint::structure::Node;

/// What a caller gets of a success.
#[derive(PartialEq)]
enum Body<'d> {
    Nothing,
    Stream,
    Upgrade,
    Json(Option<&'d Value>),
}

impl Body<'_> {
    fn describe(&self) -> String {
        match self {
            Body::Nothing => "no body".to_owned(),
            Body::Stream => "a stream of bytes".to_owned(),
            Body::Upgrade => "a connection".to_owned(),
            Body::Json(None) => "any JSON value".to_owned(),
            Body::Json(Some(schema)) => match pointer::reference(schema) {
                Some(reference) => format!("`{}`", reference.rsplit('/').next().unwrap_or(reference)),
                None => "JSON of a schema of its own".to_owned(),
            },
        }
    }
}

pub(super) fn is_success(status: &str) -> bool {
    status.starts_with('2') || status == "101"
}

pub(super) fn json_media_type<'d>(response: &Node<'d>) -> Option<Node<'d>> {
    let is_json = |node: &Node<'_>| essence(&pointer::last(&node.pointer)) == "application/json";
    response.children_of("content").into_iter().find(is_json)
}

fn body<'d>(status: &str, response: &Node<'d>) -> Body<'d> {
    match json_media_type(response) {
        Some(media_type) => Body::Json(media_type.get("schema")),
        None if status == "101" => Body::Upgrade,
        None if response.children_of("content").is_empty() => Body::Nothing,
        None => Body::Stream,
    }
}

/// A method returns one type, whichever of the successes it was.
pub(super) fn conflicting_success_bodies(context: &Context<'_>, findings: &mut Findings<'_>) {
    for operation in &context.operations {
        let mut first: Option<(Node<'_>, Body<'_>)> = None;
        for written in operation.node.children_of("responses") {
            let status = pointer::last(&written.pointer);
            let Some(response) = context.resolve(&written).filter(|_| is_success(&status)) else { continue };
            let body = body(&status, &response);
            match &first {
                None => first = Some((written, body)),
                Some((other, other_body)) if *other_body != body => {
                    let (one, two) = (other_body.describe(), body.describe());
                    let name = operation.name();
                    let message =
                        format!("{name} answers {} with {one} and {status} with {two}", pointer::last(&other.pointer));
                    let related = [(&*other.pointer, "the other success")];
                    let help = "give every success the same body, or leave one of them out";
                    findings.report_with(&written.pointer, message, help, &related);
                }
                Some(_) => {}
            }
        }
    }
}

/// With neither a success nor a `default` nothing says what a method returns, and it returns whatever comes.
pub(super) fn no_success_response(context: &Context<'_>, findings: &mut Findings<'_>) {
    for operation in &context.operations {
        let Some(responses) = operation.node.get("responses").and_then(Value::as_object) else { continue };
        if !responses.keys().any(|status| is_success(status) || status == "default") {
            let message = format!("{} has no success, so its method returns a stream of bytes", operation.name());
            let help = "add the response of a success, such as `204`, or a `default`";
            findings.report(&operation.node.at("responses"), message, help);
        }
    }
}
