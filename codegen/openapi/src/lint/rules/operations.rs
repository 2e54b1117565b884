//! Rules on operations: unique ids, well-formed paths.

use std::collections::HashMap;

use crate::context::{Context, Operation};
use crate::document::pointer;
use crate::lint::findings::Findings;
use crate::structure::Kind;

pub(super) fn duplicate_operation_id(context: &Context<'_>, findings: &mut Findings<'_>) {
    let mut first: HashMap<&str, &Operation<'_>> = HashMap::new();
    for operation in &context.operations {
        let Some(id) = operation.id() else { continue };
        match first.get(id) {
            None => drop(first.insert(id, operation)),
            // One path item may be used under two paths.
            Some(other) if other.node.pointer == operation.node.pointer => {}
            Some(other) => {
                let message = format!("duplicate `operationId` `{id}`: its method gets a number");
                let related = [(&*other.node.at("operationId"), "first used here")];
                let at = operation.node.at("operationId");
                findings.report_with(&at, message, "give each operation its own id", &related);
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

/// Some documents tell two operations of one path apart by it.
pub(super) fn unsent_fragment(context: &Context<'_>, findings: &mut Findings<'_>) {
    for item in context.of(Kind::PathItem).filter(|item| pointer::parent(&item.pointer) == "/paths") {
        let path = pointer::last(&item.pointer);
        if let Some((sent, fragment)) = path.split_once('#') {
            let message = format!("`#{fragment}` is never sent: the request goes to `{sent}`");
            findings.report(&item.pointer, message, "remove it, unless it tells two operations apart");
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
        return error("does not begin with `/`".to_owned(), "add a leading `/`");
    }
    let (path, fragment) = path.split_once('#').unwrap_or((path, ""));
    if fragment.contains(['{', '}']) {
        return error("has a parameter after `#`, which is never sent".to_owned(), "remove the `#`");
    }
    let mut names = Vec::new();
    let mut rest = path;
    while let Some(brace) = rest.find(['{', '}']) {
        if rest[brace..].starts_with('}') {
            return error("has a `}` without a `{`".to_owned(), "write each parameter as `{name}`");
        }
        let Some((name, after)) = rest[brace + 1..].split_once('}') else {
            return error("has a `{` without a `}`".to_owned(), "write each parameter as `{name}`");
        };
        if name.is_empty() || name.contains(['/', '{']) {
            return error(
                format!("has `{{{name}}}`, which is not the name of a parameter"),
                "write each parameter as `{name}`",
            );
        }
        names.push(name);
        rest = after;
    }
    Ok(names)
}
