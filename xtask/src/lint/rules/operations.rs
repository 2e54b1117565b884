//! Rules on operations: their ids, which become the client's methods, and their paths.

use std::collections::HashMap;

use crate::document::pointer;
use crate::lint::Findings;
use crate::lint::context::{Context, Operation};
use crate::lint::structure::Kind;
use crate::names::method_name;

/// The methods that the client has without any operation, its own and those of the traits it implements.
pub(crate) const CLIENT_METHODS: &[&str] = &[
    "api_version",
    "base_url",
    "baseurl",
    "builder",
    "client",
    "clone",
    "clone_from",
    "exec",
    "fmt",
    "inner",
    "new",
    "new_with_client",
    "post",
    "pre",
    "send",
    "with_token",
];

pub(super) fn missing_operation_id(context: &Context<'_>, findings: &mut Findings<'_>) {
    for operation in &context.operations {
        if operation.id().is_none_or(|id| id.trim().is_empty()) {
            let message = format!("{} has no `operationId`, so its method has no name", operation.name());
            findings.report(&operation.node.pointer, message, "add an `operationId`, such as `list_pets`");
        }
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
    let mut first: HashMap<String, (&str, &Operation<'_>)> = HashMap::new();
    for operation in &context.operations {
        let Some(id) = operation.id() else { continue };
        let method = method_name(id);
        match first.get(&method) {
            None => drop(first.insert(method, (id, operation))),
            Some((other_id, other)) if *other_id != id => {
                let message = format!("`{id}` and `{other_id}` both become the method `{method}`");
                let related = [(&*other.node.at("operationId"), "the other one")];
                findings.report_with(&operation.node.at("operationId"), message, "rename one of the two", &related);
            }
            Some(_) => {}
        }
    }
}

pub(super) fn reserved_operation_id(context: &Context<'_>, findings: &mut Findings<'_>) {
    for operation in &context.operations {
        let Some(id) = operation.id() else { continue };
        let method = method_name(id);
        if CLIENT_METHODS.contains(&method.as_str()) {
            let message = format!("`{id}` becomes the method `{method}`, which every client has already");
            let help = format!("choose another `operationId`, such as `{method}_it`");
            findings.report(&operation.node.at("operationId"), message, help);
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
    if path.contains('#') {
        return error("has a `#`, and what follows that is never sent".to_owned(), "remove the `#`");
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
