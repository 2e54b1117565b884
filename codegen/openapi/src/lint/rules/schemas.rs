//! Rules on schemas: missing or unknown types and formats, and constraints that nobody enforces.

use std::collections::HashSet;

use openscaler_formats::Format;
use serde_json::Value;

use crate::context::{Context, Direction};
use crate::lint::Findings;
use crate::lint::advice::for_type;
use crate::lint::words::{article, did_you_mean, nearest};
use crate::pattern;
use crate::schemas::enum_fits;
use crate::schemas::{format_of, type_of};
use crate::structure::{Kind, Node};

const TYPES: [&str; 6] = ["array", "boolean", "integer", "number", "object", "string"];

/// Formats without a grammar of ours that are in OpenAPI's registry or that typify has a type for.
const OTHER_FORMATS: &[&str] = &[
    // integers and numbers
    "decimal",
    "decimal128",
    "double",
    "double-int",
    "float",
    "int",
    "int16",
    "int32",
    "int64",
    "int8",
    "uint",
    "uint16",
    "uint32",
    "uint64",
    "uint8",
    // strings
    "base64url",
    "binary",
    "byte",
    "char",
    "comma-separated",
    "commonmark",
    "date-time-local",
    "duration",
    "html",
    "http-date",
    "idn-email",
    "idn-hostname",
    "ip",
    "iri",
    "iri-reference",
    "json-pointer",
    "media-range",
    "password",
    "regex",
    "relative-json-pointer",
    "sf-binary",
    "sf-boolean",
    "sf-decimal",
    "sf-integer",
    "sf-string",
    "sf-token",
    "time",
    "time-local",
    "uri-reference",
    "uri-template",
];

/// Formats for which typify has a type of its own, or that bound nothing: a string of these needs no name.
const FORMATS_WITHOUT_RULES: [&str; 8] = ["binary", "byte", "date", "date-time", "ip", "ipv4", "ipv6", "uuid"];

/// The keywords that bind a value to one type, by that type.
const KEYWORDS: [(&str, &[&str]); 4] = [
    ("string", &["minLength", "maxLength", "pattern"]),
    ("number", &["minimum", "maximum", "multipleOf", "exclusiveMinimum", "exclusiveMaximum"]),
    ("object", &["properties", "required", "additionalProperties", "minProperties", "maxProperties"]),
    ("array", &["items", "minItems", "maxItems", "uniqueItems"]),
];

/// The types that have no formats.
const FORMATLESS: [&str; 3] = ["array", "boolean", "object"];

const PARTS: [&str; 4] = ["allOf", "oneOf", "anyOf", "not"];

fn generated<'c, 'd>(context: &'c Context<'d>) -> impl Iterator<Item = &'c Node<'d>> {
    context.of(Kind::Schema).filter(|schema| schema.reference().is_none() && context.is_generated(schema))
}

pub(super) fn unknown_type(context: &Context<'_>, findings: &mut Findings<'_>) {
    for schema in context.of(Kind::Schema).filter(|schema| schema.reference().is_none()) {
        let Some(name) = type_of(schema).filter(|name| !TYPES.contains(name)) else { continue };
        findings.report(&schema.at("type"), format!("there is no type `{name}`"), for_type(name, &TYPES));
    }
}

/// typify guesses the type of what looks like a string, an object or a list and nothing else, and panics on the rest.
pub(super) fn missing_type(context: &Context<'_>, findings: &mut Findings<'_>) {
    for schema in generated(context) {
        let has = |key: &&str| schema.get(key).is_some();
        if type_of(schema).is_some() || PARTS.iter().any(has) {
            continue;
        }
        let bounds = KEYWORDS.iter().flat_map(|(kind, keywords)| keywords.iter().map(move |keyword| (*kind, *keyword)));
        let bounds: Vec<_> = bounds.filter(|(_, keyword)| has(keyword)).collect();
        let kinds = |wanted: &str| bounds.iter().all(|(kind, _)| *kind == wanted);
        let is_guessed = match (has(&"enum"), has(&"format")) {
            (true, _) => bounds.is_empty() && !has(&"format") && !has(&"nullable"),
            (false, true) => !bounds.is_empty() && kinds("string"),
            (false, false) => kinds("string") || kinds("object") || kinds("array"),
        };
        if is_guessed {
            continue;
        }
        let keyword = ["format", "enum"].into_iter().find(|keyword| has(keyword));
        let Some(keyword) = keyword.or(bounds.first().map(|(_, keyword)| *keyword)) else { continue };
        let help = match keyword {
            "minimum" | "maximum" | "multipleOf" | "exclusiveMinimum" | "exclusiveMaximum" => {
                "add `type: integer` or `type: number`"
            }
            _ => "add a `type`, such as `type: string`",
        };
        findings.report(&schema.at(keyword), format!("`{keyword}` stands without a `type`, which is guessed"), help);
    }
}

