//! Parameters: which an operation has, in which order, and how each is written.

use std::collections::HashSet;

use super::identifiers;
use super::references::Part;
use super::types::{Direction, TypeMaker};
use super::types_of_json::Types;
use crate::api::{Location, Origin, Parameter, Shape, Style, Text};
use crate::names::method_name;

/// Headers that are no parameters, says OpenAPI: the client sets them.
const OWN_HEADERS: [&str; 3] = ["accept", "content-type", "authorization"];

/// The parameters of an operation: those of the path, then the required ones, then the others.
pub(super) fn interpret<'d>(
    types: &mut TypeMaker<'d>,
    operation: &Part<'d>,
    item: &Part<'d>,
    path: &str,
    has_body: bool,
    reasons: &mut Vec<String>,
) -> Vec<Parameter> {
    let mut found: Vec<Parameter> = Vec::new();
    for holder in [item, operation] {
        for part in holder.get("parameters").iter().flat_map(Part::items) {
            let pointer = part.pointer.clone();
            let Some(part) = part.resolved(types.conjunctions.schemas.document) else {
                reasons.push(format!("the parameter at `{pointer}` is not in this document"));
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
    let mut taken: HashSet<String> = has_body.then(|| "body".to_owned()).into_iter().collect();
    for parameter in &mut found {
        parameter.name = identifiers::free(&method_name(&parameter.wire), "_", &mut taken);
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
                origin: Origin(pointer.to_owned()),
            });
        }
    }
}

/// A parameter; `None` if the client sets what it would.
fn parameter<'d>(types: &mut TypeMaker<'d>, part: &Part<'d>) -> Result<Option<Parameter>, String> {
    let wire = part.text("name").filter(|name| !name.is_empty());
    let wire = wire.ok_or_else(|| format!("the parameter at `{}` has no name", part.pointer))?;
    let location = match part.text("in") {
        Some("path") => Location::Path,
        Some("query") => Location::Query,
        Some("header") if OWN_HEADERS.contains(&wire.to_ascii_lowercase().as_str()) => return Ok(None),
        Some("header") => Location::Header,
        Some("cookie") => Location::Cookie,
        _ => return Err(format!("the parameter `{wire}` is in no place that can be sent")),
    };
    let content = part.get("content").map(|content| content.entries()).unwrap_or_default();
    let media_type = content.first().map(|(_, media_type)| media_type.clone());
    let is_content = part.get("schema").is_none() && media_type.is_some();
    let schema = part.get("schema").or_else(|| media_type.and_then(|media_type| media_type.get("schema")));
    let (shape, written_types) = match &schema {
        None => (Shape::Any, Types::ALL),
        Some(schema) => {
            let node = types.conjunctions.schemas.id(schema.value, || schema.pointer.clone());
            let (id, nullable) = types.conjunctions.of_places(&[node]);
            let shape = types.shape(id, Direction::Request);
            // In a path and in a header there is no null.
            let is_nullable = nullable && location == Location::Query && shape != Shape::Any;
            let shape = if is_nullable { Shape::Nullable(Box::new(shape)) } else { shape };
            (shape, types.facts(id).types)
        }
    };
    let style = if is_content { Style::Json } else { style(part, location, written_types)? };
    Ok(Some(Parameter {
        wire: wire.to_owned(),
        name: String::new(),
        description: part.text("description").map(str::to_owned),
        location,
        required: location == Location::Path || part.flag("required"),
        style,
        shape,
        origin: Origin(part.pointer.clone()),
    }))
}

/// How the value becomes text (OpenAPI, "Style Values").
fn style(part: &Part<'_>, location: Location, types: Types) -> Result<Style, String> {
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
        (Location::Path | Location::Header, "simple") if !(explode && is_object) => Ok(Style::Simple),
        _ => {
            let name = part.text("name").unwrap_or_default();
            let exploded = if explode { " with `explode: true`" } else { "" };
            Err(format!("the parameter `{name}` has the unsupported style `{style}`{exploded}"))
        }
    }
}
