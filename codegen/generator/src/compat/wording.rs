//! Words that describe, and change nothing else.

use std::collections::BTreeMap;

use openscaler_openapi::document::pointer;
use openscaler_openapi::structure::{Kind, Node};
use serde_json::Value;

use super::change::{Change, Side};
use super::walk::Walk;
use crate::names::type_name;

/// Keywords whose values become documentation of the crate; examples do not.
const WORDS: [&str; 3] = ["description", "summary", "title"];

/// The objects of which the crate says what they are.
const DESCRIBED: [Kind; 4] = [Kind::Operation, Kind::Parameter, Kind::RequestBody, Kind::Schema];

/// Compares the words of all that both documents have at the same place.
pub(super) fn compare(walk: &mut Walk<'_>) {
    let old: BTreeMap<_, _> = walk.old.nodes.iter().map(|node| (node.pointer.clone(), node.clone())).collect();
    let mut changes = Vec::new();
    for node in walk.new.nodes.iter().filter(|node| DESCRIBED.contains(&node.kind)) {
        let Some(before) = old.get(&node.pointer).filter(|before| before.kind == node.kind) else { continue };
        let is_deprecated = |node: &Node<'_>| node.get("deprecated") == Some(&Value::Bool(true));
        // That of a schema is compared with the schema.
        if node.kind != Kind::Schema && is_deprecated(before) != is_deprecated(node) {
            let no_longer = if is_deprecated(node) { "" } else { "no longer " };
            let message = format!("{} is {no_longer}deprecated", name(node));
            changes.push(Change::new("deprecated-changed", message, Side::New, node.pointer.clone()));
        }
        changes.extend(WORDS.iter().filter(|word| before.get(word) != node.get(word)).map(|word| change(node, word)));
    }
    changes.into_iter().for_each(|change| walk.push(change));
}

fn change(node: &Node<'_>, word: &str) -> Change {
    let message = format!("the {word} of {} has changed", name(node));
    let place = if node.get(word).is_some() { node.at(word) } else { node.pointer.clone() };
    Change::new("documentation-changed", message, Side::New, place)
}

/// What a caller calls the object.
fn name(node: &Node<'_>) -> String {
    let tokens: Vec<_> = pointer::tokens(&node.pointer).collect();
    let text = |key: &str| node.get(key).and_then(Value::as_str);
    match (node.kind, tokens.as_slice()) {
        (Kind::Schema, [_, _, component]) => format!("`{}`", type_name(component)),
        (Kind::Schema, [_, _, component, .., above, property]) if above == "properties" => {
            format!("the field `{property}` of `{}`", type_name(component))
        }
        (Kind::Operation, _) => format!("`{}`", text("operationId").unwrap_or(&node.pointer)),
        (Kind::Parameter, _) => format!("the parameter `{}`", text("name").unwrap_or_default()),
        (kind, [.., last]) => format!("the {} `{last}`", kind.name()),
        (kind, []) => format!("the {}", kind.name()),
    }
}
