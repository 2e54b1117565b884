//! What an operation sends and what it answers: media types, status codes, and the schemas of both.

use std::collections::BTreeSet;

use openscaler_openapi::context::{Context, Direction};
use openscaler_openapi::document::pointer;
use openscaler_openapi::structure::Node;
use serde_json::Value;

use super::change::{Change, Side};
use super::operations::Call;
use super::schemas;
use super::shape::meaning;
use super::walk::{At, Walk};
use crate::lower::media_types;
use crate::names::type_name;

/// Compares body and answers of two operations.
pub(super) fn compare(walk: &mut Walk<'_>, old: &Call, new: &Call) {
    request(walk, old, new);
    let slots = vec![format!("{}>", new.anchor())];
    let (old_answers, new_answers) = (Answers::of(&walk.old, old), Answers::of(&walk.new, new));
    statuses(walk, &old_answers, &new_answers, new);
    errors(walk, &old_answers, &new_answers, new);
    let name = format!("the answer of `{}`", new.id);
    let types = vec![format!("types::{}", type_name(&format!("{}_response", new.id)))];
    let at = At { direction: Direction::Response, is_required: [true; 2], name, slots, types };
    let (old_body, new_body) = (old_answers.body(), new_answers.body());
    content(walk, old_body.as_ref(), new_body.as_ref(), &at, &new.pointer);
}

fn request(walk: &mut Walk<'_>, old_call: &Call, new_call: &Call) {
    let body = |context: &Context<'_>, call: &Call| {
        let node = call.in_context(context).node.clone();
        context.resolved_children(&node, "requestBody").pop().map(|node| node.pointer)
    };
    let (old, new) = (body(&walk.old, old_call), body(&walk.new, new_call));
    let old = old.and_then(|pointer| walk.old.at(&pointer).cloned());
    let new = new.and_then(|pointer| walk.new.at(&pointer).cloned());
    let slots = vec![format!("{}.body", new_call.anchor())];
    let id = &new_call.id;
    let is_required = |node: &Node<'_>| node.get("required") == Some(&Value::Bool(true));
    let (old, new) = match (old, new) {
        (None, None) => return,
        (Some(old), None) => {
            let change = Change::new("body-removed", format!("`{id}` no longer takes a body"), Side::Old, old.pointer);
            let reason = Some("a body is not known any more".to_owned());
            return walk.push(change.anchored(&slots).failing_requests(reason));
        }
        (None, Some(new)) => {
            let verb = if is_required(&new) { "requires" } else { "takes" };
            let change = Change::new("body-added", format!("`{id}` {verb} a body"), Side::New, new.pointer.clone());
            let reason = is_required(&new).then(|| "a call without a body is refused".to_owned());
            return walk.push(change.anchored(&slots).failing_requests(reason).adding(true));
        }
        (Some(old), Some(new)) => (old, new),
    };
    if is_required(&old) != is_required(&new) {
        let word = if is_required(&new) { "is required now" } else { "may be left out now" };
        let message = format!("the body of `{id}` {word}");
        let change = Change::new("required-changed", message, Side::New, new.pointer.clone()).anchored(&slots);
        let reason = is_required(&new).then(|| "a call without a body is refused".to_owned());
        walk.push(change.failing_requests(reason).adding(!is_required(&new)));
    }
    let types = vec![format!("types::{}", type_name(&format!("{id}_body")))];
    let name = format!("the body of `{id}`");
    let at = At { direction: Direction::Request, is_required: [true; 2], name, slots, types };
    content(walk, Some(&old), Some(&new), &at, &new_call.pointer);
}

/// The media type that the client takes of those that there are, and whether its values are written as JSON.
fn chosen<'d>(context: &Context<'d>, holder: &Node<'d>, direction: Direction) -> Option<(Node<'d>, bool)> {
    let content = holder.get("content").and_then(Value::as_object)?;
    let json = media_types::json_of(context.document(), content);
    let name = match direction {
        Direction::Request => media_types::sent(context.document(), content).map(|(_, name)| name),
        Direction::Response => json,
    };
    let name = name.or_else(|| content.keys().next())?;
    let media_type = holder.children_of("content").into_iter().find(|node| pointer::last(&node.pointer) == *name)?;
    Some((media_type, json == Some(name)))
}

fn essence(media_type: &Node<'_>) -> String {
    openscaler_openapi::media_type::essence(&pointer::last(&media_type.pointer))
}