pub(super) fn misplaced_format(context: &Context<'_>, findings: &mut Findings<'_>) {
    for schema in generated(context) {
        let Some(format) = format_of(schema) else { continue };
        let formatless = match type_of(schema) {
            Some(kind) => Some(kind).filter(|kind| FORMATLESS.contains(kind)),
            None => part_without_format(context, schema),
        };
        if let Some(kind) = formatless {
            let message =
                format!("the format `{format}` is on {} {kind}, which has none, so it does not count", article(kind));
            let help = "remove `format`, or put it on the string or number it is meant for";
            findings.report(&schema.at("format"), message, help);
        }
    }
}

/// The type, of a part of the schema or a part of that, that can have no format.
fn part_without_format(context: &Context<'_>, schema: &Node<'_>) -> Option<&'static str> {
    let mut seen = HashSet::new();
    let mut open = alternatives(context, schema);
    while let Some(part) = open.pop().filter(|part| seen.insert(part.pointer.clone())) {
        let kind = type_of(&part).or(part.get("properties").map(|_| "object"));
        let formatless = FORMATLESS.into_iter().find(|formatless| kind == Some(*formatless));
        if formatless.is_some() {
            return formatless;
        }
        open.extend(alternatives(context, &part));
    }
    None
}

fn alternatives<'d>(context: &Context<'d>, schema: &Node<'d>) -> Vec<Node<'d>> {
    ["allOf", "oneOf", "anyOf"].map(|keyword| context.resolved_children(schema, keyword)).concat()
}

pub(super) fn empty_parts(context: &Context<'_>, findings: &mut Findings<'_>) {
    for schema in generated(context) {
        for (keyword, help) in [
            ("allOf", "list a schema, or remove it"),
            ("oneOf", "list a schema, or remove it"),
            ("anyOf", "list a schema, or remove it"),
            ("enum", "list the values, or remove it"),
        ] {
            if schema.get(keyword).and_then(Value::as_array).is_some_and(Vec::is_empty) {
                findings.report(&schema.at(keyword), format!("`{keyword}` is empty, and does not count"), help);
            }
        }
    }
}

pub(super) fn exclusive_without_bound(context: &Context<'_>, findings: &mut Findings<'_>) {
    for schema in generated(context) {
        for (exclusive, bound) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
            if schema.get(exclusive) == Some(&Value::Bool(true)) && schema.get(bound).is_none() {
                let message =
                    format!("`{exclusive}` says that a `{bound}` is left out, and there is none, so it does not count");
                findings.report(&schema.at(exclusive), message, format!("add `{bound}`, or remove `{exclusive}`"));
            }
        }
    }
}

/// typify can only exclude values of one scalar type.
pub(super) fn unsupported_not(context: &Context<'_>, findings: &mut Findings<'_>) {
    for schema in generated(context) {
        let Some(not) = schema.get("not") else { continue };
        let is_values = not.as_object().is_some_and(|not| {
            not.contains_key("enum") && not.keys().all(|key| matches!(key.as_str(), "enum" | "type" | "description"))
        });
        let is_one_type = not.get("enum").and_then(Value::as_array).is_some_and(|values| one_scalar_type(values));
        let stands_alone = schema.value.as_object().is_some_and(|schema| {
            schema.keys().all(|key| matches!(key.as_str(), "not" | "type" | "description" | "title" | "example"))
        });
        if !(is_values && is_one_type && stands_alone) {
            let message = "`not` cannot be generated, but for a list of values alone";
            findings.report(&schema.at("not"), message, "say what a value is, instead of what it is not");
        }
    }
}

