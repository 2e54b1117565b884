//! Unions with a discriminator: typify tags an enum only if its members are written inline with a one-value tag.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::schemas::{Reach, components, referenced_schema, tag_property};

/// Writes the variants of each component that is a tagged union into it, each with its tag.
///
/// A variant that nothing else refers to afterwards is dropped: as a type of its own it would only mislead.
pub(super) fn inline_variants(document: &mut Value) {
    let whole = document.clone();
    let before = Reach::of(document);
    for (_, schema) in components(document).into_iter().flatten() {
        if let Some(variants) = tagged_variants(&whole, schema) {
            schema["oneOf"] = Value::Array(variants);
        }
    }
    let after = Reach::of(document);
    let variants = variant_names(&whole);
    let is_left_over = |name: &str| {
        variants.contains(name)
            && (before.requests.contains(name) || before.answers.contains(name))
            && !(after.requests.contains(name) || after.answers.contains(name))
    };
    if let Some(components) = components(document) {
        components.retain(|name, _| !is_left_over(name));
    }
}

/// The names of the components that are variants of a tagged union.
pub(super) fn variant_names(document: &Value) -> BTreeSet<String> {
    let schemas = document.pointer("/components/schemas").and_then(Value::as_object);
    schemas
        .into_iter()
        .flat_map(Map::values)
        .filter(|schema| tag_property(schema).is_some())
        .filter_map(|schema| schema.get("oneOf")?.as_array())
        .flatten()
        .filter_map(referenced_schema)
        .map(str::to_owned)
        .collect()
}

/// The variants of a union, inline; `None` if `schema` is no union, or one that cannot be tagged.
fn tagged_variants(document: &Value, schema: &Value) -> Option<Vec<Value>> {
    let tag = tag_property(schema)?;
    let members = schema.get("oneOf")?.as_array()?;
    members.iter().map(|member| tagged_variant(document, schema, tag, member)).collect()
}

fn tagged_variant(document: &Value, union: &Value, tag: &str, member: &Value) -> Option<Value> {
    let name = referenced_schema(member)?;
    let mut variant = document.get("components")?.get("schemas")?.get(name)?.as_object()?.clone();
    // The title would name a type, and the union's own discriminator is the only one that counts.
    variant.shift_remove("title");
    variant.shift_remove("discriminator");
    if variant.get("additionalProperties").is_some_and(|additional| additional != &json!(false)) {
        variant.shift_remove("additionalProperties");
    }
    let properties = variant.entry("properties").or_insert_with(|| json!({})).as_object_mut()?;
    properties.insert(tag.to_owned(), json!({ "type": "string", "enum": [tag_value(union, tag, name, properties)] }));
    let required = variant.entry("required").or_insert_with(|| json!([])).as_array_mut()?;
    if !required.iter().any(|property| property == tag) {
        required.push(json!(tag));
    }
    Some(Value::Object(variant))
}

/// What the tag says for a variant: the variant's own one-value enum, else the mapping, else the schema's name.
fn tag_value(union: &Value, tag: &str, name: &str, properties: &Map<String, Value>) -> String {
    let own = properties.get(tag).and_then(|schema| match schema.get("enum")?.as_array()?.as_slice() {
        [value] => value.as_str().map(str::to_owned),
        _ => None,
    });
    let mapped = || {
        let mapping = union.get("discriminator")?.get("mapping")?.as_object()?;
        let named = |target: &&Value| target.as_str().is_some_and(|target| target.rsplit('/').next() == Some(name));
        mapping.iter().find(|(_, target)| named(target)).map(|(value, _)| value.clone())
    };
    own.or_else(mapped).unwrap_or_else(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A union of circle and square, used by one request; `square` is the square's own schema of the tag.
    fn document(square: Value, mapping: Value) -> Value {
        json!({
            "paths": { "/shapes": { "post": { "requestBody": { "content": { "application/json": {
                "schema": { "$ref": "#/components/schemas/Shape" },
            } } } } } },
            "components": { "schemas": {
                "Shape": {
                    "oneOf": [
                        { "$ref": "#/components/schemas/Circle" },
                        { "$ref": "#/components/schemas/Square" },
                    ],
                    "discriminator": { "propertyName": "kind", "mapping": mapping },
                },
                "Circle": {
                    "type": "object",
                    "title": "A circle",
                    "required": ["kind"],
                    "properties": { "kind": { "type": "string", "enum": ["circle"] } },
                },
                "Square": { "type": "object", "properties": { "kind": square } },
            } },
        })
    }

    fn tags(document: &Value) -> Vec<&Value> {
        let variants = document["components"]["schemas"]["Shape"]["oneOf"].as_array().expect("an array");
        variants.iter().map(|variant| &variant["properties"]["kind"]["enum"][0]).collect()
    }

    #[test]
    fn variants_are_written_into_the_union_and_dropped_beside_it() {
        let mut document = document(json!({ "type": "string", "enum": ["square"] }), json!({}));
        inline_variants(&mut document);
        assert_eq!(tags(&document), ["circle", "square"]);
        let schemas = document["components"]["schemas"].as_object().expect("an object");
        assert_eq!(schemas.keys().collect::<Vec<_>>(), ["Shape"]);
        assert_eq!(schemas["Shape"]["oneOf"][1]["required"], json!(["kind"]));
        assert_eq!(schemas["Shape"]["oneOf"][0].get("title"), None);
    }

    #[test]
    fn a_tag_that_the_variant_leaves_open_comes_from_the_mapping() {
        let mapping = json!({ "four": "#/components/schemas/Square" });
        let mut document = document(json!({ "type": "string" }), mapping);
        inline_variants(&mut document);
        assert_eq!(tags(&document), ["circle", "four"]);
    }

    #[test]
    fn without_a_mapping_the_name_is_the_tag() {
        let mut document = document(json!({ "type": "string" }), json!(null));
        inline_variants(&mut document);
        assert_eq!(tags(&document), ["circle", "Square"]);
    }

    #[test]
    fn a_variant_used_elsewhere_stays() {
        let mut document = document(json!({ "type": "string" }), json!({}));
        document["paths"]["/shapes"]["get"] = json!({ "responses": { "200": { "content": { "application/json": {
            "schema": { "$ref": "#/components/schemas/Circle" },
        } } } } });
        inline_variants(&mut document);
        let schemas = document["components"]["schemas"].as_object().expect("an object");
        assert_eq!(schemas.keys().collect::<Vec<_>>(), ["Shape", "Circle"]);
    }
}
