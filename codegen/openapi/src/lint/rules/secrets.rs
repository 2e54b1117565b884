//! Rules on secrets: strings of format `password` or `pem`.

use serde_json::Value;

use crate::context::{Context, Direction};
use crate::lint::findings::Findings;
use crate::schemas::is_secret;
use crate::structure::{Kind, Node};

/// `writeOnly` says that a string never comes back, so nothing has to print it.
pub(super) fn secret_without_write_only(context: &Context<'_>, findings: &mut Findings<'_>) {
    for schema in context.of(Kind::Schema) {
        let is_write_only = schema.get("writeOnly") == Some(&Value::Bool(true));
        if is_secret(schema) && !is_write_only && context.is_in(Direction::Request, schema) {
            let format = schema.get("format").and_then(Value::as_str).unwrap_or_default();
            let message = format!("a string of format `{format}` is a secret, but is not `writeOnly`");
            findings.report(&schema.pointer, message, "add `writeOnly: true`");
        }
    }
}

/// URLs end up in the logs of clients, proxies and servers.
pub(super) fn secret_in_url(context: &Context<'_>, findings: &mut Findings<'_>) {
    for parameter in context.of(Kind::Parameter) {
        let text = |key| parameter.get(key).and_then(Value::as_str).unwrap_or_default();
        let location = text("in");
        let in_url = matches!(location, "path" | "query");
        let schemas = context.resolved_children(parameter, "schema");
        if in_url && schemas.iter().any(|schema: &Node<'_>| is_secret(schema)) {
            let message = format!("the {location} parameter `{}` is a secret, and URLs are logged", text("name"));
            findings.report(&parameter.pointer, message, "send it in a header or in the body, if the API accepts that");
        }
    }
}
