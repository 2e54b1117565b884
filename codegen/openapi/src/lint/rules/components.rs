//! Rules on components: their names.

use crate::context::Context;
use crate::document::pointer;
use crate::lint::Findings;

pub(super) fn malformed_component_name(context: &Context<'_>, findings: &mut Findings<'_>) {
    let is_allowed = |character: char| character.is_ascii_alphanumeric() || "._-".contains(character);
    for node in &context.nodes {
        let in_components = node.pointer.starts_with("/components/") && pointer::tokens(&node.pointer).count() == 3;
        if !in_components {
            continue;
        }
        let name = pointer::last(&node.pointer);
        if name.is_empty() || !name.chars().all(is_allowed) {
            let message = format!("`{name}` cannot be the name of a component");
            findings.report(&node.pointer, message, "use letters, digits, `.`, `-` and `_`");
        }
    }
}
