//! Accessors: the fields that every variant of a tagged union has, so that a caller reads them without a `match`.

use std::collections::HashSet;

use super::identifiers;
use crate::api::{Accessor, Content, Field, Kind, Object, Tagged, Type};

/// The methods that an enum has from traits; one of the same name would hide them.
const TRAIT_METHODS: [&str; 10] =
    ["borrow", "clone", "clone_into", "eq", "fmt", "into", "serialize", "to_owned", "try_from", "try_into"];

/// Adds the accessors of all tagged unions. They name types, so they come when those are settled.
pub(super) fn add(types: &mut [Type]) {
    for ty in types {
        if let Kind::Tagged(tagged) = &mut ty.kind {
            tagged.accessors = accessors(tagged);
        }
    }
}

fn accessors(tagged: &Tagged) -> Vec<Accessor> {
    let objects: Option<Vec<&Object>> = tagged.variants.iter().map(object).collect();
    let Some([first, ..]) = objects.as_deref().filter(|_| tagged.unknown.is_none()) else { return Vec::new() };
    let mut taken: HashSet<String> = tagged.variants.iter().map(|variant| variant.constructor.clone()).collect();
    taken.extend(TRAIT_METHODS.map(str::to_owned));
    let mut accessors = Vec::new();
    for field in &first.fields {
        let fields = objects.iter().flatten().map(|object| same(object, field));
        let Some(fields) = fields.collect::<Option<Vec<_>>>() else { continue };
        accessors.push(Accessor {
            name: identifiers::free(&field.name, "_", &mut taken),
            field: field.name.clone(),
            shape: field.shape.clone(),
            is_optional: fields.iter().any(|field| !field.required || field.nullable),
        });
    }
    accessors
}

fn object(variant: &crate::api::Variant) -> Option<&Object> {
    match &variant.content {
        Content::Object(object) => Some(object),
        Content::Named(_) => None,
    }
}

/// The field of another variant that is the same one. An accessor cannot tell null from absence.
fn same<'o>(object: &'o Object, field: &Field) -> Option<&'o Field> {
    let is_same = |other: &&Field| {
        other.wire == field.wire && other.name == field.name && other.shape == field.shape && !other.tri_state
    };
    object.fields.iter().find(is_same)
}
