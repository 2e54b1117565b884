//! Rules on schemas: types, formats, and lists of values.

use std::collections::HashSet;

use openscaler_formats::Format;
use serde_json::Value;

use crate::context::Context;
use crate::document::pointer;
use crate::lint::advice::for_type;
use crate::lint::findings::Findings;
use crate::lint::words::{article, did_you_mean, nearest};
use crate::schemas::{format_of, is_condition, is_of_type, type_of, types_of};
use crate::structure::{Kind, Node, Version};

/// The types of 3.0, and the one that 3.1 has besides.
const TYPES: [&str; 7] = ["array", "boolean", "integer", "number", "object", "string", "null"];

/// Formats that are known, most of them from OpenAPI's registry, and that the client does not check.
#[rustfmt::skip]
const OTHER_FORMATS: &[&str] = &[
    // integers and numbers
    "decimal", "decimal128", "double", "double-int", "float", "int", "int16", "int32", "int64", "int8", "uint", "uint16",
    "uint32", "uint64", "uint8",
    // strings
    "base64url", "binary", "byte", "char", "comma-separated", "commonmark", "date-time-local", "duration", "html",
    "http-date", "idn-email", "idn-hostname", "ip", "iri", "iri-reference", "json-pointer", "media-range", "password",
    "regex", "relative-json-pointer", "sf-binary", "sf-boolean", "sf-decimal", "sf-integer", "sf-string", "sf-token",
    "time", "time-local", "uri-reference", "uri-template",
];

/// The keywords that constrain a string or a number.
#[rustfmt::skip]
const CONSTRAINTS: [&str; 9] = [
    "format", "minLength", "maxLength", "pattern", "minimum", "maximum", "multipleOf", "exclusiveMinimum",
    "exclusiveMaximum",
];

/// The types that have no formats.
const FORMATLESS: [&str; 3] = ["array", "boolean", "object"];

/// What says of which type a value is, where `type` does not.
#[rustfmt::skip]
const OTHER_HINTS: [&str; 10] =
    ["allOf", "oneOf", "anyOf", "not", "enum", "const", "$ref", "properties", "items", "additionalProperties"];

fn generated<'c, 'd>(context: &'c Context<'d>) -> impl Iterator<Item = &'c Node<'d>> {
    context.of(Kind::Schema).filter(|schema| !schema.is_reference() && context.is_generated(schema))
}

pub(super) fn unknown_type(context: &Context<'_>, findings: &mut Findings<'_>) {
    let known = if context.version() == Version::V3_0 { &TYPES[..6] } else { &TYPES[..] };
    for schema in context.of(Kind::Schema).filter(|schema| !schema.is_reference()) {
        for name in types_of(schema).into_iter().filter(|name| !known.contains(name)) {
            // In 3.0 a list of types has a finding of its own.
            if name == "null" && schema.get("type").is_some_and(Value::is_array) {
                continue;
            }
            let outcome = if name == "null" { "" } else { "; its value is any JSON value" };
            findings.report(&schema.at("type"), format!("unknown type `{name}`{outcome}"), for_type(name, known));
        }
    }
}

/// Where nothing names the type, it is inferred from what is constrained.
pub(super) fn missing_type(context: &Context<'_>, findings: &mut Findings<'_>) {
    for schema in generated(context).filter(|schema| !is_part(schema)) {
        let has = |key: &str| schema.get(key).is_some();
        if schema.get("type").is_some() || OTHER_HINTS.iter().any(|hint| has(hint)) {
            continue;
        }
        let Some(keyword) = CONSTRAINTS.iter().find(|keyword| has(keyword)) else { continue };
        let help = match *keyword {
            "minimum" | "maximum" | "multipleOf" | "exclusiveMinimum" | "exclusiveMaximum" => {
                "add `type: integer` or `type: number`"
            }
            _ => "add a `type`, such as `type: string`",
        };
        findings.report(&schema.at(keyword), format!("`{keyword}` without a `type`: the type is inferred"), help);
    }
}

