//! A base with a `discriminator` and no list of its members: it is one of the components that include it by `allOf`.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::node::{Node, UnionKeyword};
use super::schemas::{NodeId, Schemas};
use openscaler_openapi::document::pointer;

/// The components that include each base.
#[derive(Debug, Default)]
pub(super) struct Subtypes {
    members: HashMap<NodeId, Rc<[NodeId]>>,
    /// The bases that are members themselves.
    own_members: HashSet<NodeId>,
}

impl Subtypes {
    pub(super) fn has(&self, base: NodeId) -> bool {
        self.members.contains_key(&base)
    }

    pub(super) fn of(&self, base: NodeId) -> Rc<[NodeId]> {
        self.members.get(&base).cloned().unwrap_or_default()
    }

    /// Whether a value may be a base without being one of its subtypes: its mapping, or its list of tags, says so.
    pub(super) fn has_itself(&self, base: NodeId) -> bool {
        self.own_members.contains(&base)
    }

    /// Finds the subtypes of every component that is such a base.
    pub(super) fn find(schemas: &mut Schemas<'_>) -> Subtypes {
        let components: Vec<_> = schemas.components().collect();
        let ids: Vec<NodeId> = components
            .iter()
            .map(|(name, value)| schemas.id(value, || pointer::join("/components/schemas", name)))
            .collect();
        let is_base = |schemas: &Schemas<'_>, id: NodeId| {
            let node = schemas.node(id);
            node.discriminator().is_some() && has_no_union(node)
        };
        let bases: HashSet<NodeId> = ids.iter().copied().filter(|id| is_base(schemas, *id)).collect();
        if bases.is_empty() {
            return Subtypes::default();
        }
        let with_parts = ids.into_iter().filter(|id| !schemas.node(*id).all_of().is_empty()).collect::<Vec<_>>();
        let included: Vec<_> = with_parts.into_iter().map(|id| (id, all_included(schemas, id))).collect();
        let mut members: HashMap<NodeId, Rc<[NodeId]>> = HashMap::new();
        let mut own_members = HashSet::new();
        for base in bases {
            let found: Rc<[NodeId]> =
                included.iter().filter(|(_, parts)| parts.contains(&base)).map(|(id, _)| *id).collect();
            if !found.is_empty() {
                if is_mapped(schemas, base) || has_other_tags(schemas, base, &found) {
                    own_members.insert(base);
                }
                members.insert(base, found);
            }
        }
        Subtypes { members, own_members }
    }
}

/// All that a schema includes, however deep, without itself.
fn all_included(schemas: &mut Schemas<'_>, id: NodeId) -> HashSet<NodeId> {
    let mut found = HashSet::new();
    let mut open = schemas.included(id);
    while let Some(node) = open.pop() {
        if found.insert(node) {
            open.extend(schemas.included(node));
        }
    }
    found.remove(&id);
    found
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

/// Whether a base lists a tag that means none of its subtypes.
fn has_other_tags(schemas: &mut Schemas<'_>, base: NodeId, subtypes: &[NodeId]) -> bool {
    let node = schemas.node(base);
    let Some(discriminator) = node.discriminator() else { return false };
    let tag = node.properties().find(|(name, _)| *name == discriminator.property);
    let Some((name, schema)) = tag else { return false };
    let tag = schemas.below(base, &["properties", name], schema);
    let tag = schemas.place(tag).root;
    let names: Vec<String> = subtypes.iter().filter_map(|subtype| schemas.component(*subtype)).collect();
    let means_one = |tag: &str| {
        names.iter().any(|name| name == tag) || discriminator.mapping.is_some_and(|mapping| mapping.contains_key(tag))
    };
    let tags = schemas.node(tag).values().unwrap_or_default();
    tags.into_iter().any(|tag| !tag.as_str().is_some_and(means_one))
}
