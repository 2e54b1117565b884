//! The operations: which are the same ones, and where each is.

use std::collections::BTreeSet;

use openscaler_openapi::document::pointer;

use super::report::{Change, LeftOut, Side};
use super::slots::Holder;
use super::walk::Walk;
use super::{responses, slots};
use crate::api::{Api, LinkArgument, Operation, Resolution};
use crate::names::method_name;

/// Compares all operations; what is returned is in both models.
pub(super) fn compare<'m>(walk: &mut Walk<'m>) -> Vec<[&'m Operation; 2]> {
    let (old, new) = (&walk.old.api.operations, &walk.new.api.operations);
    let mut pairs = Vec::new();
    let mut gone: Vec<&Operation> = Vec::new();
    let mut added: Vec<&Operation> = new.iter().collect();
    // A caller's handle is the method of the client; where that is gone, what is at the same address.
    for operation in old {
        match added.iter().position(|other| other.name == operation.name) {
            Some(index) => pairs.push([operation, added.remove(index)]),
            None => gone.push(operation),
        }
    }
    gone.retain(|operation| match added.iter().position(|other| address_of(other) == address_of(operation)) {
        Some(index) => {
            pairs.push([operation, added.remove(index)]);
            false
        }
        None => true,
    });
    let is_served = |operation: &Operation| new.iter().any(|other| address_of(other) == address_of(operation));
    for operation in gone {
        let change = match find_left_out(walk, operation, Side::New) {
            Some(now) => report_unsupported(operation, now),
            None => report_removed(operation, is_served(operation)),
        };
        walk.push(change);
    }
    for operation in added {
        let is_supported_now = find_left_out(walk, operation, Side::Old).is_some();
        walk.push(report_added(operation, is_supported_now));
    }
    for [old, new] in &pairs {
        if old.name != new.name {
            walk.push(report_renamed(old, new));
        }
        if address_of(old) != address_of(new) {
            walk.push(report_moved(old, new, is_served(old)));
        }
        let (name, places) = (format!("`{}`", new.id), [old.origin.0.as_str(), new.origin.0.as_str()]);
        walk.describe(&name, places, [old.summary.as_ref(), new.summary.as_ref()], "summary");
        walk.describe(&name, places, [old.description.as_ref(), new.description.as_ref()], "description");
        walk.deprecate(&name, places, [old.deprecated, new.deprecated]);
        slots::compare(walk, &Holder::of_operation(old), &Holder::of_operation(new), &name, true);
        responses::compare(walk, old, new);
        compare_resolutions(walk, old, new);
    }
    pairs
}

/// Compares the methods that tell whether a call took effect.
fn compare_resolutions(walk: &mut Walk<'_>, old: &Operation, new: &Operation) {
    let id = &new.id;
    let gone = |resolution: &Resolution| format!("`Client::{}` is removed", resolution.name);
    let change = match (&old.resolution, &new.resolution) {
        (None, None) => return,
        (None, Some(is)) => {
            let message = format!("new method `Client::{}`: whether `{id}` took effect", is.name);
            Change::new("resolution-added", message, (Side::New, is.origin.0.clone())).adding(true)
        }
        (Some(was), None) => {
            let message = format!("{}: `{id}` no longer links to a lookup", gone(was));
            Change::new("resolution-removed", message, (Side::Old, was.origin.0.clone()))
                .failing_callers(Some(gone(was)))
        }
        (Some(was), Some(is)) => {
            let place = (Side::New, is.origin.0.clone());
            let [one, other] = [find_target(walk.old.api, was), find_target(walk.new.api, is)];
            // What is named after its operation changes its name with it.
            if was.name != is.name && old.name == new.name {
                walk.push(Change::breaking(
                    format!("`Client::{}` is now called `{}`", was.name, is.name),
                    place.clone(),
                ));
            }
            if list_arguments(was) != list_arguments(is) {
                walk.push(Change::breaking(format!("`Client::{}` takes other arguments", is.name), place.clone()));
            }
            if one == other {
                return;
            }
            let message = format!("`Client::{}` now calls `{other}` (was `{one}`)", is.name);
            Change::new("resolution-changed", message, place)
        }
    };
    walk.push(change);
}

