//! Tags: the property whose values tell the members of a union apart, whether or not a `discriminator` names it.

use std::collections::HashSet;

use serde_json::Value;

use super::enums;
use super::types_of_json::Types;
// A member may be a union whose plan says its tag: plans and tags refer to each other as deep as unions are members of
// unions.
use super::unions::{Alternative, Plan, Planner};
use openscaler_openapi::document::pointer;

/// A variant and the values of the tag that mean it.
type Variant<'d> = (Alternative<'d>, Vec<Value>);

/// The tag of some alternatives, and its values for each of them; `None` if there is no tag.
///
/// What a discriminator names is tried first, then the properties of the first alternative.
pub(super) fn find<'d>(
    planner: &mut Planner<'_, 'd>,
    alternatives: &[Alternative<'d>],
) -> Option<(&'d str, Vec<Variant<'d>>)> {
    let first = alternatives.first()?;
    let mut candidates: Vec<&'d str> = Vec::new();
    candidates.extend(alternatives.iter().filter_map(|alternative| Some(alternative.discriminator?.property)));
    let facts = planner.facts.of(planner.conjunctions, first.conjunction);
    candidates.extend(facts.properties.iter().map(|property| property.name));
    if let Some(plan) = planner.plans.plan(planner.conjunctions, planner.facts, first.conjunction)
        && let Plan::Tagged { tag, .. } = &*plan
    {
        candidates.push(tag);
    }
    let mut tried = HashSet::new();
    candidates.retain(|candidate| tried.insert(*candidate));
    candidates.into_iter().find_map(|tag| Some((tag, variants(planner, tag, alternatives)?)))
}

/// The alternatives with their values of a property, if no value belongs to two of them.
fn variants<'d>(
    planner: &mut Planner<'_, 'd>,
    tag: &str,
    alternatives: &[Alternative<'d>],
) -> Option<Vec<Variant<'d>>> {
    let mut taken: HashSet<String> = HashSet::new();
    let mut variants = Vec::with_capacity(alternatives.len());
    for alternative in alternatives {
        let values = values(planner, tag, alternative)?;
        if values.is_empty() || !values.iter().all(|value| taken.insert(value.to_string())) {
            return None;
        }
        variants.push((alternative.clone(), values));
    }
    Some(variants)
}

/// The values of a property that mean an alternative.
fn values(planner: &mut Planner<'_, '_>, tag: &str, alternative: &Alternative<'_>) -> Option<Vec<Value>> {
    if planner.is_union(alternative.conjunction) {
        let plan = planner.plans.plan(planner.conjunctions, planner.facts, alternative.conjunction)?;
        return match &*plan {
            Plan::Tagged { tag: inner, variants } if *inner == tag => {
                Some(variants.iter().flat_map(|(_, values)| values.iter().cloned()).collect())
            }
            _ => None,
        };
    }
    let facts = planner.facts.of(planner.conjunctions, alternative.conjunction);
    if !facts.is_object() {
        return None;
    }
    let mut own: Vec<Value> = Vec::new();
    let mut types = Types::STRING;
    let mut is_nullable = false;
    if let Some(property) = facts.property(tag) {
        let (id, nullable) = planner.conjunctions.of_places(&property.places);
        let facts = planner.facts.of(planner.conjunctions, id);
        own.extend(facts.values.iter().flatten().filter(|value| is_tag(value)).map(|value| (*value).clone()));
        (types, is_nullable) = (facts.types, nullable);
    }
    match alternative.discriminator.filter(|discriminator| discriminator.property == tag) {
        None => (facts.requires(tag) && !is_nullable).then_some(own),
        Some(discriminator) => {
            let names = &alternative.components;
            let targets = || discriminator.mapping.into_iter().flatten();
            // The outermost component that the mapping names: what it refers to may be another member.
            let name = names.iter().find(|name| targets().any(|(_, target)| is_name(target, name)));
            let mapped = |mine: bool| {
                let of_kind =
                    targets().filter(move |(_, target)| name.is_some_and(|name| is_name(target, name)) == mine);
                of_kind.map(|(key, _)| tag_of_key(key, &own, types)).collect::<Vec<Value>>()
            };
            let (mine, others) = (mapped(true), mapped(false));
            let is_base = planner.conjunctions.subtypes.has_itself(alternative.place);
            if is_base && mine.is_empty() {
                own.retain(|value| !others.contains(value));
                return Some(own);
            }
            Some(agreed(own, mine, &others, discriminator.mapping.is_some(), names))
        }
    }
}

/// What the mapping and the property's own list of values agree on, or the one of them that there is, or else the
/// component's name.
fn agreed(own: Vec<Value>, mine: Vec<Value>, others: &[Value], has_mapping: bool, names: &[String]) -> Vec<Value> {
    let by_name: Vec<Value> = names.first().map(|name| Value::String(name.clone())).into_iter().collect();
    match (own.as_slice(), mine.as_slice()) {
        ([_], _) => own,
        (_, [_, ..]) => mine,
        ([], []) => by_name,
        // A list that all members share says nothing of this one; its values that are not another's are its own.
        (_, []) if has_mapping => {
            let left: Vec<Value> = own.into_iter().filter(|value| !others.contains(value)).collect();
            if left.len() == 1 || by_name.is_empty() { left } else { by_name }
        }
        (_, []) if by_name.iter().any(|name| own.contains(name)) => by_name,
        (_, []) => own,
    }
}

fn is_tag(value: &Value) -> bool {
    value.is_string() || value.is_boolean() || value.is_i64() || value.is_u64()
}

/// Whether the target of a mapping, a reference or a name, is a component.
fn is_name(target: &Value, name: &str) -> bool {
    let target = target.as_str().unwrap_or_default();
    pointer::local(target).map_or_else(|| target.to_owned(), |target| pointer::last(&target)) == name
}

/// The tag that the key of a mapping, always a string, stands for.
fn tag_of_key(key: &str, own: &[Value], types: Types) -> Value {
    if let Some(value) = own.iter().find(|value| enums::written(value) == key) {
        return value.clone();
    }
    let value = match types {
        Types::INTEGER | Types::NUMBER => key.parse::<i64>().ok().map(Value::from),
        Types::BOOLEAN => key.parse::<bool>().ok().map(Value::from),
        _ => None,
    };
    value.unwrap_or_else(|| Value::String(key.to_owned()))
}
