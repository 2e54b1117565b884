//! Rules on `$ref`: the target can be named.

use std::collections::BTreeSet;

use openscaler_openapi::context::Context;
use openscaler_openapi::document::pointer;
use openscaler_openapi::lint::Findings;
use openscaler_openapi::structure::{Kind, is_component};
use serde_json::{Map, Value};

use crate::lower::references::{free_name, name_of_place};
use crate::names::type_name;

/// What is no object of the kind that is needed has not been looked at, and cannot stand there.
pub(super) fn deep_reference(context: &Context<'_>, findings: &mut Findings<'_>) {
    /// What no client reads.
    const UNREAD: [Kind; 4] = [Kind::Callback, Kind::Example, Kind::Header, Kind::Link];
    for (node, reference, target) in context.local_references() {
        let exists = context.document().pointer(&target).is_some();
        if !exists || node.kind == Kind::PathItem || UNREAD.contains(&node.kind) || is_component(&target) {
            continue;
        }
        if context.at(&target).is_none_or(|found| found.kind != node.kind) {
            let section = node.kind.section().unwrap_or_default();
            let message = format!("`{reference}` leads to something that is no {}", node.kind.name());
            let place = format!("#/components/{section}/{}", name_of_its_own(context.document(), section, &target));
            findings.report(
                &node.at("$ref"),
                message,
                format!("move it to `/components/{section}`, and write `{place}`"),
            );
        }
    }
}

/// A component's name for what is at `target`, after what it is part of, that none in `section` has.
fn name_of_its_own(document: &Value, section: &str, target: &str) -> String {
    let components = document.pointer(&format!("/components/{section}")).and_then(Value::as_object);
    let mut taken: BTreeSet<String> = components.into_iter().flat_map(Map::keys).map(|name| type_name(name)).collect();
    // Such as `/definitions/Order`: it has one.
    if pointer::tokens(target).count() < 4 && !target.starts_with("/paths/") {
        return free_name(&pointer::last(target), &mut taken);
    }
    let name = name_of_place(document, target);
    // What stands there may be no part that names are made of.
    let is_named = name != name_of_place(document, pointer::parent(target)) || pointer::last(target) == "schema";
    free_name(&if is_named { name } else { type_name(&format!("{name}_{}", pointer::last(target))) }, &mut taken)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_name_says_what_the_component_is_part_of() {
        let document = json!({
            "paths": { "/pets": { "get": { "operationId": "listPets" }, "put": {} } },
            "components": { "schemas": { "Pet": {}, "PetTagsItem": {} } },
        });
        let cases = [
            ("/components/schemas/Pet/properties/tags", "PetTags"),
            ("/components/schemas/Pet/properties/tags/items", "PetTagsItem2"),
            ("/components/schemas/Pet/example", "PetExample"),
            ("/paths/~1pets/get/responses/200/content/application~1json/schema", "ListPetsResponse"),
            ("/paths/~1pets/put/requestBody/content/application~1json/schema/items", "PutPetsBodyItem"),
            ("/definitions/order_item", "order_item"),
            ("/definitions/Pet", "Pet2"),
        ];
        for (target, expected) in cases {
            assert_eq!(name_of_its_own(&document, "schemas", target), expected, "{target}");
        }
    }
}
