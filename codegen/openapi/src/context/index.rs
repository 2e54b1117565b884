//! The objects of a document, found by their pointers.

use std::collections::HashMap;

use serde_json::Value;

use crate::document::pointer;
use crate::structure::{Kind, Node, root, walk};

/// Every object of a document as it is written.
pub(crate) struct Index<'d> {
    /// In the document's order; after them, what only references lead to.
    pub(super) nodes: Vec<Node<'d>>,
    by_pointer: HashMap<String, usize>,
}

impl<'d> Index<'d> {
    pub(super) fn new(document: &'d Value) -> Self {
        let nodes = walk(root(document));
        let by_pointer = nodes.iter().enumerate().map(|(index, node)| (node.pointer.clone(), index)).collect();
        let mut index = Self { nodes, by_pointer };
        index.follow_references(document);
        index
    }

    /// Adds the objects that references lead to and that are where OpenAPI has none, such as `/definitions/Pet`.
    fn follow_references(&mut self, document: &'d Value) {
        let mut next = 0;
        while let Some(node) = self.nodes.get(next) {
            next += 1;
            let Some(target) = node.reference().and_then(pointer::local) else { continue };
            if self.by_pointer.contains_key(&target) {
                continue;
            }
            let Some(value) = document.pointer(&target).filter(|value| value.is_object()) else { continue };
            for node in walk(node.child(node.kind, target, value)) {
                if !self.by_pointer.contains_key(&node.pointer) {
                    self.by_pointer.insert(node.pointer.clone(), self.nodes.len());
                    self.nodes.push(node);
                }
            }
        }
    }

    /// The number of the object at a pointer.
    pub(super) fn number(&self, pointer: &str) -> Option<usize> {
        self.by_pointer.get(pointer).copied()
    }

    /// The object at a pointer.
    pub(super) fn at(&self, pointer: &str) -> Option<&Node<'d>> {
        self.number(pointer).map(|number| &self.nodes[number])
    }

    /// The number of the innermost object that holds what is written at a pointer.
    pub(super) fn nearest(&self, pointer: &str) -> usize {
        let mut holders =
            std::iter::successors(Some(pointer), |inner| (!inner.is_empty()).then(|| pointer::parent(inner)));
        holders.find_map(|holder| self.number(holder)).unwrap_or(0)
    }

    /// The number of the object that a reference leads to, if it is of the same kind.
    pub(super) fn referenced(&self, node: &Node<'_>) -> Option<usize> {
        let target = pointer::local(node.reference()?)?;
        self.number(&target).filter(|number| self.nodes[*number].kind == node.kind)
    }

    /// For each base with a `discriminator`, the components that include it by `allOf`.
    pub(super) fn subtypes(&self) -> HashMap<usize, Vec<usize>> {
        let mut subtypes: HashMap<usize, Vec<usize>> = HashMap::new();
        let components = self.nodes.iter().enumerate().filter(|(_, node)| node.kind == Kind::Schema);
        for (number, component) in components.filter(|(_, node)| node.is_component()) {
            for base in component.children_of("allOf").iter().filter_map(|part| self.referenced(part)) {
                if self.nodes[base].get("discriminator").is_some() {
                    subtypes.entry(base).or_default().push(number);
                }
            }
        }
        subtypes
    }
}
