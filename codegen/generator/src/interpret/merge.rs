//! Equal types are one: a schema in both directions where that makes no difference, and inline schemas that are equal.
//!
//! Partition refinement: types start in one class if they have the same name and look alike, the types below them
//! aside. A class is split while its members name types of different classes.

use std::collections::HashMap;

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
    let mut count = looks.len();
    loop {
        let mut refined: HashMap<(usize, Vec<usize>), usize> = HashMap::new();
        let split = classes.iter().zip(&below).map(|(class, below)| {
            let key = (*class, below.iter().map(|id| classes[*id]).collect());
            let next = refined.len();
            *refined.entry(key).or_insert(next)
        });
        classes = split.collect();
        if refined.len() == count {
            break;
        }
        count = refined.len();
    }
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
