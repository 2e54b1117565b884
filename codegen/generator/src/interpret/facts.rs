//! What a conjunction of schemas says as a whole: the tightest bound, the common values, all properties.

use std::collections::HashMap;
use std::rc::Rc;

use serde_json::Value;

use super::conjunctions::{ConjunctionId, Conjunctions};
use super::node::{Additional, Bound, tighter_bound};
use super::schemas::NodeId;
use super::types_of_json::Types;

/// The properties that have no name of their own.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Others {
    /// Nothing is said of them.
    Unsaid,
    /// There are none.
    Closed,
    /// Any JSON.
    Any,
    /// Values of these schemas.
    Schemas(Vec<NodeId>),
}

/// A property and where it is described.
#[derive(Clone, Debug)]
pub(super) struct Property<'d> {
    pub(super) name: &'d str,
    pub(super) places: Vec<NodeId>,
}

/// The facts of a conjunction.
#[derive(Debug)]
pub(super) struct Facts<'d> {
    /// The JSON types of the values, without null; empty if the schemas contradict each other.
    pub(super) types: Types,
    /// Whether the schemas say anything of the types, be it by keywords that belong to one.
    pub(super) is_typed: bool,
    /// The only values, without null.
    pub(super) values: Option<Vec<&'d Value>>,
    pub(super) format: Option<&'d str>,
    pub(super) patterns: Vec<&'d str>,
    pub(super) min_length: Option<u64>,
    pub(super) max_length: Option<u64>,
    pub(super) minimum: Option<Bound<'d>>,
    pub(super) maximum: Option<Bound<'d>>,
    pub(super) multiple_of: Option<f64>,
    pub(super) min_items: Option<u64>,
    pub(super) max_items: Option<u64>,
    pub(super) unique_items: bool,
    pub(super) min_properties: Option<u64>,
    pub(super) max_properties: Option<u64>,
    /// In the document's order.
    pub(super) properties: Vec<Property<'d>>,
    pub(super) required: Vec<&'d str>,
    pub(super) others: Others,
    /// The schemas of the items of a list.
    pub(super) items: Vec<NodeId>,
    pub(super) read_only: bool,
    pub(super) write_only: bool,
    pub(super) deprecated: bool,
}

impl<'d> Facts<'d> {
    fn new() -> Self {
        Self {
            types: Types::ALL,
            is_typed: false,
            values: None,
            format: None,
            patterns: Vec::new(),
            min_length: None,
            max_length: None,
            minimum: None,
            maximum: None,
            multiple_of: None,
            min_items: None,
            max_items: None,
            unique_items: false,
            min_properties: None,
            max_properties: None,
            properties: Vec::new(),
            required: Vec::new(),
            others: Others::Unsaid,
            items: Vec::new(),
            read_only: false,
            write_only: false,
            deprecated: false,
        }
    }

