//! Operations: every call of the document that can be made, and why the others cannot.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::findings::{Found, LeftOut};
use super::identifiers;
use super::references::Part;
use super::security::Schemes;
use super::types::TypeMaker;
use super::{answers, bodies, parameters, servers};
use crate::api::{Operation, Options, Streamed};
use crate::names::{method_name, type_name};
use openscaler_openapi::document::pointer;
use openscaler_openapi::structure::METHODS;

/// The methods that the client has without any operation, its own and those of the traits it implements.
const CLIENT_METHODS: [&str; 24] = [
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
    "server",
    "with_api_key",
    "with_basic",
    "with_credential",
    "with_credentials",
    "with_header",
    "with_retry",
    "with_timeout",
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
pub(super) fn find<'d>(document: &'d Value, left_out: &mut Vec<LeftOut>, renamed: &mut Vec<Found>) -> Vec<Written<'d>> {
    let mut found = Vec::new();
    let mut taken: HashSet<String> = CLIENT_METHODS.iter().map(|&name| name.to_owned()).collect();
    let paths = document.get("paths").map(|paths| Part::new(paths, "/paths".to_owned()));
    for (path, item) in paths.iter().flat_map(Part::entries).filter(|(path, _)| path.starts_with('/')) {
        let at = item.pointer.clone();
        let Some(item) = item.resolved(document) else {
            left_out.push(LeftOut {
                reasons: vec![Found::unresolved("path item", &at)],
                pointer: at,
                id: path.to_owned(),
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
    let mut owners: HashMap<String, String> = HashMap::new();
    for operation in found.iter_mut().filter(|operation| !operation.id.is_empty()) {
        operation.name = free(&operation.id, &mut taken);
        renamed.extend(renaming(operation, &mut owners));
    }
    for operation in found.iter_mut().filter(|operation| operation.id.is_empty()) {
        operation.id = derived(operation.method, operation.path);
        operation.name = free(&operation.id, &mut taken);
        renamed.push(Found::new(
            "missing-operation-id",
            &operation.part.pointer,
            format!(
                "`{} {}` has no `operationId`; its method is `{}`",
                operation.method.to_uppercase(),
                operation.path,
                operation.name
            ),
            "add an `operationId`, so that the method keeps its name if the path changes",
        ));
    }
    found
}

/// Says why the method of an operation is not called what its id says.
fn renaming(operation: &Written<'_>, owners: &mut HashMap<String, String>) -> Option<Found> {
    let Written { id, name, part, .. } = operation;
    let method = method_name(id);
    let owner = owners.entry(method.clone()).or_insert_with(|| id.clone());
    let at = pointer::join(&part.pointer, "operationId");
    if CLIENT_METHODS.contains(&method.as_str()) {
        let message = format!("the client has a method `{method}` already; the method of `{id}` is `{name}`");
        return Some(Found::new("reserved-operation-id", &at, message, "choose another `operationId`"));
    }
    // Equal ids have a finding of their own.
    let collides = *name != method && owner != id;
    let message = format!("`{id}` and `{owner}` have the same method name; the method of `{id}` is `{name}`");
    collides.then(|| Found::new("colliding-operation-id", &at, message, "rename one of them"))
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

/// The names that a method of the client cannot have.
fn taken(operations: &[Operation]) -> HashSet<String> {
    let variants = operations.iter().flat_map(|operation| {
        let streamed = operation.streamed.as_ref();
        let options = [operation.options.as_ref(), streamed.and_then(|streamed| streamed.options.as_ref())];
        let options = options.into_iter().flatten().map(|options| &options.method);
        options.chain(streamed.map(|streamed| &streamed.name))
    });
    let names = operations.iter().map(|operation| &operation.name).chain(variants).cloned();
    names.chain(CLIENT_METHODS.map(str::to_owned)).collect()
}

/// Names the methods that resolve an unknown outcome.
pub(super) fn name_resolutions(operations: &mut [Operation]) {
    let mut taken = taken(operations);
    for operation in operations {
        if let Some(resolution) = &mut operation.resolution {
            resolution.name = identifiers::free(&format!("resolve_{}", operation.name), "_", &mut taken);
        }
    }
}

/// Names the methods that stream and those that take optional parameters: no operation has their names.
pub(super) fn name_variants(operations: &mut [Operation]) {
    let mut taken = taken(operations);
    let mut free =
        |name: &str, word: &str| identifiers::free(&format!("{}_{word}", name.trim_end_matches('_')), "_", &mut taken);
    for operation in operations {
        if let Some(options) = &mut operation.options {
            options.method = free(&operation.name, "with");
        }
        if let Some(streamed) = &mut operation.streamed {
            streamed.name = free(&operation.name, "stream");
            streamed.options = operation.options.clone();
            if let Some(options) = &mut streamed.options {
                options.method = free(&streamed.name, "with");
            }
        }
    }
}

/// Names the types of optional parameters: no other type has their names.
pub(super) fn name_options(operations: &mut [Operation], taken: &mut HashSet<String>) {
    for operation in operations {
        let Some(options) = &mut operation.options else { continue };
        options.name = identifiers::free(&format!("{}Options", type_name(&operation.id)), "", taken);
        if let Some(streamed) = operation.streamed.as_mut().and_then(|streamed| streamed.options.as_mut()) {
            streamed.name.clone_from(&options.name);
        }
    }
}

/// Interprets an operation.
///
/// # Errors
///
/// The reasons why it cannot be called.
pub(super) fn interpret<'d>(
    types: &mut TypeMaker<'d>,
    schemes: &mut Schemes<'d>,
    written: &Written<'d>,
) -> Result<Operation, Vec<Found>> {
    let document = types.conjunctions.schemas.document;
    let mut reasons = Vec::new();
    // A fragment is never sent.
    let path = written.path.split_once('#').map_or(written.path, |(sent, _)| sent);
    let mut body = bodies::interpret(types, &written.part, &written.id, &mut reasons);
    let parameters = parameters::interpret(types, &written.part, &written.item, path, body.as_mut(), &mut reasons);
    let answers = answers::interpret(types, &written.part, &written.id, written.method, &mut reasons);
    if !reasons.is_empty() {
        return Err(reasons);
    }
    let text = |key: &str| written.part.text(key).map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    Ok(Operation {
        id: written.id.clone(),
        name: written.name.clone(),
        method: written.method.to_uppercase(),
        path: path.to_owned(),
        summary: text("summary"),
        description: text("description"),
        cli_name: text("x-cli-name"),
        deprecated: written.part.flag("deprecated"),
        security: schemes.of_operation(&written.part),
        servers: servers::of_operation(document, &written.part, &written.item, &mut types.found),
        // What these are called is known when all operations are.
        options: parameters.iter().any(|parameter| !parameter.required).then(Options::default),
        streamed: answers.streamed.map(|success| Streamed { name: String::new(), options: None, success }),
        parameters,
        body,
        success: answers.success,
        errors: answers.errors,
        // Links name types that are not settled yet.
        resolution: None,
        origin: crate::api::Origin(written.part.pointer.clone()),
    })
}
