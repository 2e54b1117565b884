//! Rules on operations: unique ids, well-formed paths.

use std::collections::HashMap;

use crate::context::{Context, Operation};
use crate::document::pointer;
use crate::lint::Findings;
use crate::structure::Kind;

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
