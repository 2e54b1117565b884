//! Answers: what an operation brings, what it accepts, and what its errors say.

use std::collections::HashSet;

use openscaler_openapi::context::Direction;
use openscaler_openapi::media_type::essence;
use serde_json::Value;

use super::bodies::{is_value, value};
use super::findings::Found;
use super::references::Part;
use super::types::TypeMaker;
use super::{identifiers, media_types};
use crate::api::{Answer, ByStatus, Described, Operation, Origin, Shape, StatusVariant, Success, Text};
use crate::names::type_name;

/// Statuses whose answers have no body, whatever the document says.
const WITHOUT_BODY: [&str; 2] = ["204", "205"];

/// The statuses of success, and what their answers are called (RFC 9110, section 15.3, and IANA's registry).
const NAMES: [(u16, &str); 10] = [
    (200, "Ok"),
    (201, "Created"),
    (202, "Accepted"),
    (203, "NonAuthoritative"),
    (204, "NoContent"),
    (205, "ResetContent"),
    (206, "PartialContent"),
    (207, "MultiStatus"),
    (208, "AlreadyReported"),
    (226, "ImUsed"),
];

/// A response and its media types.
struct Response<'d> {
    status: &'d str,
    part: Part<'d>,
    content: Vec<(&'d str, Part<'d>)>,
}

/// What an operation brings.
pub(super) struct Answers {
    pub(super) success: Success,
    /// The success where the client asks for events, if it brings something else otherwise.
    pub(super) streamed: Option<Success>,
    pub(super) errors: Vec<Described>,
}

/// What the answers of an operation bring.
pub(super) fn interpret<'d>(
    types: &mut TypeMaker<'d>,
    operation: &Part<'d>,
    id: &str,
    method: &str,
    reasons: &mut Vec<Found>,
) -> Answers {
    let (successes, errors) = responses(types, operation, method);
    if successes.is_empty() {
        report_no_success(types, operation, id, reasons);
    }
    let success = success(types, operation, &successes);
    let streamed = successes.iter().find_map(|response| streamed(types, response)).map(|content| Success {
        accept: Some(media_types::EVENTS.to_owned()),
        content,
        empty_statuses: Vec::new(),
        ..success.clone()
    });
    let streamed = streamed.filter(|streamed| matches!(success.content, Answer::Json(_)) && streamed != &success);
    let errors = errors.iter().filter_map(|response| {
        let (_, media_type) = &response.content[json(types, response)?];
        let shape = value(types, media_type, Direction::Response);
        (shape != Shape::Any).then(|| Described { status: response.status.to_owned(), shape })
    });
    let errors = errors.collect();
    Answers { success, streamed, errors }
}

fn success<'d>(types: &mut TypeMaker<'d>, operation: &Part<'d>, successes: &[Response<'d>]) -> Success {
    let Some(first) = successes.first() else {
        let origin = Origin(operation.pointer.clone());
        let (statuses, empty_statuses) = (Vec::new(), Vec::new());
        return Success { accept: None, content: Answer::Nothing, statuses, empty_statuses, origin };
    };
    let mut accepted: Vec<String> = Vec::new();
    // Equal media types are one, and make one type.
    let mut contents: Vec<(&Value, Answer)> = Vec::new();
    let mut variants: Vec<StatusVariant> = Vec::new();
    let mut empty_statuses = Vec::new();
    let mut origin = None;
    for response in successes {
        let content = if response.content.is_empty() {
            empty_statuses.extend(response.status.parse::<u16>());
            Answer::Nothing
        } else {
            report_missing_schema(types, response);
            accept(types, response, &mut accepted);
            let written = response.part.value.get("content").unwrap_or(&Value::Null);
            origin.get_or_insert_with(|| response.part.pointer.clone());
            match contents.iter().find(|(other, _)| *other == written) {
                Some((_, known)) => known.clone(),
                None => {
                    let content = content(types, response);
                    contents.push((written, content.clone()));
                    content
                }
            }
        };
        variants.push(StatusVariant {
            name: String::new(),
            status: response.status.parse().ok(),
            description: response.part.text("description").map(str::to_owned),
            content,
        });
    }
    let mut different: Vec<&Answer> = Vec::new();
    for (_, content) in &contents {
        if !different.contains(&content) {
            different.push(content);
        }
    }
    let is_listed = variants.iter().all(|variant| variant.status.is_some());
    let statuses = successes.iter().map(|response| response.status.to_owned()).collect();
    let content = match different.as_slice() {
        [] => variants[0].content.clone(),
        [only] => (*only).clone(),
        _ => Answer::ByStatus(by_status(variants, is_listed)),
    };
    if !matches!(content, Answer::Json(_)) {
        empty_statuses.clear();
    }
    let mut seen = HashSet::new();
    accepted.retain(|media_type| seen.insert(media_type.clone()));
    Success {
        accept: (!accepted.is_empty()).then(|| accepted.join(", ")),
        content,
        statuses,
        empty_statuses,
        origin: Origin(origin.unwrap_or_else(|| first.part.pointer.clone())),
    }
}

/// An enum of successes; what it is called is known when all types are.
fn by_status(mut variants: Vec<StatusVariant>, is_listed: bool) -> ByStatus {
    let mut taken: HashSet<String> = HashSet::new();
    for variant in &mut variants {
        variant.name = identifiers::free(&status_name(variant.status), "", &mut taken);
    }
    let unknown = is_listed.then(|| identifiers::free("Unknown", "", &mut taken));
    ByStatus { name: String::new(), variants, unknown }
}

