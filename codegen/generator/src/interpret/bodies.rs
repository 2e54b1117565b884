//! Bodies of requests: of several media types the one that is sent, and how the value is written.

use serde_json::Value;

use openscaler_openapi::context::Direction;
use openscaler_openapi::document::pointer;
use openscaler_openapi::media_type::essence;

use super::conjunctions::ConjunctionId;
use super::findings::Found;
use super::node::Node;
use super::references::Part;
use super::types::TypeMaker;
use super::types_of_json::Types;
use super::{forms, media_types};
use crate::api::{Body, Encoding, Origin, Rules, Shape};

/// What a body that is sent as it is does not heed.
#[rustfmt::skip]
const NOT_IN_TEXT: [&str; 11] = [
    "allOf", "anyOf", "enum", "items", "maxLength", "minLength", "nullable", "oneOf", "pattern", "properties", "required",
];

/// The body of an operation, if it has one.
pub(super) fn interpret<'d>(
    types: &mut TypeMaker<'d>,
    operation: &Part<'d>,
    id: &str,
    reasons: &mut Vec<Found>,
) -> Option<Body> {
    let written = operation.get("requestBody")?;
    let pointer = written.pointer.clone();
    let Some(body) = written.resolved(types.conjunctions.schemas.document) else {
        reasons.push(Found::unresolved("request body", &pointer));
        return None;
    };
    let content = body.get("content").map(|content| content.entries()).unwrap_or_default();
    if content.is_empty() {
        return None;
    }
    let Some((name, media_type, encoding)) = sent(types, &content, reasons) else {
        let names = content.iter().map(|(name, _)| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        reasons.push(format!("the request body has no media type that can be sent, only {names}").into());
        return None;
    };
    let required = body.flag("required");
    if !required && has_required(types, &media_type) {
        types.found.push(Found::optional_body(&body.pointer, id));
    }
    let has_rules = matches!(encoding, Encoding::Json(_) | Encoding::Form { .. });
    let rules = has_rules.then(|| rules(types, &media_type)).flatten();
    Some(Body {
        required,
        media_type: name,
        accepted: content.iter().map(|(name, _)| (*name).to_owned()).collect(),
        description: body.text("description").map(str::to_owned),
        encoding,
        rules,
        origin: Origin(body.pointer),
    })
}

/// How a body is sent, and as which of its media types; `None` if none of them can be.
fn sent<'d>(
    types: &mut TypeMaker<'d>,
    content: &[(&str, Part<'d>)],
    reasons: &mut Vec<Found>,
) -> Option<(String, Part<'d>, Encoding)> {
    let json = media_types::json_of(content, |media_type| is_value(types, media_type));
    if let Some((name, media_type)) = json.map(|index| &content[index]) {
        let is_any = essence(name).contains('*');
        let is_plain = is_any || (essence(name) == media_types::JSON && !media_types::has_meaning(name));
        let name = if is_plain { media_types::JSON } else { name.trim() };
        if media_type.get("schema").is_none() {
            types.found.push(Found::json_without_schema(&media_type.pointer, "sent"));
        }
        let value = value(types, media_type, Direction::Request);
        return Some((name.to_owned(), media_type.clone(), Encoding::Json(value)));
    }
    let multipart = || {
        let is_form = |name: &str| essence(name) == media_types::MULTIPART;
        let form = content.iter().find(|(name, _)| is_form(name));
        form.or_else(|| content.iter().find(|(name, _)| media_types::is_multipart(name)))
    };
    let is_known = |name: &str| {
        essence(name) == media_types::FORM || essence(name) == "application/octet-stream" || media_types::is_text(name)
    };
    let known = content.iter().find(|(name, _)| is_known(name));
    let is_file = |name: &str| media_types::is_concrete(name) && !media_types::is_multipart(name);
    let (name, media_type) = known
        .or_else(|| content.iter().find(|(name, _)| is_file(name)))
        .or_else(multipart)
        .or_else(|| content.iter().find(|(name, _)| media_types::is_range(name)))?;
    // A file goes into a form of parts.
    let (name, media_type) = match multipart() {
        Some(other) if essence(name) == media_types::FORM && has_file(types, &other.1) => other,
        _ => &(*name, media_type.clone()),
    };
    if media_types::is_multipart(name) {
        let form = forms::interpret(types, media_type);
        // The boundary is the client's.
        return Some((essence(name), media_type.clone(), Encoding::Multipart(form)));
    }
    let encoding = if essence(name) == media_types::FORM && has_fields(types, media_type) {
        reasons.extend(wrong_form(types, media_type));
        Encoding::Form { shape: value(types, media_type, Direction::Request), deep: deep_fields(media_type) }
    } else {
        types.found.extend(unchecked(types, name, media_type));
        if media_types::is_text(name) {
            Encoding::Text
        } else if media_types::is_range(name) {
            Encoding::BytesOf { argument: String::new() }
        } else {
            Encoding::Bytes
        }
    };
    Some((name.trim().to_owned(), media_type.clone(), encoding))
}

/// All that the schema of a media type says, if it has one.
fn conjunction<'d>(types: &mut TypeMaker<'d>, media_type: &Part<'d>) -> Option<ConjunctionId> {
    let schema = media_type.get("schema")?;
    let node = types.conjunctions.schemas.id(schema.value, || schema.pointer.clone());
    Some(types.conjunctions.of_places(&[node]).0)
}

/// Whether an object that a media type describes has to have some properties.
fn has_required<'d>(types: &mut TypeMaker<'d>, media_type: &Part<'d>) -> bool {
    conjunction(types, media_type).is_some_and(|id| !types.facts(id).required.is_empty())
}

