//! Rules on the types that schemas without a name become: typify names them by their title, or else by where they are.
//!
//! It takes what has the name of a type that it has made for that type, whatever its shape, and it makes a component
//! anew under a name that it has given away: the one is the wrong type, the other does not compile.

use std::collections::HashMap;

use serde_json::Value;

use super::responses::{is_success, json_media_type};
use crate::document::pointer;
use crate::lint::Findings;
use crate::lint::context::{Context, parameter_key};
use crate::lint::schemas::type_of;
use crate::lint::structure::{Kind, Node};
use crate::names::type_name;

/// A schema that is no component, with the name that a type of it gets.
struct Inline<'d> {
    name: String,
    schema: Node<'d>,
    /// The place of the component that it is part of, in the order in which they become types; the last for all else.
    turn: usize,
}

/// A type that has been made.
struct Taken<'c, 'd> {
    schema: &'c Node<'d>,
    /// The component's place in the order, if it is one.
    turn: Option<usize>,
}

pub(super) fn colliding_inline_name(context: &Context<'_>, findings: &mut Findings<'_>) {
    let components: Vec<_> = context.of(Kind::Schema).filter(|schema| is_component(schema)).collect();
    let inlines = all_inline(context, &components);
    let mut taken: HashMap<String, Taken<'_, '_>> = HashMap::new();
    for (turn, schema) in components.iter().enumerate() {
        let name = type_name(&pointer::last(&schema.pointer));
        taken.entry(name).or_insert(Taken { schema, turn: Some(turn) });
    }
    // What is below one that collides gets its names from it; to say so once is enough.
    let mut collided = "none".to_owned();
    for inline in inlines.iter().filter(|inline| is_named_type(&inline.schema)) {
        if inline.schema.pointer.strip_prefix(&collided).is_some_and(|below| below.starts_with('/')) {
            continue;
        }
        let rust = type_name(&inline.name);
        let Some(other) = taken.get(&rust) else {
            taken.insert(rust, Taken { schema: &inline.schema, turn: None });
            continue;
        };
        collided.clone_from(&inline.schema.pointer);
        let is_made_first = other.turn.is_none_or(|turn| turn < inline.turn);
        if is_made_first && shape(other.schema.value) == shape(inline.schema.value) {
            continue;
        }
        let message = format!("what is written here becomes the type `{rust}`, and so does something else");
        let help = if inline.schema.get("title").is_some() {
            "change or remove its `title`, or refer to the one component that both are"
        } else {
            "move it to `/components/schemas` under another name and refer to it"
        };
        findings.report_with(&inline.schema.pointer, message, help, &[(&*other.schema.pointer, "the other one")]);
    }
}

fn is_component(schema: &Node<'_>) -> bool {
    pointer::parent(&schema.pointer) == "/components/schemas"
}

/// Every schema that may become a type without being a component, in the order in which they do.
fn all_inline<'d>(context: &Context<'d>, components: &[&Node<'d>]) -> Vec<Inline<'d>> {
    let mut found = Vec::new();
    for (turn, component) in components.iter().enumerate() {
        let name = pointer::last(&component.pointer);
        match nullable_inner(&name, component) {
            Some(inner) => add(Inline { name: inner, schema: (*component).clone(), turn }, &mut found),
            None => below(&name, component).into_iter().for_each(|(name, schema)| {
                add(Inline { name, schema, turn }, &mut found);
            }),
        }
    }
    for (name, schema) in of_operations(context) {
        add(Inline { name, schema, turn: components.len() }, &mut found);
    }
    found
}

fn add<'d>(inline: Inline<'d>, found: &mut Vec<Inline<'d>>) {
    let turn = inline.turn;
    let children = below(&inline.name, &inline.schema);
    found.push(inline);
    children.into_iter().for_each(|(name, schema)| add(Inline { name, schema, turn }, found));
}

