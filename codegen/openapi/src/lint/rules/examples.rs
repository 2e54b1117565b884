//! Rules on examples and defaults: they match their schemas.

use serde_json::Value;

use crate::context::{Context, Direction};
use crate::document::pointer;
use crate::lint::findings::Findings;
use crate::media_type::{essence, is_json};
use crate::structure::{Kind, Node, Version};
use crate::validation::{Given, mismatches};

pub(super) fn example_mismatch(context: &Context<'_>, findings: &mut Findings<'_>) {
    let schemas = context.of(Kind::Schema).flat_map(|schema| {
        let listed = schema.get("examples").and_then(Value::as_array).filter(|_| schema.version >= Version::V3_1);
        let listed = (0..listed.map_or(0, Vec::len)).map(|index| format!("examples/{index}"));
        std::iter::once("example".to_owned()).chain(listed).filter_map(|path| of_schema(context, schema, &path))
    });
    let parameters = context.of(Kind::Parameter).flat_map(|node| of_node(context, node, Some(Direction::Request)));
    let headers = context.of(Kind::Header).flat_map(|node| of_node(context, node, Some(Direction::Response)));
    let media_types = context.of(Kind::MediaType).filter(|node| is_structured(&pointer::last(&node.pointer)));
    let media_types = media_types.flat_map(|node| of_node(context, node, direction(&node.pointer)));
    let given: Vec<_> = schemas.chain(parameters).chain(headers).chain(media_types).collect();
    report_mismatches(context, &given, "example", findings);
}

pub(super) fn default_mismatch(context: &Context<'_>, findings: &mut Findings<'_>) {
    let given: Vec<_> = context.of(Kind::Schema).filter_map(|schema| of_schema(context, schema, "default")).collect();
    report_mismatches(context, &given, "default", findings);
}

fn report_mismatches(context: &Context<'_>, given: &[Given<'_>], what: &str, findings: &mut Findings<'_>) {
    for (given, mismatches) in given.iter().zip(mismatches(context, given)) {
        for mismatch in mismatches {
            let message = format!("the {what} does not match its schema: {}", mismatch.reason);
            let related = [(&*given.schema.pointer, "the schema")];
            findings.report_with(&mismatch.pointer, message, format!("correct the {what}, or the schema"), &related);
        }
    }
}

/// The value that a schema gives for itself; `path` leads to it.
fn of_schema<'d>(context: &Context<'d>, schema: &Node<'d>, path: &str) -> Option<Given<'d>> {
    if schema.is_reference() {
        return None;
    }
    let value = schema.value.pointer(&format!("/{path}"))?;
    let direction = match (context.is_in(Direction::Request, schema), context.is_in(Direction::Response, schema)) {
        (true, false) => Some(Direction::Request),
        (false, true) => Some(Direction::Response),
        _ => None,
    };
    Some(Given { pointer: format!("{}/{path}", schema.pointer), value, schema: schema.clone(), direction })
}

/// The values that a parameter, a header or a media type gives for its schema.
fn of_node<'d>(context: &Context<'d>, node: &Node<'d>, direction: Option<Direction>) -> Vec<Given<'d>> {
    let Some(schema) = node.children_of("schema").into_iter().next() else { return Vec::new() };
    let single = node.get("example").map(|value| (node.at("example"), value));
    let named = context.resolved_children(node, "examples");
    let named = named.iter().filter_map(|example| Some((example.at("value"), example.get("value")?)));
    let given = |(pointer, value)| Given { pointer, value, schema: schema.clone(), direction };
    single.into_iter().chain(named).map(given).collect()
}

/// Whether an example of the media type is written as the value itself, and not as a text.
fn is_structured(media_type: &str) -> bool {
    is_json(media_type) || essence(media_type) == "application/x-www-form-urlencoded"
}

/// Whether what is at `pointer` is part of a request or of a response.
fn direction(pointer: &str) -> Option<Direction> {
    pointer.rsplit('/').find_map(|token| match token {
        "requestBody" | "requestBodies" => Some(Direction::Request),
        "responses" => Some(Direction::Response),
        _ => None,
    })
}
