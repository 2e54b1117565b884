//! Rules on the whole document: version, duplicate keys, malformed objects, unknown keywords.

use serde_json::Value;

use crate::context::Context;
use crate::document::pointer;
use crate::lint::advice::{for_misfit, for_unknown_key};
use crate::lint::findings::Findings;
use crate::lint::keywords::{Misfit, misfits, unknown_keys};
use crate::lint::words::{article, did_you_mean, nearest};
use crate::structure::{Kind, Version};

/// Checked before everything else: no other rule applies to another version.
pub(super) fn unsupported_version(context: &Context<'_>, findings: &mut Findings<'_>) {
    let document = context.document();
    match (document.get("openapi").map(version_text), document.get("swagger")) {
        (Some(Some(version)), _) if version.trim().starts_with("3.") || version.trim() == "3" => {}
        (Some(Some(version)), _) => {
            let message = format!("unsupported version `{version}`: expected OpenAPI 3.0 or 3.1");
            findings.report("/openapi", message, "convert the document to OpenAPI 3.1");
        }
        (Some(None), _) => {
            let message = "`openapi` does not name a version";
            findings.report("/openapi", message, "write the version as a string, such as `openapi: 3.1.0`");
        }
        (None, Some(swagger)) => {
            let version = swagger.as_str().map_or_else(|| swagger.to_string(), str::to_owned);
            let message = format!("unsupported version Swagger `{version}`: expected OpenAPI 3.0 or 3.1");
            findings.report("/swagger", message, "convert it to OpenAPI 3, for example with `swagger2openapi`");
        }
        (None, None) => {
            let message = "missing field `openapi`: this is not an OpenAPI document";
            findings.report("", message, "name an OpenAPI document; it begins with a version such as `openapi: 3.1.0`");
        }
    }
}

/// The version as text, even if it is a number because its quotes are missing.
fn version_text(version: &Value) -> Option<String> {
    match version {
        Value::String(version) => Some(version.clone()),
        Value::Number(version) => Some(version.to_string()),
        _ => None,
    }
}

pub(super) fn inexact_version(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(value) = context.document().get("openapi") else { return };
    let Some(version) = version_text(value) else { return };
    let read_as = context.version().name();
    let is_exact = |minor: &str| version.trim().strip_prefix(minor).is_some_and(|patch| patch.starts_with('.'));
    if value.is_string() && (is_exact("3.0") || is_exact("3.1")) {
        return;
    }
    let is_newer = !version.trim().starts_with("3.0") && !version.trim().starts_with("3.1") && version.trim() != "3";
    let (message, help) = if is_newer {
        let message = format!("OpenAPI `{version}` is read as {read_as}: what newer versions add is ignored");
        (message, format!("declare `openapi: {read_as}.0` if the document uses nothing newer"))
    } else {
        (
            format!("`{version}` is not a full version; it is read as {read_as}"),
            format!("write `openapi: \"{read_as}.0\"`"),
        )
    };
    findings.report("/openapi", message, help);
}

pub(super) fn duplicate_key(context: &Context<'_>, findings: &mut Findings<'_>) {
    for duplicate in context.source.duplicate_keys() {
        let key = pointer::last(&duplicate.pointer);
        findings.report_duplicate(
            &duplicate.pointer,
            [duplicate.first.clone(), duplicate.again.clone()],
            format!("duplicate key `{key}`: only the last one is read"),
            "remove one of them, or rename it",
        );
    }
}

pub(super) fn malformed_object(context: &Context<'_>, findings: &mut Findings<'_>) {
    for node in context.nodes() {
        for Misfit { pointer, message, help, is_fatal } in misfits(node) {
            let help = for_misfit(context.document(), &pointer).unwrap_or(help);
            if is_fatal {
                findings.report(&pointer, message, help);
            } else {
                findings.warn(&pointer, message, help);
            }
        }
    }
}

/// Readers skip what they do not know.
pub(super) fn unknown_keyword(context: &Context<'_>, findings: &mut Findings<'_>) {
    for node in context.of(Kind::MediaType) {
        let name = pointer::last(&node.pointer);
        if !is_media_type(&name) {
            let message = format!("`{name}` is not a media type; it is ignored");
            findings.report(&node.pointer, message, "indent it below the media type it belongs to");
        }
    }
    let version = context.version();
    let unknown = context.nodes().iter().flat_map(|node| unknown_keys(node).map(move |key| (node, key)));
    for (node, key) in unknown {
        let (at, holder, object) = (node.at(key), node.kind, node.kind.name());
        // Nothing else can be said of what is below it.
        if object == "media type" && !is_media_type(&pointer::last(pointer::parent(&at))) {
            continue;
        }
        let known_advice = for_unknown_key(context.document(), object, &at, key);
        if holder.has_keyword(key) {
            let (message, other) = match version {
                Version::V3_0 => (format!("`{key}` requires OpenAPI 3.1, and this document is 3.0"), "3.1.0"),
                Version::V3_1 => (format!("`{key}` is OpenAPI 3.0, and this document is 3.1"), "3.0.3"),
            };
            let help = known_advice.unwrap_or_else(|| format!("remove it, or declare `openapi: {other}`"));
            findings.report(&at, message, help);
            continue;
        }
        let is_only_one = ["document", "info object", "components object"].contains(&object);
        let article = if is_only_one { "the" } else { article(object) };
        let message = format!("unknown keyword `{key}` in {article} {object}; it is ignored");
        let help = known_advice.unwrap_or_else(|| {
            match nearest(key, holder.keywords(version).map(|keyword| &*keyword.name)) {
                Some(meant) => did_you_mean(meant),
                // As Swagger 2.0 has it in parameters and responses.
                None if holder.has_keyword("schema") && Kind::Schema.keyword(version, key).is_some() => {
                    "move it into the `schema`".to_owned()
                }
                None => format!("remove it, or rename it to `x-{key}` if another tool reads it"),
            }
        });
        findings.report(&at, message, help);
    }
}

/// Whether a key of `content` is a media type, or a range of them.
fn is_media_type(name: &str) -> bool {
    name.contains('/')
}