/// What a component that may be null holds if it is not: a type of its own, for the component is the `Option`.
fn nullable_inner(name: &str, schema: &Node<'_>) -> Option<String> {
    if schema.get("nullable") != Some(&Value::Bool(true)) {
        return None;
    }
    let has_parts = ["oneOf", "anyOf", "allOf"].iter().any(|keyword| schema.children_of(keyword).len() > 1);
    Some(if has_parts { name.to_owned() } else { inline_name(name, "inner", schema) })
}

/// The schemas that the parameters, the body and the answer of each operation write out.
fn of_operations<'d>(context: &Context<'d>) -> Vec<(String, Node<'d>)> {
    let mut found = Vec::new();
    for operation in &context.operations {
        let id = operation.id().unwrap_or_default();
        let mut add = |step: &str, holder: &Node<'d>| {
            let schemas = holder.children_of("schema").into_iter().filter(|schema| schema.reference().is_none());
            found.extend(schemas.map(|schema| (inline_name(id, step, &schema), schema)));
        };
        for parameter in &operation.parameters {
            add(parameter_key(parameter).1.unwrap_or_default(), parameter);
        }
        for body in context.resolved_children(&operation.node, "requestBody") {
            json_media_type(&body).iter().for_each(|media_type| add("body", media_type));
        }
        for response in operation.node.children_of("responses") {
            let response = context.resolve(&response).filter(|_| is_success(&pointer::last(&response.pointer)));
            response.and_then(|response| json_media_type(&response)).iter().for_each(|json| add("response", json));
        }
    }
    found
}

/// The schemas written below one that is called `parent`, each with the name that a type of it gets.
fn below<'d>(parent: &str, schema: &Node<'d>) -> Vec<(String, Node<'d>)> {
    let named = |step: &str, schema: Node<'d>| (inline_name(parent, step, &schema), schema);
    let properties = schema.children_of("properties").into_iter();
    let properties = properties.map(|property| named(&pointer::last(&property.pointer), property));
    let items = schema.children_of("items").into_iter().map(|items| named("item", items));
    properties.chain(items).filter(|(_, schema)| schema.reference().is_none()).collect()
}

fn inline_name(parent: &str, step: &str, schema: &Node<'_>) -> String {
    let title = schema.get("title").and_then(Value::as_str);
    title.map_or_else(|| format!("{parent}_{step}"), str::to_owned)
}

/// Whether typify makes a type with a name of an inline schema.
fn is_named_type(schema: &Node<'_>) -> bool {
    let has_entries = |keyword: &str| match schema.get(keyword) {
        Some(Value::Object(entries)) => !entries.is_empty(),
        Some(Value::Array(entries)) => !entries.is_empty(),
        _ => false,
    };
    let is_closed = schema.get("additionalProperties") == Some(&Value::Bool(false));
    let is_union = ["oneOf", "anyOf", "allOf"].iter().any(|keyword| schema.children_of(keyword).len() > 1);
    has_entries("properties") || is_closed || is_union || (has_entries("enum") && type_of(schema) != Some("boolean"))
}

/// What makes a type of a schema: all but what only describes it.
fn shape(schema: &Value) -> Value {
    const DESCRIBES: [&str; 7] =
        ["deprecated", "description", "discriminator", "example", "externalDocs", "nullable", "title"];
    match schema {
        Value::Object(entries) => {
            let shapes = |(key, value): (&String, &Value)| match value {
                // These are keyed by the writer's names, which may be any of those above.
                Value::Object(named) if key == "properties" => {
                    let named = named.iter().map(|(name, schema)| (name.clone(), shape(schema)));
                    (key.clone(), Value::Object(named.collect()))
                }
                _ => (key.clone(), shape(value)),
            };
            let counts = |(key, _): &(&String, &Value)| !DESCRIBES.contains(&key.as_str());
            Value::Object(entries.iter().filter(counts).map(shapes).collect())
        }
        Value::Array(items) => items.iter().map(shape).collect(),
        other => other.clone(),
    }
}
