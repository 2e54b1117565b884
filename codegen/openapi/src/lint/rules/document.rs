//! Rules on the whole document: version, duplicate keys, malformed objects, unknown keywords.

use serde_json::Value;

use crate::context::Context;
use crate::document::pointer;
use crate::lint::Findings;
use crate::lint::advice::{for_misfit, for_unknown_key, in_words};
use crate::lint::keywords::unknown_keys;
use crate::lint::shapes::{misfits, whole_misfit};
use crate::lint::words::{article, did_you_mean, nearest};
use crate::structure::Kind;

/// Checked before all else: every rule and the typed document speak of 3.0.
pub(super) fn unsupported_version(context: &Context<'_>, findings: &mut Findings<'_>) {
    let document = context.document();
    let write_it = "write the document as OpenAPI 3.0.3";
    match (document.get("openapi"), document.get("swagger")) {
        (Some(Value::String(version)), _) if is_3_0(version) => {}
        (Some(Value::String(version)), _) if version.trim() == "3.0" => {
            findings.report("/openapi", "`3.0` is not a whole version", "write `openapi: 3.0.3`");
        }
        (Some(Value::String(version)), _) => {
            let message = format!("this is OpenAPI `{version}`, and only 3.0 can be read");
            let help = if version.trim().starts_with("3.1") {
                "write it as OpenAPI 3.0.3: `type: [string, 'null']` becomes `type: string` with `nullable: true`"
            } else {
                write_it
            };
            findings.report("/openapi", message, help);
        }
        (Some(other), _) => {
            let message = format!("`openapi` is `{other}` and not a string that names a version");
            findings.report("/openapi", message, "write `openapi: 3.0.3`");
        }
        (None, Some(swagger)) => {
            let version = swagger.as_str().map_or_else(|| swagger.to_string(), str::to_owned);
            let message = format!("this is Swagger `{version}`, and only OpenAPI 3.0 can be read");
            findings.report("/swagger", message, "convert it to OpenAPI 3.0, with `swagger2openapi` for instance");
        }
        (None, None) => {
            let message = "there is no `openapi`, so this is not an OpenAPI document";
            findings.report("", message, "name an OpenAPI document; it begins with `openapi: 3.0.3`");
        }
    }
}

/// As progenitor has it: `3.0.` and whatever follows.
fn is_3_0(version: &str) -> bool {
    version.trim().starts_with("3.0.")
}

pub(super) fn duplicate_key(context: &Context<'_>, findings: &mut Findings<'_>) {
    for duplicate in context.source.duplicate_keys() {
        let key = pointer::last(&duplicate.pointer);
        findings.report_duplicate(
            &duplicate.pointer,
            [duplicate.first.clone(), duplicate.again.clone()],
            format!("`{key}` is written twice, and whoever reads the document keeps only the last"),
            "keep one of them, or give one another name",
        );
    }
}

pub(super) fn malformed_object(context: &Context<'_>, findings: &mut Findings<'_>) {
    let mut fits = true;
    for node in &context.nodes {
        for misfit in misfits(node) {
            fits = false;
            let kind = node.kind.name();
            let message = if misfit.pointer == node.pointer {
                format!("this is not {} {kind} of OpenAPI 3.0: {}", article(kind), in_words(&misfit.error))
            } else {
                let key = pointer::last(&misfit.pointer);
                let error = in_words(&misfit.error);
                format!("`{key}` is not what {} {kind} of OpenAPI 3.0 has there: {error}", article(kind))
            };
            findings.report(&misfit.pointer, message, advice_for(context, &misfit.pointer, &misfit.error));
        }
    }
    // Nothing that is wrong with a part; then the whole can be read, or an error says at least where.
    if fits && let Some(misfit) = whole_misfit(context.document()) {
        let message = format!("this is not an OpenAPI 3.0 document: {}", misfit.error);
        findings.report(&misfit.pointer, message, "write it as the OpenAPI 3.0.3 specification has it");
    }
}

/// Whoever reads the document passes over what it does not know.
pub(super) fn unknown_keyword(context: &Context<'_>, findings: &mut Findings<'_>) {
    for node in context.of(Kind::MediaType) {
        let name = pointer::last(&node.pointer);
        if !is_media_type(&name) {
            let message = format!("`{name}` is no media type, so it does not count");
            findings.report(
                &node.pointer,
                message,
                "indent it, so that it stands below the media type that it belongs to",
            );
        }
    }
    for unknown in context.nodes.iter().flat_map(unknown_keys) {
        let (key, object) = (unknown.key, unknown.keywords.object);
        // Of what is below it nothing else can be said.
        if object == "media type" && !is_media_type(&pointer::last(pointer::parent(&unknown.pointer))) {
            continue;
        }
        let message = format!("{} {object} of OpenAPI 3.0 has no `{key}`, so it does not count", article(object));
        let known = unknown.keywords.known.iter().copied();
        let help = match nearest(key, known) {
            Some(meant) => did_you_mean(meant),
            // As Swagger 2.0 has it in parameters and answers.
            None if unknown.keywords.wants_below_schema(key) => "write it below `schema`".to_owned(),
            None => format!("remove it, or call it `x-{key}` if it is meant for another tool"),
        };
        let help = for_unknown_key(context.document(), object, &unknown.pointer, key).unwrap_or(help);
        findings.report(&unknown.pointer, message, help);
    }
}

/// Whether a key of `content` is a media type, or a range of them.
fn is_media_type(name: &str) -> bool {
    name.contains('/')
}

/// What to do about the mistakes that are made most.
fn advice_for(context: &Context<'_>, pointer: &str, error: &str) -> String {
    if let Some(advice) = for_misfit(context.document(), pointer, error) {
        return advice;
    }
    let value = context.document().pointer(pointer);
    if let Some(field) = error.split("missing field `").nth(1).and_then(|rest| rest.split('`').next()) {
        return match field {
            "paths" => "add `paths`, which is `paths: {}` where there are types only".to_owned(),
            field => format!("add `{field}`"),
        };
    }
    match value {
        Some(Value::Number(_) | Value::Bool(_)) if error.contains("expected a string") => {
            "put the value in quotes".to_owned()
        }
        Some(Value::String(_)) if error.contains("expected") && !error.contains("expected a string") => {
            "write a value of the type that is expected; a number or `true` stands without quotes".to_owned()
        }
        Some(Value::Number(_)) if error.contains("expected a whole number of 0 or more") => {
            "write a whole number of 0 or more, such as `1`".to_owned()
        }
        _ => "write it as the OpenAPI 3.0.3 specification has it".to_owned(),
    }
}

/// The version reaches generated code as a header's value, which is made when a call is made and panics then.
pub(super) fn non_ascii_version(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(version) = context.document().pointer("/info/version").and_then(Value::as_str) else { return };
    let is_visible = |character: char| character == ' ' || character.is_ascii_graphic();
    if let Some(character) = version.chars().find(|character| !is_visible(*character)) {
        let character = character.escape_debug();
        let message = format!("the version holds `{character}`, which cannot stand in a header");
        findings.report("/info/version", message, "write it in visible ASCII, such as `1.0.0`");
    }
}
