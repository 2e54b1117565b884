//! Facts about a schema that several rules need.

use serde_json::Value;

use crate::context::Context;
use crate::document::pointer;
use crate::structure::{Kind, Node};

/// The formats that mark a secret.
const SECRET_FORMATS: [&str; 2] = ["password", "pem"];

/// The `type` of a schema.
pub fn type_of<'d>(schema: &Node<'d>) -> Option<&'d str> {
    schema.get("type").and_then(Value::as_str)
}

/// The `format` of a schema.
pub fn format_of<'d>(schema: &Node<'d>) -> Option<&'d str> {
    schema.get("format").and_then(Value::as_str)
}

/// The strings of an `enum`; what is no string is left out.
pub fn enum_strings<'d>(schema: &Node<'d>) -> Option<Vec<&'d str>> {
    let values = schema.get("enum")?.as_array()?;
    Some(values.iter().filter_map(Value::as_str).collect())
}

/// Whether values are all of the scalar type `kind`, or, if that is not said, of any one.
pub fn enum_fits(kind: Option<&str>, values: &[Value]) -> bool {
    let all = |is: fn(&Value) -> bool| values.iter().all(is);
    match kind {
        Some("string") => all(Value::is_string),
        Some("integer") => all(|value| value.is_i64() || value.is_u64()),
        Some("number") => all(Value::is_number),
        Some("boolean") => all(Value::is_boolean),
        Some(_) => false,
        None => all(Value::is_string) || all(Value::is_number) || all(Value::is_boolean),
    }
}

/// Whether a value of the schema must not be shown to anybody.
pub fn is_secret(schema: &Node<'_>) -> bool {
    format_of(schema).is_some_and(|format| SECRET_FORMATS.contains(&format))
}

/// The unions that lowering makes into enums with a tag: components, with a discriminator, of components.
pub fn tagged_unions<'c, 'd>(context: &'c Context<'d>) -> impl Iterator<Item = (&'c Node<'d>, Vec<Node<'d>>)> {
    let unions =
        context.of(Kind::Schema).filter(|schema| schema.is_component() && schema.get("discriminator").is_some());
    unions.filter_map(|union| {
        let members = [union.children_of("oneOf"), union.children_of("anyOf")].concat();
        (!members.is_empty() && members.iter().all(|member| member.reference().is_some())).then_some((union, members))
    })
}

/// How deep parts are looked for in parts; nobody can read a document that goes deeper.
const DEEPEST: usize = 64;

/// What a schema says of one property.
#[derive(Default)]
pub struct Property<'d> {
    /// Its schemas: more than one if parts of the whole speak of it; references are followed.
    pub schemas: Vec<Node<'d>>,
    /// Whether it is among the `properties`, of every member if there are some.
    pub is_declared: bool,
    /// Whether it is among what is `required`, of every member if there are some.
    pub is_required: bool,
}

/// Looks for a property in a schema, in the parts of an `allOf`, and in every member of a `oneOf` or `anyOf`.
pub fn property<'d>(context: &Context<'d>, schema: &Node<'d>, name: &str) -> Property<'d> {
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