/// Whether a schema only adds to another, which may name the type.
fn is_part(schema: &Node<'_>) -> bool {
    let parent = pointer::parent(&schema.pointer);
    is_condition(schema) || ["/allOf", "/oneOf", "/anyOf"].iter().any(|keyword| parent.ends_with(keyword))
}

pub(super) fn misplaced_format(context: &Context<'_>, findings: &mut Findings<'_>) {
    for schema in generated(context) {
        let Some(format) = format_of(schema) else { continue };
        let formatless = match type_of(schema) {
            Some(kind) => Some(kind).filter(|kind| FORMATLESS.contains(kind)),
            None => part_without_format(context, schema),
        };
        if let Some(kind) = formatless {
            let message = format!("{} {kind} has no format; `{format}` is ignored", article(kind));
            let help = "remove `format`, or move it to the string or number it is meant for";
            findings.report(&schema.at("format"), message, help);
        }
    }
}

/// The type, of a part of the schema or a part of that, that cannot have a format.
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
                findings.report(&schema.at(keyword), format!("`{keyword}` is empty; it is ignored"), help);
            }
        }
    }
}

/// In 3.0 an exclusive bound is a flag next to the bound.
pub(super) fn exclusive_without_bound(context: &Context<'_>, findings: &mut Findings<'_>) {
    for schema in generated(context).filter(|schema| schema.version == Version::V3_0) {
        for (exclusive, bound) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
            if schema.get(exclusive) == Some(&Value::Bool(true)) && schema.get(bound).is_none() {
                let message = format!("`{exclusive}` without `{bound}` is ignored");
                findings.report(&schema.at(exclusive), message, format!("add `{bound}`, or remove `{exclusive}`"));
            }
        }
    }
}

/// A value that is not of the schema's type cannot occur; one that is not a scalar has no variant.
pub(super) fn mixed_enum(context: &Context<'_>, findings: &mut Findings<'_>) {
    for schema in generated(context) {
        let Some(values) = schema.get("enum").and_then(Value::as_array) else { continue };
        let types = types_of(schema);
        let fits = |value: &&Value| match types.as_slice() {
            [] => !value.is_array() && !value.is_object(),
            types => value.is_null() || types.iter().any(|name| is_of_type(value, name)),
        };
        let misfits: Vec<&Value> = values.iter().filter(|value| !fits(value)).collect();
        let Some(first) = misfits.first() else { continue };
        let (message, help) = match types.as_slice() {
            [name @ ("array" | "object")] => (
                format!("the values of {} {name} cannot be listed; this `enum` is ignored", article(name)),
                "remove it, or move it into `items` if it is meant for these",
            ),
            [] => (
                "lists and objects cannot be values of an `enum`; they are ignored".to_owned(),
                "list strings, numbers or booleans",
            ),
            types => {
                let wanted = types.join(" or ");
                let message = match misfits.len() - 1 {
                    0 => format!("the value `{first}` is not {} {wanted}; it is ignored", article(&wanted)),
                    1 => format!("`{first}` and another value are not of type {wanted}; they are ignored"),
                    more => format!("`{first}` and {more} other values are not of type {wanted}; they are ignored"),
                };
                (message, "put strings in quotes (`'no'`, `'1.0'`), or change the `type`")
            }
        };
        findings.report(&schema.at("enum"), message, help);
    }
}

pub(super) fn unknown_format(context: &Context<'_>, findings: &mut Findings<'_>) {
    for schema in context.of(Kind::Schema).filter(|schema| !schema.is_reference()) {
        let Some(format) = format_of(schema) else { continue };
        // Types without formats have another rule.
        let has_formats = type_of(schema).is_none_or(|kind| !FORMATLESS.contains(&kind));
        if has_formats && Format::from_name(format).is_none() && !OTHER_FORMATS.contains(&format) {
            let known = Format::ALL.iter().map(|format| format.name()).chain(OTHER_FORMATS.iter().copied());
            let help = nearest(format, known).map_or_else(
                || "remove it, or document in the `description` what the server expects".to_owned(),
                did_you_mean,
            );
            findings.report(&schema.at("format"), format!("unknown format `{format}`; it is ignored"), help);
        }
    }
}
