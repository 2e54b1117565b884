//! The values that a document allows, for the types that its carried operations reach.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use fastrand::Rng;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::choices::{Choices, Otherwise, cover};
use super::draw::Sampler;
use super::measure::operations;
use super::report::{Direction, Document};
use super::rust_types::RustTypes;
use crate::generate::Generated;
use crate::model::{Model, sent_part};
use crate::names::type_name;
use openscaler_openapi::document::{Source, pointer};
use openscaler_openapi::media_type::essence;
use openscaler_openapi::validation::{Validator, request_validator, response_validator};

/// How many types of a document are sampled; more than these are chosen by their names.
const MOST_TYPES: usize = 60;

/// How many values a type has at least, and a document, in each direction.
const LEAST_VALUES: usize = 5;
const LEAST_OF_DOCUMENT: usize = 200;

/// How many values a type has before choices inside of its components are left to these.
const ENOUGH: usize = 30;

/// How many values a type has at most.
const MOST_VALUES: usize = 500;

/// The types of a document with their values.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Sampled {
    /// The types.
    pub types: Vec<SampledType>,
    /// Types for which no valid value was found.
    pub without_sample: Vec<String>,
    /// Types for which no Rust type was found.
    pub without_type: Vec<String>,
    /// All texts that the document lists as values.
    pub listed: BTreeSet<String>,
}

/// The values of one type in one direction.
#[derive(Debug, Serialize, Deserialize)]
pub struct SampledType {
    /// The component, or the operation whose body it is.
    pub name: String,
    /// Where the values are met.
    pub direction: Direction,
    /// The generated type, as a path from the crate's root.
    pub rust: String,
    /// What the document allows, without doubles.
    pub values: Vec<Value>,
}

impl Sampled {
    /// Samples what the carried operations of a document reach.
    pub(super) fn of(source: &Source, document: &Document, generated: &Generated) -> Self {
        let Ok(rust_types) = RustTypes::of(&generated.code) else { return Self::default() };
        let mut roots =
            Roots { document: &source.value, model: &generated.model, rust_types: &rust_types, found: BTreeMap::new() };
        for ((at, _), operation) in operations(&source.value).into_iter().zip(&document.operations) {
            if operation.reasons.is_empty() {
                roots.add_operation(&at, &operation.id);
            }
        }
        let mut sampled = Self::default();
        add_listed(&source.value, &mut sampled.listed);
        let (typed, untyped): (Vec<_>, Vec<_>) = roots.found.into_iter().partition(|(_, root)| root.rust.is_some());
        sampled.without_type = untyped.iter().map(|((name, direction), _)| labelled(name, *direction)).collect();
        let names: BTreeSet<(u64, &str)> = typed.iter().map(|((name, _), _)| (seed(name), name.as_str())).collect();
        let chosen: BTreeSet<&str> = names.into_iter().take(MOST_TYPES).map(|(_, name)| name).collect();
        let chosen: Vec<_> = typed.iter().filter(|((name, _), _)| chosen.contains(name.as_str())).collect();
        let wanted = LEAST_VALUES.max(LEAST_OF_DOCUMENT.div_ceil(chosen.len().max(1)));
        for ((name, direction), root) in chosen {
            let values = values(source, root, *direction, seed(name), wanted);
            match root.rust.clone().filter(|_| !values.is_empty()) {
                Some(rust) => {
                    sampled.types.push(SampledType { name: name.clone(), direction: *direction, rust, values });
                }
                None => sampled.without_sample.push(labelled(name, *direction)),
            }
        }
        sampled
    }
}

fn labelled(name: &str, direction: Direction) -> String {
    format!("{name} ({})", direction.label())
}

/// The same for a name on every machine and in every version of the program.
fn seed(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Valid values of a schema: those that show each alternative once, then any.
fn values(source: &Source, root: &Root<'_>, direction: Direction, seed: u64, wanted: usize) -> Vec<Value> {
    let judge = match direction {
        Direction::Request => request_validator(source, &root.pointer),
        Direction::Response => response_validator(source, &root.pointer),
    };
    let Some(judge) = judge else { return Vec::new() };
    let sampler = Sampler::new(&source.value, direction);
    let mut found = Found { judge, values: Vec::new(), texts: HashSet::new() };
    cover(|choices, is_own| {
        if !is_own && found.values.len() >= wanted.max(ENOUGH) {
            return false;
        }
        found.add(sampler.draw(root.schema, root.component, choices));
        found.values.len() < MOST_VALUES
    });
    found.add(sampler.draw(root.schema, root.component, &mut Choices::new(Otherwise::Present)));
    let mut random = Rng::with_seed(seed);
    for _ in 0..wanted * 4 {
        if found.values.len() >= wanted {
            break;
        }
        let otherwise = Otherwise::Any(random.fork());
        found.add(sampler.draw(root.schema, root.component, &mut Choices::new(otherwise)));
    }
    found.values
}

struct Found {
    judge: Validator,
    values: Vec<Value>,
    texts: HashSet<String>,
}

impl Found {
    fn add(&mut self, value: Option<Value>) {
        if let Some(value) = value.filter(|value| self.judge.is_valid(value)) {
            if self.texts.insert(value.to_string()) {
                self.values.push(value);
            }
        }
    }
}

/// A schema whose values are sampled.
struct Root<'d> {
    pointer: String,
    component: Option<&'d str>,
    schema: &'d Value,
    rust: Option<String>,
}

/// What operations reach, by name and direction.
struct Roots<'d, 'g> {
    document: &'d Value,
    model: &'g Model,
    rust_types: &'g RustTypes,
    found: BTreeMap<(String, Direction), Root<'d>>,
}

impl<'d> Roots<'d, '_> {
    fn add_operation(&mut self, at: &str, id: &str) {
        let path = pointer::last(pointer::parent(at));
        let http_method = pointer::last(at).to_uppercase();
        let is_meant = |method: &str, template: &str| method == http_method && template == sent_part(&path);
        let mut operations = self.model.operations.iter();
        let method = operations.find(|known| is_meant(&known.http_method, &known.path)).map(|known| &*known.method);
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

/// Adds the texts in each `enum` and `const`.
fn add_listed(value: &Value, found: &mut BTreeSet<String>) {
    let below: Vec<&Value> = match value {
        Value::Array(items) => items.iter().collect(),
        Value::Object(entries) => entries.values().collect(),
        _ => return,
    };
    below.into_iter().for_each(|value| add_listed(value, found));
    let listed = value.get("enum").and_then(Value::as_array).into_iter().flatten().chain(value.get("const"));
    found.extend(listed.filter_map(Value::as_str).map(str::to_owned));
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
