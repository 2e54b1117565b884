//! Answers: what the successes of an operation bring, and what it accepts.

use super::bodies::{is_structured, value};
use openscaler_openapi::media_type::essence;

use super::media_types;
use super::references::Part;
use super::types::{Direction, TypeMaker};
use crate::api::{Answer, Origin, Shape, Success};

/// Statuses whose answers have no body, whatever the document says.
const WITHOUT_BODY: [&str; 2] = ["204", "205"];

/// A success and its media types.
struct Response<'d> {
    status: &'d str,
    part: Part<'d>,
    content: Vec<(&'d str, Part<'d>)>,
}

/// What the successes of an operation bring: JSON if one has it, perhaps none of it; a stream if one has anything else.
pub(super) fn interpret<'d>(types: &mut TypeMaker<'d>, operation: &Part<'d>, method: &str) -> Success {
    let responses = responses(types, operation, method);
    let nothing = |content| Success {
        accept: None,
        content,
        empty_statuses: Vec::new(),
        origin: Origin(operation.pointer.clone()),
    };
    let Some(first) = responses.first() else { return nothing(Answer::Nothing) };
    if first.status == "101" {
        return nothing(Answer::Upgraded);
    }
    let json = |types: &TypeMaker<'_>, response: &Response<'_>| {
        media_types::json_of(&response.content, |media_type| is_structured(types, media_type))
    };
    let kinds: Vec<Option<usize>> = responses.iter().map(|response| json(types, response)).collect();
    let mut accepted: Vec<String> = Vec::new();
    let mut empty_statuses = Vec::new();
    let mut shapes: Vec<Shape> = Vec::new();
    let mut origin = None;
    let is_stream = responses.iter().zip(&kinds).any(|(response, json)| !response.content.is_empty() && json.is_none());
    for (response, json) in responses.iter().zip(&kinds) {
        match json.map(|index| &response.content[index]) {
            _ if is_stream => {
                let names = response.content.iter().map(|(name, _)| *name);
                let names = names.filter(|name| media_types::is_header_value(name) && name.contains('/'));
                accepted.extend(names.map(str::to_owned));
            }
            None => empty_statuses.extend(response.status.parse::<u16>()),
            Some((name, media_type)) => {
                accepted.push(accept(name));
                let shape = value(types, media_type, Direction::Response);
                if !shapes.contains(&shape) {
                    shapes.push(shape);
                }
                origin.get_or_insert_with(|| response.part.pointer.clone());
            }
        }
    }
    let content = match shapes.as_slice() {
        _ if is_stream => Answer::Stream,
        [] => return nothing(Answer::Nothing),
        [only] => Answer::Json(only.clone()),
        // Which of several it was is for the caller to say, who knows the status.
        _ => Answer::Json(Shape::Any),
    };
    let mut seen = std::collections::HashSet::new();
    accepted.retain(|media_type| seen.insert(media_type.clone()));
    Success {
        accept: (!accepted.is_empty()).then(|| accepted.join(", ")),
        content,
        empty_statuses,
        origin: Origin(origin.unwrap_or_else(|| first.part.pointer.clone())),
    }
}

/// What the `Accept` header says for a media type of JSON.
fn accept(name: &str) -> String {
    let is_plain = essence(name).contains('*')
        || (essence(name) == media_types::JSON && !media_types::has_meaning(name))
        || !media_types::is_header_value(name);
    if is_plain { media_types::JSON.to_owned() } else { name.trim().to_owned() }
}

/// The successes of an operation: those with a status of success, else `default`, else an upgrade.
fn responses<'d>(types: &TypeMaker<'d>, operation: &Part<'d>, method: &str) -> Vec<Response<'d>> {
    let written = operation.get("responses").map(|responses| responses.entries()).unwrap_or_default();
    let document = types.conjunctions.schemas.document;
    let of_status = |is_wanted: &dyn Fn(&str) -> bool| -> Vec<Response<'d>> {
        let chosen = written.iter().filter(|(status, _)| is_wanted(status));
        chosen
            .filter_map(|(status, part)| {
                let part = part.clone().resolved(document)?;
                let has_body = method != "head" && !WITHOUT_BODY.contains(status) && *status != "101";
                let content = part.get("content").filter(|_| has_body).map(|content| content.entries());
                Some(Response { status, part, content: content.unwrap_or_default() })
            })
            .collect()
    };
    let mut successes = of_status(&|status| status.starts_with('2'));
    for wanted in ["101", "default"] {
        if successes.is_empty() {
            successes = of_status(&|status| status == wanted);
        }
    }
    // A range holds the others.
    if successes.iter().any(|response| response.status == "2XX") {
        let has_body = |response: &Response<'_>| !response.content.is_empty();
        let is_kept = |response: &Response<'_>| response.status == "2XX" || has_body(response);
        successes.retain(is_kept);
    }
    successes
}
