//! Two schemas: what kind of value they are, and what becomes of it if that differs.

use openscaler_openapi::structure::Node;
use serde_json::Value;

use super::change::{Change, Side};
use super::shape::{Kind, Shape};
use super::walk::{At, Walk};
use super::{objects, rules, unions};
use crate::names::type_name;

/// Compares what is written at two places for the same value.
pub(super) fn compare<'d>(walk: &mut Walk<'d>, old: &Node<'d>, new: &Node<'d>, at: &At) {
    let (Some(old_shape), Some(new_shape)) = (Shape::of(&walk.old, old), Shape::of(&walk.new, new)) else { return };
    walk.came_from(&at.slots, &new.pointer);
    if !walk.enter(&old_shape.pointer, &new_shape.pointer, at.direction) {
        return;
    }
    let at = &named(at, &old_shape, &new_shape);
    walk.came_from(&at.types, &new_shape.pointer);
    nullable(walk, &old_shape, &new_shape, at);
    usage(walk, &old_shape, &new_shape, at);
    if old_shape.kind != new_shape.kind {
        return kind(walk, &old_shape, &new_shape, at);
    }
    rules::compare(walk, &old_shape, &new_shape, at);
    match new_shape.kind {
        Kind::Object => objects::compare(walk, &old_shape, &new_shape, at),
        Kind::Union => {
            // What stands beside the members holds for each of them.
            if !old_shape.properties.is_empty() || !new_shape.properties.is_empty() {
                objects::compare(walk, &old_shape, &new_shape, at);
            }
            unions::compare(walk, &old_shape, &new_shape, at);
        }
        Kind::Array => items(walk, &old_shape, &new_shape, at),
        _ => {}
    }
}

/// A component is called by its name, wherever it is used; what both documents write out, by where it stands.
fn named(at: &At, old: &Shape<'_>, new: &Shape<'_>) -> At {
    let (Some(old), Some(new)) = (&old.component, &new.component) else {
        let mut at = at.clone();
        for name in [&old.component, &new.component].into_iter().flatten() {
            at.types.extend(At::types_of_component(name, at.direction));
        }
        return at;
    };
    let mut types = At::types_of_component(new, at.direction);
    if old != new {
        types.extend(At::types_of_component(old, at.direction));
        types.extend(at.slots.iter().cloned());
    }
    let name = format!("`{}`", type_name(new));
    At { direction: at.direction, is_required: [true; 2], name, slots: Vec::new(), types }
}

fn items<'d>(walk: &mut Walk<'d>, old: &Shape<'d>, new: &Shape<'d>, at: &At) {
    let name = format!("each entry of {}", at.name);
    let types = at.types_below("Item");
    let at = At { name, slots: at.slots.clone(), types, is_required: [true; 2], direction: at.direction };
    compare(walk, &old.entries(), &new.entries(), &at);
}

/// Whether the client of an answer that is `reader` reads what is `written`.
///
/// A union keeps what fits none of its kinds as it came, but then no program knows what it is.
fn reads(reader: Kind, written: Kind) -> bool {
    reader == written || matches!((reader, written), (Kind::Any, _) | (Kind::Number, Kind::Integer))
}

fn kind(walk: &mut Walk<'_>, old: &Shape<'_>, new: &Shape<'_>, at: &At) {
    let (was, is) = (old.kind, new.kind);
    let message = format!("{} is {} now; it was {}", at.name, is.name(), was.name());
    let pointer = if new.get("type").is_some() { new.at("type") } else { new.pointer.clone() };
    let mut change = Change::new("type-changed", message, Side::New, pointer).anchored(&at.anchors());
    if at.is_request() {
        let is_wider = is == Kind::Any || (was, is) == (Kind::Integer, Kind::Number) || has_member_like(walk, old, new);
        change = change
            .failing_requests((!is_wider).then(|| format!("{} is no longer {}", at.name, was.name())))
            .adding(is_wider);
    } else {
        change = change
            .failing_new_answers((!reads(was, is)).then(|| format!("{} cannot be read as {}", is.name(), was.name())))
            .failing_old_answers((!reads(is, was)).then(|| format!("{} cannot be read as {}", was.name(), is.name())))
            .adding(true);
    }
    walk.push(change);
}

