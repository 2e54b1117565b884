//! A value as the conjunction of schemas: all that it has to match at once.
//!
//! `allOf` and `$ref` are flattened into an ordered list of schemas, each once, so that what includes itself has an end.
//! Of the unions among them those are left that still say something: `X ∧ (X ∨ Y)` is `X`, which is how a subtype
//! includes a base that lists it.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use serde_json::Value;

use super::node::{Node, UnionKeyword};
use super::schemas::{NodeId, Schemas};
use super::subtypes::Subtypes;
use super::types_of_json::Types;

/// The identity of a conjunction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct ConjunctionId(pub(super) u32);

/// A list of alternatives, by the schema that has it.
pub(super) type UnionOf = (NodeId, UnionKeyword);

/// Schemas that a value has to match at once.
#[derive(Debug)]
pub(super) struct Conjunction {
    /// The schemas that it was made of; none is part of another.
    pub(super) roots: Vec<NodeId>,
    /// The roots and all that they include, what is included before what includes it.
    pub(super) parts: Vec<NodeId>,
    /// The unions among the parts of which one member is still to be chosen.
    pub(super) unions: Vec<UnionOf>,
    /// The unions among the parts of which the member has been chosen, and is a root.
    chosen: Vec<UnionOf>,
    /// The unions among the parts that say nothing any more.
    closed: Vec<UnionOf>,
}

impl Conjunction {
    /// The component that it is, and nothing more.
    pub(super) fn component(&self, schemas: &Schemas<'_>) -> Option<String> {
        match self.roots.as_slice() {
            [only] if !self.is_combined() => schemas.component(*only),
            _ => None,
        }
    }

    /// Whether it is more than what one place in the document describes.
    pub(super) fn is_combined(&self) -> bool {
        self.roots.len() > 1 || !self.chosen.is_empty()
    }

    /// Whether it is one too many, and nothing is said of it.
    pub(super) fn is_given_up(&self) -> bool {
        self.roots.is_empty()
    }

    /// The place that it is named by: the last one says the most.
    pub(super) fn place(&self) -> Option<NodeId> {
        self.roots.last().copied()
    }
}

/// How many conjunctions of several roots there may be: schemas that include each other may have no end of them. What
/// is beyond is any JSON.
const MOST_COMBINED: usize = 4_000;

/// Every conjunction that has been met, and the schemas that they are of.
pub(super) struct Conjunctions<'d> {
    pub(super) schemas: Schemas<'d>,
    pub(super) subtypes: Subtypes,
    known: HashMap<(Vec<NodeId>, Vec<UnionOf>), ConjunctionId>,
    all: Vec<Rc<Conjunction>>,
    members: HashMap<UnionOf, Rc<Members>>,
    types: HashMap<NodeId, Types>,
    combined: usize,
}

/// The members of a union.
#[derive(Debug)]
pub(super) struct Members {
    /// As they are listed.
    pub(super) nodes: Vec<NodeId>,
    /// What they amount to.
    roots: HashSet<NodeId>,
}

impl<'d> Conjunctions<'d> {
    pub(super) fn new(document: &'d Value) -> Self {
        let mut schemas = Schemas::new(document);
        let subtypes = Subtypes::find(&mut schemas);
        let (known, all, members, types) = (HashMap::new(), Vec::new(), HashMap::new(), HashMap::new());
        Self { schemas, subtypes, known, all, members, types, combined: 0 }
    }

    pub(super) fn get(&self, id: ConjunctionId) -> Rc<Conjunction> {
        Rc::clone(&self.all[id.0 as usize])
    }

    /// The conjunction of what some places amount to, and whether null is a value of it.
    pub(super) fn of_places(&mut self, places: &[NodeId]) -> (ConjunctionId, bool) {
        let places: Vec<_> = places.iter().map(|place| self.schemas.place(*place)).collect();
        let roots = places.iter().map(|place| place.root).collect();
        (self.intern(roots, &[]), places.iter().any(|place| place.nullable))
    }

    /// A conjunction with the member that has been chosen of one of its unions.
    pub(super) fn choose(&mut self, id: ConjunctionId, union: UnionOf, member: NodeId) -> ConjunctionId {
        let conjunction = self.get(id);
        let mut chosen = conjunction.closed.clone();
        chosen.push(union);
        self.intern_with(&conjunction.roots, chosen, Some(member))
    }

