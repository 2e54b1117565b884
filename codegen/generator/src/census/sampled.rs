//! The values that a document allows, for the types that its carried operations reach.

use std::collections::{BTreeSet, HashSet};

use fastrand::Rng;
use openscaler_openapi::document::Source;
use openscaler_openapi::validation::{Validator, request_validator, response_validator};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::choices::{Choices, Otherwise, cover};
use super::draw::Sampler;
use super::report::{Direction, Document};
use super::roots::{Root, roots};
use crate::generate::Generated;

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
        let mut sampled = Self::default();
        add_listed(&source.value, &mut sampled.listed);
        let roots = roots(&source.value, document, generated);
        let (typed, untyped): (Vec<_>, Vec<_>) = roots.into_iter().partition(|(_, root)| root.rust.is_some());
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
        let valid = value.filter(|value| self.judge.is_valid(value));
        self.values.extend(valid.filter(|value| self.texts.insert(value.to_string())));
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
