//! Rules on components: their names.

use crate::context::Context;
use crate::document::pointer;
use crate::lint::findings::Findings;

pub(super) fn malformed_component_name(context: &Context<'_>, findings: &mut Findings<'_>) {
    let is_allowed = |character: char| character.is_ascii_alphanumeric() || "._-".contains(character);
    for node in context.nodes() {
        if !node.is_component() {
            continue;
        }
        let name = pointer::last(&node.pointer);
        if name.is_empty() || !name.chars().all(is_allowed) {
            let message = format!("invalid component name `{name}`");
            findings.report(&node.pointer, message, "use ASCII letters, digits, `.`, `-` and `_` only");
        }
    }
}