fn find_target<'m>(api: &'m Api, resolution: &Resolution) -> &'m str {
    &api.operations[resolution.target].name
}

/// The arguments that the method takes: the parameters by their places, and whether it takes the body.
fn list_arguments(resolution: &Resolution) -> (BTreeSet<usize>, bool) {
    let given = || resolution.arguments.iter();
    let places = given().filter_map(|it| if let LinkArgument::Parameter(place) = it { Some(*place) } else { None });
    (places.collect(), given().any(|argument| !matches!(argument, LinkArgument::Parameter(_))))
}

/// Method and path; what the path's parameters are called is not on the wire.
fn address(method: &str, path: &str) -> String {
    let mut address = format!("{method} ");
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        address += before;
        address += "{}";
        rest = after.split_once('}').map_or("", |(_, rest)| rest);
    }
    address + rest
}

fn address_of(operation: &Operation) -> String {
    address(&operation.method, &operation.path)
}

/// The operation of `side` that is this one, if it was left out there.
fn find_left_out<'w>(walk: &'w Walk<'_>, operation: &Operation, side: Side) -> Option<&'w LeftOut> {
    let is_same = |other: &&LeftOut| {
        let name = other.id.as_deref().map(method_name);
        name.as_ref() == Some(&operation.name)
            || other.route.split_once(' ').map(|(method, path)| address(method, path)) == Some(address_of(operation))
    };
    walk.left_out.iter().filter(|other| other.place.side == side).find(is_same)
}

fn route(operation: &Operation) -> String {
    format!("{} {}", operation.method, operation.path)
}

fn say_removed(operation: &Operation) -> Option<String> {
    Some(format!("`Client::{}` is removed", operation.name))
}

fn report_removed(operation: &Operation, is_served: bool) -> Change {
    let message = format!("`{}` (`{}`) is removed", operation.id, route(operation));
    let reason = (!is_served).then(|| format!("`{}` is no longer served", route(operation)));
    let change = Change::new("operation-removed", message, (Side::Old, operation.origin.0.clone()));
    change.failing_callers(say_removed(operation)).failing_requests(reason)
}

/// The client loses it; what is sent to the address is not looked at, and so nothing is said of it.
fn report_unsupported(operation: &Operation, now: &LeftOut) -> Change {
    let rules: Vec<_> = now.rules.iter().map(|rule| format!("`{rule}`")).collect();
    let (route, rules) = (route(operation), rules.join(" and "));
    let message = format!("`{}` (`{route}`) is no longer generated: it breaks {rules}", operation.id);
    let change = Change::new("operation-unsupported", message, (Side::New, now.place.pointer.clone()));
    change.failing_callers(say_removed(operation))
}

fn report_added(operation: &Operation, is_supported_now: bool) -> Change {
    let reason = if is_supported_now { "can now be generated" } else { "is new" };
    let message = format!("`{}` (`{}`) {reason}", operation.id, route(operation));
    Change::new("operation-added", message, (Side::New, operation.origin.0.clone())).adding(true)
}

fn report_renamed(old: &Operation, new: &Operation) -> Change {
    let message = format!("`{}` is now called `{}`", old.id, new.id);
    let place = (Side::New, pointer::join(&new.origin.0, "operationId"));
    let change = Change::new("operation-renamed", message, place).failing_callers(say_removed(old));
    let resolution = old.resolution.as_ref().filter(|_| new.resolution.is_some());
    change.failing_callers(resolution.map(|resolution| format!("`Client::{}` is removed", resolution.name)))
}

fn report_moved(old: &Operation, new: &Operation, is_served: bool) -> Change {
    let message = format!("`{}` is now `{}` (was `{}`)", new.id, route(new), route(old));
    // The old client would call another operation, or none.
    let word = if is_served { "is now another operation" } else { "is no longer served" };
    let change = Change::new("operation-moved", message, (Side::New, new.origin.0.clone()));
    change.failing_requests(Some(format!("`{}` {word}", route(old))))
}
