//! Rules on bounds: contradicting ones, and those that the client leaves to the server.

use std::collections::HashSet;

use serde_json::Value;

use crate::context::{Context, Direction};
use crate::document::pointer;
use crate::lint::Findings;
use crate::numbers;
use crate::schemas::tagged_unions;
use crate::schemas::type_of;
use crate::structure::{Kind, Node};

/// What the client may leave unchecked, by the type that it binds. A string's rules are those of its own type.
#[rustfmt::skip]
const CONSTRAINTS: [(&[&str], &[&str]); 3] = [
    (&["integer", "number"], &["minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum", "multipleOf"]),
    (&["array"], &["minItems", "maxItems", "uniqueItems"]),
    (&["object"], &["minProperties", "maxProperties"]),
];

const PAIRS: [(&str, &str); 4] =
    [("minLength", "maxLength"), ("minimum", "maximum"), ("minItems", "maxItems"), ("minProperties", "maxProperties")];

fn number(schema: &Node<'_>, keyword: &str) -> Option<f64> {
    schema.get(keyword).and_then(Value::as_f64)
}

/// No value fits, so every request would be refused.
pub(super) fn contradicting_bounds(context: &Context<'_>, findings: &mut Findings<'_>) {
    for schema in context.of(Kind::Schema).filter(|schema| schema.reference().is_none()) {
        for (lower, upper) in PAIRS {
            let (Some(least), Some(most)) = (number(schema, lower), number(schema, upper)) else { continue };
            if least > most {
                let message = format!("`{lower}` is {least} and `{upper}` is {most}, so there is no such value");
                let related = [(&*schema.at(upper), "the upper bound")];
                findings.report_with(&schema.at(lower), message, "exchange the two, or mend one of them", &related);
            }
        }
    }
}

/// What the documentation promises and no type keeps; whoever relies on it learns of it from the server.
pub(super) fn unenforced_constraint(context: &Context<'_>, findings: &mut Findings<'_>) {
    let members = tagged_unions(context).flat_map(|(_, members)| members);
    let variants: HashSet<_> = members.filter_map(|member| Some(context.resolve(&member)?.pointer)).collect();
    for schema in context.of(Kind::Schema).filter(|schema| schema.reference().is_none()) {
        // Of an enum only its values are left, and what is `readOnly` is the server's to keep.
        let is_sent = context.is_in(Direction::Request, schema)
            && schema.get("readOnly") != Some(&Value::Bool(true))
            && schema.get("enum").is_none();
        let unenforced = if is_sent { unenforced(schema) } else { Vec::new() };
        if !unenforced.is_empty() {
            let names: Vec<_> = unenforced.iter().map(|keyword| format!("`{keyword}`")).collect();
            let them = if names.len() == 1 { "it" } else { "them" };
            let names = names.join(" and ");
            let is_list_of_variant = type_of(schema) == Some("array") && is_property_of(schema, &variants);
            let message = if is_list_of_variant {
                format!("a builder does not check {names}; drafts do, and the JSON form")
            } else {
                format!("the client does not check {names}: a request that breaks {them} is refused by the server only")
            };
            let help = if numbers::rules(schema.value).is_some() {
                "move it to `/components/schemas` and refer to it; a named number becomes a type that checks it"
            } else {
                "say it in the `description`, which callers read"
            };
            findings.report(&schema.pointer, message, help);
        }
    }
}

/// Whether the schema is written as a property of one of the objects.
fn is_property_of(schema: &Node<'_>, objects: &HashSet<String>) -> bool {
    pointer::parent(&schema.pointer).strip_suffix("/properties").is_some_and(|object| objects.contains(object))
}

fn unenforced(schema: &Node<'_>) -> Vec<&'static str> {
    let kind = type_of(schema);
    // A number without a type is an error by itself.
    let is_of_type = |types: &[&str]| kind.map_or(!types.contains(&"number"), |kind| types.contains(&kind));
    let of_type = CONSTRAINTS.iter().filter(|(types, _)| is_of_type(types));
    let keywords = of_type.flat_map(|(_, keywords)| keywords.iter().copied());
    keywords.filter(|keyword| binds(schema, keyword) && !is_carried(schema, keyword)).collect()
}

/// Whether the keyword says more than what holds for every value.
fn binds(schema: &Node<'_>, keyword: &str) -> bool {
    match schema.get(keyword) {
        None | Some(Value::Bool(false)) => false,
        // Beside the bound, whose number says more.
        Some(exclusive) if matches!(keyword, "exclusiveMinimum" | "exclusiveMaximum") => exclusive == true,
        Some(least) if matches!(keyword, "minItems" | "minProperties") => least.as_u64() != Some(0),
        Some(_) => true,
    }
}

/// Whether the Rust type that is made has no value that breaks the keyword.
fn is_carried(schema: &Node<'_>, keyword: &str) -> bool {
    match (type_of(schema), keyword) {
        // A named number is a type of ours if typify has none.
        (Some("integer" | "number"), _) if schema.is_component() && numbers::rules(schema.value).is_some() => true,
        (Some("integer"), _) => numbers::is_kept_by_typify(schema.value, keyword),
        // A list of one length is an array of Rust's.
        (Some("array"), "minItems" | "maxItems") => {
            let length = schema.get("minItems").and_then(Value::as_u64).filter(|length| *length > 0);
            let is_array = length.is_some() && length == schema.get("maxItems").and_then(Value::as_u64);
            is_array && schema.get("uniqueItems").is_none()
        }
        _ => false,
    }
}
