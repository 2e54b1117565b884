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
    /// The bases that are members themselves.
    mapped_bases: HashSet<NodeId>,
}

impl Subtypes {
    pub(super) fn has(&self, base: NodeId) -> bool {
        self.members.contains_key(&base)
    }

    pub(super) fn of(&self, base: NodeId) -> Rc<[NodeId]> {
        self.members.get(&base).cloned().unwrap_or_default()
    }

    /// Whether a value may be a base without being one of its subtypes: its mapping says so.
    pub(super) fn has_itself(&self, base: NodeId) -> bool {
        self.mapped_bases.contains(&base)
    }

    /// Finds the subtypes of every component that is such a base.
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
        let mut members: HashMap<NodeId, Rc<[NodeId]>> = HashMap::new();
        let mut mapped_bases = HashSet::new();
        for base in bases {
            let found: Rc<[NodeId]> =
                included.iter().filter(|(_, parts)| parts.contains(&base)).map(|(id, _)| *id).collect();
            if !found.is_empty() {
                members.insert(base, found);
                if is_mapped(&conjunctions.schemas, base) {
                    mapped_bases.insert(base);
                }
            }
        }
        Subtypes { members, mapped_bases }
    }
}

fn has_no_union(node: Node<'_>) -> bool {
    UnionKeyword::WRITTEN.iter().all(|keyword| node.union(*keyword).is_empty())
}

/// Whether the mapping of a base names the base itself.
fn is_mapped(schemas: &Schemas<'_>, base: NodeId) -> bool {
    let mapping = schemas.node(base).discriminator().and_then(|discriminator| discriminator.mapping);
    let mut targets = mapping.into_iter().flatten().filter_map(|(_, target)| target.as_str());
    targets.any(|target| {
        let name = pointer::local(target).map_or_else(|| target.to_owned(), |target| pointer::last(&target));
        schemas.component(base) == Some(name)
    })
}
