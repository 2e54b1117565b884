//! Inlines the variants of unions: typify tags an enum only if they are inline, with a one-value tag.
//!
//! A variant that has several values of the tag is written once for each. A union with a member that can hold no tag is
//! left to be told apart by the fields of its members.

use std::collections::{BTreeMap, BTreeSet};

use openscaler_openapi::document::pointer;
use serde_json::{Map, Value, json};

use super::distinct_names::distinct;
use super::schemas::{Usage, components, referenced_schema, resolve, tag_property};
use crate::names::type_name;

/// What a variant cannot be.
pub(crate) const NOT_IN_VARIANT: [&str; 6] = ["oneOf", "anyOf", "not", "enum", "minProperties", "maxProperties"];

/// What no enum can hold beside its variants; what all of them have in common is written into each.
#[rustfmt::skip]
pub(crate) const NOT_BESIDE_VARIANTS: [&str; 17] = [
    "allOf", "enum", "exclusiveMaximum", "exclusiveMinimum", "items", "maxItems", "maxLength", "maxProperties",
    "maximum", "minItems", "minLength", "minProperties", "minimum", "multipleOf", "not", "pattern", "uniqueItems",
];

/// Writes the variants of each component that is a tagged union into it, each with its tag.
///
/// A variant that nothing else refers to afterwards is dropped: as a type of its own it would only mislead.
pub(super) fn inline_variants(document: &mut Value) {
    let before = Usage::collect(document);
    let names = variant_names(document);
    // All are made of what the document says before any of them is written.
    let unions = document.pointer("/components/schemas").and_then(Value::as_object).into_iter().flat_map(Map::values);
    let made: Vec<Option<Vec<Value>>> = unions.map(|schema| tagged_variants(document, schema)).collect();
    for ((_, schema), variants) in components(document).into_iter().flatten().zip(made) {
        if let Some(variants) = variants
            && let Some(union) = schema.as_object_mut()
        {
            for keyword in ["anyOf", "properties", "required", "additionalProperties"] {
                union.shift_remove(keyword);
            }
            union.insert("oneOf".to_owned(), Value::Array(variants));
        } else if tag_property(schema).is_some() {
            schema.as_object_mut().map(|schema| schema.shift_remove("discriminator"));
        }
    }
    let after = Usage::collect(document);
    let is_left_over = |name: &str| {
        names.contains(name)
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
        .filter_map(members)
        .flatten()
        .filter_map(|member| referenced_schema(unwrapped(member)))
        .map(str::to_owned)
        .collect()
}

/// The alternatives of a union, which has one list of them.
fn members(union: &Value) -> Option<&Vec<Value>> {
    match (union.get("oneOf"), union.get("anyOf")) {
        (Some(members), None) | (None, Some(members)) => members.as_array(),
        _ => None,
    }
}

/// A reference that is only wrapped to be described.
fn unwrapped(member: &Value) -> &Value {
    match member.get("allOf").and_then(Value::as_array).map(Vec::as_slice) {
        Some([only]) if member.get("properties").is_none() && only.get("$ref").is_some() => only,
        _ => member,
    }
}

/// The variants of a union, inline; `None` if `schema` is no union, or one that cannot be tagged.
fn tagged_variants(document: &Value, schema: &Value) -> Option<Vec<Value>> {
    let tag = tag_property(schema)?;
    if NOT_BESIDE_VARIANTS.iter().any(|keyword| schema.get(keyword).is_some()) {
        return None;
    }
    let mut taken = BTreeSet::new();
    let mut values = BTreeSet::new();
    let mut seen = Vec::new();
    let mut variants = Vec::new();
    for member in members(schema)? {
        // One that is listed twice is one.
        if seen.contains(&member) {
            continue;
        }
        seen.push(member);
        for (value, mut variant) in tagged_variant(document, schema, tag, member)? {
            if !values.insert(value.clone()) {
                return None;
            }
            let marked = distinct(&value, &mut taken, type_name);
            variant["properties"][tag] = json!({ "type": "string", "enum": [marked] });
            variants.push(variant);
        }
    }
    keep_tag_inside(&mut variants);
    (!variants.is_empty()).then_some(variants)
}

/// A property that no document has, and that [`crate::decorate`] takes out again.
pub(crate) const NO_PROPERTY: char = '\u{e001}';

/// typify looks for tags elsewhere first: `{ "tag": …, "content": … }` of which both are required would be read as a
/// variant's name and its value, and an object of one property as a value behind that name. An optional property more
/// makes a variant neither.
fn keep_tag_inside(variants: &mut [Value]) {
    let properties = |variant: &Value| variant["properties"].as_object().map_or(0, Map::len);
    let required = |variant: &Value| variant["required"].as_array().map_or(0, Vec::len);
    let is_misread =
        variants.iter().all(|variant| properties(variant) <= 2 && properties(variant) == required(variant));
    // One with content, if there is one.
    let longest = variants.iter_mut().max_by_key(|variant| properties(variant)).filter(|_| is_misread);
    if let Some(properties) = longest.and_then(|variant| variant["properties"].as_object_mut()) {
        properties.insert(format!("apart{NO_PROPERTY}"), json!({ "type": "boolean" }));
    }
}

/// A member of a union once for each of its tags.
fn tagged_variant(document: &Value, union: &Value, tag: &str, member: &Value) -> Option<Vec<(String, Value)>> {
    let member = unwrapped(member);
    let name = referenced_schema(member);
    let mut variant = resolve(document, member).as_object()?.clone();
    let kind = variant.get("type").and_then(Value::as_str);
    let is_plain = kind.is_none_or(|kind| kind == "object") && !variant.contains_key("$ref");
    let has_obstacle = NOT_IN_VARIANT.iter().chain(&["allOf"]).any(|keyword| variant.contains_key(*keyword));
    if !is_plain || has_obstacle || variant.get("nullable") == Some(&json!(true)) {
        return None;
    }
    add_common(&mut variant, union)?;
    // The title would name a type, and the union's own discriminator is the only one that counts.
    variant.shift_remove("title");
    variant.shift_remove("discriminator");
    if variant.get("additionalProperties").is_some_and(|additional| additional != &json!(false)) {
        variant.shift_remove("additionalProperties");
    }
    variant.entry("type").or_insert_with(|| json!("object"));
    let properties = variant.entry("properties").or_insert_with(|| json!({})).as_object_mut()?;
    let values = tag_values(document, union, tag, name, properties);
    properties.entry(tag).or_insert_with(|| json!({}));
    let declared: BTreeSet<String> = properties.keys().cloned().collect();
    let required = variant.entry("required").or_insert_with(|| json!([])).as_array_mut()?;
    // typify panics on one that is not there.
    required.retain(|name| name.as_str().is_some_and(|name| declared.contains(name)));
    if !required.iter().any(|property| property == tag) {
        required.push(json!(tag));
    }
    let variant = Value::Object(variant);
    (!values.is_empty()).then(|| values.into_iter().map(|value| (value, variant.clone())).collect())
}

/// Adds what stands beside the variants, and so holds for each of them.
fn add_common(variant: &mut Map<String, Value>, union: &Value) -> Option<()> {
    let common = union.get("properties").and_then(Value::as_object);
    for (name, schema) in common.into_iter().flatten() {
        let properties = variant.entry("properties").or_insert_with(|| json!({})).as_object_mut()?;
        properties.entry(name.clone()).or_insert_with(|| schema.clone());
    }
    for name in union.get("required").and_then(Value::as_array).into_iter().flatten() {
        let required = variant.entry("required").or_insert_with(|| json!([])).as_array_mut()?;
        if !required.contains(name) {
            required.push(name.clone());
        }
    }
    Some(())
}

/// What the tag says for a variant: what the mapping and its own list of values agree on, or the one of them that
/// there is, or else the schema's name.
pub(crate) fn tag_values(
    document: &Value,
    union: &Value,
    tag: &str,
    name: Option<&str>,
    properties: &Map<String, Value>,
) -> Vec<String> {
    let own = properties.get(tag).map(|schema| resolve(document, unwrapped(schema)));
    let own = own.and_then(|schema| schema.get("enum")?.as_array());
    let own: Vec<String> = own.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
    let mapping = union.get("discriminator").and_then(|discriminator| discriminator.get("mapping")?.as_object());
    let named = |target: &Value| {
        let target = target.as_str().unwrap_or_default();
        let target = pointer::local(target).map_or_else(|| target.to_owned(), |target| pointer::last(&target));
        name == Some(target.as_str())
    };
    let mapped: Vec<String> =
        mapping.into_iter().flatten().filter(|(_, target)| named(target)).map(|(value, _)| value.clone()).collect();
    let others: BTreeMap<&str, &Value> = mapping
        .into_iter()
        .flatten()
        .filter(|(_, target)| !named(target))
        .map(|(value, target)| (value.as_str(), target))
        .collect();
    match (own.as_slice(), mapped.as_slice()) {
        ([one], _) => vec![one.clone()],
        (_, [_, ..]) => mapped,
        // A list that all variants share says nothing of this one; its values that are not another's are its own.
        ([_, _, ..], []) if mapping.is_some() => {
            let left: Vec<String> = own.into_iter().filter(|value| !others.contains_key(value.as_str())).collect();
            match (left.len(), name) {
                (1, _) => left,
                (_, Some(name)) => vec![name.to_owned()],
                (_, None) => left,
            }
        }
        ([_, _, ..], []) => match name {
            Some(name) if own.iter().any(|value| value == name) => vec![name.to_owned()],
            _ => own,
        },
        ([], []) => name.map(str::to_owned).into_iter().collect(),
    }
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
