//! A base with a `discriminator` and no list of its members: it is one of the components that include it by `allOf`.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::conjunctions::Conjunctions;
use super::node::{Node, UnionKeyword};
use super::schemas::{NodeId, Schemas};
use openscaler_openapi::document::pointer;

/// The components that include each base.
#[derive(Debug, Default)]
pub(super) struct Subtypes {
    members: HashMap<NodeId, Rc<[NodeId]>>,
}

impl Subtypes {
    pub(super) fn has(&self, base: NodeId) -> bool {
        self.members.contains_key(&base)
    }

    pub(super) fn of(&self, base: NodeId) -> Rc<[NodeId]> {
        self.members.get(&base).cloned().unwrap_or_default()
    }

    /// Finds the subtypes of every component that is such a base: the leaves, and whatever the mapping names.
    pub(super) fn find(conjunctions: &mut Conjunctions<'_>) -> Subtypes {
        let components: Vec<_> = conjunctions.schemas.components().collect();
        let ids: Vec<NodeId> = components
            .iter()
            .map(|(name, value)| conjunctions.schemas.id(value, || pointer::join("/components/schemas", name)))
            .collect();
        let is_base = |schemas: &Schemas<'_>, id: NodeId| {
            let node = schemas.node(id);
            node.discriminator().is_some() && has_no_union(node)
        };
        let bases: HashSet<NodeId> = ids.iter().copied().filter(|id| is_base(&conjunctions.schemas, *id)).collect();
        if bases.is_empty() {
            return Subtypes::default();
        }
        // Each component with all that it includes.
        let mut included: Vec<(NodeId, HashSet<NodeId>)> = Vec::new();
        for id in ids {
            if !conjunctions.schemas.node(id).all_of().is_empty() {
                let (mut parts, _) = conjunctions.flatten(&[id]);
                parts.retain(|part| *part != id);
                included.push((id, parts.into_iter().collect()));
            }
        }
        let extended: HashSet<NodeId> = included.iter().flat_map(|(_, parts)| parts.iter().copied()).collect();
        let mut members: HashMap<NodeId, Rc<[NodeId]>> = HashMap::new();
        for base in bases {
            let mapped = mapped(&mut conjunctions.schemas, base);
            let of_base = included.iter().filter(|(_, parts)| parts.contains(&base)).map(|(id, _)| *id);
            let found: Vec<NodeId> = of_base.filter(|id| mapped.contains(id) || !extended.contains(id)).collect();
            if !found.is_empty() {
                members.insert(base, found.into());
            }
        }
        Subtypes { members }
    }
}

fn has_no_union(node: Node<'_>) -> bool {
    UnionKeyword::WRITTEN.iter().all(|keyword| node.union(*keyword).is_empty())
}

/// The components that the mapping of a base names.
fn mapped(schemas: &mut Schemas<'_>, base: NodeId) -> HashSet<NodeId> {
    let mapping = schemas.node(base).discriminator().and_then(|discriminator| discriminator.mapping);
    let mut found = HashSet::new();
    for target in mapping.into_iter().flatten().filter_map(|(_, target)| target.as_str()) {
        let name = pointer::local(target).map_or_else(|| target.to_owned(), |target| pointer::last(&target));
        if let Some((name, value)) = schemas.components().find(|(component, _)| *component == name) {
            found.insert(schemas.id(value, || pointer::join("/components/schemas", name)));
        }
    }
    found
}
