//! The order in which the members of a union are tried: what demands more comes first.

use std::collections::HashSet;

use crate::api::{Content, Kind, Member, NumberRules, ScalarRules, Shape, Text, Type, TypeId};

/// The JSON types that members compete for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Group {
    Boolean,
    Number,
    Text,
    List,
    Object,
    /// Values of several types.
    Mixed,
}

/// Orders the members of every union.
pub(super) fn settle(types: &mut [Type]) {
    let claims: Vec<(Group, usize)> =
        (0..types.len()).map(|index| claim_of_type(types, TypeId(index), &mut HashSet::new())).collect();
    for ty in types {
        let Kind::Union(union) = &mut ty.kind else { continue };
        let claim = |member: &Member| claim_of_shape(&member.shape, &claims);
        // Only members of one JSON type compete: their groups stay in the document's order.
        let groups: Vec<Group> = union.members.iter().map(|member| claim(member).0).collect();
        let position = |group: Group| match group {
            Group::Mixed => usize::MAX,
            group => groups.iter().position(|other| *other == group).unwrap_or_default(),
        };
        union.members.sort_by_key(|member| {
            let (group, demand) = claim(member);
            (position(group), usize::MAX - demand)
        });
    }
}

fn claim_of_shape(shape: &Shape, claims: &[(Group, usize)]) -> (Group, usize) {
    match shape {
        Shape::Any => (Group::Mixed, 0),
        Shape::Boolean => (Group::Boolean, 0),
        Shape::Integer(_) => (Group::Number, 1),
        Shape::Number => (Group::Number, 0),
        Shape::Text(Text::DateTime) => (Group::Text, 2),
        Shape::Text(_) => (Group::Text, 0),
        Shape::List(..) => (Group::List, 0),
        Shape::Map(_) => (Group::Object, 0),
        Shape::Nullable(inner) => claim_of_shape(inner, claims),
        Shape::Named(id) => claims.get(id.0).copied().unwrap_or((Group::Mixed, 0)),
    }
}

/// What a type competes for, and how much it demands.
fn claim_of_type(types: &[Type], id: TypeId, open: &mut HashSet<TypeId>) -> (Group, usize) {
    let ty = &types[id.0];
    match &ty.kind {
        Kind::Object(object) => (Group::Object, 1 + object.fields.iter().filter(|field| field.required).count()),
        Kind::Tagged(tagged) => {
            let required = tagged.variants.iter().map(|variant| match &variant.content {
                Content::Object(object) => object.fields.iter().filter(|field| field.required).count(),
                Content::Named(_) => 0,
            });
            (Group::Object, 2 + required.min().unwrap_or_default())
        }
        Kind::Enum(list) if list.values.iter().all(|value| value.value.is_string()) => (Group::Text, 3),
        Kind::Enum(list) if list.values.iter().all(|value| value.value.is_number()) => (Group::Number, 2),
        Kind::Scalar(scalar) => match scalar {
            ScalarRules::Text(_) => (Group::Text, 1),
            ScalarRules::Number(NumberRules::Integer { .. }) => (Group::Number, 1),
            ScalarRules::Number(_) => (Group::Number, 0),
        },
        Kind::Alias(Shape::Named(inner)) if open.insert(id) => claim_of_type(types, *inner, open),
        Kind::Alias(shape) => claim_of_shape(shape, &[]),
        Kind::Enum(_) | Kind::Union(_) | Kind::Form(_) => (Group::Mixed, 1),
    }
}
