//! Bodies of requests: of several media types the one that is sent, and how the value is written.

use serde_json::Value;

use openscaler_openapi::media_type::essence;

use super::media_types;
use super::node::UnionKeyword;
use super::references::Part;
use super::types::{Direction, TypeMaker};
use super::types_of_json::Types;
use crate::api::{Body, Encoding, Origin, Shape};

/// The body of an operation, if it has one.
pub(super) fn interpret<'d>(
    types: &mut TypeMaker<'d>,
    operation: &Part<'d>,
    reasons: &mut Vec<String>,
) -> Option<Body> {
    let written = operation.get("requestBody")?;
    let pointer = written.pointer.clone();
    let Some(body) = written.resolved(types.conjunctions.schemas.document) else {
        reasons.push(format!("the request body at `{pointer}` is not in this document"));
        return None;
    };
    let content = body.get("content").map(|content| content.entries()).unwrap_or_default();
    if content.is_empty() {
        return None;
    }
    let Some((media_type, encoding)) = sent(types, &content) else {
        let names = content.iter().map(|(name, _)| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        reasons.push(format!("the request body has no media type that can be sent, only {names}"));
        return None;
    };
    Some(Body {
        required: body.flag("required"),
        media_type,
        description: body.text("description").map(str::to_owned),
        encoding,
        origin: Origin(body.pointer),
    })
}

/// How a body is sent, and as which of its media types; `None` if none of them can be.
fn sent<'d>(types: &mut TypeMaker<'d>, content: &[(&str, Part<'d>)]) -> Option<(String, Encoding)> {
    let json = media_types::json_of(content, |media_type| is_structured(types, media_type));
    if let Some((name, media_type)) = json.map(|index| &content[index]) {
        let is_any = essence(name).contains('*');
        let is_plain = is_any || (essence(name) == media_types::JSON && !media_types::has_meaning(name));
        let name = if is_plain { media_types::JSON } else { name.trim() };
        return Some((name.to_owned(), Encoding::Json(value(types, media_type, Direction::Request))));
    }
    let is_known = |name: &str| {
        essence(name) == media_types::FORM || essence(name) == "application/octet-stream" || media_types::is_text(name)
    };
    let known = content.iter().find(|(name, _)| is_known(name));
    let (name, media_type) = known.or_else(|| content.iter().find(|(name, _)| media_types::is_sendable(name)))?;
    let encoding = if essence(name) == media_types::FORM && media_type.get("schema").is_some() {
        Encoding::Form { shape: value(types, media_type, Direction::Request), deep: deep_fields(media_type) }
    } else if media_types::is_text(name) {
        Encoding::Text
    } else {
        Encoding::Bytes
    };
    Some((name.trim().to_owned(), encoding))
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

/// Whether the value of a media type has parts: then it is JSON where any type will do.
pub(super) fn is_structured<'d>(types: &TypeMaker<'d>, media_type: &Part<'d>) -> bool {
    let document = types.conjunctions.schemas.document;
    let Some(schema) = media_type.get("schema").and_then(|schema| schema.resolved(document)) else { return false };
    let has = |keyword: &str| schema.value.get(keyword).is_some();
    let node = super::node::Node::new(schema.value, false);
    node.types().is_some_and(|types| types == Types::OBJECT || types == Types::ARRAY)
        || UnionKeyword::WRITTEN.iter().any(|keyword| !node.union(*keyword).is_empty())
        || ["properties", "items", "allOf"].into_iter().any(has)
}

/// The properties of a form that are written with brackets.
fn deep_fields(form: &Part<'_>) -> Vec<String> {
    let encoding = form.get("encoding").map(|encoding| encoding.entries()).unwrap_or_default();
    let deep = encoding.into_iter().filter(|(_, how)| how.value.get("style") == Some(&Value::from("deepObject")));
    deep.map(|(name, _)| name.to_owned()).collect()
}
