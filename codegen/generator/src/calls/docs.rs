//! What the documentation of a method says.

use crate::api::Operation;

/// Summary and description, the request, and the arguments.
pub(super) fn describe(operation: &Operation) -> String {
    let mut text: Vec<String> = [&operation.summary, &operation.description].into_iter().flatten().cloned().collect();
    text.dedup();
    text.push(format!("Sends a `{}` request to `{}`", operation.method, operation.path));
    let described = operation.parameters.iter().map(|parameter| (&*parameter.name, parameter.description.as_deref()));
    let body = operation.body.as_ref().map(|body| ("body", body.description.as_deref()));
    let arguments: Vec<String> = described.chain(body).map(|(name, description)| argument(name, description)).collect();
    if arguments.iter().any(|argument| argument.contains(": ")) {
        text.push(format!("Arguments:\n{}", arguments.join("\n")));
    }
    text.join("\n\n")
}

fn argument(name: &str, description: Option<&str>) -> String {
    match description.map(str::trim).filter(|description| !description.is_empty()) {
        Some(description) => format!("- `{name}`: {}", description.replace('\n', "\n  ")),
        None => format!("- `{name}`"),
    }
}
