//! Small documents, and the models that they become, written short.

mod directions;
mod links;
mod names;
mod objects;
mod operations;
mod recursion;
mod repository;
mod scalars;
mod schemas;
mod security;
mod show;
mod tagged;
mod unions;

use openscaler_openapi::document::Source;

use super::{Interpreted, LeftOut, interpret};

/// Interprets a document.
fn interpreted(document: &str) -> Interpreted {
    interpret(&Source::parse("document.yaml", document.to_owned()).expect("a document"))
}

/// A document with an operation that sends and receives `Root`, in one direction or both.
fn document(schemas: &str, is_sent: bool, is_received: bool) -> String {
    let content =
        "{ content: { application/json: { schema: { $ref: '#/components/schemas/Root' } } }, description: It. }";
    let body = if is_sent { format!("requestBody: {content}, ") } else { String::new() };
    let answer = if is_received { content } else { "{ description: Done. }" };
    let schemas: String = schemas.lines().map(|line| format!("    {line}\n")).collect();
    format!(
        "openapi: 3.0.3\ninfo: {{ title: A, version: '1' }}\npaths:\n  /x: {{ post: {{ operationId: ask, {body}responses: {{ '200': {answer} }} }} }}\ncomponents:\n  schemas:\n{schemas}"
    )
}

/// The types of a request that is `Root`.
fn request(schemas: &str) -> String {
    show::types(&interpreted(&document(schemas, true, false)).api)
}

/// The types of an answer that is `Root`.
fn answer(schemas: &str) -> String {
    show::types(&interpreted(&document(schemas, false, true)).api)
}

/// The types where `Root` is sent and received.
fn both(schemas: &str) -> String {
    show::types(&interpreted(&document(schemas, true, true)).api)
}
