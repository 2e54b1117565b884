//! Operations: every call of the document that can be made, and why the others cannot.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::identifiers;
use super::references::Part;
use super::types::TypeMaker;
use super::{LeftOut, answers, bodies, parameters};
use crate::api::Operation;
use crate::names::method_name;

/// The methods of HTTP, in the order in which the operations of a path are generated.
pub(super) const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// The methods that the client has without any operation, its own and those of the traits it implements.
const CLIENT_METHODS: [&str; 16] = [
    "api_version",
    "base_url",
    "baseurl",
    "builder",
    "client",
    "clone",
    "clone_from",
    "exec",
    "fmt",
    "inner",
    "new",
    "new_with_client",
    "post",
    "pre",
    "send",
    "with_token",
];

/// An operation as it is written, and what it is called.
pub(super) struct Written<'d> {
    pub(super) part: Part<'d>,
    item: Part<'d>,
    path: &'d str,
    method: &'static str,
    /// The `operationId`, or method and path.
    pub(super) id: String,
    name: String,
}

/// Every operation of the document; those whose path item cannot be read are left out.
pub(super) fn find<'d>(document: &'d Value, left_out: &mut Vec<LeftOut>) -> Vec<Written<'d>> {
    let mut found = Vec::new();
    let mut taken: HashSet<String> = CLIENT_METHODS.iter().map(|&name| name.to_owned()).collect();
    let paths = document.get("paths").map(|paths| Part::new(paths, "/paths".to_owned()));
    for (path, item) in paths.iter().flat_map(Part::entries).filter(|(path, _)| path.starts_with('/')) {
        let at = item.pointer.clone();
        let Some(item) = item.resolved(document) else {
            left_out.push(LeftOut {
                pointer: at,
                id: path.to_owned(),
                reasons: vec!["its path item is not in this document".to_owned()],
            });
            continue;
        };
        for method in METHODS {
            let Some(part) = item.get(method).filter(|part| part.value.is_object()) else { continue };
            let id = part.text("operationId").filter(|id| !id.trim().is_empty()).map(str::to_owned);
            found.push(Written {
                part,
                item: item.clone(),
                path,
                method,
                id: id.unwrap_or_default(),
                name: String::new(),
            });
        }
    }
    // The ids that are written have the first choice; what has none is called by its method and its path.
    for operation in found.iter_mut().filter(|operation| !operation.id.is_empty()) {
        operation.name = free(&operation.id, &mut taken);
    }
    for operation in found.iter_mut().filter(|operation| operation.id.is_empty()) {
        operation.id = derived(operation.method, operation.path);
        operation.name = free(&operation.id, &mut taken);
    }
    found
}

/// The ids of operations by their pointers.
pub(super) fn ids(written: &[Written<'_>]) -> HashMap<String, String> {
    written.iter().map(|operation| (operation.part.pointer.clone(), operation.id.clone())).collect()
}

fn free(id: &str, taken: &mut HashSet<String>) -> String {
    let name = method_name(id);
    let is_reserved = CLIENT_METHODS.contains(&name.as_str());
    identifiers::free(&if is_reserved { format!("{name}_operation") } else { name }, "_", taken)
}

/// `GET /pets/{id}/owner` is `get_pets_id_owner`.
fn derived(method: &str, path: &str) -> String {
    let words = path.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    method_name(&std::iter::once(method).chain(words).collect::<Vec<_>>().join("_"))
}

/// Interprets an operation.
///
/// # Errors
///
/// The reasons why it cannot be called.
pub(super) fn interpret<'d>(types: &mut TypeMaker<'d>, written: &Written<'d>) -> Result<Operation, Vec<String>> {
    let document = types.conjunctions.schemas.document;
    let mut reasons = Vec::new();
    // A fragment is never sent.
    let path = written.path.split_once('#').map_or(written.path, |(sent, _)| sent);
    let body = bodies::interpret(types, &written.part, &mut reasons);
    let parameters = parameters::interpret(types, &written.part, &written.item, path, body.is_some(), &mut reasons);
    let success = answers::interpret(types, &written.part, written.method);
    if !reasons.is_empty() {
        return Err(reasons);
    }
    let text = |key: &str| written.part.text(key).map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    let security = written.part.value.get("security").or_else(|| document.get("security"));
    Ok(Operation {
        id: written.id.clone(),
        name: written.name.clone(),
        method: written.method.to_uppercase(),
        path: path.to_owned(),
        summary: text("summary"),
        description: text("description"),
        deprecated: written.part.flag("deprecated"),
        // An empty requirement among others makes the token optional; sending it is right then, too.
        authenticated: security.and_then(Value::as_array).is_some_and(|requirements| {
            requirements.iter().any(|requirement| requirement.as_object().is_some_and(|schemes| !schemes.is_empty()))
        }),
        parameters,
        body,
        success,
        origin: crate::api::Origin(written.part.pointer.clone()),
    })
}
