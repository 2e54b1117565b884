//! Questions that several rules ask of a schema.

use serde_json::Value;

use super::context::Context;
use super::structure::Node;
use crate::document::pointer;

/// The formats that mark a secret.
const SECRET_FORMATS: [&str; 2] = ["password", "pem"];

/// The `type` of a schema.
pub(crate) fn type_of<'d>(schema: &Node<'d>) -> Option<&'d str> {
    schema.get("type").and_then(Value::as_str)
}

/// The `format` of a schema.
pub(crate) fn format_of<'d>(schema: &Node<'d>) -> Option<&'d str> {
    schema.get("format").and_then(Value::as_str)
}

/// The strings of an `enum`; what is no string is left out.
pub(crate) fn enum_strings<'d>(schema: &Node<'d>) -> Option<Vec<&'d str>> {
    let values = schema.get("enum")?.as_array()?;
    Some(values.iter().filter_map(Value::as_str).collect())
}

/// Whether a value of the schema must not be shown to anybody.
pub(crate) fn is_secret(schema: &Node<'_>) -> bool {
    format_of(schema).is_some_and(|format| SECRET_FORMATS.contains(&format))
}

/// How deep parts are looked for in parts; nobody can read a document that goes deeper.
const DEEPEST: usize = 64;

/// What a schema says of one property.
#[derive(Default)]
pub(crate) struct Property<'d> {
    /// Its schemas: more than one if parts of the whole speak of it; references are followed.
    pub(crate) schemas: Vec<Node<'d>>,
    pub(crate) is_declared: bool,
    pub(crate) is_required: bool,
}

/// Looks for a property in a schema, in the parts of an `allOf`, and in every member of a `oneOf` or `anyOf`.
pub(crate) fn property<'d>(context: &Context<'d>, schema: &Node<'d>, name: &str) -> Property<'d> {
    property_within(context, schema, name, &mut Vec::new())
}

fn property_within<'d>(context: &Context<'d>, schema: &Node<'d>, name: &str, open: &mut Vec<String>) -> Property<'d> {
    let mut found = Property::default();
    let Some(schema) = context.resolve(schema) else { return found };
    if open.contains(&schema.pointer) || open.len() == DEEPEST {
        return found;
    }
    open.push(schema.pointer.clone());
    let required = schema.get("required").and_then(Value::as_array);
    found.is_required = required.is_some_and(|required| required.iter().any(|entry| entry == name));
    let own = schema.get("properties").and_then(|properties| properties.get(name));
    if own.is_some() {
        found.is_declared = true;
        let pointer = pointer::join(&schema.at("properties"), name);
        let node = context.at(&pointer).and_then(|node| context.resolve(node));
        found.schemas.extend(node);
    }
    for part in schema.children_of("allOf") {
        let part = property_within(context, &part, name, open);
        found.is_declared |= part.is_declared;
        found.is_required |= part.is_required;
        found.schemas.extend(part.schemas);
    }
    for keyword in ["oneOf", "anyOf"] {
        let members = schema.children_of(keyword);
        let members: Vec<_> = members.iter().map(|member| property_within(context, member, name, open)).collect();
        if !members.is_empty() {
            found.is_declared |= members.iter().all(|member| member.is_declared);
            found.is_required |= members.iter().all(|member| member.is_required);
            found.schemas.extend(members.into_iter().flat_map(|member| member.schemas));
        }
    }
    open.pop();
    found
}
