//! The schemas of a document, each known by a number, and where a reference to one leads.
//!
//! A *place* is where a value is described: a property, a body, a parameter, the items of a list. What only refers to a
//! schema and describes it (`$ref`, or `allOf` of one `$ref`, perhaps nullable) is a place of that schema.

use std::collections::HashMap;
use std::rc::Rc;

use serde_json::{Map, Value};

use super::node::{Node, UnionKeyword};
use openscaler_openapi::document::pointer;
use openscaler_openapi::structure::Version;

/// A schema, as it is written in one place of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct NodeId(u32);

/// What a place amounts to.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// The schema that it is, behind what only refers to it.
    pub(super) root: NodeId,
    /// What refers to it, from the place itself inwards.
    pub(super) wrappers: Vec<NodeId>,
    /// Whether null is a value.
    pub(super) nullable: bool,
}

/// How deep schemas may be made of each other before it no longer matters whether the innermost may be null.
const DEEPEST: usize = 64;

/// Every schema of the document that has been looked at.
pub(super) struct Schemas<'d> {
    pub(super) document: &'d Value,
    siblings_count: bool,
    values: Vec<&'d Value>,
    pointers: Vec<Rc<str>>,
    numbers: HashMap<*const Value, NodeId>,
    places: HashMap<NodeId, Rc<Place>>,
    nullable: HashMap<NodeId, bool>,
    unions: HashMap<(NodeId, UnionKeyword), Rc<[NodeId]>>,
}

impl<'d> Schemas<'d> {
    pub(super) fn new(document: &'d Value) -> Self {
        Self {
            document,
            siblings_count: Version::of(document) >= Version::V3_1,
            values: Vec::new(),
            pointers: Vec::new(),
            numbers: HashMap::new(),
            places: HashMap::new(),
            nullable: HashMap::new(),
            unions: HashMap::new(),
        }
    }

