//! Equal types are one: a schema in both directions where that makes no difference, and inline schemas that are equal.
//!
//! Partition refinement: types start in one class if they have the same name and look alike, the types below them
//! aside. A class is split while its members name types of different classes.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::types::Draft;
use super::walk;
use crate::api::{Kind, ListRules, Member, Operation, Origin, Rules, Shape, TypeId};

/// Replaces each type with the first of its class; `names` are what the drafts would be called.
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
    for (index, class) in classes.iter().enumerate().filter(|(index, class)| first[class] != *index) {
        let mut others = Vec::new();
        for_each_rules(&mut drafts[index], &mut |rules| others.push(rules.clone()));
        let mut others = others.into_iter();
        for_each_rules(&mut drafts[first[class]], &mut |rules| {
            if others.next().is_some_and(|other| other != *rules) {
                rules.iter_mut().for_each(|rules| rules.leave_unchecked());
            }
        });
    }
    let mut replace = |id: &mut TypeId| *id = TypeId(first[&classes[id.0]]);
    for draft in drafts.iter_mut() {
        walk::for_each_name(&mut draft.kind, &mut replace);
    }
    for operation in operations {
        walk::for_each_sent(operation, &mut |shape| walk::for_each_name_in(shape, &mut replace));
        walk::for_each_received(operation, &mut |shape| walk::for_each_name_in(shape, &mut replace));
    }
    merge_members(drafts);
}

/// Leaves one of the members of each union that have the same Rust type, whatever their names and rules.
fn merge_members(drafts: &mut [Draft]) {
    let aliases: Vec<Option<Shape>> = drafts
        .iter()
        .map(|draft| match &draft.kind {
            Kind::Alias(shape) => Some(shape.clone()),
            _ => None,
        })
        .collect();
    for draft in drafts {
        let Kind::Union(union) = &mut draft.kind else { continue };
        let mut kept: Vec<(Shape, Member)> = Vec::with_capacity(union.members.len());
        for member in std::mem::take(&mut union.members) {
            let shape = rust_type(&member.shape, &aliases);
            match kept.iter_mut().find(|(known, _)| *known == shape) {
                Some((_, known)) => {
                    known.rules.iter_mut().for_each(|rules| rules.leave_unchecked());
                    if known.shape != member.shape {
                        known.shape = shape;
                    }
                }
                None => kept.push((shape, member)),
            }
        }
        union.members = kept.into_iter().map(|(_, member)| member).collect();
    }
}

/// A shape without rules, its aliases written out: none of them is made of itself any more.
fn rust_type(shape: &Shape, aliases: &[Option<Shape>]) -> Shape {
    let inner = |shape: &Shape| Box::new(rust_type(shape, aliases));
    match shape {
        Shape::List(item, _) => Shape::List(inner(item), ListRules::default()),
        Shape::Map(value) => Shape::Map(inner(value)),
        Shape::Nullable(value) => Shape::Nullable(inner(value)),
        Shape::Named(id) => aliases[id.0].as_ref().map_or(Shape::Named(*id), |shape| rust_type(shape, aliases)),
        other => other.clone(),
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

/// Calls `visit` with the rules of a type, and of its variants and fields.
fn for_each_rules(draft: &mut Draft, visit: &mut impl FnMut(&mut Option<Box<Rules>>)) {
    visit(&mut draft.rules);
    walk::for_each_rules(&mut draft.kind, visit);
}

/// Takes off what only describes.
fn strip(kind: &mut Kind) {
    walk::for_each_object(kind, &mut |object| {
        object.read_only.clear();
        for field in &mut object.fields {
            field.description = None;
            field.origin = Origin::default();
            field.default = None;
            field.rules = None;
        }
    });
    match kind {
        Kind::Tagged(tagged) => {
            for variant in &mut tagged.variants {
                variant.description = None;
                variant.origin = Origin::default();
                variant.rules = None;
            }
        }
        Kind::Union(union) => {
            for member in &mut union.members {
                member.description = None;
                member.origin = Origin::default();
                member.rules = None;
            }
        }
        Kind::Enum(list) => list.values.iter_mut().for_each(|value| value.description = None),
        Kind::Form(form) => {
            for part in &mut form.parts {
                part.description = None;
                part.origin = Origin::default();
            }
        }
        Kind::Object(_) | Kind::Scalar(_) | Kind::Alias(_) => {}
    }
}