fn one_scalar_type(values: &[Value]) -> bool {
    match values {
        [Value::String(_), rest @ ..] => rest.iter().all(Value::is_string),
        [Value::Number(_), rest @ ..] => rest.iter().all(Value::is_number),
        [Value::Bool(_), rest @ ..] => rest.iter().all(Value::is_boolean),
        _ => false,
    }
}

pub(super) fn mixed_enum(context: &Context<'_>, findings: &mut Findings<'_>) {
    for schema in generated(context) {
        let Some(values) = schema.get("enum").and_then(Value::as_array) else { continue };
        let values: Vec<_> = values.iter().filter(|value| !value.is_null()).cloned().collect();
        let fits = values.is_empty() || enum_fits(type_of(schema), &values);
        if !fits {
            let (message, help) = match type_of(schema) {
                Some(name @ ("array" | "object")) => (
                    format!("values of {} {name} cannot be listed, so any value is taken", article(name)),
                    "remove it, or write it below `items` if it is meant for these",
                ),
                Some(name) => (
                    format!("not every value of this `enum` is {} {name}, so the list does not count", article(name)),
                    "put strings in quotes (`'no'`, `'1.0'`), or change the `type`",
                ),
                None => (
                    "the values of this `enum` are not of one type, so the list does not count".to_owned(),
                    "list values of one type",
                ),
            };
            findings.report(&schema.at("enum"), message, help);
        }
    }
}

pub(super) fn unknown_format(context: &Context<'_>, findings: &mut Findings<'_>) {
    for schema in context.of(Kind::Schema).filter(|schema| schema.reference().is_none()) {
        let Some(format) = format_of(schema) else { continue };
        // Of what has no formats another rule speaks.
        let has_formats = type_of(schema).is_none_or(|kind| !FORMATLESS.contains(&kind));
        if has_formats && Format::from_name(format).is_none() && !OTHER_FORMATS.contains(&format) {
            let known = Format::ALL.iter().map(|format| format.name()).chain(OTHER_FORMATS.iter().copied());
            let help = nearest(format, known).map_or_else(
                || "remove it, or say in the `description` what the server expects".to_owned(),
                did_you_mean,
            );
            let message = format!("the format `{format}` is not known, so nothing is checked");
            findings.report(&schema.at("format"), message, help);
        }
    }
}

/// Whether the pattern could be checked.
fn has_table(schema: &Node<'_>) -> bool {
    schema.get("pattern").and_then(Value::as_str).is_some_and(|pattern| pattern::compile(pattern).is_ok())
}

/// A string's rules are enforced by a type of its own, and a type has a name.
pub(super) fn unnamed_constrained_string(context: &Context<'_>, findings: &mut Findings<'_>) {
    for schema in context.of(Kind::Schema) {
        let is_string = type_of(schema) == Some("string") && schema.get("enum").is_none();
        if schema.is_component() || !is_string || !context.is_in(Direction::Request, schema) {
            continue;
        }
        let has_rules = |keyword: &&&str| match (**keyword, format_of(schema)) {
            ("format", Some(format)) => Format::from_name(format).is_some() && !FORMATS_WITHOUT_RULES.contains(&format),
            ("pattern", _) => has_table(schema),
            (keyword, _) => schema.get(keyword).is_some(),
        };
        let rules = ["format", "minLength", "maxLength", "pattern"];
        let rules: Vec<_> = rules.iter().filter(has_rules).map(|rule| format!("`{rule}`")).collect();
        if !rules.is_empty() {
            let message =
                format!("the {} of this string would not be enforced, for it has no name", rules.join(" and "));
            let help = "move it to `/components/schemas` and refer to it; a named string becomes a type that checks it";
            findings.report(&schema.pointer, message, help);
        }
    }
}
