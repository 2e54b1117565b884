//! Types that have another name and are the same otherwise.

use std::collections::{BTreeMap, BTreeSet};

use super::{Fields, Surface, Type};

/// Stands for a type's own name, which no name of Rust's is.
const OWN: &str = "·";

/// Gives the types of `old` the names that they have in `new`; the pairs of both names.
///
/// A type is the same under another name if it says the same but for its own name. Where several could be meant, the
/// nearest name is.
pub(in crate::compat) fn rename(old: &mut Surface, new: &Surface) -> Vec<(String, String)> {
    let mut renamed = Vec::new();
    // A type that holds another one is like its twin only when that has its new name.
    loop {
        let gone = by_meaning(old, new);
        let added = by_meaning(new, old);
        let mut found: BTreeMap<String, String> = BTreeMap::new();
        for (meaning, names) in &gone {
            let twins = added.get(meaning).map(Vec::as_slice).unwrap_or_default();
            found.extend(nearest_pairs(names, twins));
        }
        if found.is_empty() {
            return renamed;
        }
        apply(old, &found);
        renamed.extend(found);
    }
}

/// The types of `surface` that the other has no name for, by what they say.
fn by_meaning<'s>(surface: &'s Surface, other: &Surface) -> BTreeMap<String, Vec<&'s str>> {
    let mut found: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (name, ty) in surface.types.iter().filter(|(name, _)| !other.types.contains_key(*name)) {
        let own = BTreeMap::from([(name.clone(), OWN.to_owned())]);
        found.entry(format!("{:?}", with_names(ty, &own))).or_default().push(name);
    }
    found
}

/// Each name with the one that is nearest to it, the nearest pairs first.
fn nearest_pairs(names: &[&str], twins: &[&str]) -> Vec<(String, String)> {
    let pairs = names.iter().flat_map(|name| twins.iter().map(move |twin| (*name, *twin)));
    let mut pairs: Vec<_> = pairs.map(|(name, twin)| (strsim::osa_distance(name, twin), name, twin)).collect();
    pairs.sort_unstable();
    let mut chosen: Vec<(String, String)> = Vec::new();
    for (_, name, twin) in pairs {
        if !chosen.iter().any(|(one, other)| one == name || other == twin) {
            chosen.push((name.to_owned(), twin.to_owned()));
        }
    }
    chosen
}

fn apply(surface: &mut Surface, names: &BTreeMap<String, String>) {
    let types = std::mem::take(&mut surface.types);
    let renamed = |(name, ty): (String, Type)| (names.get(&name).cloned().unwrap_or(name), with_names(&ty, names));
    surface.types = types.into_iter().map(renamed).collect();
    for method in surface.methods.values_mut() {
        method.result = replaced(&method.result, names);
        method.arguments.iter_mut().for_each(|(_, ty)| *ty = replaced(ty, names));
    }
}

/// The type, with names put in the place of others wherever they stand.
fn with_names(ty: &Type, names: &BTreeMap<String, String>) -> Type {
    let mut ty = ty.clone();
    rename_fields(&mut ty.fields, names);
    ty.variants.iter_mut().for_each(|variant| rename_fields(&mut variant.fields, names));
    ty.traits = ty.traits.iter().map(|implemented| replaced(implemented, names)).collect::<BTreeSet<_>>();
    ty.functions.values_mut().for_each(|signature| *signature = replaced(signature, names));
    ty
}

fn rename_fields(fields: &mut Fields, names: &BTreeMap<String, String>) {
    match fields {
        Fields::None => {}
        Fields::Types(types) => types.iter_mut().for_each(|ty| *ty = replaced(ty, names)),
        Fields::Named(fields) => fields.iter_mut().for_each(|field| field.ty = replaced(&field.ty, names)),
    }
}

/// `text` with each word that is one of the names, or the name of its draft, replaced.
fn replaced(text: &str, names: &BTreeMap<String, String>) -> String {
    let is_letter = |letter: char| letter.is_alphanumeric() || letter == '_';
    let mut found = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|letter| !is_letter(letter)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        let draft = word.strip_suffix("Draft").and_then(|stem| names.get(stem)).map(|name| format!("{name}Draft"));
        found += names.get(word).cloned().or(draft).as_deref().unwrap_or(word);
        let end = after.find(is_letter).unwrap_or(after.len());
        let (between, after) = after.split_at(end);
        found += between;
        rest = after;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_replaced_and_not_parts_of_them() {
        let names = BTreeMap::from([("A".to_owned(), "B".to_owned())]);
        assert_eq!(replaced("Vec<A>, AB, &A ADraft", &names), "Vec<B>, AB, &B BDraft");
    }

    #[test]
    fn types_that_hold_renamed_ones_are_found_too() {
        let ty = |field: &str| Type {
            kind: "alias",
            is_non_exhaustive: false,
            fields: Fields::Types(vec![field.to_owned()]),
            variants: Vec::new(),
            traits: BTreeSet::new(),
            functions: BTreeMap::new(),
            rules: None,
            has_macro: false,
        };
        let surface = |names: [&str; 3]| Surface {
            types: BTreeMap::from([
                (names[0].to_owned(), ty("String")),
                (names[1].to_owned(), ty("String")),
                (names[2].to_owned(), ty(&format!("Vec<{}>", names[0]))),
            ]),
            ..Surface::default()
        };
        let mut old = surface(["Email", "Word", "Emails"]);
        let new = surface(["Mail", "Words", "Mails"]);
        let renamed = rename(&mut old, &new);
        let pairs: Vec<_> = renamed.iter().map(|(one, other)| (one.as_str(), other.as_str())).collect();
        assert_eq!(pairs, [("Email", "Mail"), ("Word", "Words"), ("Emails", "Mails")]);
        assert_eq!(old.types, new.types);
    }
}
