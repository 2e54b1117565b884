//! Rules on unions that cannot become a tagged enum.

use std::collections::HashSet;

use openscaler_openapi::context::Context;
use openscaler_openapi::document::pointer;
use openscaler_openapi::lint::Findings;
use openscaler_openapi::schemas::{tagged_unions, type_of};
use openscaler_openapi::structure::Node;
use serde_json::Value;

use crate::lower::unions::{NOT_BESIDE_VARIANTS, NOT_IN_VARIANT};

/// How deep `allOf` is followed in `allOf`.
const DEEPEST: usize = 16;

pub(super) fn unsupported_union(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (union, members) in tagged_unions(context) {
        for keyword in NOT_BESIDE_VARIANTS.iter().filter(|keyword| union.get(keyword).is_some()) {
            let message =
                format!("with `{keyword}` beside it a union is told apart by its variants' fields, not by its tag");
            findings.report(&union.at(keyword), message, "write it in each of the variants");
        }
        let mut seen = HashSet::new();
        for member in members.iter().filter(|member| !seen.insert(member.reference())) {
            let name = pointer::last(member.reference().unwrap_or_default());
            findings.report(
                &member.pointer,
                format!("the variant `{name}` is listed twice, and counts once"),
                "remove one of the two",
            );
        }
    }
}

pub(super) fn unsupported_variant(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (_, members) in tagged_unions(context) {
        for variant in members.iter().filter_map(|member| context.resolve(member)) {
            if let Some((at, what)) = obstacle(context, &variant, 0) {
                let name = pointer::last(&variant.pointer);
                let message = format!(
                    "the variant `{name}` {what}, and only a plain object can hold a tag, so the variants are told apart \
                     by their fields"
                );
                findings.report(&at, message, "make it an object with properties, or wrap it in one");
            }
        }
    }
}

/// Where and why a variant, or a part of it, is no plain object.
fn obstacle(context: &Context<'_>, schema: &Node<'_>, depth: usize) -> Option<(String, String)> {
    if let Some(kind) = type_of(schema).filter(|kind| *kind != "object") {
        return Some((schema.at("type"), format!("is of type `{kind}`")));
    }
    if schema.get("nullable") == Some(&Value::Bool(true)) {
        return Some((schema.at("nullable"), "may be null".to_owned()));
    }
    if let Some(keyword) = NOT_IN_VARIANT.iter().find(|keyword| schema.get(keyword).is_some()) {
        return Some((schema.at(keyword), format!("has `{keyword}`")));
    }
    let parts = context.resolved_children(schema, "allOf");
    parts.iter().filter(|_| depth < DEEPEST).find_map(|part| obstacle(context, part, depth + 1))
}