/// Whether what was a schema of its own is one of several now.
fn has_member_like(walk: &Walk<'_>, old: &Shape<'_>, new: &Shape<'_>) -> bool {
    new.kind == Kind::Union
        && new.members.iter().filter_map(|member| Shape::of(&walk.new, member)).any(|member| {
            let is_same_component = member.component.is_some() && member.component == old.component;
            is_same_component
                || (old.component.is_none()
                    && walk.old.at(&old.pointer).map(|node| node.value)
                        == walk.new.at(&member.pointer).map(|node| node.value))
        })
}

fn nullable(walk: &mut Walk<'_>, old: &Shape<'_>, new: &Shape<'_>, at: &At) {
    // Any JSON value may be null.
    let may_be_null = |shape: &Shape<'_>| shape.flag("nullable") || shape.kind == Kind::Any;
    let (was, is) = (may_be_null(old), may_be_null(new));
    if was == is || old.kind == Kind::Any || new.kind == Kind::Any {
        return;
    }
    let (message, side, pointer) = match is {
        true => (format!("{} may be null now", at.name), Side::New, new.at("nullable")),
        false => (format!("{} may not be null any more", at.name), Side::Old, old.at("nullable")),
    };
    let mut change = Change::new("nullable-changed", message, side, pointer).anchored(&at.anchors());
    if at.is_request() {
        change = change.failing_requests((!is).then(|| "a null is refused".to_owned())).adding(is);
    } else {
        // What may be absent is read from a null, too.
        let [was_required, is_required] = at.is_required;
        let reason = || "a null cannot be read".to_owned();
        change = change
            .failing_new_answers((is && was_required).then(reason))
            .failing_old_answers((was && is_required).then(reason))
            .adding(is);
    }
    walk.push(change);
}

/// What one side alone sets, and what is not to be used any more.
fn usage(walk: &mut Walk<'_>, old: &Shape<'_>, new: &Shape<'_>, at: &At) {
    let flipped = |keyword: &str| (old.flag(keyword) != new.flag(keyword)).then(|| new.flag(keyword));
    let place = |keyword: &str| match new.get(keyword) {
        Some(_) => (Side::New, new.at(keyword)),
        None => (Side::Old, old.at(keyword)),
    };
    if let (Some(is), true) = (flipped("readOnly"), at.is_request()) {
        let (side, pointer) = place("readOnly");
        let message = format!("{} is set by the server {}", at.name, if is { "alone now" } else { "no longer alone" });
        let change = Change::new("read-only-changed", message, side, pointer).anchored(&at.anchors());
        let reason = is.then(|| format!("a request must not hold {}", at.name));
        walk.push(change.failing_requests(reason).adding(!is));
    }
    if let Some(is) = flipped("writeOnly") {
        let (side, pointer) = place("writeOnly");
        let message = match is {
            true => format!("{} is a secret now: it is not shown, and no answer holds it", at.name),
            false => format!("{} is no longer a secret", at.name),
        };
        let change = Change::new("write-only-changed", message, side, pointer).anchored(&at.anchors());
        walk.push(change.adding(!at.is_request() && !is));
    }
    if let Some(is) = flipped("deprecated") {
        let (side, pointer) = place("deprecated");
        let message = format!("{} is {}", at.name, if is { "deprecated" } else { "no longer deprecated" });
        walk.push(Change::new("deprecated-changed", message, side, pointer));
    }
    let default = |shape: &Shape<'_>| shape.get("default").filter(|value| !value.is_null()).map(Value::to_string);
    let (was, is) = (default(old), default(new));
    if was != is && at.is_request() {
        let (side, pointer) = place("default");
        let word =
            |value: Option<String>| value.map_or_else(|| "left to the server".to_owned(), |value| format!("`{value}`"));
        let message = format!("{} is {} where it is left out; it was {}", at.name, word(is), word(was));
        walk.push(Change::new("default-changed", message, side, pointer).adding(true));
    }
}
