//! Parameters: which an operation has, in which order, and how each is written.

use std::collections::HashSet;

use super::findings::{Found, MALFORMED};
use super::identifiers;
use super::references::Part;
use super::types::TypeMaker;
use super::types_of_json::Types;
use crate::api::{Body, Encoding, Location, Origin, Parameter, Shape, Style, Text};
use crate::names::method_name;
use openscaler_openapi::context::Direction;
use openscaler_openapi::document::pointer;

/// Headers that are no parameters, says OpenAPI: the client sets them.
const OWN_HEADERS: [&str; 3] = ["accept", "content-type", "authorization"];

/// The parameters of an operation: those of the path, then the required ones, then the others.
pub(super) fn interpret<'d>(
    types: &mut TypeMaker<'d>,
    operation: &Part<'d>,
    item: &Part<'d>,
    path: &str,
    body: Option<&mut Body>,
    reasons: &mut Vec<Found>,
) -> Vec<Parameter> {
    let mut found: Vec<Parameter> = Vec::new();
    for holder in [item, operation] {
        for part in holder.get("parameters").iter().flat_map(Part::items) {
            let pointer = part.pointer.clone();
            let Some(part) = part.resolved(types.conjunctions.schemas.document) else {
                reasons.push(Found::unresolved("parameter", &pointer));
                continue;
            };
            match parameter(types, &part) {
                Ok(Some(parameter)) => {
                    // An operation's own parameter takes the place of its path's.
                    let is_same =
                        |other: &Parameter| other.wire == parameter.wire && other.location == parameter.location;
                    match found.iter_mut().find(|other| is_same(other)) {
                        Some(other) => *other = parameter,
                        None => found.push(parameter),
                    }
                }
                Ok(None) => {}
                Err(reason) => reasons.push(reason),
            }
        }
    }
    settle_path(&mut found, path, &operation.pointer);
    found.sort_by_key(|parameter| match (parameter.location, parameter.required) {
        (Location::Path, _) => (0, position(path, &parameter.wire)),
        (_, true) => (1, 0),
        (_, false) => (2, 0),
    });
    let mut taken: HashSet<String> = body.iter().map(|_| "body".to_owned()).collect();
    for parameter in &mut found {
        let wanted = method_name(&parameter.wire);
        parameter.name = identifiers::free(&wanted, "_", &mut taken);
        if parameter.name != wanted {
            types.found.push(Found::renamed_argument(&parameter.origin.0, &parameter.wire, &parameter.name));
        }
    }
    if let Some(Body { encoding: Encoding::BytesOf { argument }, .. }) = body {
        *argument = identifiers::free("media_type", "_", &mut taken);
    }
    found
}

/// Where a path has a parameter.
fn position(path: &str, name: &str) -> usize {
    path.find(&format!("{{{name}}}")).unwrap_or(usize::MAX)
}

/// Keeps the path's parameters to those that its template has; what it has and nobody declares is a string.
fn settle_path(found: &mut Vec<Parameter>, path: &str, pointer: &str) {
    found.retain(|parameter| parameter.location != Location::Path || position(path, &parameter.wire) != usize::MAX);
    for name in path.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name) {
        let is_declared = |parameter: &Parameter| parameter.location == Location::Path && parameter.wire == name;
        if !found.iter().any(is_declared) {
            found.push(Parameter {
                wire: name.to_owned(),
                name: String::new(),
                description: None,
                location: Location::Path,
                required: true,
                style: Style::Simple,
                shape: Shape::Text(Text::Plain),
                default: None,
                deprecated: false,
                rules: None,
                origin: Origin(pointer.to_owned()),
            });
        }
    }
}