fn content<'d>(walk: &mut Walk<'d>, old: Option<&Node<'d>>, new: Option<&Node<'d>>, at: &At, call: &str) {
    let old_type = old.and_then(|old| chosen(&walk.old, old, at.direction));
    let new_type = new.and_then(|new| chosen(&walk.new, new, at.direction));
    let word = |media_type: &Option<(Node<'_>, bool)>| match media_type {
        Some((media_type, _)) => format!("`{}`", essence(media_type)),
        None => "empty".to_owned(),
    };
    let (was, is) = (word(&old_type), word(&new_type));
    let is_json = |media_type: &Option<(Node<'_>, bool)>| media_type.as_ref().is_some_and(|(_, is_json)| *is_json);
    if was != is {
        let message = format!("{} is {is} now; it was {was}", at.name);
        let pointer = new_type.as_ref().map(|(node, _)| node).or(new).map_or(call, |node| &node.pointer);
        let change = Change::new("media-type-changed", message, Side::New, pointer).anchored(&at.anchors());
        // The old one may still be there, beside what is preferred now.
        let is_was = |other: &Node<'_>| format!("`{}`", essence(other)) == was;
        let is_among = new.is_some_and(|new| new.children_of("content").iter().any(is_was));
        // Whatever JSON is called in an answer, it is read.
        let is_read = is_json(&old_type) && is_json(&new_type);
        let unread = |one: &str, other: &str| (!is_read).then(|| format!("{one} cannot be read as {other}"));
        walk.push(match at.is_request() {
            true => {
                change.failing_requests((!is_among).then(|| format!("{was} is not taken any more"))).adding(is_among)
            }
            false => change.failing_new_answers(unread(&is, &was)).failing_old_answers(unread(&was, &is)),
        });
        if !is_read {
            return;
        }
    }
    let schema =
        |media_type: Option<(Node<'d>, bool)>| media_type.and_then(|(node, _)| node.children_of("schema").pop());
    if let (Some(old), Some(new)) = (schema(old_type), schema(new_type)) {
        schemas::compare(walk, &old, &new, at);
    }
}

/// What an operation answers.
struct Answers<'d> {
    /// By status, as they are written; references are followed.
    successes: Vec<(String, Node<'d>)>,
    errors: Vec<(String, Node<'d>)>,
}

impl<'d> Answers<'d> {
    fn of(context: &Context<'d>, call: &Call) -> Self {
        let written = call.in_context(context).node.children_of("responses");
        let answers = written.iter().filter_map(|node| Some((pointer::last(&node.pointer), context.resolve(node)?)));
        let (mut successes, mut errors): (Vec<_>, Vec<_>) =
            answers.partition(|(status, _)| status.starts_with('2') || status == "101");
        // Alone, `default` also means the success.
        if let (true, Some((_, default))) =
            (successes.is_empty(), errors.iter().find(|(status, _)| status == "default"))
        {
            successes.push(("2XX".to_owned(), default.clone()));
        }
        errors.sort_by(|one, other| one.0.cmp(&other.0));
        Self { successes, errors }
    }

    /// The statuses that count as a success.
    fn statuses(&self) -> BTreeSet<u16> {
        let range = |status: &str| match status.parse::<u16>() {
            Ok(status) => status..=status,
            Err(_) => 200..=299,
        };
        self.successes.iter().flat_map(|(status, _)| range(status)).collect()
    }

    /// Of the successes, which lint has found to be of one type, the one that tells it.
    fn body(&self) -> Option<Node<'d>> {
        let with_content = self.successes.iter().find(|(_, node)| has_content(node));
        with_content.or(self.successes.first()).map(|(_, node)| node.clone())
    }
}

fn statuses(walk: &mut Walk<'_>, old: &Answers<'_>, new: &Answers<'_>, call: &Call) {
    let (was, is) = (old.statuses(), new.statuses());
    let list = |statuses: &BTreeSet<u16>, answers: &Answers<'_>| {
        let names: Vec<_> = answers.successes.iter().map(|(status, _)| format!("`{status}`")).collect();
        if statuses.is_empty() { "nothing".to_owned() } else { names.join(" or ") }
    };
    if was == is {
        return;
    }
    let (was_words, is_words) = (list(&was, old), list(&is, new));
    let message = format!("`{}` answers {is_words} when all is well; it was {was_words}", call.id);
    let pointer = pointer::join(&call.pointer, "responses");
    // A client takes every 2XX for a success, and reads a body wherever none is announced as absent.
    let unread = |answers: &Answers<'_>, by: &Answers<'_>, statuses: &BTreeSet<u16>| {
        let expects_body = by.body().is_some_and(|node| has_content(&node));
        let fails = |(status, node): &&(String, Node<'_>)| {
            let is_new = status.parse().map_or(true, |status: u16| !statuses.contains(&status));
            is_new && (status == "101" || (expects_body && !has_content(node)))
        };
        let first = answers.successes.iter().find(fails);
        first.map(|(status, _)| format!("`{status}` has no body that could be read"))
    };
    walk.push(
        Change::new("success-status-changed", message, Side::New, pointer)
            .failing_new_answers(unread(new, old, &was))
            .failing_old_answers(unread(old, new, &is)),
    );
}

fn has_content(node: &Node<'_>) -> bool {
    !node.children_of("content").is_empty()
}

/// An error keeps its body as it came, so nothing depends on how it is described.
fn errors(walk: &mut Walk<'_>, old: &Answers<'_>, new: &Answers<'_>, call: &Call) {
    let described = |answers: &Answers<'_>| -> Vec<(String, Value)> {
        answers.errors.iter().map(|(status, node)| (status.clone(), meaning(node.value))).collect()
    };
    if described(old) != described(new) {
        let message = format!("the errors of `{}` are described otherwise", call.id);
        walk.push(Change::new("errors-changed", message, Side::New, pointer::join(&call.pointer, "responses")));
    }
}