    /// The conjunction of some roots, without those that only list the members that have been chosen from, and a member.
    fn intern_with(&mut self, roots: &[NodeId], chosen: Vec<UnionOf>, member: Option<NodeId>) -> ConjunctionId {
        let kept = roots.iter().copied().filter(|root| self.says_more(*root, &chosen));
        let mut roots: Vec<NodeId> = kept.collect();
        roots.extend(member.map(|member| self.schemas.place(member).root));
        self.intern(roots, &chosen)
    }

    /// A conjunction that is none of the members of one of its unions, but the schema itself that has it.
    pub(super) fn choose_itself(&mut self, id: ConjunctionId, union: UnionOf) -> ConjunctionId {
        let conjunction = self.get(id);
        let mut chosen = conjunction.closed.clone();
        chosen.push(union);
        self.intern(conjunction.roots.clone(), &chosen)
    }

    /// Whether a root says anything besides the unions that have been chosen from.
    fn says_more(&mut self, root: NodeId, chosen: &[UnionOf]) -> bool {
        let (parts, unions) = self.flatten(&[root]);
        parts.iter().any(|part| self.schemas.node(*part).is_constraining())
            || unions.iter().any(|union| !chosen.contains(union))
    }

    fn intern(&mut self, mut roots: Vec<NodeId>, chosen: &[UnionOf]) -> ConjunctionId {
        dedup(&mut roots);
        if let Some(known) = self.known.get(&(roots.clone(), chosen.to_vec())) {
            return *known;
        }
        let asked = (roots.clone(), chosen.to_vec());
        if roots.len() > 1 {
            roots = self.without_included(&roots);
            self.combined += 1;
            if self.combined > MOST_COMBINED {
                roots.clear();
            }
        }
        let (parts, unions) = self.flatten(&roots);
        let (chosen, open): (Vec<_>, Vec<_>) =
            self.open_unions(&roots, &parts, &unions).into_iter().partition(|union| chosen.contains(union));
        if let Some((union, member)) = self.only_choice(&parts, &open) {
            let id = self.intern_with(&roots, [chosen, vec![union]].concat(), member);
            self.known.insert(asked, id);
            return id;
        }
        let closed = unions.into_iter().filter(|union| !open.contains(union)).collect();
        let key = (roots.clone(), chosen.clone());
        let all = &mut self.all;
        let id = *self.known.entry(key).or_insert_with(|| {
            all.push(Rc::new(Conjunction { roots, parts, unions: open, chosen, closed }));
            ConjunctionId(u32::try_from(all.len() - 1).unwrap_or(u32::MAX))
        });
        self.known.insert(asked, id);
        id
    }

    /// The roots that no other root includes.
    fn without_included(&mut self, roots: &[NodeId]) -> Vec<NodeId> {
        let included: Vec<(NodeId, HashSet<NodeId>)> =
            roots.iter().map(|root| (*root, self.flatten(&[*root]).0.into_iter().collect())).collect();
        let mut kept: Vec<NodeId> = Vec::new();
        for (index, root) in roots.iter().enumerate() {
            let is_included = included.iter().enumerate().any(|(other, (_, parts))| {
                // Of two that include each other the first is kept.
                let is_mutual = other > index && included[index].1.contains(&included[other].0);
                other != index && parts.contains(root) && !is_mutual
            });
            if !is_included {
                kept.push(*root);
            }
        }
        if kept.is_empty() { roots.to_vec() } else { kept }
    }