/// Whether a form has a file.
fn has_file<'d>(types: &mut TypeMaker<'d>, media_type: &Part<'d>) -> bool {
    conjunction(types, media_type).is_some_and(|id| forms::has_file(types, id))
}

/// Whether the client writes a form, and not the caller.
fn has_fields<'d>(types: &mut TypeMaker<'d>, media_type: &Part<'d>) -> bool {
    conjunction(types, media_type).is_some_and(|id| types.facts(id).types != Types::STRING)
}

/// Why a form has no fields: its values are no objects.
fn wrong_form<'d>(types: &mut TypeMaker<'d>, media_type: &Part<'d>) -> Option<Found> {
    let id = conjunction(types, media_type)?;
    let admitted = types.facts(id).types;
    let is_wrong = !admitted.is_empty() && !admitted.contains(Types::OBJECT);
    is_wrong.then(|| Found::unsupported_form(&pointer::join(&media_type.pointer, "schema")))
}

/// What is lost of a body that is sent as it is: the caller writes it, and nothing tells whether it is what the schema
/// says.
fn unchecked<'d>(types: &TypeMaker<'d>, name: &str, media_type: &Part<'d>) -> Option<Found> {
    let schema = media_type.get("schema")?.resolved(types.conjunctions.schemas.document)?;
    let node = Node::new(schema.value, false);
    let is_plain = node.types().is_none_or(|types| types == Types::STRING)
        && matches!(node.text("format"), None | Some("binary" | "byte"))
        && NOT_IN_TEXT.iter().all(|keyword| node.get(keyword).is_none());
    (!is_plain).then(|| Found::unchecked_body(&schema.pointer, name))
}

/// The value of a media type; without a schema it is any JSON.
pub(super) fn value<'d>(types: &mut TypeMaker<'d>, media_type: &Part<'d>, direction: Direction) -> Shape {
    match media_type.get("schema") {
        None => Shape::Any,
        Some(schema) => {
            let node = types.conjunctions.schemas.id(schema.value, || schema.pointer.clone());
            types.nullable_value_of(&[node], direction)
        }
    }
}

fn rules<'d>(types: &mut TypeMaker<'d>, media_type: &Part<'d>) -> Option<Box<Rules>> {
    let id = conjunction(types, media_type)?;
    types.rules_of_place(id)
}

/// Whether a media type has a schema that is not of a string: then it is JSON where any type will do.
pub(super) fn is_value<'d>(types: &TypeMaker<'d>, media_type: &Part<'d>) -> bool {
    let document = types.conjunctions.schemas.document;
    let Some(schema) = media_type.get("schema").and_then(|schema| schema.resolved(document)) else { return false };
    let node = Node::new(schema.value, false);
    node.types() != Some(Types::STRING) && node.text("format") != Some("binary")
}

/// The properties of a form that are written with brackets.
fn deep_fields(form: &Part<'_>) -> Vec<String> {
    let encoding = form.get("encoding").map(|encoding| encoding.entries()).unwrap_or_default();
    let deep = encoding.into_iter().filter(|(_, how)| how.value.get("style") == Some(&Value::from("deepObject")));
    deep.map(|(name, _)| name.to_owned()).collect()
}
