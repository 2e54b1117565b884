//! What comes back: an answer that is odd in one place must not be lost as a whole, so nothing in it is validated.

use serde_json::{Map, Value};

use super::requests::{for_each_schema_in, is_plain_string, loosen_string};
use super::schemas::{Reach, components, for_each_operation, for_each_subschema, referenced_schema};

/// What else typify would check, or narrow a type by.
const BOUNDS: [&str; 7] =
    ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minItems", "maxItems"];

/// Makes strings, numbers and arrays of answers plain: no format, no pattern, no bound.
pub(super) fn loosen(document: &mut Value) {
    let reach = Reach::of(document);
    let only_answered = |name: &str| reach.answers.contains(name) && !reach.requests.contains(name);
    let strings: Map<String, Value> = components(document)
        .into_iter()
        .flatten()
        .filter(|(_, schema)| is_plain_string(schema))
        .map(|(name, schema)| (name.clone(), schema.clone()))
        .collect();
    let mut loosen_schema = |schema: &mut Value| {
        if let Some(string) = referenced_schema(schema).and_then(|name| strings.get(name)) {
            *schema = string.clone();
        }
        loosen_string(schema);
        if let Some(schema) = schema.as_object_mut() {
            BOUNDS.iter().for_each(|keyword| drop(schema.shift_remove(*keyword)));
        }
    };
    for_each_operation(document, |operation| {
        for_each_schema_in(operation.get_mut("responses"), &mut loosen_schema);
    });
    let Some(components) = components(document) else { return };
    for (_, schema) in components.iter_mut().filter(|(name, _)| only_answered(name)) {
        for_each_subschema(schema, &mut loosen_schema);
    }
    // Each use has been written out, so the name stands for nothing any more.
    components.retain(|name, _| !(only_answered(name) && strings.contains_key(name)));
}
