//! What the derives of generated types write, by their attributes: they are not run here.

use std::collections::{BTreeMap, BTreeSet};

use syn::punctuated::Punctuated;
use syn::{Attribute, Token};

use super::read::arguments;

/// The traits of all derives, and those that our derives implement.
pub(super) fn derived(attributes: &[Attribute]) -> BTreeSet<String> {
    let mut traits = BTreeSet::new();
    let mut add = |names: &[&str]| traits.extend(names.iter().map(|name| (*name).to_owned()));
    for derive in derives(attributes) {
        match derive.as_str() {
            "Scalar" => match Value::of(attributes) {
                Value::Text => add(&[TEXT, &["AsRef<str>", "Display"]].concat()),
                Value::Secret => add(&[TEXT, &["Debug"]].concat()),
                Value::Number(ty) => add(&["Deserialize", "Display", "Serialize", &format!("TryFrom<{ty}>")]),
            },
            "OpenEnum" => {
                add(&["AsRef<str>", "Deserialize", "Display", "From<&str>", "From<String>", "FromStr", "Serialize"])
            }
            "TaggedUnion" => {
                let draft = arguments(attributes, "tagged_union").unwrap_or_default();
                let draft = draft.split(',').find_map(|argument| argument.trim().strip_prefix("draft = "));
                add(&["Deserialize", "Drafted", &format!("TryFrom<{}>", draft.unwrap_or_default())]);
            }
            other => add(&[other]),
        }
    }
    traits
}

/// What is implemented for every named string.
const TEXT: &[&str] = &["Deserialize", "FromStr", "Serialize", "TryFrom<&str>", "TryFrom<String>"];

/// The functions that our derives write.
pub(super) fn derived_functions(attributes: &[Attribute]) -> BTreeMap<String, String> {
    let names: &[&str] = match derives(attributes).iter().find_map(|derive| match derive.as_str() {
        "Scalar" => Some(Value::of(attributes)),
        _ => None,
    }) {
        None if derives(attributes).iter().any(|derive| derive == "OpenEnum") => &["as_str"],
        None => &[],
        Some(Value::Text) => &["as_str", "from_static"],
        Some(Value::Secret) if rules(attributes).contains("\"pem\"") => &["expose_secret", "from_parts", "from_static"],
        Some(Value::Secret) => &["expose_secret", "from_static"],
        Some(Value::Number(_)) => &["from_static", "get"],
    };
    let signature = match Value::of(attributes) {
        Value::Number(ty) => ty,
        _ => "",
    };
    names.iter().map(|name| ((*name).to_owned(), signature.to_owned())).collect()
}

/// What a scalar holds.
enum Value {
    Text,
    Secret,
    /// Of this type.
    Number(&'static str),
}

impl Value {
    fn of(attributes: &[Attribute]) -> Self {
        let rules = rules(attributes);
        let has = |wanted: &str| rules.split(',').any(|rule| rule.trim() == wanted);
        match () {
            () if has("integer") => Self::Number("i64"),
            () if has("number") => Self::Number("f64"),
            () if has("secret") => Self::Secret,
            () => Self::Text,
        }
    }
}

fn rules(attributes: &[Attribute]) -> String {
    arguments(attributes, "scalar").unwrap_or_default()
}

/// The last segment of each trait that is derived.
fn derives(attributes: &[Attribute]) -> Vec<String> {
    let lists = attributes.iter().filter(|attribute| attribute.path().is_ident("derive"));
    let lists =
        lists.filter_map(|list| list.parse_args_with(Punctuated::<syn::Path, Token![,]>::parse_terminated).ok());
    lists.flatten().filter_map(|path| path.segments.last().map(|last| last.ident.to_string())).collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::Type;
    use super::super::read::{add_implementation, type_of};
    use super::*;

    /// The snapshots of the package that has them say what they write.
    #[test]
    fn what_is_taken_for_derived_is_what_the_derives_write() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../snapshots");
        let mut seen = 0;
        for entry in std::fs::read_dir(folder).expect("the folder can be read") {
            let path = entry.expect("an entry").path();
            let text = std::fs::read_to_string(&path).expect("the file can be read");
            let file = syn::parse_file(&text).expect("Rust");
            let (name, ty) = type_of(&file.items[0]).expect("a type comes first");
            let mut written = Type { traits: BTreeSet::new(), functions: BTreeMap::new(), ..ty.clone() };
            let mut types = BTreeMap::from([(name.clone(), written.clone())]);
            file.items.iter().skip(1).for_each(|item| add_implementation(&mut types, item));
            written = types.remove(&name).expect("the type");
            let starts: BTreeSet<_> = ty.variants.iter().filter_map(|variant| variant.start.clone()).collect();
            let functions: BTreeSet<_> =
                written.functions.into_keys().filter(|function| !starts.contains(function)).collect();
            assert_eq!(ty.functions.keys().cloned().collect::<BTreeSet<_>>(), functions, "{}", path.display());
            let missing: Vec<_> = written.traits.difference(&ty.traits).collect();
            assert!(missing.is_empty(), "{}: {missing:?}", path.display());
            let ours = ["AsRef", "Display", "Deserialize", "Drafted", "From", "FromStr", "TryFrom"];
            let is_ours = |name: &&String| ours.contains(&name.split('<').next().unwrap_or_default());
            let unwritten: Vec<_> = ty.traits.difference(&written.traits).filter(is_ours).collect();
            assert!(unwritten.is_empty(), "{}: {unwritten:?}", path.display());
            seen += 1;
        }
        assert!(seen >= 4, "there are {seen} snapshots");
    }
}
