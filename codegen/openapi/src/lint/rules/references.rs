//! Rules on `$ref`: the target exists, is of the right kind, and does not include itself.

use strsim::levenshtein;

use crate::context::Context;
use crate::document::pointer;
use crate::lint::findings::Findings;
use crate::lint::words::{article, describe, did_you_mean};
use crate::structure::{Kind, Node, is_component};

fn site(node: &Node<'_>) -> String {
    node.at("$ref")
}

pub(super) fn unresolved_reference(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (node, reference, target) in context.local_references() {
        let found = context.document().pointer(&target);
        if found.is_some_and(|found| found.is_object() || (found.is_boolean() && node.kind == Kind::Schema)) {
            continue;
        }
        let section = node.kind.section().map(|section| format!("/components/{section}")).unwrap_or_default();
        let names = context.document().pointer(&section).and_then(serde_json::Value::as_object);
        let wanted = pointer::last(&target);
        let near = names.into_iter().flat_map(|names| names.keys()).min_by_key(|name| levenshtein(name, &wanted));
        let help = match near {
            Some(near) if levenshtein(near, &wanted) <= wanted.len() / 3 => did_you_mean(&format!("#{section}/{near}")),
            _ => format!("define it in `{section}`, or refer to an existing one"),
        };
        let message = match found {
            None => format!("`{reference}` does not exist"),
            Some(found) => {
                let kind = node.kind.name();
                format!("expected {} {kind} at `{reference}`, found {}", article(kind), describe(found))
            }
        };
        findings.report(&site(node), message, help);
    }
}

/// Annotations do no harm; `nullable` next to a `$ref` is the most common mistake.
pub(super) fn ignored_beside_reference(context: &Context<'_>, findings: &mut Findings<'_>) {
    const HARMLESS: [&str; 4] = ["$ref", "description", "summary", "title"];
    for node in context.of(Kind::Schema).filter(|node| node.is_reference()) {
        let keys = node.value.as_object().into_iter().flat_map(|entries| entries.keys());
        for key in keys.filter(|key| !HARMLESS.contains(&key.as_str()) && !key.starts_with("x-")) {
            let message = format!("`{key}` next to a `$ref` is ignored in OpenAPI 3.0");
            findings.report(&node.at(key), message, "write `allOf: [{$ref: …}]` instead of the `$ref`");
        }
    }
}

pub(super) fn remote_reference(context: &Context<'_>, findings: &mut Findings<'_>) {
    for node in context.nodes() {
        let Some(reference) = node.reference().filter(|reference| pointer::local(reference).is_none()) else {
            continue;
        };
        let is_name = !reference.contains(['/', '.', '#', ':']);
        let (message, help) = match node.kind.section() {
            Some(section) if is_name => (
                format!("`{reference}` is not a reference to a component"),
                format!("write `#/components/{section}/{reference}`"),
            ),
            _ if reference.starts_with('#') => (
                format!("`{reference}` refers to an anchor, which is not supported"),
                "refer to the schema by its path, such as `#/components/schemas/Pet`".to_owned(),
            ),
            _ => (
                format!("`{reference}` is in another document, which is not read"),
                "bundle the documents into one, for example with `redocly bundle`".to_owned(),
            ),
        };
        findings.report(&site(node), message, help);
    }
}

pub(super) fn misplaced_reference(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (node, reference, target) in context.local_references() {
        let Some(section) = node.kind.section() else { continue };
        let exists = context.document().pointer(&target).is_some();
        let right = format!("/components/{section}");
        // An extension holds whatever its author says.
        let is_extension = target.starts_with("/components/x-");
        if exists && is_component(&target) && pointer::parent(&target) != right && !is_extension {
            let kind = node.kind.name();
            let message = format!("expected {} {kind}, and `{reference}` is not one", article(kind));
            findings.report(&site(node), message, format!("refer to an entry of `{right}`"));
        }
    }
}

/// A schema that includes itself, with no property between, has no values of its own.
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
            [] => format!("{first} includes itself"),
            _ => format!("{first} includes itself through {}", others.join(" and ")),
        };
        findings.report(start, message, "remove the reference, or move it into a property");
    }
}