    /// The component schemas, in the document's order.
    pub(super) fn components(&self) -> impl Iterator<Item = (&'d str, &'d Value)> + use<'d> {
        let schemas = self.document.pointer("/components/schemas").and_then(Value::as_object);
        schemas.into_iter().flat_map(Map::iter).map(|(name, schema)| (name.as_str(), schema))
    }

    /// The number of a schema; the pointer is only asked for if it is new.
    pub(super) fn id(&mut self, value: &'d Value, pointer: impl FnOnce() -> String) -> NodeId {
        *self.numbers.entry(value).or_insert_with(|| {
            self.values.push(value);
            self.pointers.push(pointer().into());
            NodeId(u32::try_from(self.values.len() - 1).unwrap_or(u32::MAX))
        })
    }

    /// The number of a schema that has been looked at.
    pub(super) fn known(&self, value: &Value) -> Option<NodeId> {
        self.numbers.get(&std::ptr::from_ref(value)).copied()
    }

    /// The number of a schema that is part of another: `path` are the tokens that lead from there to it.
    pub(super) fn below(&mut self, node: NodeId, path: &[&str], value: &'d Value) -> NodeId {
        self.known(value).unwrap_or_else(|| {
            let parent = self.pointer(node).to_owned();
            self.id(value, || path.iter().fold(parent, |pointer, token| pointer::join(&pointer, token)))
        })
    }

    pub(super) fn node(&self, id: NodeId) -> Node<'d> {
        Node::new(self.values[id.0 as usize], self.siblings_count)
    }

    pub(super) fn pointer(&self, id: NodeId) -> &str {
        &self.pointers[id.0 as usize]
    }

    /// The component that a schema is, if it is one.
    pub(super) fn component(&self, id: NodeId) -> Option<String> {
        component_name(self.pointer(id))
    }

    /// Where the `$ref` of a schema leads; `None` also if it leads to nothing.
    pub(super) fn target(&mut self, id: NodeId) -> Option<NodeId> {
        let target = pointer::local(self.node(id).reference()?)?;
        let value = self.document.pointer(&target).filter(|value| value.is_object() || value.is_boolean())?;
        Some(self.id(value, || target))
    }

    /// The members of a schema's `allOf`.
    pub(super) fn all_of(&mut self, id: NodeId) -> Vec<NodeId> {
        self.members(id, "allOf", self.node(id).all_of())
    }

    /// What a schema includes: the target of its `$ref`, the members of its `allOf`, and the only member of a union.
    pub(super) fn included(&mut self, id: NodeId) -> Vec<NodeId> {
        let mut included: Vec<NodeId> = self.target(id).into_iter().collect();
        included.extend(self.all_of(id));
        for keyword in UnionKeyword::WRITTEN {
            if let [only] = *self.union_members(id, keyword) {
                included.push(only);
            }
        }
        included
    }

    /// The members of a schema's union, without those that are null.
    pub(super) fn union_members(&mut self, id: NodeId, keyword: UnionKeyword) -> Rc<[NodeId]> {
        if self.node(id).union(keyword).is_empty() {
            return Rc::default();
        }
        if let Some(known) = self.unions.get(&(id, keyword)) {
            return Rc::clone(known);
        }
        let mut members = self.members(id, keyword.name(), self.node(id).union(keyword));
        members.retain(|member| !self.is_null(*member));
        let members: Rc<[NodeId]> = members.into();
        self.unions.insert((id, keyword), Rc::clone(&members));
        members
    }

    fn members(&mut self, id: NodeId, keyword: &str, members: &'d [Value]) -> Vec<NodeId> {
        let numbered = members.iter().enumerate();
        numbered
            .map(|(index, member)| match self.known(member) {
                Some(known) => known,
                None => self.below(id, &[keyword, &index.to_string()], member),
            })
            .collect()
    }

    /// Whether null is the only value of a schema.
    fn is_null(&mut self, id: NodeId) -> bool {
        let (node, target) = (self.node(id), self.target(id).unwrap_or(id));
        // Nothing but `nullable`, as people write it who mean that a member is optional.
        (node.is_nullable() && node.is_annotation()) || self.node(target).is_null_only()
    }

    /// What a place amounts to.
    pub(super) fn place(&mut self, id: NodeId) -> Rc<Place> {
        if let Some(place) = self.places.get(&id) {
            return Rc::clone(place);
        }
        let mut wrappers: Vec<NodeId> = Vec::new();
        let mut nullable = false;
        let mut root = id;
        while let Some(inner) = self.unwrapped(root).filter(|inner| !wrappers.contains(inner)) {
            nullable |= self.is_nullable(root, 0);
            wrappers.push(root);
            root = inner;
        }
        nullable |= self.is_nullable(root, 0);
        let place = Rc::new(Place { root, wrappers, nullable });
        self.places.insert(id, Rc::clone(&place));
        place
    }

    /// The schema that this one only refers to.
    fn unwrapped(&mut self, id: NodeId) -> Option<NodeId> {
        let node = self.node(id);
        if node.is_constraining() {
            return None;
        }
        if node.reference().is_some() {
            let has_parts =
                !node.all_of().is_empty() || UnionKeyword::WRITTEN.iter().any(|word| !node.union(*word).is_empty());
            return self.target(id).filter(|_| !has_parts);
        }
        let mut parts = self.all_of(id);
        parts.retain(|part| !self.node(*part).is_annotation());
        for keyword in UnionKeyword::WRITTEN {
            parts.extend(self.union_members(id, keyword).iter());
        }
        match parts.as_slice() {
            [only] if self.refers(*only) => Some(*only),
            _ => None,
        }
    }

    /// Whether a schema is no more than a reference to another, perhaps wrapped.
    fn refers(&mut self, id: NodeId) -> bool {
        let mut node = id;
        for _ in 0..DEEPEST {
            if self.node(node).reference().is_some() {
                return true;
            }
            match self.unwrapped_inline(node) {
                Some(inner) => node = inner,
                None => return false,
            }
        }
        false
    }

    fn unwrapped_inline(&mut self, id: NodeId) -> Option<NodeId> {
        let node = self.node(id);
        match self.all_of(id).as_slice() {
            [only]
                if !node.is_constraining() && UnionKeyword::WRITTEN.iter().all(|word| node.union(*word).is_empty()) =>
            {
                Some(*only)
            }
            _ => None,
        }
    }

    /// The schema to which a chain of references leads; itself if it is none.
    fn referred(&mut self, id: NodeId) -> NodeId {
        let mut last = id;
        for _ in 0..DEEPEST {
            let Some(next) = self.target(last) else { break };
            last = next;
        }
        last
    }

    fn has_null_member(&mut self, id: NodeId) -> bool {
        UnionKeyword::WRITTEN.into_iter().any(|keyword| {
            let written = self.node(id).union(keyword).len();
            written > self.union_members(id, keyword).len()
        })
    }

    /// Whether null is a value of a schema: it says so, or an inline part of it does, as people write it who mean that
    /// the component in the other part may be null here; or a member of its union, or all that it includes.
    fn is_nullable(&mut self, id: NodeId, depth: usize) -> bool {
        if let Some(known) = self.nullable.get(&id) {
            return *known;
        }
        // What is made of itself says nothing new.
        self.nullable.insert(id, false);
        let is_nullable = self.admits_null(id, depth);
        self.nullable.insert(id, is_nullable);
        is_nullable
    }

    fn admits_null(&mut self, id: NodeId, depth: usize) -> bool {
        let node = self.node(id);
        if node.is_nullable() || self.has_null_member(id) {
            return true;
        }
        if depth > DEEPEST {
            return false;
        }
        let parts = self.all_of(id);
        let is_inline = |schemas: &Self, part: NodeId| schemas.node(part).reference().is_none();
        if parts.iter().any(|part| is_inline(self, *part) && self.is_nullable(*part, depth + 1)) {
            return true;
        }
        let includes_only = !node.is_constraining() && !parts.is_empty();
        if includes_only
            && parts.iter().all(|part| {
                let target = self.referred(*part);
                target != *part && self.is_nullable(target, depth + 1)
            })
        {
            return true;
        }
        // A reference to what may be null is one that this schema may be.
        UnionKeyword::WRITTEN.into_iter().any(|keyword| {
            let members = self.union_members(id, keyword);
            members.iter().any(|member| {
                let target = self.referred(*member);
                self.is_nullable(*member, depth + 1) || self.is_nullable(target, depth + 1)
            })
        })
    }
}

/// The component at a pointer.
pub(super) fn component_name(pointer: &str) -> Option<String> {
    let name = pointer.strip_prefix("/components/schemas/").filter(|name| !name.contains('/'))?;
    Some(pointer::last(&format!("/{name}")))
}
