//! Rules on names that collide in Rust.

use std::collections::HashMap;

use openscaler_openapi::context::Context;
use openscaler_openapi::document::pointer;
use openscaler_openapi::lint::Findings;
use openscaler_openapi::schemas::enum_strings;
use openscaler_openapi::structure::{Kind, Node};
use serde_json::Value;

use crate::interpret::identifiers;
use crate::names::{field_name, type_name};

pub(super) fn colliding_component_names(context: &Context<'_>, findings: &mut Findings<'_>) {
    let components = context.of(Kind::Schema).filter(|schema| schema.is_component()).cloned();
    report_collisions(components.collect(), type_name, "type", findings);
}

pub(super) fn colliding_properties(context: &Context<'_>, findings: &mut Findings<'_>) {
    for schema in context.of(Kind::Schema).filter(|schema| context.is_generated(schema)) {
        report_collisions(schema.children_of("properties"), field_name, "field", findings);
    }
}

/// Reports each schema whose name becomes the Rust name of an earlier one.
fn report_collisions(schemas: Vec<Node<'_>>, rust_name: fn(&str) -> String, what: &str, findings: &mut Findings<'_>) {
    let mut first: HashMap<String, Node<'_>> = HashMap::new();
    for schema in schemas {
        let name = pointer::last(&schema.pointer);
        let rust = rust_name(&name);
        let Some(other) = first.get(&rust) else {
            first.insert(rust, schema);
            continue;
        };
        let other_name = pointer::last(&other.pointer);
        let message = format!("`{name}` and `{other_name}` have the same {what} name `{rust}`; this one gets a number");
        let related = [(&*other.pointer, "the other one")];
        findings.report_with(&schema.pointer, message, "rename one of them", &related);
    }
}

/// All other properties are in the field `extra`.
pub(super) fn colliding_extra(context: &Context<'_>, findings: &mut Findings<'_>) {
    let has_extra = |schema: &&Node<'_>| match schema.get("additionalProperties") {
        Some(Value::Bool(others)) => *others,
        others => others.is_some_and(Value::is_object),
    };
    for schema in context.of(Kind::Schema).filter(has_extra).filter(|schema| context.is_generated(schema)) {
        let properties = schema.children_of("properties");
        let extra = properties.iter().find(|property| field_name(&pointer::last(&property.pointer)) == "extra");
        if let Some(property) = extra {
            let message =
                "the property `extra` takes the name of the field for all `additionalProperties`, which gets a number";
            let related = [(&*schema.at("additionalProperties"), "these")];
            findings.report_with(&property.pointer, message, "rename it, or remove `additionalProperties`", &related);
        }
    }
}

pub(super) fn colliding_enum_values(context: &Context<'_>, findings: &mut Findings<'_>) {
    for schema in context.of(Kind::Schema).filter(|schema| context.is_generated(schema)) {
        let values = enum_strings(schema).unwrap_or_default();
        let all_strings = schema.get("enum").and_then(Value::as_array).is_some_and(|all| all.len() == values.len());
        let variants: Vec<_> = values.iter().map(|value| identifiers::variant(value)).collect();
        let mut first: HashMap<&str, usize> = HashMap::new();
        for (index, variant) in variants.iter().enumerate().filter(|_| all_strings) {
            let Some(other) = first.get(variant.as_str()).copied() else {
                first.insert(variant, index);
                continue;
            };
            let at = |index: usize| pointer::join(&schema.at("enum"), &index.to_string());
            let (value, other_value) = (values[index], values[other]);
            let (message, help) = if value == other_value {
                (format!("duplicate value `{value}`"), "remove one of them")
            } else {
                let message = format!(
                    "`{value}` and `{other_value}` have the same variant name `{variant}`; this one gets a number"
                );
                (message, "keep both if the API has both; else remove one of them")
            };
            findings.report_with(&at(index), message, help, &[(&at(other), "the other one")]);
        }
    }
}
