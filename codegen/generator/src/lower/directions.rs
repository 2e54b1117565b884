//! Splits schemas that are both sent and received in two: requests are strict, responses are not.
//!
//! The answer keeps the name `Foo`, the request's is `FooInput`; where that is taken, `FooInput2`, `FooInput3`, and so
//! on. What comes out alike for both stays one. A title names a type as well, where a schema has no other name, so one
//! that both directions use is renamed alike.

use std::collections::{BTreeMap, BTreeSet};

use openscaler_openapi::structure::{METHODS, for_each_operation};
use serde_json::{Map, Value};

use super::schemas::{Usage, components, for_each_reference_mut, for_each_subschema, referenced_schema, resolve};
use super::{answers, requests};
use crate::names::type_name;

/// Leaves no type that differs by direction to both; says which is met from where now.
pub(super) fn split(document: &mut Value) -> Usage {
    let usage = copy_components(document);
    rename_titles(document, &usage);
    usage
}

/// Gives the requests their own copy of each component that an answer shares with them but has to treat otherwise.
///
/// Says which is met from where then.
fn copy_components(document: &mut Value) -> Usage {
    let usage = Usage::collect(document);
    let copies = input_names(document, different_by_direction(document, &usage));
    if copies.is_empty() {
        return usage;
    }
    for_each_request_part(document, &mut |part| rename_references(part, &copies));
    let Some(components) = components(document) else { return usage };
    for (_, schema) in components.iter_mut().filter(|(name, _)| !usage.answers.contains(*name)) {
        // What only requests can reach refers to the requests' copies.
        rename_references(schema, &copies);
    }
    for (name, copy_name) in &copies {
        let Some(mut copy) = components.get(name).cloned() else { continue };
        rename_references(&mut copy, &copies);
        components.insert(copy_name.clone(), copy);
    }
    Usage::collect(document)
}

/// Renames in the requests each title that would name a type of theirs like one of the answers'.
fn rename_titles(document: &mut Value, usage: &Usage) {
    let mut answered = BTreeSet::new();
    for_each_inline_type(document, usage, Direction::Answer, &mut |title, _| {
        answered.insert(title.to_owned());
    });
    let mut shared = BTreeSet::new();
    for_each_inline_type(document, usage, Direction::Request, &mut |title, _| {
        if answered.contains(title) {
            shared.insert(title.to_owned());
        }
    });
    let renamed = input_names(document, shared);
    for_each_inline_type(document, usage, Direction::Request, &mut |title, schema| {
        if let Some(renamed) = renamed.get(title) {
            schema.insert("title".to_owned(), Value::String(renamed.clone()));
        }
    });
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Request,
    Answer,
}

/// Calls `visit` with each schema that one direction has for itself and that becomes a type named by its title.
fn for_each_inline_type(
    document: &mut Value,
    usage: &Usage,
    direction: Direction,
    visit: &mut impl FnMut(&str, &mut Map<String, Value>),
) {
    let mut visit_schema = |schema: &mut Value| {
        let Some(schema) = schema.as_object_mut() else { return };
        let becomes_a_type =
            ["properties", "enum", "oneOf", "anyOf", "allOf"].iter().any(|key| schema.contains_key(*key));
        if let (true, Some(title)) = (becomes_a_type, schema.get("title").and_then(Value::as_str).map(str::to_owned)) {
            visit(&title, schema);
        }
    };
    match direction {
        Direction::Request => for_each_request_part(document, &mut |part| {
            requests::for_each_schema_in(Some(part), &mut visit_schema);
        }),
        Direction::Answer => for_each_operation(document, |operation| {
            requests::for_each_schema_in(operation.get_mut("responses"), &mut visit_schema);
        }),
    }
    // What nothing refers to counts as an answer's, as when answers are loosened.
    let is_of_direction = |name: &String| match direction {
        Direction::Request => usage.requests.contains(name) && !usage.answers.contains(name),
        Direction::Answer => !usage.requests.contains(name),
    };
    for (_, schema) in components(document).into_iter().flatten().filter(|(name, _)| is_of_direction(name)) {
        // The component's own title names nothing.
        let own = schema.as_object_mut().and_then(|schema| schema.shift_remove("title"));
        for_each_subschema(schema, &mut visit_schema);
        if let (Some(title), Some(schema)) = (own, schema.as_object_mut()) {
            schema.insert("title".to_owned(), title);
        }
    }
}

