//! Members of unions that no value is read as, because a member that is tried before accepts all of their values.

use super::findings::Found;
use crate::api::{Kind, Member, Object, Shape, Type};

/// A finding for each such member.
pub(super) fn find(types: &[Type]) -> Vec<Found> {
    let mut found = Vec::new();
    for ty in types {
        let Kind::Union(union) = &ty.kind else { continue };
        for (index, member) in union.members.iter().enumerate() {
            let earlier = union.members[..index].iter().find(|earlier| accepts_all(types, earlier, member));
            if let Some(earlier) = earlier {
                found.push(Found::indistinct_members(&member.origin.0, &earlier.name, &member.name));
            }
        }
    }
    found
}

fn accepts_all(types: &[Type], earlier: &Member, later: &Member) -> bool {
    let (Some(earlier), Some(later)) = (object(types, &earlier.shape), object(types, &later.shape)) else {
        return false;
    };
    let later_field = |wire: &str| later.fields.iter().find(|field| field.wire == wire);
    let has_required = earlier.fields.iter().filter(|field| field.required);
    has_required.clone().all(|field| later_field(&field.wire).is_some_and(|field| field.required))
        && later.fields.iter().all(|field| match earlier.fields.iter().find(|known| known.wire == field.wire) {
            Some(known) => {
                known.shape == Shape::Any || (known.shape == field.shape && (known.nullable || !field.nullable))
            }
            None => earlier.extra.as_ref().is_some_and(|extra| extra.shape == Shape::Any),
        })
        && later.extra.as_ref().is_none_or(|extra| {
            earlier.extra.as_ref().is_some_and(|known| known.shape == Shape::Any || known.shape == extra.shape)
        })
}

/// The object that a shape is.
fn object<'t>(types: &'t [Type], shape: &Shape) -> Option<&'t Object> {
    let Shape::Named(id) = shape else { return None };
    match &types[id.0].kind {
        Kind::Object(object) => Some(object),
        Kind::Alias(target @ Shape::Named(inner)) if inner != id => object(types, target),
        _ => None,
    }
}
