//! Rules on operations: their ids, which become the client's methods, and their paths.

use std::collections::HashMap;

use crate::document::pointer;
use crate::lint::Findings;
use crate::lint::context::{Context, Operation};
use crate::lint::structure::Kind;
use crate::lower::operation_ids::{self, CLIENT_METHODS, Name};
use crate::names::method_name;

/// A path that changes then renames the method.
pub(super) fn missing_operation_id(context: &Context<'_>, findings: &mut Findings<'_>) {
    for name in operation_ids::names(context.document()).iter().filter(|name| name.written.is_none()) {
        let (path, method) = (pointer::last(pointer::parent(&name.pointer)), pointer::last(&name.pointer));
        let message = format!(
            "`{} {path}` has no `operationId`, so its method is called `{}`",
            method.to_uppercase(),
            method_name(&name.id)
        );
        findings.report(&name.pointer, message, "add an `operationId`, and the method has a name that stays");
    }
}

pub(super) fn duplicate_operation_id(context: &Context<'_>, findings: &mut Findings<'_>) {
    let mut first: HashMap<&str, &Operation<'_>> = HashMap::new();
    for operation in &context.operations {
        let Some(id) = operation.id() else { continue };
        match first.get(id) {
            None => drop(first.insert(id, operation)),
            Some(other) => {
                let message = format!("the `operationId` `{id}` is taken");
                let related = [(&*other.node.at("operationId"), "taken here")];
                let at = operation.node.at("operationId");
                findings.report_with(&at, message, "give each operation an id of its own", &related);
            }
        }
    }
}

pub(super) fn colliding_operation_id(context: &Context<'_>, findings: &mut Findings<'_>) {
    let names = operation_ids::names(context.document());
    let mut first: HashMap<String, &Name> = HashMap::new();
    for name in &names {
        let Some(written) = &name.written else { continue };
        let method = method_name(written);
        match first.get(&method) {
            None => drop(first.insert(method, name)),
            Some(other) if other.written != name.written => {
                let other_id = other.written.as_deref().unwrap_or_default();
                let message = format!(
                    "`{written}` and `{other_id}` both become the method `{method}`, so this one is `{}`",
                    method_name(&name.id)
                );
                let related = [(&*pointer::join(&other.pointer, "operationId"), "the other one")];
                let at = pointer::join(&name.pointer, "operationId");
                findings.report_with(&at, message, "rename one of the two", &related);
            }
            Some(_) => {}
        }
    }
}

pub(super) fn reserved_operation_id(context: &Context<'_>, findings: &mut Findings<'_>) {
    for name in operation_ids::names(context.document()) {
        let Some(written) = name.written else { continue };
        let method = method_name(&written);
        if CLIENT_METHODS.contains(&method.as_str()) {
            let message = format!(
                "every client has a method `{method}` already, so that of `{written}` is called `{}`",
                method_name(&name.id)
            );
            let at = pointer::join(&name.pointer, "operationId");
            findings.report(&at, message, "choose another `operationId`");
        }
    }
}

pub(super) fn malformed_path(context: &Context<'_>, findings: &mut Findings<'_>) {
    for item in context.of(Kind::PathItem) {
        let path = pointer::last(&item.pointer);
        if pointer::parent(&item.pointer) != "/paths" {
            continue;
        }
        if let Err(PathError { message, help }) = template_names(&path) {
            findings.report(&item.pointer, format!("the path `{path}` {message}"), help);
        }
    }
}

/// Some tell two operations of one path apart by it.
pub(super) fn unsent_fragment(context: &Context<'_>, findings: &mut Findings<'_>) {
    for item in context.of(Kind::PathItem).filter(|item| pointer::parent(&item.pointer) == "/paths") {
        let path = pointer::last(&item.pointer);
        if let Some((sent, fragment)) = path.split_once('#') {
            let message = format!("`#{fragment}` is never sent: the server is asked for `{sent}`");
            findings.report(&item.pointer, message, "remove it, if it does not tell two operations apart");
        }
    }
}

/// What is wrong with a path template, and what to do.
pub(crate) struct PathError {
    message: String,
    help: &'static str,
}

/// The names between the braces of a path template, in its order.
pub(crate) fn template_names(path: &str) -> Result<Vec<&str>, PathError> {
    let error = |message: String, help| Err(PathError { message, help });
    if !path.starts_with('/') {
        return error("does not start with a slash".to_owned(), "put a `/` in front");
    }
    let (path, fragment) = path.split_once('#').unwrap_or((path, ""));
    if fragment.contains(['{', '}']) {
        return error("has a parameter after a `#`, where nothing is sent".to_owned(), "remove the `#`");
    }
    let mut names = Vec::new();
    let mut rest = path;
    while let Some(brace) = rest.find(['{', '}']) {
        if rest[brace..].starts_with('}') {
            return error("closes a brace that is not open".to_owned(), "write each parameter as `{name}`");
        }
        let Some((name, after)) = rest[brace + 1..].split_once('}') else {
            return error("has a brace that is not closed".to_owned(), "write each parameter as `{name}`");
        };
        if name.is_empty() || name.contains(['/', '{']) {
            return error(format!("has `{{{name}}}`, which names no parameter"), "write each parameter as `{name}`");
        }
        names.push(name);
        rest = after;
    }
    Ok(names)
}
