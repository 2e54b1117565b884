//! Links: the `GET` that shows whether a call took effect whose response was lost.
//!
//! That requires of a link that it gets all arguments from the request, and that it finds what the call itself returns.
//! Other links are for a caller that has the response, and generate nothing.

use serde_json::Value;

use super::findings::Found;
use super::references::Part;
use crate::api::{
    Answer, Encoding, Field, Kind, LinkArgument, Location, Operation, Origin, Parameter, Resolution, Shape, Type,
};
use openscaler_openapi::document::pointer;

/// Finds the resolution of each operation; what is returned are the links that nearly are one.
pub(super) fn resolve(document: &Value, operations: &mut [Operation], types: &[Type]) -> Vec<Found> {
    let mut found = Vec::new();
    for index in 0..operations.len() {
        let mut misses = Vec::new();
        for link in links(document, &operations[index]) {
            match Linked::read(&link, &operations[index], operations, types) {
                Some(Linked::Resolves(resolution)) => {
                    operations[index].resolution = Some(resolution);
                    misses.clear();
                    break;
                }
                Some(Linked::Misses(miss)) => misses.push(miss),
                None => {}
            }
        }
        found.append(&mut misses);
    }
    found
}

/// The links of the successes of a call that cannot simply be repeated.
fn links<'d>(document: &'d Value, operation: &Operation) -> Vec<Part<'d>> {
    let responses = pointer::join(&operation.origin.0, "responses");
    let responses = document.pointer(&responses).map(|value| Part::new(value, responses));
    let responses = responses.filter(|_| !operation.is_idempotent());
    let successes = operation.success.statuses.iter().filter_map(|status| responses.as_ref()?.get(status));
    let successes = successes.filter_map(|response| response.resolved(document));
    let links = successes.filter_map(|response| response.get("links")).flat_map(|links| links.entries());
    links.filter_map(|(_, link)| link.resolved(document)).collect()
}

/// A link to a `GET` that needs no response.
enum Linked {
    Resolves(Resolution),
    Misses(Found),
}

impl Linked {
    fn read(link: &Part<'_>, operation: &Operation, operations: &[Operation], types: &[Type]) -> Option<Self> {
        let (index, target) = target(link, operations)?;
        let given = link.value.get("parameters")?.as_object().filter(|given| !given.is_empty())?;
        let is_of_response = |value: &Value| value.as_str().is_some_and(|text| text.contains("$response"));
        if target.method != "GET" || given.values().any(is_of_response) {
            return None;
        }
        let mut reasons = Vec::new();
        if !matches!(target.success.content, Answer::Json(_)) || target.success.content != operation.success.content {
            reasons.push("it returns another type".to_owned());
        }
        let mut arguments = Vec::new();
        for parameter in &target.parameters {
            let value = given.iter().find(|(name, _)| is_named(parameter, name)).map(|(_, value)| value);
            if value.is_some() && !parameter.required {
                reasons.push(format!("`{}` is optional", parameter.wire));
                continue;
            }
            let argument = value.map(|value| argument(value, parameter, operation, types));
            match argument.transpose() {
                Ok(None) if parameter.required => reasons.push(format!("`{}` is not set", parameter.wire)),
                Ok(argument) => arguments.extend(argument),
                Err(reason) => reasons.push(reason),
            }
        }
        let is_unknown = |name: &&String| !target.parameters.iter().any(|parameter| is_named(parameter, name));
        reasons.extend(given.keys().filter(is_unknown).map(|name| format!("it has no parameter `{name}`")));
        let origin = Origin(link.pointer.clone());
        Some(if reasons.is_empty() {
            // What it is called is known when all methods are.
            Self::Resolves(Resolution { name: String::new(), target: index, arguments, origin })
        } else {
            Self::Misses(Found::unusable_link(&link.pointer, &operation.id, &target.id, &reasons))
        })
    }
}

fn target<'o>(link: &Part<'_>, operations: &'o [Operation]) -> Option<(usize, &'o Operation)> {
    let place = link.text("operationRef").and_then(pointer::local);
    let id = link.text("operationId");
    let is_target = |operation: &Operation| match &place {
        Some(place) => operation.origin.0 == *place,
        None => Some(operation.id.as_str()) == id,
    };
    operations.iter().enumerate().find(|(_, operation)| is_target(operation))
}

/// Whether a link calls a parameter so: by its name, or by that after its location.
fn is_named(parameter: &Parameter, name: &str) -> bool {
    name == parameter.wire || name.split_once('.') == Some((parameter.location.name(), parameter.wire.as_str()))
}

/// The argument that an expression is (OpenAPI, "Runtime Expressions").
///
/// # Errors
///
/// Why the request does not have it.
fn argument(
    value: &Value,
    parameter: &Parameter,
    operation: &Operation,
    types: &[Type],
) -> Result<LinkArgument, String> {
    let text = value.as_str().unwrap_or_default();
    let expression = text.strip_prefix('{').and_then(|text| text.strip_suffix('}')).unwrap_or(text);
    let name = &parameter.wire;
    let (argument, shape) = if let Some(wire) = expression.strip_prefix("$request.path.") {
        let is_it = |source: &Parameter| source.location == Location::Path && source.wire == wire;
        let index = operation.parameters.iter().position(is_it);
        let index = index.ok_or_else(|| format!("the path has no parameter `{wire}`"))?;
        (LinkArgument::Parameter(index), &operation.parameters[index].shape)
    } else if let Some(field) = expression.strip_prefix("$request.body#/") {
        field_of_body(field, operation, types)
            .ok_or_else(|| format!("`/{field}` is not a required field of every request"))?
    } else {
        return Err(format!("`{name}` is set to `{value}`"));
    };
    // The types have to be the same ones, so that a value of one is a value of the other.
    if *shape == parameter.shape { Ok(argument) } else { Err(format!("`{name}` and `{text}` have different schemas")) }
}

/// The field that a JSON pointer names, if every body has it.
fn field_of_body<'t>(field: &str, operation: &Operation, types: &'t [Type]) -> Option<(LinkArgument, &'t Shape)> {
    let body = operation.body.as_ref().filter(|body| body.required)?;
    let (Encoding::Json(shape) | Encoding::Form { shape, .. }) = &body.encoding else { return None };
    let wire = pointer::last(&format!("/{field}"));
    let is_it = |found: &&Field| found.wire == wire && !field.contains('/');
    match kind(shape, types)? {
        Kind::Object(object) => {
            let field = object.fields.iter().find(is_it).filter(|field| field.required && !field.nullable)?;
            Some((LinkArgument::Field { name: field.name.clone(), wire }, &field.shape))
        }
        Kind::Tagged(tagged) => {
            let fields = tagged.variants.iter().find_map(|variant| match &variant.content {
                crate::api::Content::Object(object) => Some(&object.fields),
                crate::api::Content::Named(_) => None,
            });
            let field = fields?.iter().find(is_it)?;
            let accessor = tagged.accessors.iter().find(|accessor| accessor.field == field.name);
            let accessor = accessor.filter(|accessor| !accessor.is_optional)?;
            Some((LinkArgument::Accessor { name: accessor.name.clone(), wire }, &accessor.shape))
        }
        _ => None,
    }
}

/// The kind of a named type, behind aliases.
fn kind<'t>(shape: &Shape, types: &'t [Type]) -> Option<&'t Kind> {
    let Shape::Named(id) = shape else { return None };
    match &types[id.0].kind {
        Kind::Alias(shape) => kind(shape, types),
        kind => Some(kind),
    }
}
