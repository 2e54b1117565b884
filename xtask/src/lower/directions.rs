//! Schemas that are sent and received: a request is strict and an answer is not, so such a schema becomes two.
//!
//! The answer keeps the name `Foo`, the request's is `FooInput`; where that is taken, `FooInput2`, `FooInput3`, and so
//! on. What comes out alike for both stays one.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::schemas::{METHODS, Reach, components, for_each_subschema, referenced_schema, resolve};
use super::{answers, requests};
use crate::names::type_name;

/// Gives the requests their own copy of each component that an answer shares with them but has to treat otherwise.
pub(super) fn split(document: &mut Value) {
    let reach = Reach::of(document);
    let split = input_names(document, &different_by_direction(document, &reach));
    if split.is_empty() {
        return;
    }
    for_each_request_part(document, &mut |part| rename_references(part, &split));
    let Some(components) = components(document) else { return };
    for (_, schema) in components.iter_mut().filter(|(name, _)| !reach.answers.contains(*name)) {
        // What only requests can reach refers to the requests' copies.
        rename_references(schema, &split);
    }
    for (name, input_name) in &split {
        let Some(mut copy) = components.get(name).cloned() else { continue };
        rename_references(&mut copy, &split);
        drop_inner_titles(&mut copy);
        components.insert(input_name.clone(), copy);
    }
}

/// The components in both directions for which the two differ, in themselves or in what they contain.
fn different_by_direction(document: &Value, reach: &Reach) -> BTreeSet<String> {
    let shared: BTreeMap<&String, &Value> = schemas(document)
        .filter(|(name, _)| reach.requests.contains(*name) && reach.answers.contains(*name))
        // A named string is a type of its own in requests and written out in answers.
        .filter(|(_, schema)| !requests::is_plain_string(resolve(document, schema)))
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

/// For each name the one of its copy: the first that makes no Rust type which another component makes, too.
fn input_names(document: &Value, names: &BTreeSet<String>) -> BTreeMap<String, String> {
    let mut taken: BTreeSet<String> = schemas(document).map(|(name, _)| type_name(name)).collect();
    let mut free_name = |name: &String| {
        let numbered = (2..).map(|number| format!("{name}Input{number}"));
        let mut candidates = std::iter::once(format!("{name}Input")).chain(numbered);
        let free = candidates.find(|candidate| taken.insert(type_name(candidate)));
        (name.clone(), free.unwrap_or_default())
    };
    names.iter().map(&mut free_name).collect()
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
    match value {
        Value::Array(members) => members.iter_mut().for_each(|member| rename_references(member, copies)),
        Value::Object(members) => {
            let copy = members.get("$ref").and_then(Value::as_str).and_then(|reference| {
                let (place, name) = reference.rsplit_once('/')?;
                (place == "#/components/schemas").then(|| copies.get(name)).flatten()
            });
            if let Some(copy) = copy {
                members.insert("$ref".to_owned(), Value::String(format!("#/components/schemas/{copy}")));
            }
            for (key, member) in members {
                // An example may hold anything, also what looks like a reference.
                if key != "example" && key != "examples" && key != "default" {
                    rename_references(member, copies);
                }
            }
        }
        _ => {}
    }
}

/// A title below the component would name a second type like that of the original.
fn drop_inner_titles(schema: &mut Value) {
    let own = schema.get("title").cloned();
    for_each_subschema(schema, &mut |schema| {
        schema.as_object_mut().map(|schema| schema.shift_remove("title"));
    });
    if let (Some(title), Some(schema)) = (own, schema.as_object_mut()) {
        schema.insert("title".to_owned(), title);
    }
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
