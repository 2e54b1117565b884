//! What the document says of values beyond their types: read for those who ask what a server accepts.

use super::conjunctions::ConjunctionId;
use super::facts::{Facts, Others};
use super::node::Bound;
use super::scalars;
use super::types::TypeMaker;
use super::types_of_json::Types;
use crate::api::{ListRules, Rules, ScalarRules, TextRules};

/// How deep lists of lists are looked into.
const DEEPEST: usize = 8;

impl<'d> TypeMaker<'d> {
    /// The rules of a conjunction; `None` if there are none.
    pub(super) fn rules(&mut self, id: ConjunctionId) -> Option<Box<Rules>> {
        self.rules_within(id, 0)
    }

    /// The rules of a value where one is used; those of a component are the component's.
    pub(super) fn rules_of_place(&mut self, id: ConjunctionId) -> Option<Box<Rules>> {
        self.rules_of_place_within(id, 0)
    }

    fn rules_of_place_within(&mut self, id: ConjunctionId, depth: usize) -> Option<Box<Rules>> {
        let is_component = self.conjunctions.get(id).component(&self.conjunctions.schemas).is_some();
        if is_component || depth > DEEPEST { None } else { self.rules_within(id, depth) }
    }

    fn rules_within(&mut self, id: ConjunctionId, depth: usize) -> Option<Box<Rules>> {
        let facts = self.facts(id);
        let inner = match &facts.others {
            _ if facts.types == Types::ARRAY => facts.items.as_slice(),
            Others::Schemas(places) => places,
            _ => &[],
        };
        let inner = if inner.is_empty() {
            None
        } else {
            let (inner, _) = self.conjunctions.of_places(inner);
            self.rules_of_place_within(inner, depth + 1)
        };
        let checked = match facts.types {
            Types::INTEGER => scalars::integer_rules(&facts).map(ScalarRules::Number),
            Types::STRING | Types::NUMBER => scalars::rules(self.source, &facts, facts.types),
            _ => None,
        };
        let bound = |bound: Option<Bound<'_>>| bound.and_then(|bound| Some((bound.number.as_f64()?, bound.exclusive)));
        let rules = Rules {
            format: facts.format.map(str::to_owned),
            min_length: facts.min_length.filter(|least| *least > 0),
            max_length: facts.max_length,
            patterns: facts.patterns.iter().map(|pattern| (*pattern).to_owned()).collect(),
            minimum: bound(facts.minimum),
            maximum: bound(facts.maximum),
            multiple_of: facts.multiple_of,
            checked: checked.filter(|rules| *rules != ScalarRules::Text(TextRules::default())),
            items: ListRules {
                min: facts.min_items.filter(|least| *least > 0),
                max: facts.max_items,
                unique: facts.unique_items,
            },
            min_properties: facts.min_properties.filter(|least| *least > 0),
            max_properties: facts.max_properties,
            closed: facts.others == Others::Closed,
            impossible: impossible(&facts),
            inner,
        };
        (rules != Rules::default()).then(|| Box::new(rules))
    }
}

/// The required properties that a closed object does not describe.
fn impossible(facts: &Facts<'_>) -> Vec<String> {
    let required =
        facts.required.iter().filter(|name| facts.others == Others::Closed && facts.property(name).is_none());
    required.map(|name| (*name).to_owned()).collect()
}
