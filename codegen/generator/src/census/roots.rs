//! The schemas to sample: bodies of operations and the components that they use, with their Rust types.

use std::collections::BTreeMap;

use openscaler_openapi::context::{Context, Direction};
use openscaler_openapi::document::{Source, pointer};
use openscaler_openapi::media_type::is_json;
use openscaler_openapi::structure::Node;
use serde_json::Value;

use super::draw::component;
use super::operations::operations;
use super::report::Document;
use crate::api::{Answer, Api, Encoding, Shape, Type, Usage};
use crate::emit::rust_type;

/// A schema to sample.
pub(super) struct Root<'d> {
    pub(super) pointer: String,
    /// Its name, if it is a component.
    pub(super) component: Option<&'d str>,
    pub(super) schema: &'d Value,
    /// The path of the generated type in the crate; `None` if it has no type of its own.
    pub(super) rust: Option<String>,
}

/// The component's name, or the operation's for a body.
pub(super) type Found<'d> = BTreeMap<(String, Direction), Root<'d>>;

/// All schemas that the supported operations of a document send and receive as JSON.
pub(super) fn roots<'d>(source: &'d Source, document: &Document, api: &Api) -> Found<'d> {
    let context = Context::new(source);
    let mut roots = Roots { document: &source.value, context: &context, api, found: Found::new() };
    for ((at, _), operation) in operations(&source.value).into_iter().zip(&document.operations) {
        if operation.reasons.is_empty() {
            roots.add_operation(&at, &operation.id);
        }
    }
    roots.found
}

/// The schemas that operations use, by name and direction.
struct Roots<'d, 'g> {
    document: &'d Value,
    context: &'g Context<'d>,
    api: &'g Api,
    found: Found<'d>,
}

impl<'d> Roots<'d, '_> {
    fn add_operation(&mut self, at: &str, id: &str) {
        let operation = self.api.operations.iter().find(|operation| operation.origin.0 == at);
        let sent = operation.and_then(|operation| match &operation.body.as_ref()?.encoding {
            Encoding::Json(shape) => Some(self.path_from_root(shape)),
            _ => None,
        });
        let received = operation.and_then(|operation| match &operation.success.content {
            Answer::Json(shape) => Some(self.path_from_root(shape)),
            _ => None,
        });
        let Some(node) = self.context.at(at) else { return };
        let mut responses = node.children_of("responses");
        let is = |response: &Node<'_>, start: &str| pointer::last(&response.pointer).starts_with(start);
        let wanted = if responses.iter().any(|response| is(response, "2")) { "2" } else { "default" };
        responses.retain(|response| is(response, wanted));
        self.add_bodies(&node.children_of("requestBody"), id, Direction::Request, sent);
        self.add_bodies(&responses, id, Direction::Response, received);
    }

    fn add_bodies(&mut self, places: &[Node<'d>], id: &str, direction: Direction, rust: Option<String>) {
        let contents = places.iter().filter_map(|place| self.context.resolve(place));
        let contents = contents.flat_map(|place| place.children_of("content"));
        // A body of any media type is JSON unless it is a string.
        let is_read = |name: &str| is_json(name) || (rust.is_some() && ["*/*", "application/*"].contains(&name));
        let json = contents.filter(|content| is_read(&pointer::last(&content.pointer)));
        let mut schemas: Vec<Node<'d>> = Vec::new();
        for schema in json.flat_map(|content| content.children_of("schema")) {
            if schema.value.is_object() && !schemas.iter().any(|known| known.value == schema.value) {
                schemas.push(schema);
            }
        }
        // With several responses, the method's type belongs to none of them alone.
        let body = rust.filter(|_| schemas.len() == 1);
        for Node { pointer, value: schema, .. } in schemas {
            match component(schema) {
                Some(name) => self.add_component(name, direction, body.clone()),
                None => {
                    let name = format!("body of {id}");
                    let root = Root { pointer, component: None, schema, rust: body.clone() };
                    self.found.entry((name, direction)).or_insert(root);
                    self.add_components(schema, direction);
                }
            }
        }
    }

    /// Adds each component that a schema refers to in that direction.
    fn add_components(&mut self, value: &'d Value, direction: Direction) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.add_components(item, direction)),
            Value::Object(entries) => {
                let unsent = if direction == Direction::Request { "readOnly" } else { "writeOnly" };
                if value[unsent] == true {
                    return;
                }
                if let Some(name) = component(value) {
                    self.add_component(name, direction, None);
                }
                entries.values().for_each(|entry| self.add_components(entry, direction));
            }
            _ => {}
        }
    }

    fn add_component(&mut self, name: &'d str, direction: Direction, body: Option<String>) {
        let key = (name.to_owned(), direction);
        let at = pointer::join("/components/schemas", name);
        let Some(schema) = self.document.pointer(&at) else { return };
        let is_new = !self.found.contains_key(&key);
        let rust = body.or_else(|| self.rust_type(name, direction));
        // A scalar in a response has no named type.
        if rust.is_some() || !is_plain_scalar(schema) {
            let root = self.found.entry(key).or_insert(Root { pointer: at, component: Some(name), schema, rust: None });
            root.rust = root.rust.take().or(rust);
        }
        if is_new {
            self.add_components(schema, direction);
        }
    }

    /// The type of a component, which may have one for each direction.
    fn rust_type(&self, component: &str, direction: Direction) -> Option<String> {
        let is_of = |ty: &&Type| {
            let Usage { request, response, .. } = ty.usage;
            let is_used = if direction == Direction::Request { request } else { response };
            is_used && ty.component.as_deref() == Some(component)
        };
        let found = self.api.types.iter().find(is_of)?;
        Some(format!("types :: {}", found.name))
    }

    /// The path of a type in the program.
    fn path_from_root(&self, shape: &Shape) -> String {
        rust_type(self.api, shape).to_string().replace("crate :: types ::", "types ::")
    }
}

fn is_plain_scalar(schema: &Value) -> bool {
    let is_scalar = |name: &str| ["string", "integer", "number", "boolean"].contains(&name);
    schema["type"].as_str().is_some_and(is_scalar) && schema.get("enum").is_none()
}
