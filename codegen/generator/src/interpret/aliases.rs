//! Aliases: those that are not components are written out where they are used, and none is made of itself.

use super::cycles::back_edges;
use super::types::Draft;
use super::walk;
use crate::api::{Kind, Operation, Shape, TypeId};

/// Writes out every alias that is not a component, in the types and in the operations.
pub(super) fn write_out(drafts: &mut [Draft], operations: &mut [Operation]) {
    let aliases: Vec<Option<Shape>> = drafts
        .iter()
        .map(|draft| match &draft.kind {
            Kind::Alias(shape) if draft.component.is_none() => Some(shape.clone()),
            _ => None,
        })
        .collect();
    let mut write_out_shape = |shape: &mut Shape| *shape = written_out(shape, &aliases, &mut Vec::new());
    for draft in drafts.iter_mut() {
        walk::for_each_shape(&mut draft.kind, &mut write_out_shape);
        // Any JSON may be null anyway.
        walk::for_each_object(&mut draft.kind, &mut |object| {
            object.fields.iter_mut().for_each(|field| field.nullable &= field.shape != Shape::Any);
        });
    }
    for operation in operations {
        walk::for_each_sent(operation, &mut write_out_shape);
        walk::for_each_received(operation, &mut write_out_shape);
    }
    break_circles(drafts);
}

fn written_out(shape: &Shape, aliases: &[Option<Shape>], open: &mut Vec<TypeId>) -> Shape {
    let mut inner = |shape: &Shape| Box::new(written_out(shape, aliases, open));
    match shape {
        Shape::List(item, rules) => Shape::List(inner(item), *rules),
        Shape::Map(value) => Shape::Map(inner(value)),
        Shape::Nullable(value) => match *inner(value) {
            value @ (Shape::Any | Shape::Nullable(_)) => value,
            value => Shape::Nullable(Box::new(value)),
        },
        Shape::Named(id) => match &aliases[id.0] {
            None => Shape::Named(*id),
            // A list of lists of itself: only any JSON has no end.
            Some(_) if open.contains(id) => Shape::Any,
            Some(shape) => {
                open.push(*id);
                let written = written_out(shape, aliases, open);
                open.pop();
                written
            }
        },
        other => other.clone(),
    }
}

/// Rust has no alias that is made of itself: where one would be, there is any JSON.
fn break_circles(drafts: &mut [Draft]) {
    let named = |draft: &Draft| {
        let mut named = Vec::new();
        if let Kind::Alias(shape) = &draft.kind {
            walk::for_each_name_in(&mut shape.clone(), &mut |id| named.push(id.0));
        }
        named
    };
    let graph: Vec<Vec<usize>> = drafts.iter().map(named).collect();
    for (from, to) in back_edges(&graph) {
        if let Kind::Alias(shape) = &mut drafts[from].kind {
            replace(shape, TypeId(to));
        }
    }
}

fn replace(shape: &mut Shape, id: TypeId) {
    match shape {
        Shape::Named(named) if *named == id => *shape = Shape::Any,
        Shape::List(inner, _) | Shape::Map(inner) | Shape::Nullable(inner) => replace(inner, id),
        _ => {}
    }
}
