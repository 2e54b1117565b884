//! Unions: which alternatives there are, and what tells them apart.
//!
//! What a union has in common with all its members belongs to each of them: a member is the conjunction of both. A
//! member that is a union itself stays one if it has a name or a discriminator of its own; otherwise its members are
//! this union's.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use serde_json::Value;

use super::conjunctions::{ConjunctionId, Conjunctions, UnionOf};
use super::enums::Literal;
use super::facts::KnownFacts;
use super::node::{Discriminator, UnionKeyword};
use super::schemas::NodeId;
use super::tags;
use super::types_of_json::Types;

/// How many combinations of members of several unions there may be, and how many unions may be members of one without
/// being types of their own.
const MOST_COMBINATIONS: usize = 64;

/// How deep unions may be members of unions for an outer one to be told apart by the tag of the innermost.
const DEEPEST: usize = 64;

/// A member of a union.
#[derive(Clone, Debug)]
pub(super) struct Alternative<'d> {
    pub(super) conjunction: ConjunctionId,
    /// Where it is listed.
    pub(super) place: NodeId,
    /// The components that it is, the outermost first.
    pub(super) components: Vec<String>,
    pub(super) title: Option<&'d str>,
    pub(super) description: Option<&'d str>,
    pub(super) discriminator: Option<Discriminator<'d>>,
}

/// What a union becomes.
#[derive(Debug)]
pub(super) enum Plan<'d> {
    /// There is one member only.
    Single(ConjunctionId),
    /// All members are literals; perhaps any other string is one, too.
    Enum { literals: Vec<Literal<'d>>, is_open: bool },
    /// A property tells the members apart: its values, for each of them.
    Tagged { tag: &'d str, variants: Vec<(Alternative<'d>, Vec<Value>)> },
    /// Only the content tells them apart.
    Union(Vec<Alternative<'d>>),
    /// There are too many combinations.
    TooMany,
    /// No member agrees with the rest of the conjunction.
    Contradiction,
}

/// The plans of all unions that have been met.
#[derive(Default)]
pub(super) struct Plans<'d> {
    known: HashMap<ConjunctionId, Option<Rc<Plan<'d>>>>,
    /// Whether a union is a member of itself, however deep.
    circular: HashMap<ConjunctionId, bool>,
    /// How many plans are being made, each for the next.
    depth: usize,
}

/// Everything that a plan is made from.
pub(super) struct Planner<'p, 'd> {
    pub(super) conjunctions: &'p mut Conjunctions<'d>,
    pub(super) facts: &'p mut KnownFacts<'d>,
    pub(super) plans: &'p mut Plans<'d>,
}

impl<'d> Plans<'d> {
    /// What the union of a conjunction becomes; `None` if it has none, or one without members.
    pub(super) fn plan(
        &mut self,
        conjunctions: &mut Conjunctions<'d>,
        facts: &mut KnownFacts<'d>,
        id: ConjunctionId,
    ) -> Option<Rc<Plan<'d>>> {
        if let Some(known) = self.known.get(&id) {
            return known.clone();
        }
        if self.depth > DEEPEST || conjunctions.get(id).unions.is_empty() {
            return None;
        }
        // A union that is asked for while it is planned is a member of itself, and no tag tells it apart.
        self.known.insert(id, None);
        self.depth += 1;
        let plan = Planner { conjunctions, facts, plans: self }.plan(id).map(Rc::new);
        self.depth -= 1;
        self.known.insert(id, plan.clone());
        plan
    }
}

