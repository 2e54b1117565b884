//! Rewrites a document without lint errors into the subset that progenitor handles, in memory.
//!
//! The document is written for people and for other tools. Each pass below takes one idiom that progenitor or typify
//! would refuse, or would turn into poor Rust, and writes it as one that they carry; the wire format stays the same.
//! Passes are total: what they do not know they leave alone, and what none of them can express is a lint finding.

mod all_of;
pub(crate) mod answers;
mod directions;
pub(crate) mod distinct_names;
mod inline_types;
pub(crate) mod media_types;
mod nullable;
pub(crate) mod operation_ids;
pub(crate) mod parameters;
pub(crate) mod references;
pub(crate) mod requests;
mod responses;
pub(crate) mod schemas;
pub(crate) mod secrets;
pub(crate) mod tidy;
pub(crate) mod unions;

use serde_json::Value;

/// The lowered document.
pub fn lower(document: &Value) -> Value {
    let mut lowered = document.clone();
    drop_path_extensions(&mut lowered);
    references::inline_all(&mut lowered, document);
    responses::split_default(&mut lowered);
    responses::drop_error_bodies(&mut lowered);
    operation_ids::assign_ids(&mut lowered);
    references::name_schemas(&mut lowered, document);
    responses::drop_what_has_no_body(&mut lowered);
    tidy::normalize_schemas(&mut lowered);
    nullable::normalize_nullable(&mut lowered);
    media_types::select_media_types(&mut lowered);
    parameters::normalize_parameters(&mut lowered);
    inline_types::name_unions(&mut lowered);
    all_of::merge(&mut lowered);
    unions::inline_variants(&mut lowered);
    secrets::name_secrets(&mut lowered);
    let usage = directions::split(&mut lowered);
    answers::loosen_answers(&mut lowered, &usage);
    requests::loosen_requests(&mut lowered, &usage);
    distinct_names::mark_collisions(&mut lowered);
    inline_types::name_all(&mut lowered, &usage);
    lowered
}

/// What stands among the paths under `x-…` is no path, though it may look like one.
fn drop_path_extensions(document: &mut Value) {
    if let Some(paths) = document.get_mut("paths").and_then(Value::as_object_mut) {
        paths.retain(|path, _| !path.starts_with("x-"));
    }
}