/// The components in both directions for which the two differ, in themselves or in what they contain.
fn different_by_direction(document: &Value, usage: &Usage) -> BTreeSet<String> {
    let shared: BTreeMap<&String, &Value> = schemas(document)
        .filter(|(name, _)| usage.requests.contains(*name) && usage.answers.contains(*name))
        // A named scalar is a type of its own in requests and written out in answers.
        .filter(|(_, schema)| !requests::is_scalar(resolve(document, schema)))
        .collect();
    let mut different: BTreeSet<String> = BTreeSet::new();
    // One that contains another may stand before it, or contain itself, so this goes on until nothing is added.
    loop {
        let before = different.len();
        for (name, schema) in &shared {
            if differs(document, schema) || refers_to(schema, &different) {
                different.insert((*name).clone());
            }
        }
        if different.len() == before {
            return different;
        }
    }
}

/// Whether a schema, but for what it refers to, means one thing in a request and another in an answer.
fn differs(document: &Value, schema: &Value) -> bool {
    // Lists of values and unions are open in an answer; the passes that loosen leave both as they are.
    let is_open = |schema: &Value| ["enum", "oneOf", "anyOf"].iter().any(|keyword| schema.get(keyword).is_some());
    any_subschema(schema, &is_open) || answers::loosened(document, schema) != requests::loosened(schema)
}

fn refers_to(schema: &Value, names: &BTreeSet<String>) -> bool {
    any_subschema(schema, &|schema| referenced_schema(schema).is_some_and(|name| names.contains(name)))
}

/// For each name that of its copy: the first that makes no Rust type which a component, or another copy, makes too.
fn input_names(document: &Value, names: BTreeSet<String>) -> BTreeMap<String, String> {
    if names.is_empty() {
        return BTreeMap::new();
    }
    let mut taken: BTreeSet<String> = schemas(document).map(|(name, _)| type_name(name)).collect();
    let free_name = |name: String| {
        let numbered = (2..).map(|number| format!("{name}Input{number}"));
        let mut candidates = std::iter::once(format!("{name}Input")).chain(numbered);
        let free = candidates.find(|candidate| taken.insert(type_name(candidate)))?;
        Some((name, free))
    };
    names.into_iter().filter_map(free_name).collect()
}

/// Calls `visit` with each part of the document that is only sent: parameters and bodies, not the schema components.
fn for_each_request_part(document: &mut Value, visit: &mut impl FnMut(&mut Value)) {
    for pointer in ["/components/parameters", "/components/requestBodies"] {
        document.pointer_mut(pointer).into_iter().for_each(&mut *visit);
    }
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    for item in paths.into_iter().flat_map(|paths| paths.values_mut()) {
        item.get_mut("parameters").into_iter().for_each(&mut *visit);
        for method in METHODS {
            let Some(operation) = item.get_mut(method) else { continue };
            operation.get_mut("parameters").into_iter().for_each(&mut *visit);
            operation.get_mut("requestBody").into_iter().for_each(&mut *visit);
        }
    }
}

/// Points each reference below `value` to the copy, where there is one.
fn rename_references(value: &mut Value, copies: &BTreeMap<String, String>) {
    for_each_reference_mut(value, &mut |reference| {
        let copy = reference.rsplit_once('/').filter(|(place, _)| *place == "#/components/schemas");
        if let Some(copy) = copy.and_then(|(_, name)| copies.get(name)) {
            *reference = format!("#/components/schemas/{copy}");
        }
    });
}

fn any_subschema(schema: &Value, holds: &impl Fn(&Value) -> bool) -> bool {
    let mut found = false;
    for_each_subschema(&mut schema.clone(), &mut |schema| found |= holds(schema));
    found
}

fn schemas(document: &Value) -> impl Iterator<Item = (&String, &Value)> {
    document.pointer("/components/schemas").and_then(Value::as_object).into_iter().flatten()
}

#[cfg(test)]
mod tests;
