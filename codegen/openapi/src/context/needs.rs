//! Which operations need which parts of a document, so that a mistake costs those and no others.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::index::Index;
use super::operation::Operation;
use crate::document::pointer;
use crate::structure::{Kind, Node};

/// What a client does not read: nothing needs it.
const UNREAD: [Kind; 4] = [Kind::Callback, Kind::Example, Kind::Link, Kind::Header];

/// Whether a response of an operation is one of its errors: what it describes is read only to explain the error, and
/// only if it can be.
fn is_error(node: &Node<'_>) -> bool {
    node.kind == Kind::Response && matches!(pointer::last(&node.pointer).as_bytes(), [b'3'..=b'5', ..])
}

/// For each object, what needs it.
pub(super) struct Needs {
    holders: Vec<Vec<usize>>,
    /// The numbers of the operations by those of their objects: one object can be called under several paths.
    operations: HashMap<usize, Vec<usize>>,
    /// The numbers of the operations by the path items that hold them.
    of_items: HashMap<usize, Vec<usize>>,
}

impl Needs {
    pub(super) fn new(index: &Index<'_>, called: &[Operation<'_>]) -> Needs {
        let mut holders: Vec<Vec<usize>> = vec![Vec::new(); index.nodes.len()];
        for (number, node) in index.nodes.iter().enumerate() {
            if let Some(target) = index.referenced(node) {
                holders[target].push(number);
            }
            let is_root = node.pointer.is_empty() || node.is_component();
            if !is_root && !UNREAD.contains(&node.kind) && !is_error(node) {
                holders[number].push(index.nearest(pointer::parent(&node.pointer)));
            }
        }
        for (base, subtypes) in index.subtypes() {
            subtypes.into_iter().for_each(|subtype| holders[subtype].push(base));
        }
        let mut operations: HashMap<usize, Vec<usize>> = HashMap::new();
        let mut of_items: HashMap<usize, Vec<usize>> = HashMap::new();
        for (number, operation) in called.iter().enumerate() {
            operations.entry(index.nearest(&operation.node.pointer)).or_default().push(number);
            of_items.entry(index.nearest(&operation.item)).or_default().push(number);
            of_items.entry(index.nearest(pointer::parent(&operation.node.pointer))).or_default().push(number);
        }
        Needs { holders, operations, of_items }
    }

    /// The operations that need what is written at a pointer.
    pub(super) fn of(&self, index: &Index<'_>, called: &[Operation<'_>], pointer: &str) -> Vec<usize> {
        let mut found = BTreeSet::new();
        if pointer.starts_with("/security/") || pointer == "/security" {
            let inherits = |number: &usize| called[*number].node.get("security").is_none();
            found.extend((0..called.len()).filter(inherits));
        }
        let mut seen = HashSet::new();
        let mut open = vec![index.nearest(pointer)];
        while let Some(number) = open.pop() {
            if !seen.insert(number) {
                continue;
            }
            let kind = index.nodes[number].kind;
            match kind {
                Kind::Operation => found.extend(self.operations.get(&number).into_iter().flatten()),
                Kind::PathItem => {
                    found.extend(self.of_items.get(&number).into_iter().flatten());
                    open.extend(self.holders[number].iter().filter(|holder| index.nodes[**holder].kind == kind));
                }
                Kind::Document | Kind::Components => {}
                _ if UNREAD.contains(&kind) => {}
                _ => open.extend(&self.holders[number]),
            }
        }
        found.into_iter().collect()
    }
}
