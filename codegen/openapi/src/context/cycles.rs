//! Finds cycles: components that refer to each other in a circle, and schemas that contain themselves.

use std::collections::{HashMap, HashSet};

use super::index::Index;
use crate::document::pointer;
use crate::structure::{Kind, Node};

/// The cycles of references and parts (`allOf` and its like), each as the pointers on it, each found once.
pub(crate) fn cycles(index: &Index<'_>) -> Vec<Vec<String>> {
    let mut cycles = Vec::new();
    let mut finished = HashSet::new();
    for component in index.nodes.iter().filter(|node| node.pointer.starts_with("/components/")) {
        if finished.contains(&component.pointer) {
            continue;
        }
        // A stack of its own, for a chain of references may be as long as the document.
        let mut open = vec![(component.pointer.clone(), parts(index, component))];
        let mut depths = HashMap::from([(component.pointer.clone(), 0)]);
        while let Some((pointer, parts)) = open.last_mut() {
            let Some(part) = parts.pop() else {
                depths.remove(pointer);
                finished.insert(pointer.clone());
                open.pop();
                continue;
            };
            if let Some(start) = depths.get(&part.pointer) {
                cycles.push(open[*start..].iter().map(|(pointer, _)| pointer.clone()).collect());
            } else if !finished.contains(&part.pointer) {
                let below = self::parts(index, &part);
                depths.insert(part.pointer.clone(), open.len());
                open.push((part.pointer, below));
            }
        }
    }
    cycles
}

/// What a value has to be as well, or instead, for being what `node` says.
fn parts<'d>(index: &Index<'d>, node: &Node<'d>) -> Vec<Node<'d>> {
    match node.reference().and_then(pointer::local) {
        Some(target) => index.at(&target).filter(|target| target.kind == node.kind).cloned().into_iter().collect(),
        None if node.kind == Kind::Schema => {
            ["allOf", "oneOf", "anyOf", "not"].iter().flat_map(|keyword| node.children_of(keyword)).collect()
        }
        None => Vec::new(),
    }
}