    /// Reads the facts off the parts of a conjunction.
    pub(super) fn read(conjunctions: &mut Conjunctions<'d>, id: ConjunctionId) -> Facts<'d> {
        let conjunction = conjunctions.get(id);
        let mut facts = Facts::new();
        let mut names: HashMap<&str, usize> = HashMap::new();
        for part in &conjunction.parts {
            facts.add_scalar(conjunctions, *part);
            facts.add_structure(conjunctions, *part, &mut names);
        }
        for root in &conjunction.roots {
            facts.deprecated |= conjunctions.schemas.node(*root).flag("deprecated");
        }
        let has_union = !conjunction.unions.is_empty();
        facts.settle_types(conjunctions, &conjunction.parts, has_union);
        facts
    }

    fn add_scalar(&mut self, conjunctions: &Conjunctions<'d>, part: NodeId) {
        let node = conjunctions.schemas.node(part);
        if let Some(types) = node.types() {
            self.types = self.types.and(types);
            self.is_typed = true;
        }
        if let Some(values) = node.values() {
            self.values = Some(match self.values.take() {
                None => values,
                Some(known) => known.into_iter().filter(|value| values.contains(value)).collect(),
            });
        }
        self.format = node.text("format").filter(|format| !format.is_empty()).or(self.format);
        self.patterns.extend(node.text("pattern").filter(|pattern| !self.patterns.contains(pattern)));
        self.min_length = most(self.min_length, node.count("minLength"));
        self.max_length = least(self.max_length, node.count("maxLength"));
        self.minimum = tighter_bound(self.minimum, node.minimum(), |one, other| one > other);
        self.maximum = tighter_bound(self.maximum, node.maximum(), |one, other| one < other);
        self.multiple_of =
            node.get("multipleOf").and_then(Value::as_f64).filter(|step| *step > 0.0).or(self.multiple_of);
        self.min_items = most(self.min_items, node.count("minItems"));
        self.max_items = least(self.max_items, node.count("maxItems"));
        self.unique_items |= node.flag("uniqueItems");
        self.min_properties = most(self.min_properties, node.count("minProperties"));
        self.max_properties = least(self.max_properties, node.count("maxProperties"));
        self.read_only |= node.flag("readOnly");
        self.write_only |= node.flag("writeOnly");
    }

    fn add_structure(
        &mut self,
        conjunctions: &mut Conjunctions<'d>,
        part: NodeId,
        names: &mut HashMap<&'d str, usize>,
    ) {
        let node = conjunctions.schemas.node(part);
        for (name, value) in node.properties() {
            let place = conjunctions.schemas.below(part, &["properties", name], value);
            let index = *names.entry(name).or_insert_with(|| {
                self.properties.push(Property { name, places: Vec::new() });
                self.properties.len() - 1
            });
            self.properties[index].places.push(place);
        }
        for name in node.required() {
            if !self.required.contains(&name) {
                self.required.push(name);
            }
        }
        if let Some(items) = node.items() {
            self.items.push(conjunctions.schemas.below(part, &["items"], items));
        }
        let others = match node.additional() {
            Additional::Unsaid => return,
            Additional::Closed => Others::Closed,
            Additional::Any => Others::Any,
            Additional::Schema("", value) => {
                Others::Schemas(vec![conjunctions.schemas.below(part, &["additionalProperties"], value)])
            }
            Additional::Schema(pattern, value) => {
                Others::Schemas(vec![conjunctions.schemas.below(part, &["patternProperties", pattern], value)])
            }
        };
        self.others = match (std::mem::replace(&mut self.others, Others::Unsaid), others) {
            (Others::Closed, _) | (_, Others::Closed) => Others::Closed,
            (Others::Schemas(mut one), Others::Schemas(other)) => {
                one.extend(other);
                Others::Schemas(one)
            }
            (Others::Schemas(schemas), _) | (_, Others::Schemas(schemas)) => Others::Schemas(schemas),
            (_, other) => other,
        };
    }

    /// Takes the types from the values, or else from keywords that belong to one, where none is named.
    fn settle_types(&mut self, conjunctions: &Conjunctions<'d>, parts: &[NodeId], has_union: bool) {
        if let Some(values) = &mut self.values {
            values.retain(|value| self.types.contains(Types::of(value)));
            if !self.is_typed {
                self.types = values.iter().fold(Types::NONE, |types, value| types.or(Types::of(value)));
                self.is_typed = true;
            } else if values.is_empty() {
                self.types = Types::NONE;
            }
        }
        if !self.is_typed && !has_union {
            let hints = parts.iter().filter_map(|part| conjunctions.schemas.node(*part).hinted_types());
            // An object is the strongest hint, then a list: a bound says the least.
            let strength =
                |types: &Types| [Types::OBJECT, Types::ARRAY, Types::STRING].iter().position(|one| one == types);
            if let Some(types) = hints.min_by_key(|types| strength(types).unwrap_or(usize::MAX)) {
                self.types = types;
                self.is_typed = true;
            }
        }
    }

    pub(super) fn property(&self, name: &str) -> Option<&Property<'d>> {
        self.properties.iter().find(|property| property.name == name)
    }

    pub(super) fn requires(&self, name: &str) -> bool {
        self.required.contains(&name)
    }

    /// Whether the values are objects, and nothing else, or may be taken for such.
    pub(super) fn is_object(&self) -> bool {
        self.types == Types::OBJECT || (!self.is_typed && !self.properties.is_empty())
    }

    /// Whether a string may hold a key or a password.
    pub(super) fn is_secret(&self) -> bool {
        self.write_only || matches!(self.format, Some("pem" | "password"))
    }
}

fn most(one: Option<u64>, other: Option<u64>) -> Option<u64> {
    one.max(other)
}

fn least(one: Option<u64>, other: Option<u64>) -> Option<u64> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

/// The facts of every conjunction that has been asked for.
#[derive(Default)]
pub(super) struct KnownFacts<'d>(HashMap<ConjunctionId, Rc<Facts<'d>>>);

impl<'d> KnownFacts<'d> {
    pub(super) fn of(&mut self, conjunctions: &mut Conjunctions<'d>, id: ConjunctionId) -> Rc<Facts<'d>> {
        if let Some(facts) = self.0.get(&id) {
            return Rc::clone(facts);
        }
        let facts = Rc::new(Facts::read(conjunctions, id));
        self.0.insert(id, Rc::clone(&facts));
        facts
    }
}
