//! Rules on responses: one type of success per operation.
//!
//! Errors need none: their bodies are kept as they came. Nor does an answer that is not JSON: it is streamed.

use openscaler_openapi::context::{Context, Operation};
use openscaler_openapi::document::pointer;
use openscaler_openapi::lint::Findings;
use openscaler_openapi::structure::Node;
use serde_json::Value;

use crate::lower::media_types::{Answer, answer, is_success, json_of};

/// The JSON of an answer.
pub(super) fn json_media_type<'d>(context: &Context<'d>, holder: &Node<'d>) -> Option<Node<'d>> {
    let name = json_of(context.document(), holder.get("content")?.as_object()?)?;
    holder.children_of("content").into_iter().find(|media_type| pointer::last(&media_type.pointer) == *name)
}

fn describe(context: &Context<'_>, response: &Node<'_>) -> String {
    match answer(context.document(), response.value) {
        Answer::Nothing => "no body".to_owned(),
        Answer::Stream => "a stream of bytes".to_owned(),
        Answer::Json => {
            let schema = json_media_type(context, response).and_then(|media_type| media_type.get("schema"));
            match schema.map(pointer::reference) {
                None => "any JSON value".to_owned(),
                Some(Some(reference)) => format!("`{}`", reference.rsplit('/').next().unwrap_or(reference)),
                Some(None) => "JSON of a schema of its own".to_owned(),
            }
        }
    }
}

/// The successes of an operation that have a body, as they are written and with what their references lead to.
fn successes<'d>(context: &Context<'d>, operation: &Operation<'d>) -> Vec<(Node<'d>, Node<'d>)> {
    let written = operation.node.children_of("responses").into_iter();
    let successes = written.filter(|response| is_success(&pointer::last(&response.pointer)));
    let resolved = successes.filter_map(|response| Some((response.clone(), context.resolve(&response)?)));
    let status = |node: &Node<'_>| pointer::last(&node.pointer);
    // What stands under these statuses is never sent.
    resolved.filter(|(written, _)| !matches!(status(written).as_str(), "204" | "205")).collect()
}

/// A method returns one type, whichever of the successes it was: what is none, or one of several, is any.
pub(super) fn conflicting_success_bodies(context: &Context<'_>, findings: &mut Findings<'_>) {
    for operation in context.operations.iter().filter(|operation| pointer::last(&operation.node.pointer) != "head") {
        let kind = |response: &Node<'_>| answer(context.document(), response.value);
        let successes = successes(context, operation);
        let mut with_body = successes.iter().filter(|(_, response)| kind(response) != Answer::Nothing);
        let Some((other_written, other)) = with_body.next() else { continue };
        let schema = |response: &Node<'_>| {
            json_media_type(context, response).map(|media_type| media_type.get("schema").cloned())
        };
        for (written, response) in with_body.filter(|(_, response)| schema(response) != schema(other)) {
            let is_stream = kind(response) == Answer::Stream || kind(other) == Answer::Stream;
            let returned = if is_stream { "a stream of bytes" } else { "any JSON value" };
            let message = format!(
                "{} answers {} with {} and {} with {}, so its method returns {returned}",
                operation.name(),
                pointer::last(&other_written.pointer),
                describe(context, other),
                pointer::last(&written.pointer),
                describe(context, response),
            );
            let related = [(&*other_written.pointer, "the other success")];
            let help = "give every success the same body, or leave one of them out";
            findings.report_with(&written.pointer, message, help, &related);
        }
    }
}

/// What follows a 101 is a conversation of which the document says nothing.
pub(super) fn unsupported_upgrade(context: &Context<'_>, findings: &mut Findings<'_>) {
    for operation in &context.operations {
        let responses = operation.node.get("responses").and_then(Value::as_object).into_iter().flatten();
        let statuses: Vec<&String> = responses.map(|(status, _)| status).collect();
        let is_other = |status: &&String| is_success(status) || *status == "default";
        if statuses.iter().any(|status| *status == "101") && !statuses.iter().any(is_other) {
            let message = format!("{} only answers 101, and the client does not change protocols", operation.name());
            let at = pointer::join(&operation.node.at("responses"), "101");
            findings.report(&at, message, "add a success that is an answer, or leave the operation out");
        }
    }
}

/// With neither a success nor a `default` nothing says what a method returns, and it returns whatever comes.
pub(super) fn no_success_response(context: &Context<'_>, findings: &mut Findings<'_>) {
    for operation in &context.operations {
        let Some(responses) = operation.node.get("responses").and_then(Value::as_object) else { continue };
        if !responses.keys().any(|status| is_success(status) || *status == "default" || *status == "101") {
            let message = format!("{} has no success, so its method returns a stream of bytes", operation.name());
            let help = "add the response of a success, such as `204`, or a `default`";
            findings.report(&operation.node.at("responses"), message, help);
        }
    }
}
