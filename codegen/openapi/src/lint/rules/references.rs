//! Rules on `$ref`: the target exists, is of the right kind, and does not lead back to itself.

use strsim::levenshtein;

use crate::context::Context;
use crate::document::pointer;
use crate::lint::Findings;
use crate::structure::{Kind, Node, is_component};

fn site(node: &Node<'_>) -> String {
    node.at("$ref")
}

pub(super) fn unresolved_reference(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (node, reference, target) in context.local_references() {
        if context.document().pointer(&target).is_some() {
            continue;
        }
        let section = node.kind.section().map(|section| format!("/components/{section}")).unwrap_or_default();
        let names = context.document().pointer(&section).and_then(serde_json::Value::as_object);
        let wanted = pointer::last(&target);
        let near = names.into_iter().flat_map(|names| names.keys()).min_by_key(|name| levenshtein(name, &wanted));
        let help = match near {
            Some(near) if levenshtein(near, &wanted) <= wanted.len() / 3 => {
                format!("did you mean `#{section}/{near}`?")
            }
            _ if section.is_empty() => "write the object here".to_owned(),
            _ => format!("define it below `{section}`, or name one that is there"),
        };
        findings.report(&site(node), format!("`{reference}` leads to nothing"), help);
    }
}

/// `nullable` beside a `$ref` is the mistake that is made most; a description there does no harm.
pub(super) fn ignored_beside_reference(context: &Context<'_>, findings: &mut Findings<'_>) {
    const HARMLESS: [&str; 4] = ["$ref", "description", "summary", "title"];
    for node in context.of(Kind::Schema).filter(|node| node.reference().is_some()) {
        let keys = node.value.as_object().into_iter().flat_map(|entries| entries.keys());
        for key in keys.filter(|key| !HARMLESS.contains(&key.as_str()) && !key.starts_with("x-")) {
            let message = format!("`{key}` stands beside a `$ref`, where OpenAPI 3.0 ignores it");
            let help = "write `allOf: [{$ref: …}]` instead of the `$ref`, and it counts";
            findings.report(&node.at(key), message, help);
        }
    }
}

pub(super) fn remote_reference(context: &Context<'_>, findings: &mut Findings<'_>) {
    for node in &context.nodes {
        let Some(reference) = node.reference().filter(|reference| pointer::local(reference).is_none()) else {
            continue;
        };
        // That there is a `$ref` at all is wrong there.
        if node.kind == Kind::PathItem {
            continue;
        }
        let is_name = !reference.contains(['/', '.', '#', ':']);
        let help = match node.kind.section().filter(|_| is_name) {
            Some(section) => {
                format!("a component is referred to by its place: write `#/components/{section}/{reference}`")
            }
            None => {
                "put what it names into this document's `components`, with `redocly bundle` for instance".to_owned()
            }
        };
        let message = format!("`{reference}` is in another document, and one document is all that is read");
        findings.report(&site(node), message, help);
    }
}

pub(super) fn misplaced_reference(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (node, reference, target) in context.local_references() {
        let Some(section) = node.kind.section() else { continue };
        let exists = context.document().pointer(&target).is_some();
        let right = format!("/components/{section}");
        if exists && is_component(&target) && pointer::parent(&target) != right {
            let message = format!("a {} is needed here, and `{reference}` is none", node.kind.name());
            findings.report(&site(node), message, format!("refer to an entry of `{right}`"));
        }
    }
}

pub(super) fn reference_path_item(context: &Context<'_>, findings: &mut Findings<'_>) {
    for item in context.of(Kind::PathItem) {
        if item.reference().is_some() && pointer::parent(&item.pointer) == "/paths" {
            let message = "a path given by `$ref` cannot be generated from";
            findings.report(&site(item), message, "write the path's operations here");
        }
    }
}

/// A value of a schema that is made of itself, without a property between, can never be told to be one.
pub(super) fn cyclic_reference(context: &Context<'_>, findings: &mut Findings<'_>) {
    for cycle in context.cycles() {
        let components = cycle.iter().filter(|pointer| is_component(pointer));
        let names: Vec<_> = components.clone().map(|pointer| format!("`{}`", pointer::last(pointer))).collect();
        // A union whose members include it for what they have in common: its discriminator tells them apart.
        let is_base = |pointer: &&String| {
            let node = context.at(pointer);
            node.is_some_and(|node| {
                node.get("discriminator").is_some() && ["oneOf", "anyOf"].iter().any(|it| node.get(it).is_some())
            })
        };
        if components.clone().any(|pointer| is_base(&pointer)) {
            continue;
        }
        let (Some(start), Some((first, others))) = (components.clone().next(), names.split_first()) else { continue };
        let message = match others {
            [] => format!("{first} is made of itself"),
            _ => format!("{first} is made of itself, by way of {}", others.join(" and ")),
        };
        findings.report(start, message, "leave the reference out, or put it below a property");
    }
}