/// What a success is called.
pub(super) fn status_name(status: Option<u16>) -> String {
    let Some(status) = status else { return "Success".to_owned() };
    let known = NAMES.iter().find(|(number, _)| *number == status);
    known.map_or_else(|| format!("Status{status}"), |(_, name)| (*name).to_owned())
}

/// Whether several successes of an operation have different bodies, as they are written.
pub(super) fn has_several(responses: &Value) -> bool {
    let successes = responses.as_object().into_iter().flatten().filter(|(status, _)| status.starts_with('2'));
    let mut contents = successes.filter_map(|(_, response)| response.get("content"));
    let first = contents.next();
    contents.any(|content| Some(content) != first)
}

/// Names the enums of successes: no type has their names.
pub(super) fn name_enums(operations: &mut [Operation], taken: &mut HashSet<String>) {
    for operation in operations {
        if let Answer::ByStatus(by_status) = &mut operation.success.content {
            by_status.name = identifiers::free(&format!("{}Response", type_name(&operation.id)), "", taken);
        }
    }
}

/// What a body is read as: as JSON if it may be, else as events, else as it comes.
fn content<'d>(types: &mut TypeMaker<'d>, response: &Response<'d>) -> Answer {
    match json(types, response).map(|index| &response.content[index]) {
        Some((_, media_type)) => Answer::Json(value(types, media_type, Direction::Response)),
        None => events(types, response).unwrap_or(Answer::Stream),
    }
}

/// A stream of events that a response may also be.
fn streamed<'d>(types: &mut TypeMaker<'d>, response: &Response<'d>) -> Option<Answer> {
    json(types, response)?;
    events(types, response)
}

fn events<'d>(types: &mut TypeMaker<'d>, response: &Response<'d>) -> Option<Answer> {
    let (_, media_type) = response.content.iter().find(|(name, _)| essence(name) == media_types::EVENTS)?;
    let data = if is_value(types, media_type) {
        value(types, media_type, Direction::Response)
    } else {
        Shape::Text(Text::Plain)
    };
    Some(Answer::Events(data))
}

fn json(types: &TypeMaker<'_>, response: &Response<'_>) -> Option<usize> {
    media_types::json_of(&response.content, |media_type| is_value(types, media_type))
}

/// Adds what the `Accept` header says for a response.
fn accept(types: &TypeMaker<'_>, response: &Response<'_>, accepted: &mut Vec<String>) {
    match json(types, response) {
        Some(index) => {
            let name = response.content[index].0;
            let is_plain = essence(name).contains('*')
                || (essence(name) == media_types::JSON && !media_types::has_meaning(name))
                || !media_types::is_header_value(name);
            accepted.push(if is_plain { media_types::JSON.to_owned() } else { name.trim().to_owned() });
        }
        None => {
            let names = response.content.iter().map(|(name, _)| *name);
            let names = names.filter(|name| media_types::is_header_value(name) && name.contains('/'));
            accepted.extend(names.map(str::to_owned));
        }
    }
}

/// JSON without a schema is any JSON value.
fn report_missing_schema(types: &mut TypeMaker<'_>, response: &Response<'_>) {
    let media_type = json(types, response).map(|index| &response.content[index].1);
    if let Some(media_type) = media_type.filter(|media_type| media_type.get("schema").is_none()) {
        types.found.push(Found::json_without_schema(&media_type.pointer, "answered"));
    }
}

/// Says of an operation without a success what that costs. What follows a 101 is a conversation of which the document
/// says nothing.
fn report_no_success(types: &mut TypeMaker<'_>, operation: &Part<'_>, id: &str, reasons: &mut Vec<Found>) {
    let Some(responses) = operation.get("responses").filter(|responses| responses.value.is_object()) else { return };
    let is_success = |status: &str| status.starts_with('2') || status == "default";
    if responses.entries().iter().any(|(status, _)| is_success(status)) {
        // It is not in this document, which is a finding of its own.
        return;
    }
    match responses.get("101") {
        Some(upgrade) => reasons.push(Found::only_upgrade(&upgrade.pointer, id)),
        None => types.found.push(Found::no_success(&responses.pointer, id)),
    }
}

/// The responses of an operation: its successes (those with a status of success, else `default`), and the others.
fn responses<'d>(types: &TypeMaker<'d>, operation: &Part<'d>, method: &str) -> (Vec<Response<'d>>, Vec<Response<'d>>) {
    let written = operation.get("responses").map(|responses| responses.entries()).unwrap_or_default();
    let document = types.conjunctions.schemas.document;
    let has_listed = written.iter().any(|(status, _)| status.starts_with('2'));
    let is_success = |status: &str| if has_listed { status.starts_with('2') } else { status == "default" };
    let (mut successes, mut errors) = (Vec::new(), Vec::new());
    for (status, part) in &written {
        let Some(part) = part.clone().resolved(document) else { continue };
        let has_body = method != "head" && !WITHOUT_BODY.contains(status);
        let content = part.get("content").filter(|_| has_body).map(|content| content.entries());
        let response = Response { status, part, content: content.unwrap_or_default() };
        if is_success(status) {
            successes.push(response);
        } else if !status.starts_with('1') {
            errors.push(response);
        }
    }
    (successes, errors)
}
