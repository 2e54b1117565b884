//! Samples values that a document allows, for the types that its supported operations use.

use std::collections::{BTreeSet, HashSet};

use fastrand::Rng;
use openscaler_openapi::context::Direction;
use openscaler_openapi::document::Source;
use openscaler_openapi::validation::{Validator, validator};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::choices::{Choices, Otherwise, cover};
use super::draw::Sampler;
use super::report::{Document, Settings};
use super::roots::{Root, roots};
use crate::api::Api;
use crate::names::draft_name;

/// The maximum number of sampled types in a document, unless all are.
const MOST_TYPES: usize = 60;

/// The minimum number of values for a type and for a document, in each direction.
const LEAST_VALUES: usize = 5;
const LEAST_OF_DOCUMENT: usize = 200;

/// The minimum number of values for a type of a document that is sampled thoroughly.
const THOROUGH_VALUES: usize = 60;

/// The number of values of a type after which choices in its components are not varied.
const ENOUGH: usize = 30;

/// The maximum number of values of a type.
const MOST_VALUES: usize = 500;

/// The types of a document with their values.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Sampled {
    /// The types.
    pub types: Vec<SampledType>,
    /// Types without a valid sample.
    pub without_sample: Vec<String>,
    /// Types without a Rust type.
    pub without_type: Vec<String>,
    /// All strings that the document lists as values.
    pub listed: BTreeSet<String>,
}

/// The values of one type in one direction.
#[derive(Debug, Serialize, Deserialize)]
pub struct SampledType {
    /// The component, or the operation of a body.
    pub name: String,
    /// Whether the values are sent or received.
    pub direction: Direction,
    /// Where its schema is in the document.
    pub pointer: String,
    /// The generated type, as a path from the crate's root.
    pub rust: String,
    /// The type of its draft, if it is sent and has one: it accepts every value, too.
    pub draft: Option<String>,
    /// Values that the document allows, without duplicates.
    pub values: Vec<Value>,
}

impl Sampled {
    /// Samples the schemas that the supported operations of a document use.
    pub(super) fn of(source: &Source, document: &Document, api: &Api, settings: Settings) -> Self {
        let mut sampled = Self::default();
        add_listed(&source.value, &mut sampled.listed);
        let roots = roots(source, document, api);
        let (typed, untyped): (Vec<_>, Vec<_>) = roots.into_iter().partition(|(_, root)| root.rust.is_some());
        sampled.without_type = untyped.iter().map(|((name, direction), _)| labelled(name, *direction)).collect();
        let names: BTreeSet<(u64, &str)> = typed.iter().map(|((name, _), _)| (seed(name), name.as_str())).collect();
        let most = if settings.thorough { names.len() } else { MOST_TYPES };
        let chosen: BTreeSet<&str> = names.into_iter().take(most).map(|(_, name)| name).collect();
        let chosen: Vec<_> = typed.iter().filter(|((name, _), _)| chosen.contains(name.as_str())).collect();
        let wanted = match settings.thorough {
            true => THOROUGH_VALUES,
            false => LEAST_VALUES.max(LEAST_OF_DOCUMENT.div_ceil(chosen.len().max(1))),
        };
        let drafted = api.types.iter().filter(|ty| ty.usage.drafted);
        let drafted: BTreeSet<String> = drafted.map(|ty| format!("types :: {}", ty.name)).collect();
        for ((name, direction), root) in chosen {
            let values = values(source, root, *direction, seed(name), wanted);
            match root.rust.clone().filter(|_| !values.is_empty()) {
                Some(rust) => {
                    let rust = if values.contains(&Value::Null) { nullable(rust) } else { rust };
                    let has_draft = *direction == Direction::Request && drafted.contains(&rust);
                    let draft = has_draft.then(|| draft_name(&rust));
                    let (name, pointer) = (name.clone(), root.pointer.clone());
                    sampled.types.push(SampledType { name, direction: *direction, pointer, rust, draft, values });
                }
                None => sampled.without_sample.push(labelled(name, *direction)),
            }
        }
        sampled
    }
}

/// The type of a value that may be null: the use of a component's type adds the `Option`.
fn nullable(rust: String) -> String {
    let holds_null = [":: std :: option :: Option", ":: serde_json :: Value"];
    if holds_null.iter().any(|ty| rust.starts_with(ty)) {
        rust
    } else {
        format!(":: std :: option :: Option < {rust} >")
    }
}

fn labelled(name: &str, direction: Direction) -> String {
    format!("{name} ({})", direction.name())
}

/// A hash that is the same on every machine and in every version of the program.
fn seed(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Valid values of a schema: first those that show each alternative once, then random ones.
fn values(source: &Source, root: &Root<'_>, direction: Direction, seed: u64, wanted: usize) -> Vec<Value> {
    let Some(judge) = validator(source, &root.pointer, direction) else { return Vec::new() };
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

/// Collects the strings in each `enum` and `const`.
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
