//! What follows from what types hold: which directions reach them, which have a draft, whether they can be compared, where
//! a box is needed.

use std::collections::HashSet;

use super::cycles::back_edges;
use super::types::Draft;
use super::walk;
use crate::api::{
    Content, Encoding, Kind, NumberRules, Object, Operation, RustForm, ScalarRules, Shape, Type, TypeId, Usage,
};
use openscaler_openapi::context::Direction;

/// The types that a type names.
fn named_by(kind: &Kind) -> Vec<usize> {
    let mut named = Vec::new();
    walk::for_each_name(&mut kind.clone(), &mut |id| named.push(id.0));
    named
}

/// The drafts that an operation reaches, in their order.
pub(super) fn reached(drafts: &[Draft], operations: &mut [Operation]) -> Vec<usize> {
    let graph: Vec<Vec<usize>> = drafts.iter().map(|draft| named_by(&draft.kind)).collect();
    let (mut start, received) = starts(operations);
    start.extend(received);
    let mut reached: Vec<usize> = reachable(&graph, start).into_iter().collect();
    reached.sort_unstable();
    reached
}

/// Marks the fields of requests in which null and absence differ.
pub(super) fn mark_tri_states(drafts: &mut [Draft]) {
    for draft in drafts.iter_mut().filter(|draft| draft.direction == Direction::Request) {
        walk::for_each_object(&mut draft.kind, &mut |object| {
            for field in &mut object.fields {
                field.tri_state = !field.required && (field.nullable || field.shape == Shape::Any);
            }
        });
    }
}

/// The types that the operations send, and those that they receive.
fn starts(operations: &mut [Operation]) -> (Vec<usize>, Vec<usize>) {
    let (mut sent, mut received) = (Vec::new(), Vec::new());
    for operation in operations {
        walk::for_each_sent(operation, &mut |shape| walk::for_each_name_in(shape, &mut |id| sent.push(id.0)));
        walk::for_each_received(operation, &mut |shape| walk::for_each_name_in(shape, &mut |id| received.push(id.0)));
    }
    (sent, received)
}

/// Marks every type with the directions in which an operation reaches it, and those that have a draft; only requests are
/// checked.
pub(super) fn mark(types: &mut [Type], operations: &mut [Operation]) {
    let graph: Vec<Vec<usize>> = types.iter().map(|ty| named_by(&ty.kind)).collect();
    let (sent, received) = starts(operations);
    let requests = reachable(&graph, sent);
    let responses = reachable(&graph, received);
    for (index, ty) in types.iter_mut().enumerate() {
        ty.usage = Usage { request: requests.contains(&index), response: responses.contains(&index), drafted: false };
        ty.usage.drafted = RustForm::of(ty) == RustForm::Request;
        if !ty.usage.request {
            ty.rules.iter_mut().for_each(|rules| rules.leave_unchecked());
            walk::for_each_rules(&mut ty.kind, &mut |rules| rules.iter_mut().for_each(|rules| rules.leave_unchecked()));
        }
    }
    for body in operations.iter().filter_map(|operation| operation.body.as_ref()) {
        let id = match &body.encoding {
            Encoding::Json(shape) | Encoding::Form { shape, .. } => drafted_type(types, shape),
            _ => None,
        };
        if let Some(id) = id {
            types[id.0].usage.drafted = true;
        }
    }
}

/// The object or union that a body is, or is made of.
fn drafted_type(types: &[Type], shape: &Shape) -> Option<TypeId> {
    match shape {
        Shape::List(inner, _) | Shape::Map(inner) | Shape::Nullable(inner) => drafted_type(types, inner),
        Shape::Named(id) => match &types[id.0].kind {
            Kind::Object(_) | Kind::Tagged(_) | Kind::Union(_) => Some(*id),
            Kind::Alias(shape) => drafted_type(types, shape),
            Kind::Enum(_) | Kind::Scalar(_) | Kind::Form(_) => None,
        },
        _ => None,
    }
}

fn reachable(graph: &[Vec<usize>], mut open: Vec<usize>) -> HashSet<usize> {
    let mut found = HashSet::new();
    while let Some(node) = open.pop() {
        if found.insert(node) {
            open.extend(&graph[node]);
        }
    }
    found
}

