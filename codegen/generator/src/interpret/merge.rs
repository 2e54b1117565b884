//! Equal types are one: a schema in both directions where that makes no difference, and inline schemas that are equal.
//!
//! Partition refinement: types start in one class if they have the same name and look alike, the types below them
//! aside. A class is split while its members name types of different classes.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::types::Draft;
use super::walk;
use crate::api::{Content, Kind, Object, Operation, Origin, TypeId};

/// Puts the first type of each class in the place of all others; `names` are what the drafts would be called.
pub(super) fn merge(drafts: &mut [Draft], names: &[String], operations: &mut [Operation]) {
    let mut below: Vec<Vec<usize>> = Vec::with_capacity(drafts.len());
    let mut looks: HashMap<(&str, String), usize> = HashMap::new();
    let mut classes: Vec<usize> = Vec::with_capacity(drafts.len());
    for (draft, name) in drafts.iter().zip(names) {
        let mut kind = draft.kind.clone();
        strip(&mut kind);
        let mut named = Vec::new();
        walk::for_each_name(&mut kind, &mut |id| {
            named.push(id.0);
            *id = TypeId(0);
        });
        below.push(named);
        let next = looks.len();
        classes.push(*looks.entry((name, format!("{kind:?}"))).or_insert(next));
    }
    refine(&mut classes, &below);
    let mut first: HashMap<usize, usize> = HashMap::new();
    for (index, class) in classes.iter().enumerate() {
        first.entry(*class).or_insert(index);
    }
    let mut replace = |id: &mut TypeId| *id = TypeId(first[&classes[id.0]]);
    for draft in drafts.iter_mut() {
        walk::for_each_name(&mut draft.kind, &mut replace);
        if let Kind::Union(union) = &mut draft.kind {
            let mut seen = Vec::new();
            union.members.retain(|member| {
                let is_new = !seen.contains(&member.shape);
                seen.push(member.shape.clone());
                is_new
            });
        }
    }
    for operation in operations {
        walk::for_each_sent(operation, &mut |shape| walk::for_each_name_in(shape, &mut replace));
        walk::for_each_received(operation, &mut |shape| walk::for_each_name_in(shape, &mut replace));
    }
}

/// Splits classes until all members of one name types of the same classes, in the same order.
///
/// Only what names a type that has left its class can leave its own, so the work is bounded by what changes.
fn refine(classes: &mut [usize], below: &[Vec<usize>]) {
    let mut members: HashMap<usize, Vec<usize>> = HashMap::new();
    let mut holders: Vec<Vec<usize>> = vec![Vec::new(); classes.len()];
    for (index, class) in classes.iter().enumerate() {
        members.entry(*class).or_default().push(index);
        below[index].iter().for_each(|id| holders[*id].push(index));
    }
    let mut next = members.len();
    let mut open: BTreeSet<usize> = members.keys().copied().collect();
    while let Some(class) = open.pop_first() {
        let split = members.remove(&class).unwrap_or_default();
        let mut groups: BTreeMap<Vec<usize>, Vec<usize>> = BTreeMap::new();
        for index in split {
            groups.entry(below[index].iter().map(|id| classes[*id]).collect()).or_default().push(index);
        }
        let mut groups: Vec<Vec<usize>> = groups.into_values().collect();
        // The largest keeps the class: fewer types leave it.
        groups.sort_by_key(|group| std::cmp::Reverse(group.len()));
        let mut groups = groups.into_iter();
        members.insert(class, groups.next().unwrap_or_default());
        for group in groups {
            for index in &group {
                classes[*index] = next;
            }
            for holder in group.iter().flat_map(|index| &holders[*index]) {
                open.insert(classes[*holder]);
            }
            members.insert(next, group);
            next += 1;
        }
    }
}

/// Takes off what only describes.
fn strip(kind: &mut Kind) {
    match kind {
        Kind::Object(object) => strip_object(object),
        Kind::Tagged(tagged) => {
            for variant in &mut tagged.variants {
                variant.description = None;
                variant.origin = Origin::default();
                if let Content::Object(object) = &mut variant.content {
                    strip_object(object);
                }
            }
        }
        Kind::Union(union) => {
            for member in &mut union.members {
                member.description = None;
                member.origin = Origin::default();
            }
        }
        Kind::Enum(list) => list.values.iter_mut().for_each(|value| value.description = None),
        Kind::Scalar(_) | Kind::Alias(_) => {}
    }
}

fn strip_object(object: &mut Object) {
    for field in &mut object.fields {
        field.description = None;
        field.origin = Origin::default();
        field.default = None;
    }
}