/// A parameter; `None` if the client sets what it would.
fn parameter<'d>(types: &mut TypeMaker<'d>, part: &Part<'d>) -> Result<Option<Parameter>, Found> {
    let wire = part.text("name").filter(|name| !name.is_empty());
    let wire = wire.ok_or_else(|| malformed(part, "", "the parameter has no name", "add a `name`"))?;
    let location = match part.text("in") {
        Some("path") => Location::Path,
        Some("query") => Location::Query,
        Some("header") if OWN_HEADERS.contains(&wire.to_ascii_lowercase().as_str()) => {
            types.found.push(Found::ignored_header(&part.pointer, wire));
            return Ok(None);
        }
        Some("header") if !is_header_name(wire) => {
            let message = format!("`{wire}` is not a valid header name");
            return Err(unsupported(part, "name", message, "use letters, digits and hyphens"));
        }
        Some("header") => Location::Header,
        Some("cookie") => Location::Cookie,
        _ => {
            let message = format!("the parameter `{wire}` is in neither path, query, header nor cookie");
            return Err(malformed(part, "in", message, "correct `in`"));
        }
    };
    let content = part.get("content").map(|content| content.entries()).unwrap_or_default();
    let media_type = content.first().map(|(_, media_type)| media_type.clone());
    let is_content = part.get("schema").is_none() && media_type.is_some();
    let schema = part.get("schema").or_else(|| media_type.and_then(|media_type| media_type.get("schema")));
    let mut rules = None;
    let (shape, written_types) = match &schema {
        None => (Shape::Any, Types::ALL),
        Some(schema) => {
            let node = types.conjunctions.schemas.id(schema.value, || schema.pointer.clone());
            let (id, nullable) = types.conjunctions.of_places(&[node]);
            let shape = types.shape(id, Direction::Request);
            rules = types.rules_of_place(id);
            // In a path and in a header there is no null, and in a query it is not written: what is optional is absent.
            let is_nullable = nullable && location == Location::Query && part.flag("required") && shape != Shape::Any;
            let shape = if is_nullable { Shape::Nullable(Box::new(shape)) } else { shape };
            (shape, types.facts(id).types)
        }
    };
    let default = schema.as_ref().and_then(|schema| schema.value.get("default"));
    let style = if is_content { Style::Json } else { style(part, location, written_types)? };
    Ok(Some(Parameter {
        wire: wire.to_owned(),
        name: String::new(),
        description: part.text("description").map(str::to_owned),
        location,
        required: location == Location::Path || part.flag("required"),
        style,
        shape,
        default: default.filter(|default| !default.is_null()).cloned(),
        deprecated: part.flag("deprecated"),
        rules,
        origin: Origin(part.pointer.clone()),
    }))
}

/// How the value becomes text (OpenAPI, "Style Values").
fn style(part: &Part<'_>, location: Location, types: Types) -> Result<Style, Found> {
    let is_form = matches!(location, Location::Query | Location::Cookie);
    let style = part.text("style").unwrap_or(if is_form { "form" } else { "simple" });
    let explode = part.value.get("explode").and_then(serde_json::Value::as_bool).unwrap_or(style == "form");
    let is_scalar = !types.contains(Types::ARRAY) && !types.contains(Types::OBJECT);
    let is_object = types == Types::OBJECT;
    match (location, style) {
        (Location::Query | Location::Cookie, "form") if explode || is_scalar => Ok(Style::Form),
        (Location::Query | Location::Cookie, "form") => Ok(Style::Comma),
        (Location::Query, "spaceDelimited" | "pipeDelimited") if explode || is_scalar => Ok(Style::Form),
        (Location::Query, "spaceDelimited") => Ok(Style::Space),
        (Location::Query, "pipeDelimited") => Ok(Style::Pipe),
        (Location::Query, "deepObject") => Ok(if is_scalar { Style::Form } else { Style::Deep }),
        (Location::Path | Location::Header, "simple") => {
            Ok(if explode && is_object { Style::Exploded } else { Style::Simple })
        }
        (Location::Path, "label") => Ok(Style::Label { explode }),
        (Location::Path, "matrix") => Ok(Style::Matrix { explode }),
        _ => {
            let name = part.text("name").unwrap_or_default();
            let own = if is_form { "form" } else { "simple" };
            let message = format!("the parameter `{name}` has the unsupported style `{style}`");
            Err(unsupported(part, "style", message, format!("use `style: {own}`")))
        }
    }
}

/// Why a parameter cannot be sent: what is written under `key` is at fault, or the whole if the key is empty.
fn unsupported(part: &Part<'_>, key: &str, message: impl Into<String>, help: impl Into<String>) -> Found {
    let pointer = if key.is_empty() { part.pointer.clone() } else { pointer::join(&part.pointer, key) };
    Found::new("unsupported-parameter", &pointer, message, help)
}

/// The same of a parameter that lint finds malformed, too.
fn malformed(part: &Part<'_>, key: &str, message: impl Into<String>, help: impl Into<String>) -> Found {
    Found { rule: MALFORMED, ..unsupported(part, key, message, help) }
}

/// RFC 9110, section 5.6.2: a token.
fn is_header_name(name: &str) -> bool {
    name.chars().all(|character| character.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(character))
}