/// Says of which types equality is total.
pub(super) fn mark_equality(types: &mut [Type]) {
    let mut holders: Vec<Vec<usize>> = vec![Vec::new(); types.len()];
    for (index, ty) in types.iter().enumerate() {
        named_by(&ty.kind).into_iter().for_each(|id| holders[id].push(index));
    }
    let mut partial = Vec::new();
    for (index, ty) in types.iter_mut().enumerate() {
        if is_partial(&mut ty.kind) {
            partial.push(index);
        }
    }
    let partial = reachable(&holders, partial);
    for (index, ty) in types.iter_mut().enumerate() {
        ty.is_eq = !partial.contains(&index);
    }
}

/// Whether a kind itself holds a floating-point number or a stream.
fn is_partial(kind: &mut Kind) -> bool {
    if matches!(kind, Kind::Form(_)) {
        return true;
    }
    if let Kind::Scalar(scalar) = kind {
        return match scalar {
            ScalarRules::Text(_) => false,
            ScalarRules::Number(rules) => matches!(rules, NumberRules::Number { .. }),
        };
    }
    let mut holds = false;
    walk::for_each_shape(kind, &mut |shape| holds |= holds_number(shape));
    holds
}

fn holds_number(shape: &Shape) -> bool {
    match shape {
        Shape::Number => true,
        Shape::List(inner, _) | Shape::Map(inner) | Shape::Nullable(inner) => holds_number(inner),
        _ => false,
    }
}

/// Boxes the fields and members through which a type would contain itself.
pub(super) fn mark_boxes(types: &mut [Type]) {
    loop {
        let graph: Vec<Vec<usize>> = types.iter().map(|ty| contained(&ty.kind)).collect();
        let edges = back_edges(&graph);
        if edges.is_empty() {
            return;
        }
        for (from, to) in edges {
            // Where a variant is another union, nothing can be boxed: then it is what holds the outer one.
            if !box_values(&mut types[from].kind, TypeId(to)) {
                for ty in types.iter_mut() {
                    box_values(&mut ty.kind, TypeId(from));
                }
            }
        }
    }
}

/// Boxes every value of a type that a kind holds; whether there is one.
fn box_values(kind: &mut Kind, id: TypeId) -> bool {
    let mut boxed = false;
    let mut set = |shape: &Shape, is_boxed: &mut bool| {
        if by_value(shape) == Some(id) {
            *is_boxed = true;
            boxed = true;
        }
    };
    walk::for_each_object(kind, &mut |object| {
        object.fields.iter_mut().for_each(|field| set(&field.shape, &mut field.boxed));
    });
    if let Kind::Union(union) = kind {
        union.members.iter_mut().for_each(|member| set(&member.shape, &mut member.boxed));
    }
    boxed
}

/// The type that a value of the shape holds without a list or map between.
fn by_value(shape: &Shape) -> Option<TypeId> {
    match shape {
        Shape::Named(id) => Some(*id),
        Shape::Nullable(inner) => by_value(inner),
        _ => None,
    }
}

/// The types that a value of the kind holds without a box, list or map between.
pub(super) fn contained(kind: &Kind) -> Vec<usize> {
    let of_object = |object: &Object| {
        let fields = object.fields.iter().filter(|field| !field.boxed);
        fields.filter_map(|field| by_value(&field.shape)).map(|id| id.0).collect::<Vec<_>>()
    };
    match kind {
        Kind::Object(object) => of_object(object),
        Kind::Tagged(tagged) => {
            let contents = tagged.variants.iter().map(|variant| &variant.content);
            contents
                .flat_map(|content| match content {
                    Content::Object(object) => of_object(object),
                    Content::Named(id) => vec![id.0],
                })
                .collect()
        }
        Kind::Union(union) => {
            let members = union.members.iter().filter(|member| !member.boxed);
            members.filter_map(|member| by_value(&member.shape)).map(|id| id.0).collect()
        }
        Kind::Alias(shape) => by_value(shape).map(|id| id.0).into_iter().collect(),
        // No type holds a form.
        Kind::Enum(_) | Kind::Scalar(_) | Kind::Form(_) => Vec::new(),
    }
}
