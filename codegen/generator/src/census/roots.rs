//! The schemas whose values are sampled: bodies of operations and the components that they reach, with their Rust types.

use std::collections::BTreeMap;

use openscaler_openapi::document::pointer;
use openscaler_openapi::media_type::essence;
use serde_json::{Map, Value};

use super::measure::operations;
use super::report::{Direction, Document};
use super::rust_types::RustTypes;
use crate::api::Api;
use crate::generate::Generated;
use crate::names::type_name;

/// A schema whose values are sampled.
pub(super) struct Root<'d> {
    pub(super) pointer: String,
    /// Its name, if it is a component.
    pub(super) component: Option<&'d str>,
    pub(super) schema: &'d Value,
    /// The generated type, as a path from the crate's root; `None` if there is none of its own.
    pub(super) rust: Option<String>,
}

/// By the component's name, or that of the operation whose body it is.
pub(super) type Found<'d> = BTreeMap<(String, Direction), Root<'d>>;

/// All schemas that the carried operations of a document send and receive as JSON.
pub(super) fn roots<'d>(value: &'d Value, document: &Document, generated: &Generated) -> Found<'d> {
    let Ok(rust_types) = RustTypes::of(&generated.code) else { return Found::new() };
    let mut roots = Roots { document: value, api: &generated.api, rust_types: &rust_types, found: Found::new() };
    for ((at, _), operation) in operations(value).into_iter().zip(&document.operations) {
        if operation.reasons.is_empty() {
            roots.add_operation(&at, &operation.id);
        }
    }
    roots.found
}

/// What operations reach, by name and direction.
struct Roots<'d, 'g> {
    document: &'d Value,
    api: &'g Api,
    rust_types: &'g RustTypes,
    found: Found<'d>,
}

impl<'d> Roots<'d, '_> {
    fn add_operation(&mut self, at: &str, id: &str) {
        let path = pointer::last(pointer::parent(at));
        let http_method = pointer::last(at).to_uppercase();
        // What is behind a fragment is never sent.
        let sent = path.split('#').next().unwrap_or_default();
        let mut operations = self.api.operations.iter();
        let method = operations.find(|known| known.method == http_method && known.path == sent);
        let method = method.map(|known| &*known.name);
        let request = self.resolve(pointer::join(at, "requestBody")).into_iter().collect();
        let responses = self.document.pointer(&pointer::join(at, "responses")).and_then(Value::as_object);
        let statuses = || responses.into_iter().flat_map(Map::keys);
        let is_success = |status: &&String| status.starts_with('2');
        let successes: Vec<&String> = match statuses().any(|status| is_success(&status)) {
            true => statuses().filter(is_success).collect(),
            false => statuses().filter(|status| *status == "default").collect(),
        };
        let place = |status: &&String| self.resolve(pointer::join(&pointer::join(at, "responses"), status));
        let successes = successes.iter().filter_map(place).collect();
        self.add_bodies(request, id, Direction::Request, method);
        self.add_bodies(successes, id, Direction::Response, method);
    }

    /// The place that a place refers to.
    fn resolve(&self, mut at: String) -> Option<(String, &'d Value)> {
        // A circle of references ends somewhere.
        for _ in 0..10 {
            let value = self.document.pointer(&at)?;
            match pointer::reference(value) {
                Some(reference) => at = pointer::local(reference)?,
                None => return Some((at, value)),
            }
        }
        None
    }

    fn add_bodies(&mut self, places: Vec<(String, &'d Value)>, id: &str, direction: Direction, method: Option<&str>) {
        let mut schemas: Vec<(String, &'d Value)> = Vec::new();
        for (at, place) in places {
            let contents = place.get("content").and_then(Value::as_object).into_iter().flatten();
            for (media_type, content) in contents.filter(|(media_type, _)| is_json(media_type)) {
                let at = pointer::join(&pointer::join(&pointer::join(&at, "content"), media_type), "schema");
                let schema = content.get("schema").filter(|schema| schema.is_object());
                schemas.extend(
                    schema
                        .filter(|schema| !schemas.iter().any(|(_, known)| known == schema))
                        .map(|schema| (at, schema)),
                );
            }
        }
        // With several, the method's type is of none of them alone.
        let body = method.filter(|_| schemas.len() == 1).and_then(|method| self.rust_types.body(method, direction));
        let body = body.map(str::to_owned);
        for (at, schema) in schemas {
            match component(schema) {
                Some(name) => self.add_component(name, direction, body.clone()),
                None => {
                    let name = format!("body of {id}");
                    let root = Root { pointer: at, component: None, schema, rust: body.clone() };
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
        // A scalar of a response is written out wherever it is met.
        if rust.is_some() || !is_plain_scalar(schema) {
            let root = self.found.entry(key).or_insert(Root { pointer: at, component: Some(name), schema, rust: None });
            root.rust = root.rust.take().or(rust);
        }
        if is_new {
            self.add_components(schema, direction);
        }
    }

    /// The type that is made of a component: in requests a copy, if the two directions differ.
    fn rust_type(&self, component: &str, direction: Direction) -> Option<String> {
        let name = type_name(component);
        let components = self.document.pointer("/components/schemas").and_then(Value::as_object);
        let is_other = |candidate: &String| {
            *candidate != name && components.into_iter().flat_map(Map::keys).any(|other| type_name(other) == *candidate)
        };
        let copies = ["Input", "Input2", "Input3"].map(|ending| type_name(&format!("{component}{ending}")));
        let copies = copies.into_iter().filter(|_| direction == Direction::Request);
        let mut candidates = copies.chain([name.clone()]).filter(|candidate| !is_other(candidate));
        let found = candidates.find(|candidate| self.rust_types.has(candidate, direction))?;
        Some(format!("types :: {found}"))
    }
}

fn component(schema: &Value) -> Option<&str> {
    pointer::reference(schema)?.strip_prefix("#/components/schemas/")
}

fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence == "application/json" || essence.ends_with("+json")
}

fn is_plain_scalar(schema: &Value) -> bool {
    let is_scalar = |name: &str| ["string", "integer", "number", "boolean"].contains(&name);
    schema["type"].as_str().is_some_and(is_scalar) && schema.get("enum").is_none()
}
