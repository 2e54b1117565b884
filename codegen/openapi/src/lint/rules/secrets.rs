//! Rules on secrets: strings of format `password` or `pem`.

use serde_json::Value;

use crate::context::{Context, Direction};
use crate::lint::Findings;
use crate::schemas::is_secret;
use crate::structure::{Kind, Node};

/// `writeOnly` is what makes a type of ours, which prints `REDACTED`, of a string.
pub(super) fn secret_without_write_only(context: &Context<'_>, findings: &mut Findings<'_>) {
    for schema in context.of(Kind::Schema) {
        let is_write_only = schema.get("writeOnly") == Some(&Value::Bool(true));
        if is_secret(schema) && !is_write_only && context.is_in(Direction::Request, schema) {
            let format = schema.get("format").and_then(Value::as_str).unwrap_or_default();
            let message = format!("a string of format `{format}` is a secret, and is not `writeOnly`");
            findings.report(&schema.pointer, message, "add `writeOnly: true`, so that it is never printed");
        }
    }
}

/// Addresses end up in logs, on the way and at the other end.
pub(super) fn secret_in_url(context: &Context<'_>, findings: &mut Findings<'_>) {
    for parameter in context.of(Kind::Parameter) {
        let text = |key| parameter.get(key).and_then(Value::as_str).unwrap_or_default();
        let location = text("in");
        let in_url = matches!(location, "path" | "query");
        let schemas = context.resolved_children(parameter, "schema");
        if in_url && schemas.iter().any(|schema: &Node<'_>| is_secret(schema)) {
            let message = format!("the {location} parameter `{}` is a secret, and addresses are logged", text("name"));
            findings.report(&parameter.pointer, message, "send it in a header or in the body");
        }
    }
}
