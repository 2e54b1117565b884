//! Types that have another name and are the same otherwise.

use std::collections::BTreeSet;

use super::{Fields, Surface, Type};

/// Gives the types of `old` the names that they have in `new`; the pairs of both names.
///
/// A type is the same under another name if it says the same but for its own name. Where several could be meant, the
/// nearest name is.
pub(in crate::compat) fn rename(old: &mut Surface, new: &Surface) -> Vec<(String, String)> {
    let mut renamed = Vec::new();
    // A type that holds another one is like its twin only when that has its new name.
    loop {
        let gone: Vec<String> = old.types.keys().filter(|name| !new.types.contains_key(*name)).cloned().collect();
        let added: Vec<&String> = new.types.keys().filter(|name| !old.types.contains_key(*name)).collect();
        let is_twin = |name: &str, other: &str| {
            let one = old.types.get(name).map(|ty| with_name(ty, name, other));
            one.is_some() && one.as_ref() == new.types.get(other)
        };
        let pairs = gone.iter().flat_map(|name| added.iter().map(move |other| (name, *other)));
        let twins = pairs.filter(|(name, other)| is_twin(name, other));
        let nearest = twins.min_by_key(|(name, other)| strsim::osa_distance(name, other));
        let Some((name, other)) = nearest.map(|(name, other)| (name.clone(), other.clone())) else { return renamed };
        apply(old, &name, &other);
        renamed.push((name, other));
    }
}

fn apply(surface: &mut Surface, name: &str, other: &str) {
    let types = std::mem::take(&mut surface.types);
    surface.types = types
        .into_iter()
        .map(|(key, ty)| (if key == name { other.to_owned() } else { key }, with_name(&ty, name, other)))
        .collect();
    for method in surface.methods.values_mut() {
        method.result = replaced(&method.result, name, other);
        method.arguments.iter_mut().for_each(|(_, ty)| *ty = replaced(ty, name, other));
    }
}

/// The type, with one name put in the place of another wherever it stands.
fn with_name(ty: &Type, name: &str, other: &str) -> Type {
    let mut ty = ty.clone();
    rename_fields(&mut ty.fields, name, other);
    ty.variants.iter_mut().for_each(|variant| rename_fields(&mut variant.fields, name, other));
    ty.traits = ty.traits.iter().map(|implemented| replaced(implemented, name, other)).collect::<BTreeSet<_>>();
    ty.functions.values_mut().for_each(|signature| *signature = replaced(signature, name, other));
    ty
}

fn rename_fields(fields: &mut Fields, name: &str, other: &str) {
    match fields {
        Fields::None => {}
        Fields::Types(types) => types.iter_mut().for_each(|ty| *ty = replaced(ty, name, other)),
        Fields::Named(fields) => fields.iter_mut().for_each(|field| field.ty = replaced(&field.ty, name, other)),
    }
}

/// `text` with the word `name`, or the name of its draft, replaced.
fn replaced(text: &str, name: &str, other: &str) -> String {
    let mut found = String::new();
    let mut word = String::new();
    for character in text.chars().chain(['\0']) {
        if character.is_alphanumeric() || character == '_' {
            word.push(character);
            continue;
        }
        match word.strip_prefix(name) {
            Some(rest) if rest.is_empty() || rest == "Draft" => found.extend([other, rest]),
            _ => found.push_str(&word),
        }
        word.clear();
        if character != '\0' {
            found.push(character);
        }
    }
    found
}
