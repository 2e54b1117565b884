//! What an operation answers.

use std::collections::BTreeSet;

use super::report::{Change, Side};
use super::walk::{Pair, Value, Walk};
use crate::api::{Answer, Operation, Shape, Success};
use crate::calls::is_optional;

/// Compares the answers of two operations.
pub(super) fn compare<'m>(walk: &mut Walk<'m>, old: &'m Operation, new: &'m Operation) {
    let place = walk.keyword([&old.origin.0, &new.origin.0], "responses");
    errors(walk, old, new, &place);
    let id = &new.id;
    let (old, new, name) = (&old.success, &new.success, format!("the response of `{id}`"));
    if sorted(old) != sorted(new) {
        let message = format!("`{id}` now succeeds with {} (was {})", sorted(new), sorted(old));
        let change = Change::new("success-status-changed", message, place);
        walk.push(change.failing_new_answers(bodiless(new, old)).failing_old_answers(bodiless(old, new)));
    }
    let (was, is) = (returned(old), returned(new));
    let unfit = (was != is).then(|| format!("{name} is now {is} (was {was})"));
    let are_json = matches!((&old.content, &new.content), (Answer::Json(_), Answer::Json(_)));
    if old.accept != new.accept {
        let word =
            |success: &Success| success.accept.as_ref().map_or_else(|| "empty".to_owned(), |it| format!("`{it}`"));
        let (was, is) = (word(old), word(new));
        // Whatever JSON is called in an answer, it is read.
        let unread = |one: &str, other: &str| (!are_json).then(|| format!("{one} cannot be read as {other}"));
        let message = format!("{name} is now {is} (was {was})");
        let change = Change::new("media-type-changed", message, (Side::New, new.origin.0.clone()));
        let change = change.failing_new_answers(unread(&is, &was)).failing_old_answers(unread(&was, &is));
        walk.push(change.failing_callers(unfit));
    } else if let Some(reason) = unfit {
        walk.push(Change::breaking(reason, (Side::New, new.origin.0.clone())));
    }
    contents(walk, [(&old.content, &old.origin.0), (&new.content, &new.origin.0)], name);
}

/// Compares what is read.
fn contents<'m>(walk: &mut Walk<'m>, [old, new]: [(&'m Answer, &'m str); 2], name: String) {
    match (old.0, new.0) {
        (Answer::Json(was), Answer::Json(is)) | (Answer::Events(was), Answer::Events(is)) => {
            let (old, new) = (Value::new(was, None, old.1), Value::new(is, None, new.1));
            walk.open.push_back(Pair::new(old, new, false, name));
        }
        (Answer::ByStatus(was), Answer::ByStatus(is)) => {
            if was.name != is.name {
                let message = format!("the type `{}` is now called `{}`", was.name, is.name);
                walk.push(Change::breaking(message, (Side::New, new.1.to_owned())));
            }
            for variant in &was.variants {
                let name = format!("`{}` of {name}", variant.name);
                match is.variants.iter().find(|other| other.name == variant.name) {
                    Some(other) if kind(&variant.content) == kind(&other.content) => {
                        contents(walk, [(&variant.content, old.1), (&other.content, new.1)], name);
                    }
                    Some(_) => {
                        walk.push(Change::breaking(format!("{name} has another type"), (Side::New, new.1.to_owned())))
                    }
                    None => walk.push(Change::breaking(format!("{name} is removed"), (Side::Old, old.1.to_owned()))),
                }
            }
            let is_new = |name: &str| !was.variants.iter().any(|variant| variant.name == name);
            if let Some(variant) = is.variants.iter().find(|variant| is_new(&variant.name)) {
                let message = format!("{name} has the new variant `{}`", variant.name);
                walk.push(Change::new("success-status-changed", message, (Side::New, new.1.to_owned())).adding(true));
            }
        }
        _ => {}
    }
}

/// What an answer is in Rust, whatever its values are.
fn kind(content: &Answer) -> &'static str {
    match content {
        Answer::Nothing => "nothing",
        Answer::Stream => "a stream",
        Answer::Events(_) => "a stream of events",
        Answer::ByStatus(_) => "an enum by status",
        Answer::Json(_) => "a value",
    }
}

/// What a call returns, whatever its values are.
fn returned(success: &Success) -> String {
    match success.content {
        Answer::Json(_) if is_optional(success) => "an `Option`".to_owned(),
        ref content => format!("{} in Rust", kind(content)),
    }
}

fn sorted(success: &Success) -> String {
    let mut statuses: Vec<String> = success.statuses.iter().map(|status| format!("`{status}`")).collect();
    statuses.sort();
    if statuses.is_empty() { "nothing".to_owned() } else { statuses.join(" or ") }
}

/// Why `reader` does not read all of `answers`: it reads a body wherever none is announced as absent.
fn bodiless(answers: &Success, reader: &Success) -> Option<String> {
    let is_expected = matches!(reader.content, Answer::Json(_));
    let fails = |status: &&u16| is_expected && !reader.empty_statuses.contains(status);
    answers.empty_statuses.iter().find(fails).map(|status| format!("`{status}` has no body to read"))
}

/// Compares the errors that the documents describe.
fn errors<'m>(walk: &mut Walk<'m>, old: &'m Operation, new: &'m Operation, place: &(Side, String)) {
    let statuses =
        |operation: &'m Operation| operation.errors.iter().map(|error| error.status.as_str()).collect::<BTreeSet<_>>();
    let (was, is) = (statuses(old), statuses(new));
    if was != is {
        let message = format!("the described errors of `{}` have changed", new.id);
        walk.push(Change::new("errors-changed", message, place.clone()).adding(!is.is_subset(&was)));
    }
    for was in &old.errors {
        let Some(is) = new.errors.iter().find(|is| is.status == was.status) else { continue };
        let value = |shape: &Shape, operation: &Operation| Value::new(shape, None, operation.origin.0.as_str());
        let name = format!("the `{}` error of `{}`", was.status, new.id);
        walk.open.push_back(Pair::new(value(&was.shape, old), value(&is.shape, new), false, name));
    }
}