    /// The schemas that some roots include, themselves after what they include, and the unions among them.
    fn flatten(&mut self, roots: &[NodeId]) -> (Vec<NodeId>, Vec<UnionOf>) {
        enum Step {
            Enter(NodeId),
            Leave(NodeId),
        }
        let (mut parts, mut unions, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
        let mut steps: Vec<Step> = roots.iter().rev().map(|root| Step::Enter(*root)).collect();
        while let Some(step) = steps.pop() {
            match step {
                Step::Leave(node) => parts.push(node),
                Step::Enter(node) if seen.insert(node) => {
                    steps.push(Step::Leave(node));
                    let included = self.schemas.included(node);
                    let written = UnionKeyword::WRITTEN.into_iter();
                    unions.extend(
                        written
                            .filter(|keyword| self.schemas.union_members(node, *keyword).len() > 1)
                            .map(|keyword| (node, keyword)),
                    );
                    if self.subtypes.has(node) {
                        unions.push((node, UnionKeyword::Subtypes));
                    }
                    steps.extend(included.into_iter().rev().map(Step::Enter));
                }
                Step::Enter(_) => {}
            }
        }
        (parts, unions)
    }

    /// The unions that say something: not those of which the conjunction is a member already, nor those whose members
    /// only restrict it.
    fn open_unions(&mut self, roots: &[NodeId], parts: &[NodeId], unions: &[UnionOf]) -> Vec<UnionOf> {
        if unions.is_empty() {
            return Vec::new();
        }
        let included: HashSet<NodeId> = parts.iter().copied().collect();
        let types = parts.iter().find_map(|part| self.schemas.node(*part).types());
        let mut open = Vec::new();
        for union in unions.iter().copied() {
            let (holder, keyword) = union;
            // What a base is one of depends on its subtypes only where it is used by itself.
            if keyword == UnionKeyword::Subtypes && !roots.contains(&holder) {
                continue;
            }
            let members = self.members(union);
            let is_restriction = || members.nodes.iter().all(|member| self.schemas.node(*member).is_restriction(types));
            let is_member = included.iter().any(|part| members.roots.contains(part));
            if !is_member && !is_restriction() {
                open.push(union);
            }
        }
        open
    }

    /// A union of several of which the JSON types leave one member: `(object ∨ text) ∧ (A ∨ B)` is `A ∨ B` if both are
    /// objects. The member is `None` if its type is all that it says.
    fn only_choice(&mut self, parts: &[NodeId], unions: &[UnionOf]) -> Option<(UnionOf, Option<NodeId>)> {
        if unions.len() < 2 {
            return None;
        }
        let named = parts.iter().filter_map(|part| self.schemas.node(*part).types()).fold(Types::ALL, Types::and);
        let types: Vec<Types> = unions.iter().map(|union| self.types_of_union(*union)).collect();
        for (index, union) in unions.iter().copied().enumerate().filter(|(_, union)| union.1 != UnionKeyword::Subtypes)
        {
            let others = types.iter().enumerate().filter(|(other, _)| *other != index);
            let admitted = others.fold(named, |admitted, (_, types)| admitted.and(*types));
            let members = self.members(union);
            let is_left = |node: &&NodeId| !self.types_of(**node).and(admitted).is_empty();
            if let [only] = *members.nodes.iter().filter(is_left).collect::<Vec<_>>() {
                let is_bare = self.flatten(&[*only]).1.is_empty() && !self.says_more(*only, &[]);
                return Some((union, (!is_bare).then_some(*only)));
            }
        }
        None
    }

    fn types_of_union(&mut self, union: UnionOf) -> Types {
        match union.1 {
            UnionKeyword::Subtypes => Types::OBJECT,
            _ => self.members(union).nodes.iter().fold(Types::NONE, |types, node| types.or(self.types_of(*node))),
        }
    }

    /// The JSON types of a schema's values, as far as it says by itself.
    fn types_of(&mut self, node: NodeId) -> Types {
        if let Some(known) = self.types.get(&node) {
            return *known;
        }
        // What is a member of itself adds no type.
        self.types.insert(node, Types::ALL);
        let (parts, unions) = self.flatten(&[node]);
        let nodes = parts.iter().map(|part| self.schemas.node(*part));
        let named = nodes.clone().filter_map(Node::types).reduce(Types::and);
        let hinted = || nodes.clone().find(|node| node.properties().next().is_some()).map(|_| Types::OBJECT);
        let mut types = named.or_else(hinted).unwrap_or(Types::ALL);
        for union in unions {
            types = types.and(self.types_of_union(union));
        }
        self.types.insert(node, types);
        types
    }

    /// The members of a union, without null and without the schema itself that has it.
    pub(super) fn members(&mut self, union: UnionOf) -> Rc<Members> {
        if let Some(known) = self.members.get(&union) {
            return Rc::clone(known);
        }
        let (holder, keyword) = union;
        let mut members = Members { nodes: Vec::new(), roots: HashSet::new() };
        let listed = match keyword {
            UnionKeyword::Subtypes => self.subtypes.of(holder),
            keyword => self.schemas.union_members(holder, keyword),
        };
        for member in listed.iter().copied() {
            let root = self.schemas.place(member).root;
            // A subtype that adds nothing to its base is one all the same: it has a tag.
            if root != holder || keyword == UnionKeyword::Subtypes {
                members.nodes.push(member);
            }
            if root != holder {
                members.roots.insert(root);
            }
        }
        let members = Rc::new(members);
        self.members.insert(union, Rc::clone(&members));
        members
    }
}

fn dedup(roots: &mut Vec<NodeId>) {
    let mut seen = HashSet::new();
    roots.retain(|root| seen.insert(*root));
}
