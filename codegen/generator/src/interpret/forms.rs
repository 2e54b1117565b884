//! Forms: the fields and files of a `multipart/…` body.

use std::collections::HashSet;

use openscaler_openapi::context::Direction;
use openscaler_openapi::media_type::essence;

use super::conjunctions::ConjunctionId;
use super::findings::Found;
use super::references::Part;
use super::types::{Class, TypeMaker};
use super::types_of_json::Types;
use super::{identifiers, media_types};
use crate::api::{Form, FormPart, PartContent, Shape};
use crate::names::field_name;

/// The form of a media type; any JSON if the document does not say which fields it has.
pub(super) fn interpret<'d>(types: &mut TypeMaker<'d>, media_type: &Part<'d>) -> Shape {
    let Some(schema) = media_type.get("schema") else { return Shape::Any };
    let node = types.conjunctions.schemas.id(schema.value, || schema.pointer.clone());
    let (id, _) = types.conjunctions.of_places(&[node]);
    match types.class(id, Direction::Request) {
        Class::Object => {
            let form = form(types, id, media_type);
            Shape::Named(types.draft_form(id, form))
        }
        class => {
            if !matches!(class, Class::Map | Class::Any) {
                types.found.push(Found::free_form(&schema.pointer));
            }
            Shape::Any
        }
    }
}

fn form<'d>(types: &mut TypeMaker<'d>, id: ConjunctionId, media_type: &Part<'d>) -> Form {
    let facts = types.facts(id);
    let encodings = media_type.get("encoding");
    // What every form has.
    let mut taken = HashSet::from(["new".to_owned(), "extra_parts".to_owned()]);
    let object = types.object(id, Direction::Request, None);
    let parts = object.fields.into_iter().map(|field| {
        let encoding = encodings.as_ref().and_then(|encodings| encodings.get(&field.wire));
        let written = encoding.as_ref().and_then(|encoding| encoding.text("contentType")).map(str::trim);
        let places = facts.property(&field.wire).map(|property| property.places.clone()).unwrap_or_default();
        let content = match types.conjunctions.of_places(&places).0 {
            _ if places.is_empty() => PartContent::Value(field.shape),
            id if is_file(types, id, written) => PartContent::File,
            id => {
                let facts = types.facts(id);
                let is_list = facts.types == Types::ARRAY && !facts.items.is_empty();
                let item = is_list.then(|| types.conjunctions.of_places(&facts.items).0);
                if item.is_some_and(|item| is_file(types, item, written)) {
                    PartContent::Files
                } else {
                    PartContent::Value(field.shape)
                }
            }
        };
        FormPart {
            name: identifiers::free(&field_name(&field.wire), "_", &mut taken),
            wire: field.wire,
            description: field.description,
            deprecated: field.deprecated,
            required: field.required,
            content,
            // Of several the caller has to say which it is.
            media_type: written.filter(|written| media_types::is_concrete(written)).map(str::to_owned),
            origin: field.origin,
        }
    });
    let parts = parts.collect();
    let extra = object.extra.map(|_| identifiers::free("extra", "_", &mut taken));
    Form { parts, extra }
}

/// Whether one of the fields of a form is a file.
pub(super) fn has_file(types: &mut TypeMaker<'_>, id: ConjunctionId) -> bool {
    let facts = types.facts(id);
    facts.properties.iter().any(|property| {
        let (id, _) = types.conjunctions.of_places(&property.places);
        is_file(types, id, None)
    })
}

/// Whether a value is a file: bytes that no text stands for, or a text of a media type that is not one of text.
fn is_file<'d>(types: &mut TypeMaker<'d>, id: ConjunctionId, media_type: Option<&str>) -> bool {
    let facts = types.facts(id);
    if facts.values.is_some() || facts.types != Types::STRING && facts.is_typed {
        return false;
    }
    let parts = types.conjunctions.get(id).parts.clone();
    let keyword = |name: &str| parts.iter().find_map(|part| types.conjunctions.schemas.node(*part).text(name));
    let is_data = |media_type: &str| {
        let essence = essence(media_type);
        !essence.starts_with("text/") && !essence.contains("json") && !essence.contains("xml")
    };
    match (facts.format, keyword("contentEncoding"), keyword("contentMediaType")) {
        (Some("binary"), ..) | (_, Some("binary"), _) => true,
        // In OpenAPI 3.1, bytes without an encoding.
        (_, None, Some(media_type)) if is_data(media_type) => true,
        (None, None, _) => facts.types == Types::STRING && media_type.is_some_and(is_data),
        _ => false,
    }
}
