//! Marks wire names that would become the same Rust name.
//!
//! The mark is a character that no name has, and a number. Everything that progenitor makes of the name has both; when
//! all has been made of it, [`crate::decorate`] takes them off wherever they go over the wire.

use std::collections::BTreeSet;

use openscaler_openapi::structure::for_each_operation;
use serde_json::{Map, Value, json};

use super::requests::for_each_schema_in;
use super::schemas::{components, for_each_subschema};
use crate::names::{field_name, spelled_out_variant_name, type_name};

/// From the Private Use Area, in which no document writes.
pub(crate) const MARK: char = '\u{e000}';

/// `name`, or that with a mark if what `rust` makes of it is taken.
pub(super) fn distinct(name: &str, taken: &mut BTreeSet<String>, rust: impl Fn(&str) -> String) -> String {
    if taken.insert(rust(name)) {
        return name.to_owned();
    }
    let mut marked = (2_u64..).map(|number| format!("{name}{MARK}{number}"));
    marked.find(|name| taken.insert(rust(name))).unwrap_or_default()
}

/// Tells apart the properties of each object, and the values of each enum.
pub(super) fn mark_collisions(document: &mut Value) {
    for_each_operation(document, |operation| {
        for part in ["parameters", "requestBody", "responses"] {
            for_each_schema_in(operation.get_mut(part), &mut mark);
        }
    });
    for schema in components(document).into_iter().flat_map(|schemas| schemas.values_mut()) {
        for_each_subschema(schema, &mut mark);
    }
}

fn mark(schema: &mut Value) {
    let Some(schema) = schema.as_object_mut() else { return };
    mark_properties(schema);
    mark_values(schema);
}

fn mark_properties(schema: &mut Map<String, Value>) {
    // All that has no name of its own is in a field of that name.
    let has_extra = schema.get("additionalProperties").is_some_and(Value::is_object);
    let mut taken: BTreeSet<String> = has_extra.then(|| "extra".to_owned()).into_iter().collect();
    // What is required and not declared is a field as well.
    let required = schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    let declared = schema.get("properties").and_then(Value::as_object).into_iter().flat_map(Map::keys);
    let mut written: Vec<String> = declared.cloned().collect();
    for name in required {
        if !written.iter().any(|written| written == name) {
            written.push(name.to_owned());
        }
    }
    let names: Vec<(String, String)> =
        written.into_iter().map(|name| (name.clone(), distinct(&name, &mut taken, field_name))).collect();
    let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) else { return };
    if names.iter().all(|(name, marked)| name == marked) {
        return;
    }
    let renamed = |name: &str| names.iter().find(|(written, _)| written == name).map(|(_, marked)| marked.clone());
    let marked = std::mem::take(properties).into_iter().map(|(name, schema)| (renamed(&name).unwrap_or(name), schema));
    *properties = marked.collect();
    for required in schema.get_mut("required").and_then(Value::as_array_mut).into_iter().flatten() {
        if let Some(marked) = required.as_str().and_then(renamed) {
            *required = json!(marked);
        }
    }
}

fn mark_values(schema: &mut Map<String, Value>) {
    let Some(values) = schema.get_mut("enum").and_then(Value::as_array_mut) else { return };
    let names: Vec<String> = values.iter().filter_map(Value::as_str).map(type_name).collect();
    let are_distinct = names.iter().collect::<BTreeSet<_>>().len() == names.len();
    // Values of which only the punctuation differs have names that spell it out.
    if are_distinct || names.len() < values.len() || spelled_out(values) {
        return;
    }
    let mut taken = BTreeSet::new();
    for value in values {
        *value = json!(distinct(value.as_str().unwrap_or_default(), &mut taken, type_name));
    }
}

/// Whether typify tells the values apart by writing an `X` for each character that no name can have.
fn spelled_out(values: &[Value]) -> bool {
    let names: BTreeSet<String> = values.iter().filter_map(Value::as_str).map(spelled_out_variant_name).collect();
    names.len() == values.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_become_one_are_marked() {
        let mut schema = json!({
            "required": ["fooBar", "foo_bar"],
            "properties": { "foo_bar": {}, "fooBar": {}, "extra": {} },
            "additionalProperties": {},
        });
        mark(&mut schema);
        assert_eq!(schema["properties"], json!({ "foo_bar": {}, "fooBar\u{e000}2": {}, "extra\u{e000}2": {} }));
        assert_eq!(schema["required"], json!(["fooBar\u{e000}2", "foo_bar"]));
        let values = |values: Value| {
            let mut schema = json!({ "enum": values });
            mark(&mut schema);
            schema["enum"].take()
        };
        assert_eq!(values(json!(["asc", "ASC", "desc"])), json!(["asc", "ASC\u{e000}2", "desc"]));
        assert_eq!(values(json!(["<", ">"])), json!(["<", ">\u{e000}2"]));
        assert_eq!(values(json!(["a_b", "a", "ab_"])), json!(["a_b", "a", "ab_"]));
        assert_eq!(values(json!([1, 2])), json!([1, 2]));
    }
}
