//! Rules on constraints: contradicting bounds, and what the client leaves to the server.

use openscaler_formats::Format;
use serde_json::Value;

use crate::context::{Context, Direction};
use crate::document::pointer;
use crate::lint::findings::Findings;
use crate::schemas::{format_of, is_condition, is_secret, type_of};
use crate::structure::{Kind, Node, is_component};

const PAIRS: [(&str, &str); 4] =
    [("minLength", "maxLength"), ("minimum", "maximum"), ("minItems", "maxItems"), ("minProperties", "maxProperties")];

/// What a named string or number enforces, by its type.
const OF_SCALARS: [(&str, &[&str]); 3] = [
    ("string", &["format", "minLength", "maxLength", "pattern"]),
    ("integer", &["minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum", "multipleOf"]),
    ("number", &["minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum", "multipleOf"]),
];

/// What drafts and the JSON form enforce, and builders do not.
const OF_LISTS: [&str; 3] = ["minItems", "maxItems", "uniqueItems"];

/// What only the server enforces.
#[rustfmt::skip]
const OF_NOBODY: [&str; 11] = [
    "minProperties", "maxProperties", "not", "if", "patternProperties", "propertyNames", "dependentRequired",
    "dependentSchemas", "contains", "prefixItems", "unevaluatedItems",
];

fn number(schema: &Node<'_>, keyword: &str) -> Option<f64> {
    schema.get(keyword).and_then(Value::as_f64)
}

/// No value fits: the client would refuse every request.
pub(super) fn contradicting_bounds(context: &Context<'_>, findings: &mut Findings<'_>) {
    for schema in context.of(Kind::Schema).filter(|schema| !schema.is_reference()) {
        for (lower, upper) in PAIRS {
            let (Some(least), Some(most)) = (number(schema, lower), number(schema, upper)) else { continue };
            if least <= most {
                continue;
            }
            let message = format!("`{lower}` is {least} and `{upper}` is {most}: no value satisfies both");
            let help = "swap the two, or correct one of them";
            // An answer is never validated.
            if context.is_in(Direction::Request, schema) {
                findings.report_with(&schema.at(lower), message, help, &[(&*schema.at(upper), "the upper bound")]);
            } else {
                findings.warn(&schema.at(lower), message, help);
            }
        }
    }
}

/// The schemas of requests whose values the client checks or could check.
fn checked<'c, 'd>(context: &'c Context<'d>) -> impl Iterator<Item = &'c Node<'d>> {
    context.of(Kind::Schema).filter(|schema| {
        // An enum has no other rules than its values, and the server sets what is `readOnly`.
        !schema.is_reference()
            && !is_condition(schema)
            && context.is_in(Direction::Request, schema)
            && schema.get("readOnly") != Some(&Value::Bool(true))
            && schema.get("enum").is_none()
            && schema.get("const").is_none()
    })
}

/// The constraints of a string or number are enforced everywhere by a type, and a type needs a name.
pub(super) fn inline_constraint(context: &Context<'_>, findings: &mut Findings<'_>) {
    for schema in checked(context).filter(|schema| !is_named(schema) && !is_secret(schema)) {
        let Some((kind, keywords)) = OF_SCALARS.iter().find(|(kind, _)| type_of(schema) == Some(kind)) else {
            continue;
        };
        if *kind == "string" && schema.get("writeOnly") == Some(&Value::Bool(true)) {
            continue;
        }
        let named: Vec<_> = keywords.iter().filter(|keyword| constrains(context, schema, keyword)).collect();
        if !named.is_empty() {
            let (named, because) = (list(&named), "because the schema is inline");
            let message = match is_of_parameter(schema) {
                true => format!("the client does not enforce {named}, {because}"),
                false => format!("builders do not enforce {named}, {because}; drafts and the JSON form do"),
            };
            let help = format!("move the {kind} to `/components/schemas` and refer to it: a component becomes a type");
            findings.report(&schema.pointer, message, help);
        }
    }
}

/// What the document promises and no type keeps: the server refuses what breaks it.
pub(super) fn unenforced_constraint(context: &Context<'_>, findings: &mut Findings<'_>) {
    for schema in checked(context) {
        let of_lists: Vec<_> = OF_LISTS.iter().filter(|keyword| constrains(context, schema, keyword)).collect();
        if !of_lists.is_empty() {
            let message = format!("builders do not enforce {}; drafts and the JSON form do", list(&of_lists));
            findings.report(&schema.pointer, message, "document it in the `description`, which callers read");
        }
        let of_nobody: Vec<_> = OF_NOBODY.iter().filter(|keyword| constrains(context, schema, keyword)).collect();
        if !of_nobody.is_empty() {
            let message = format!("the client does not enforce {}; only the server does", list(&of_nobody));
            findings.report(&schema.pointer, message, "document it in the `description`, which callers read");
        }
    }
}

fn list(keywords: &[&&str]) -> String {
    let quoted: Vec<_> = keywords.iter().map(|keyword| format!("`{keyword}`")).collect();
    quoted.join(" and ")
}

/// Whether a schema describes a parameter, or a part of one.
fn is_of_parameter(schema: &Node<'_>) -> bool {
    let owner = schema.pointer.split_once("/schema");
    owner.is_some_and(|(owner, _)| pointer::last(pointer::parent(owner)) == "parameters")
}

/// Whether a schema is a component, or a part of one by `allOf`.
fn is_named(schema: &Node<'_>) -> bool {
    let mut at = schema.pointer.as_str();
    while !is_component(at) {
        let parent = pointer::parent(at);
        match parent.strip_suffix("/allOf") {
            Some(whole) => at = whole,
            None => return false,
        }
    }
    true
}

/// Whether a keyword says more than what holds for every value, and could be enforced.
fn constrains(context: &Context<'_>, schema: &Node<'_>, keyword: &str) -> bool {
    match schema.get(keyword) {
        None | Some(Value::Bool(false)) => false,
        Some(bound) if matches!(keyword, "minLength" | "minItems" | "minProperties") => bound.as_u64() != Some(0),
        Some(Value::String(_)) if keyword == "format" => format_of(schema).and_then(Format::from_name).is_some(),
        // Other rules say why a pattern is not enforced.
        Some(Value::String(pattern)) if keyword == "pattern" => context.source.pattern(pattern).is_ok(),
        // In 3.0 it is a flag next to the bound.
        Some(Value::Bool(true)) => keyword == "uniqueItems",
        Some(_) => true,
    }
}
