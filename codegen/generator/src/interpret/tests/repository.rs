//! The repository's own documents: what holds for every model.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use openscaler_openapi::document::Source;
use serde_json::Value;

use super::interpret;
use crate::api::{Api, Content, Kind, Shape, TypeId};
use crate::interpret::cycles::back_edges;
use crate::interpret::{usage, walk};

/// Every document below some folders of the repository.
fn documents() -> Vec<PathBuf> {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut open: Vec<PathBuf> = ["openapi", "codegen", "tests"].iter().map(|folder| repository.join(folder)).collect();
    let mut found = Vec::new();
    while let Some(path) = open.pop() {
        if path.is_dir() {
            let entries = std::fs::read_dir(&path).expect("a folder");
            let below = entries.map(|entry| entry.expect("an entry").path());
            open.extend(below.filter(|path| !path.ends_with("target") && !path.ends_with("node_modules")));
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[test]
fn every_model_is_sound() {
    let mut checked = 0;
    for path in documents() {
        let Ok(source) = Source::read(&path) else { continue };
        if source.value.get("paths").is_some_and(Value::is_object) {
            check(&interpret(&source).api, &path.display().to_string());
            checked += 1;
        }
    }
    assert!(checked > 10, "{checked}");
}

fn check(api: &Api, name: &str) {
    let mut api = api.clone();
    let count = api.types.len();
    let mut names = HashSet::new();
    for index in 0..count {
        let mut kind = api.types[index].kind.clone();
        let ty = &api.types[index];
        let at = format!("{name}: {}", ty.name);
        assert!(names.insert(ty.name.clone()), "{at}: the name is taken");
        assert!(syn::parse_str::<syn::Ident>(&ty.name).is_ok(), "{at}: no identifier");
        assert!(ty.usage.request || ty.usage.response, "{at}: nothing uses it");
        walk::for_each_name(&mut kind, &mut |id| assert!(id.0 < count, "{at}: no such type"));
        check_names(&ty.kind, &at);
        check_nullability(&ty.kind, &at);
    }
    for operation in &mut api.operations {
        let id = operation.id.clone();
        let mut visit = |id_of: &mut TypeId| assert!(id_of.0 < count, "{name}: {id}: no such type");
        walk::for_each_sent(operation, &mut |shape| walk::for_each_name_in(shape, &mut visit));
        walk::for_each_received(operation, &mut |shape| walk::for_each_name_in(shape, &mut visit));
        let arguments: HashSet<&str> = operation.parameters.iter().map(|parameter| parameter.name.as_str()).collect();
        assert_eq!(arguments.len(), operation.parameters.len(), "{name}: {id}");
    }
    let contained: Vec<Vec<usize>> = api.types.iter().map(|ty| usage::contained(&ty.kind)).collect();
    assert_eq!(back_edges(&contained), [], "{name}: a type without end");
}

/// Names of fields and variants are identifiers, each unique in its type.
fn check_names(kind: &Kind, at: &str) {
    let check = |names: Vec<&str>| {
        let distinct: HashSet<&str> = names.iter().copied().collect();
        assert_eq!(distinct.len(), names.len(), "{at}: {names:?}");
        for name in names {
            assert!(syn::parse_str::<syn::Ident>(name).is_ok(), "{at}: `{name}` is no identifier");
        }
    };
    let check_object = |object: &crate::api::Object| {
        let extra = object.extra.iter().map(|extra| extra.name.as_str());
        check(object.fields.iter().map(|field| field.name.as_str()).chain(extra).collect());
    };
    match kind {
        Kind::Object(object) => check_object(object),
        Kind::Tagged(tagged) => {
            let unknown = tagged.unknown.as_deref();
            check(tagged.variants.iter().map(|variant| variant.name.as_str()).chain(unknown).collect());
            check(tagged.variants.iter().map(|variant| variant.constructor.as_str()).collect());
            let tags: Vec<String> =
                tagged.variants.iter().flat_map(|one| one.tags.iter().map(Value::to_string)).collect();
            assert_eq!(tags.iter().collect::<HashSet<_>>().len(), tags.len(), "{at}: {tags:?}");
            for variant in &tagged.variants {
                if let Content::Object(object) = &variant.content {
                    check_object(object);
                }
            }
        }
        Kind::Union(union) => {
            let unknown = union.unknown.as_deref();
            check(union.members.iter().map(|member| member.name.as_str()).chain(unknown).collect());
        }
        Kind::Enum(list) => {
            let other = list.other.as_ref().map(|(name, _)| name.as_str());
            check(list.values.iter().map(|value| value.name.as_str()).chain(other).collect());
        }
        Kind::Form(form) => {
            check(form.parts.iter().map(|part| part.name.as_str()).chain(form.extra.as_deref()).collect())
        }
        Kind::Scalar(_) | Kind::Alias(_) => {}
    }
}

/// A field says by itself whether it may be null.
fn check_nullability(kind: &Kind, at: &str) {
    let Kind::Object(object) = kind else { return };
    for field in &object.fields {
        assert!(!matches!(field.shape, Shape::Nullable(_)), "{at}.{}", field.name);
    }
}