impl<'d> Planner<'_, 'd> {
    fn plan(&mut self, id: ConjunctionId) -> Option<Plan<'d>> {
        if self.has_too_many(id) {
            return Some(Plan::TooMany);
        }
        let Some(alternatives) = self.alternatives(id, false) else { return Some(Plan::TooMany) };
        if alternatives.is_empty() {
            let union = self.conjunctions.get(id).unions.first().copied()?;
            let has_members = !self.conjunctions.members(union).nodes.is_empty();
            return (has_members && self.chosen(id).is_empty()).then_some(Plan::Contradiction);
        }
        if let Some((literals, is_open)) = self.literals(&alternatives) {
            return Some(Plan::Enum { literals, is_open });
        }
        if let [only] = alternatives.as_slice() {
            return Some(Plan::Single(only.conjunction));
        }
        if let Some((tag, variants)) = tags::find(self, &alternatives) {
            return Some(Plan::Tagged { tag, variants });
        }
        if alternatives.iter().any(|alternative| self.is_union(alternative.conjunction)) {
            let flat = self.alternatives(id, true);
            if let Some((tag, variants)) = flat.and_then(|flat| tags::find(self, &flat)) {
                return Some(Plan::Tagged { tag, variants });
            }
        }
        Some(Plan::Union(alternatives))
    }

    pub(super) fn is_union(&self, id: ConjunctionId) -> bool {
        !self.conjunctions.get(id).unions.is_empty()
    }

    fn has_too_many(&mut self, id: ConjunctionId) -> bool {
        let unions = self.conjunctions.get(id).unions.clone();
        let counts = unions.iter().map(|union| self.conjunctions.members(*union).nodes.len());
        let combinations = counts.fold(1_usize, usize::saturating_mul);
        unions.len() > 1 && combinations > MOST_COMBINATIONS
    }

    /// The members of a union, in the document's order; with `is_flat`, no member is a union. `None` if too many unions
    /// are members of each other.
    fn alternatives(&mut self, id: ConjunctionId, is_flat: bool) -> Option<Vec<Alternative<'d>>> {
        let mut found = Vec::new();
        self.collect(id, None, is_flat, &mut HashSet::from([id]), &mut 0, &mut found)?;
        Some(found)
    }

    fn collect(
        &mut self,
        id: ConjunctionId,
        outer: Option<Discriminator<'d>>,
        is_flat: bool,
        seen: &mut HashSet<ConjunctionId>,
        expanded: &mut usize,
        found: &mut Vec<Alternative<'d>>,
    ) -> Option<()> {
        let discriminator = self.discriminator(id).or(outer);
        let has_subtypes =
            self.conjunctions.get(id).unions.first().is_some_and(|union| union.1 == UnionKeyword::Subtypes);
        for (place, member) in self.chosen(id) {
            // Subtypes that add nothing to each other differ in their tags.
            if !seen.insert(member) && (!has_subtypes || self.is_union(member)) {
                continue;
            }
            if self.is_union(member) && (is_flat || !self.stays_whole(member)) {
                *expanded += 1;
                (*expanded <= MOST_COMBINATIONS).then_some(())?;
                self.collect(member, discriminator, is_flat, seen, expanded, found)?;
            } else {
                found.push(self.alternative(place, member, discriminator));
            }
        }
        Some(())
    }

    /// Each member of the first union of a conjunction, together with all else that the conjunction says.
    fn chosen(&mut self, id: ConjunctionId) -> Vec<(NodeId, ConjunctionId)> {
        let conjunction = self.conjunctions.get(id);
        let Some(union) = conjunction.unions.first().copied() else { return Vec::new() };
        let types = self.facts.of(self.conjunctions, id).types;
        let mut chosen = Vec::new();
        if union.1 == UnionKeyword::Subtypes && self.conjunctions.subtypes.has_itself(union.0) {
            chosen.push((union.0, self.conjunctions.choose_itself(id, union)));
        }
        for place in self.conjunctions.members(union).nodes.iter().copied() {
            let member = self.conjunctions.choose(id, union, place);
            let admitted = self.facts.of(self.conjunctions, member).types;
            if !admitted.and(types).is_empty() {
                chosen.push((place, member));
            }
        }
        chosen
    }

    /// What tells the members apart, according to the schema that lists them, or to another part of the conjunction.
    fn discriminator(&mut self, id: ConjunctionId) -> Option<Discriminator<'d>> {
        let conjunction = self.conjunctions.get(id);
        let holder = conjunction.unions.first().map(|(holder, _): &UnionOf| *holder);
        let mut nodes = holder.into_iter().chain(conjunction.parts.iter().rev().copied());
        nodes.find_map(|node| self.conjunctions.schemas.node(node).discriminator())
    }

    /// Whether a union that is a member of another is a member as a whole.
    fn stays_whole(&mut self, member: ConjunctionId) -> bool {
        let conjunction = self.conjunctions.get(member);
        let has_discriminator = conjunction
            .unions
            .first()
            .is_some_and(|(holder, _)| self.conjunctions.schemas.node(*holder).discriminator().is_some());
        (has_discriminator || conjunction.component(&self.conjunctions.schemas).is_some())
            && !self.is_known_circular(member)
    }

    fn is_known_circular(&mut self, id: ConjunctionId) -> bool {
        match self.plans.circular.get(&id) {
            Some(known) => *known,
            None => self.is_circular(id),
        }
    }

    /// Whether a union is, however deep, a member of itself, or has such a union among its members.
    fn is_circular(&mut self, id: ConjunctionId) -> bool {
        let mut open: Vec<(ConjunctionId, Vec<ConjunctionId>)> = Vec::new();
        let mut next = Some(id);
        loop {
            if let Some(id) = next.take() {
                // Until the opposite is known: whoever comes back here is in a circle.
                self.plans.circular.insert(id, true);
                let members = self.chosen(id).into_iter().map(|(_, member)| member);
                open.push((id, members.filter(|member| self.is_union(*member)).collect()));
            }
            let Some((id, members)) = open.last_mut() else { break };
            let id = *id;
            let unknown = loop {
                let Some(member) = members.pop() else { break None };
                match self.plans.circular.get(&member) {
                    Some(true) => {
                        // So are all that led here.
                        return true;
                    }
                    Some(false) => {}
                    None => break Some(member),
                }
            };
            if unknown.is_none() {
                self.plans.circular.insert(id, false);
                open.pop();
            }
            next = unknown;
        }
        false
    }

    fn alternative(
        &mut self,
        place: NodeId,
        conjunction: ConjunctionId,
        discriminator: Option<Discriminator<'d>>,
    ) -> Alternative<'d> {
        let described = self.conjunctions.schemas.place(place);
        let nodes: Vec<NodeId> = described.wrappers.iter().copied().chain([described.root]).collect();
        let schemas = &self.conjunctions.schemas;
        let inline = nodes.iter().filter(|node| schemas.component(**node).is_none());
        Alternative {
            conjunction,
            place,
            components: nodes.iter().filter_map(|node| schemas.component(*node)).collect(),
            title: inline.clone().find_map(|node| schemas.node(*node).text("title")),
            description: nodes.iter().find_map(|node| schemas.node(*node).text("description")),
            discriminator,
        }
    }

    /// The literals that all alternatives are, if they are; a plain string among literals that are strings opens them.
    fn literals(&mut self, alternatives: &[Alternative<'d>]) -> Option<(Vec<Literal<'d>>, bool)> {
        let mut literals: Vec<Literal<'d>> = Vec::new();
        let mut is_open = false;
        for alternative in alternatives {
            let facts = self.facts.of(self.conjunctions, alternative.conjunction);
            let mut listed: Vec<Literal<'d>> = Vec::new();
            if self.is_union(alternative.conjunction) {
                let plan = self.plans.plan(self.conjunctions, self.facts, alternative.conjunction)?;
                let Plan::Enum { literals, is_open: is_open_inside } = &*plan else { return None };
                listed.extend(literals.iter().cloned());
                is_open |= is_open_inside;
            } else if let Some(values) = &facts.values {
                let of_one = |text: Option<&'d str>| text.filter(|_| values.len() == 1);
                let described = (of_one(alternative.title), of_one(alternative.description));
                let literal = |value: &&'d Value| Literal { value, title: described.0, description: described.1 };
                listed.extend(values.iter().map(literal));
            } else if facts.types == Types::STRING && facts.format != Some("binary") {
                is_open = true;
            } else {
                return None;
            }
            for literal in listed {
                if !literals.iter().any(|known| known.value == literal.value) {
                    literals.push(literal);
                }
            }
        }
        let may_be_open = literals.iter().all(|literal| literal.value.is_string());
        (!literals.is_empty() && (!is_open || may_be_open)).then_some((literals, is_open))
    }
}
