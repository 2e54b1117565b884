//! Walking through types: every shape that a kind holds, and every type that a shape names.

use std::collections::HashMap;

use crate::api::{Answer, Content, Encoding, Kind, Object, Operation, PartContent, Rules, Shape, Type, TypeId};

/// Calls `visit` with each type that a kind names.
pub(super) fn for_each_name(kind: &mut Kind, visit: &mut impl FnMut(&mut TypeId)) {
    if let Kind::Tagged(tagged) = kind {
        for variant in &mut tagged.variants {
            if let Content::Named(id) = &mut variant.content {
                visit(id);
            }
        }
    }
    for_each_shape(kind, &mut |shape| for_each_name_in(shape, visit));
}

/// Calls `visit` with each type that a shape names.
pub(super) fn for_each_name_in(shape: &mut Shape, visit: &mut impl FnMut(&mut TypeId)) {
    match shape {
        Shape::Named(id) => visit(id),
        Shape::List(inner, _) | Shape::Map(inner) | Shape::Nullable(inner) => for_each_name_in(inner, visit),
        Shape::Any | Shape::Boolean | Shape::Integer(_) | Shape::Number | Shape::Text(_) => {}
    }
}

/// Calls `visit` with each shape that a kind holds itself.
pub(super) fn for_each_shape(kind: &mut Kind, visit: &mut impl FnMut(&mut Shape)) {
    match kind {
        Kind::Object(_) | Kind::Tagged(_) => for_each_object(kind, &mut |object| {
            object.fields.iter_mut().for_each(|field| visit(&mut field.shape));
            object.extra.iter_mut().for_each(|extra| visit(&mut extra.shape));
        }),
        Kind::Union(union) => union.members.iter_mut().for_each(|member| visit(&mut member.shape)),
        Kind::Enum(list) => list.other.iter_mut().for_each(|(_, shape)| visit(shape)),
        Kind::Alias(shape) => visit(shape),
        Kind::Form(form) => form.parts.iter_mut().for_each(|part| {
            if let PartContent::Value(shape) = &mut part.content {
                visit(shape);
            }
        }),
        Kind::Scalar(_) => {}
    }
}

/// Calls `visit` with the object that a kind is, or with those of its variants.
pub(super) fn for_each_object(kind: &mut Kind, visit: &mut impl FnMut(&mut Object)) {
    match kind {
        Kind::Object(object) => visit(object),
        Kind::Tagged(tagged) => {
            for variant in &mut tagged.variants {
                if let Content::Object(object) = &mut variant.content {
                    visit(object);
                }
            }
        }
        Kind::Union(_) | Kind::Enum(_) | Kind::Alias(_) | Kind::Scalar(_) | Kind::Form(_) => {}
    }
}

/// Calls `visit` with the rules of each variant, of each member and of each field.
pub(super) fn for_each_rules(kind: &mut Kind, visit: &mut impl FnMut(&mut Option<Box<Rules>>)) {
    match kind {
        Kind::Tagged(tagged) => tagged.variants.iter_mut().for_each(|variant| visit(&mut variant.rules)),
        Kind::Union(union) => union.members.iter_mut().for_each(|member| visit(&mut member.rules)),
        _ => {}
    }
    for_each_object(kind, &mut |object| object.fields.iter_mut().for_each(|field| visit(&mut field.rules)));
}

/// Calls `visit` with each shape that an operation sends.
pub(super) fn for_each_sent(operation: &mut Operation, visit: &mut impl FnMut(&mut Shape)) {
    operation.parameters.iter_mut().for_each(|parameter| visit(&mut parameter.shape));
    if let Some(Encoding::Json(shape) | Encoding::Form { shape, .. } | Encoding::Multipart(shape)) =
        operation.body.as_mut().map(|body| &mut body.encoding)
    {
        visit(shape);
    }
}

/// Calls `visit` with each shape that an operation receives.
pub(super) fn for_each_received(operation: &mut Operation, visit: &mut impl FnMut(&mut Shape)) {
    let streamed = operation.streamed.iter_mut().map(|streamed| &mut streamed.success);
    for success in std::iter::once(&mut operation.success).chain(streamed) {
        for_each_in_answer(&mut success.content, visit);
    }
    operation.errors.iter_mut().for_each(|error| visit(&mut error.shape));
}

fn for_each_in_answer(answer: &mut Answer, visit: &mut impl FnMut(&mut Shape)) {
    match answer {
        Answer::Json(shape) | Answer::Events(shape) => visit(shape),
        Answer::ByStatus(by_status) => {
            by_status.variants.iter_mut().for_each(|variant| for_each_in_answer(&mut variant.content, visit));
        }
        Answer::Nothing | Answer::Stream => {}
    }
}

/// Gives each type the number of its place in `kept`, the old numbers in their new order.
pub(super) fn renumber(types: &mut [Type], operations: &mut [Operation], kept: &[usize]) {
    let numbers: HashMap<usize, usize> = kept.iter().enumerate().map(|(new, old)| (*old, new)).collect();
    let mut replace = |id: &mut TypeId| *id = TypeId(numbers.get(&id.0).copied().unwrap_or_default());
    for ty in types {
        for_each_name(&mut ty.kind, &mut replace);
    }
    for operation in operations {
        for_each_sent(operation, &mut |shape| for_each_name_in(shape, &mut replace));
        for_each_received(operation, &mut |shape| for_each_name_in(shape, &mut replace));
    }
}

/// Puts the types in the order of their names.
pub(super) fn sort_by_name(types: &mut Vec<Type>, operations: &mut [Operation]) {
    let mut kept: Vec<usize> = (0..types.len()).collect();
    kept.sort_by(|one, other| types[*one].name.cmp(&types[*other].name));
    let mut unsorted: Vec<Option<Type>> = std::mem::take(types).into_iter().map(Some).collect();
    types.extend(kept.iter().filter_map(|index| unsorted[*index].take()));
    renumber(types, operations, &kept);
}
