//! The operations: which are the same ones, and what each takes and gives.

use std::collections::HashMap;

use openscaler_openapi::context::{Context, Operation};
use openscaler_openapi::document::pointer;

use super::change::{Change, Side};
use super::left_out::LeftOut;
use super::walk::Walk;
use super::{bodies, parameters, security};
use crate::lower::operation_ids::{self, Name};
use crate::names::method_name;

/// What has to be known of an operation when its contexts are borrowed otherwise.
#[derive(Clone)]
pub(super) struct Call {
    /// Where in its context's list it is.
    index: usize,
    pub(super) id: String,
    /// The method of the client.
    pub(super) method: String,
    http_method: String,
    pub(super) path: String,
    pub(super) pointer: String,
}

impl Call {
    fn of(index: usize, operation: &Operation<'_>, name: &Name) -> Self {
        Self {
            index,
            method: method_name(&name.id),
            http_method: pointer::last(&operation.node.pointer).to_uppercase(),
            path: operation.path.clone(),
            pointer: operation.node.pointer.clone(),
            id: name.written.clone().unwrap_or_else(|| name.id.clone()),
        }
    }

    fn all(context: &Context<'_>) -> Vec<Self> {
        let names = operation_ids::names(context.document());
        let names: HashMap<&str, &Name> = names.iter().map(|name| (name.pointer.as_str(), name)).collect();
        let operations = context.operations.iter().enumerate();
        operations
            .filter_map(|(index, operation)| Some(Self::of(index, operation, names.get(&*operation.node.pointer)?)))
            .collect()
    }

    fn address(&self) -> String {
        address(&self.http_method, &self.path)
    }

    /// The operation of `side` that is this one, if it was left out there.
    fn left_out<'w>(&self, walk: &'w Walk<'_>, side: Side) -> Option<&'w LeftOut> {
        let mut of_side = walk.left_out.iter().filter(|operation| operation.place.side == side);
        let is_same = |operation: &&LeftOut| {
            let method = operation.id.as_deref().map(method_name);
            method.as_ref() == Some(&self.method) || operation.address() == self.address()
        };
        of_side.find(is_same)
    }

    /// The operation itself.
    pub(super) fn in_context<'c, 'd>(&self, context: &'c Context<'d>) -> &'c Operation<'d> {
        &context.operations[self.index]
    }

    /// What the generated code has of it.
    pub(super) fn anchor(&self) -> String {
        format!("op::{}", self.method)
    }
}

/// Method and path; what the path's parameters are called is not on the wire.
pub(super) fn address(method: &str, path: &str) -> String {
    let mut address = format!("{method} ");
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        address += before;
        address += "{}";
        rest = after.split_once('}').map_or("", |(_, rest)| rest);
    }
    address + rest
}

/// Compares all operations.
pub(super) fn compare(walk: &mut Walk<'_>) {
    let (old, new) = (Call::all(&walk.old), Call::all(&walk.new));
    let mut pairs = Vec::new();
    let mut gone: Vec<&Call> = Vec::new();
    let mut added: Vec<&Call> = new.iter().collect();
    // A caller's handle is the method of the client; where that is gone, what is at the same address.
    for call in &old {
        match added.iter().position(|other| other.method == call.method) {
            Some(index) => pairs.push((call, added.remove(index))),
            None => gone.push(call),
        }
    }
    gone.retain(|call| match added.iter().position(|other| other.address() == call.address()) {
        Some(index) => {
            pairs.push((call, added.remove(index)));
            false
        }
        None => true,
    });
    for call in gone {
        let change = match call.left_out(walk, Side::New) {
            Some(now) => unsupported(call, now),
            None => removed(call, new.iter().any(|other| other.address() == call.address())),
        };
        walk.push(change);
    }
    for call in added {
        let is_supported_now = call.left_out(walk, Side::Old).is_some();
        walk.push(self::added(call, is_supported_now));
    }
    let addresses: Vec<String> = new.iter().map(Call::address).collect();
    let mut pairs_security = Vec::new();
    for (old, new) in pairs {
        if old.method != new.method {
            walk.push(renamed(old, new));
        }
        if old.address() != new.address() {
            walk.push(moved(old, new, addresses.contains(&old.address())));
        }
        walk.came_from(&[new.anchor()], &new.pointer);
        parameters::compare(walk, old, new);
        bodies::compare(walk, old, new);
        pairs_security.push((old.clone(), new.clone()));
    }
    security::compare(walk, &pairs_security);
}

fn removed(call: &Call, is_served: bool) -> Change {
    let address = format!("{} {}", call.http_method, call.path);
    let message = format!("`{}` (`{address}`) is gone", call.id);
    let reason = (!is_served).then(|| format!("`{address}` is not known any more"));
    Change::new("operation-removed", message, Side::Old, call.pointer.clone())
        .anchored(&[call.anchor()])
        .failing_requests(reason)
}

/// The client loses it; what is sent to the address is not looked at, and so nothing is said of it.
fn unsupported(call: &Call, now: &LeftOut) -> Change {
    let message = format!(
        "`{}` (`{} {}`) is not generated any more: the document breaks {} there",
        call.id,
        call.http_method,
        call.path,
        listed(&now.rules)
    );
    let mut change = Change::new("operation-unsupported", message, Side::New, now.place.pointer.clone());
    change.old_callers.fail(format!("`{}` is gone", call.method));
    change.anchored(&[call.anchor()])
}

/// `` `a` and `b` ``.
fn listed(rules: &[&str]) -> String {
    let rules: Vec<_> = rules.iter().map(|rule| format!("`{rule}`")).collect();
    rules.join(" and ")
}

fn added(call: &Call, is_supported_now: bool) -> Change {
    let reason = if is_supported_now { "; it could not be generated before" } else { "" };
    let message = format!("there is a new call `{}` (`{} {}`){reason}", call.id, call.http_method, call.path);
    Change::new("operation-added", message, Side::New, call.pointer.clone()).anchored(&[call.anchor()]).adding(true)
}

fn renamed(old: &Call, new: &Call) -> Change {
    let message = format!("`{}` is called `{}` now", old.id, new.id);
    Change::new("operation-renamed", message, Side::New, pointer::join(&new.pointer, "operationId"))
        .anchored(&[old.anchor(), new.anchor()])
}

fn moved(old: &Call, new: &Call, is_served: bool) -> Change {
    let address = |call: &Call| format!("{} {}", call.http_method, call.path);
    let message = format!("`{}` is `{}` now; it was `{}`", new.id, address(new), address(old));
    let reason = (!is_served).then(|| format!("`{}` is not known any more", address(old)));
    let change = Change::new("operation-moved", message, Side::New, new.pointer.clone());
    // The client of before would call another operation, or none.
    let reason = reason.or_else(|| Some(format!("`{}` is another call now", address(old))));
    change.failing_requests(reason)
}
