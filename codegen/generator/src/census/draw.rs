//! Draws a value that the document's schema allows, according to the choices.

mod keywords;
mod lists;
mod objects;
#[cfg(test)]
mod tests;
mod unions;

use std::collections::{BTreeMap, VecDeque};

use openscaler_openapi::context::Direction;
use openscaler_openapi::document::pointer;
use serde_json::{Value, json};

pub(super) use self::keywords::component;
use self::keywords::{implied_type, is_nullable, list, listed, types};
use super::choices::Choices;
use super::scalars::{integers, numbers, texts};

/// How deep a component may be nested in itself.
const REPEATS: usize = 2;

/// The number of schemas in a value after which optional properties are omitted.
const MOST_SCHEMAS: usize = 400;

/// The document to draw from.
pub(super) struct Sampler<'d> {
    document: &'d Value,
    direction: Direction,
    /// The components that extend a component with `allOf`, by its name.
    subtypes: BTreeMap<&'d str, Vec<&'d str>>,
}

impl<'d> Sampler<'d> {
    pub(super) fn new(document: &'d Value, direction: Direction) -> Self {
        let mut subtypes: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let components = document.pointer("/components/schemas").and_then(Value::as_object);
        for (name, schema) in components.into_iter().flatten() {
            for base in list(schema, "allOf").iter().filter_map(component) {
                subtypes.entry(base).or_default().push(name);
            }
        }
        Self { document, direction, subtypes }
    }

    /// A value of the schema, which may be a component; `None` if these choices yield no value.
    pub(super) fn draw(&self, schema: &'d Value, component: Option<&'d str>, choices: &mut Choices) -> Option<Value> {
        let open: Vec<&str> = component.into_iter().collect();
        let (own, serial) = (open.len(), choices.first_serial());
        let mut draw = Draw { sampler: self, choices, open, start: 0, own, serial, turn: 0, schemas: 0 };
        draw.complete(VecDeque::from([schema]), Parts::default())
    }
}

/// A value under construction.
struct Draw<'s, 'd> {
    sampler: &'s Sampler<'d>,
    choices: &'s mut Choices,
    /// The components on the way to the current schema.
    open: Vec<&'d str>,
    /// The number of those on the way to the current value.
    start: usize,
    /// The number of those that belong to the sampled type.
    own: usize,
    /// A counter that makes texts and numbers differ.
    serial: u64,
    /// The index in the current list, whose items differ where they can.
    turn: usize,
    schemas: usize,
}

/// Everything that a value must satisfy.
#[derive(Clone, Default)]
struct Parts<'d> {
    plain: Vec<&'d Value>,
    /// Schemas with a `oneOf` or an `anyOf` whose member has not been chosen.
    unions: VecDeque<(&'d Value, &'static str)>,
    /// The unions whose member has been chosen.
    chosen: Vec<(&'d Value, &'static str)>,
    /// The values of properties that a discriminator determines.
    tags: Vec<(&'d str, &'d str)>,
}

impl<'d> Draw<'_, 'd> {
    fn pick(&mut self, schema: &Value, about: &'static str, alternatives: usize) -> usize {
        self.choices.pick(schema, about, alternatives, self.open.len() <= self.own)
    }

    /// A value that satisfies all of the schemas.
    fn value(&mut self, schemas: &[&'d Value]) -> Option<Value> {
        let before = (self.open.len(), self.start);
        self.start = self.open.len();
        let value = self.complete(schemas.iter().copied().collect(), Parts::default());
        self.open.truncate(before.0);
        self.start = before.1;
        value
    }

    /// Resolves references and chooses members until none are left.
    fn complete(&mut self, mut pending: VecDeque<&'d Value>, mut parts: Parts<'d>) -> Option<Value> {
        while let Some(schema) = pending.pop_front() {
            self.schemas += 1;
            if let Some(reference) = pointer::reference(schema) {
                let target = self.sampler.document.pointer(&pointer::local(reference)?)?;
                self.enter(reference.rsplit('/').next()?)?;
                pending.push_front(target);
                continue;
            }
            if is_nullable(schema) && self.pick(schema, "null", 2) == 1 {
                return Some(Value::Null);
            }
            parts.plain.push(schema);
            list(schema, "allOf").iter().rev().for_each(|member| pending.push_front(member));
            let unions = ["oneOf", "anyOf"].into_iter().filter(|keyword| !list(schema, keyword).is_empty());
            let unions: Vec<_> = unions.map(|keyword| (schema, keyword)).collect();
            if unions.is_empty() {
                pending.extend(self.subtype(schema, &mut parts));
            }
            for union in unions {
                self.add_union(union, &mut parts);
            }
        }
        match parts.unions.pop_front() {
            Some((schema, keyword)) => self.member(schema, keyword, &parts),
            None => self.plain(&parts),
        }
    }

    /// Follows a reference, unless it recurses too deeply.
    fn enter(&mut self, component: &'d str) -> Option<()> {
        let repeats = self.open.iter().filter(|open| **open == component).count();
        (repeats < REPEATS).then(|| self.open.push(component))
    }

    fn plain(&mut self, parts: &Parts<'d>) -> Option<Value> {
        let listed: Vec<Vec<&Value>> = parts.plain.iter().filter_map(|part| listed(part)).collect();
        if let Some(first) = listed.first() {
            let common: Vec<_> = first.iter().filter(|value| listed.iter().all(|list| list.contains(value))).collect();
            let place = parts.plain.iter().find(|part| keywords::listed(part).is_some())?;
            let index = (self.pick(place, "enum", common.len()) + self.turn) % common.len().max(1);
            return common.get(index).map(|value| (**value).clone());
        }
        let place = parts.plain.first()?;
        let types = types(&parts.plain);
        let chosen = self.pick(place, "type", types.len());
        self.serial += 1;
        let candidates = match types.get(chosen).copied().unwrap_or_else(|| implied_type(&parts.plain)) {
            "object" => return self.object(parts),
            "array" => return self.array(&parts.plain),
            "string" => texts(&parts.plain, self.serial),
            "integer" => integers(&parts.plain, self.serial),
            "number" => numbers(&parts.plain),
            "boolean" => [true, false].map(|value| json!(value == self.turn.is_multiple_of(2))).to_vec(),
            "null" => vec![Value::Null],
            _ => vec![json!("text"), json!({ "key": ["text", 1, true, null] }), json!(7), json!([1.5])],
        };
        candidates.get(self.pick(place, "value", candidates.len())).cloned()
    }
}
