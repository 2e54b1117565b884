//! Rules on names that collide in Rust.

use std::collections::{HashMap, HashSet};

use openscaler_openapi::context::Context;
use openscaler_openapi::document::pointer;
use openscaler_openapi::lint::Findings;
use openscaler_openapi::schemas::enum_strings;
use openscaler_openapi::structure::{Kind, Node};
use serde_json::Value;

use crate::names::{field_name, spelled_out_variant_name, type_name};

pub(super) fn colliding_component_names(context: &Context<'_>, findings: &mut Findings<'_>) {
    let mut first: HashMap<String, &Node<'_>> = HashMap::new();
    for schema in context.of(Kind::Schema).filter(|schema| schema.is_component()) {
        let name = pointer::last(&schema.pointer);
        let rust = type_name(&name);
        match first.get(&rust) {
            None => drop(first.insert(rust, schema)),
            Some(other) => {
                let other_name = pointer::last(&other.pointer);
                let message =
                    format!("`{name}` and `{other_name}` both become the type `{rust}`, so this one has a number");
                let related = [(&*other.pointer, "the other one")];
                findings.report_with(&schema.pointer, message, "rename one of the two", &related);
            }
        }
    }
}

pub(super) fn colliding_properties(context: &Context<'_>, findings: &mut Findings<'_>) {
    for schema in context.of(Kind::Schema).filter(|schema| context.is_generated(schema)) {
        let mut first: HashMap<String, Node<'_>> = HashMap::new();
        for property in schema.children_of("properties") {
            let name = pointer::last(&property.pointer);
            let field = field_name(&name);
            match first.get(&field) {
                None => drop(first.insert(field, property)),
                Some(other) => {
                    let other_name = pointer::last(&other.pointer);
                    let message = format!(
                        "`{name}` and `{other_name}` both become the field `{field}`, so this one has a number"
                    );
                    let related = [(&*other.pointer, "the other one")];
                    findings.report_with(&property.pointer, message, "rename one of the two", &related);
                }
            }
        }
    }
}

/// What else an object may hold becomes the field `extra`.
pub(super) fn colliding_extra(context: &Context<'_>, findings: &mut Findings<'_>) {
    let has_extra = |schema: &&Node<'_>| schema.get("additionalProperties").is_some_and(Value::is_object);
    for schema in context.of(Kind::Schema).filter(has_extra).filter(|schema| context.is_generated(schema)) {
        let properties = schema.children_of("properties");
        let extra = properties.iter().find(|property| field_name(&pointer::last(&property.pointer)) == "extra");
        if let Some(property) = extra {
            let message = "`extra` is the field that holds all `additionalProperties`, so this one has a number";
            let related = [(&*schema.at("additionalProperties"), "these")];
            findings.report_with(&property.pointer, message, "rename it, or remove `additionalProperties`", &related);
        }
    }
}

/// The variants that typify makes of an enum's values: where two become one it spells out what it would leave out.
fn variant_names(values: &[&str]) -> Vec<String> {
    let names: Vec<_> = values.iter().map(|value| type_name(value)).collect();
    if names.iter().collect::<HashSet<_>>().len() == names.len() {
        return names;
    }
    values.iter().map(|value| spelled_out_variant_name(value)).collect()
}

pub(super) fn colliding_enum_values(context: &Context<'_>, findings: &mut Findings<'_>) {
    for schema in context.of(Kind::Schema).filter(|schema| context.is_generated(schema)) {
        let values = enum_strings(schema).unwrap_or_default();
        let all_strings = schema.get("enum").and_then(Value::as_array).is_some_and(|all| all.len() == values.len());
        let variants = variant_names(&values);
        let mut first: HashMap<&str, usize> = HashMap::new();
        for (index, variant) in variants.iter().enumerate().filter(|_| all_strings) {
            let Some(other) = first.get(variant.as_str()).copied() else {
                first.insert(variant, index);
                continue;
            };
            let at = |index: usize| pointer::join(&schema.at("enum"), &index.to_string());
            let (value, other_value) = (values[index], values[other]);
            let (message, help) = if value == other_value {
                (format!("`{value}` is listed twice, and counts once"), "remove one of the two")
            } else {
                let message = format!(
                    "`{value}` and `{other_value}` both become the variant `{variant}`, so this one has a number"
                );
                (message, "nothing, if the API has both values; else remove one of the two")
            };
            findings.report_with(&at(index), message, help, &[(&at(other), "the other one")]);
        }
    }
}
