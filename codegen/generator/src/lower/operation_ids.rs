//! Gives every operation an id that becomes a method of its own.

use std::collections::BTreeSet;

use openscaler_openapi::document::pointer;
use openscaler_openapi::structure::METHODS;
use serde_json::{Value, json};

use crate::names::method_name;

/// Keeps the id as the document has it, where the method is called otherwise.
pub(crate) const WRITTEN_ID: &str = "x-written-id";

/// The methods that the client has without any operation, its own and those of the traits it implements.
pub(crate) const CLIENT_METHODS: &[&str] = &[
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

/// The name of an operation.
pub(crate) struct Name {
    /// JSON pointer of the operation.
    pub(crate) pointer: String,
    /// The `operationId`, unless it is missing or empty.
    pub(crate) written: Option<String>,
    /// What the method is made of: the id if it can be, else a name that was made for it.
    pub(crate) id: String,
}

/// The name of each operation, in the document's order.
///
/// The ids that are written have the first choice; what has none is called by its method and its path.
pub(crate) fn names(document: &Value) -> Vec<Name> {
    let mut taken: BTreeSet<String> = CLIENT_METHODS.iter().map(|&name| name.to_owned()).collect();
    let mut found = Vec::new();
    let paths = document.get("paths").and_then(Value::as_object);
    for (path, item) in paths.into_iter().flatten() {
        for method in METHODS {
            let Some(operation) = item.get(method).filter(|operation| operation.is_object()) else { continue };
            let written = operation.get("operationId").and_then(Value::as_str).filter(|id| !id.trim().is_empty());
            let at = pointer::join(&pointer::join("/paths", path), method);
            let id = written.map(|id| free_id(id, &mut taken));
            found.push((at, written.map(str::to_owned), id, id_from_path(method, path)));
        }
    }
    let name = |(pointer, written, id, derived): (String, Option<String>, Option<String>, String)| {
        let id = id.unwrap_or_else(|| free_id(&derived, &mut taken));
        Name { pointer, written, id }
    };
    found.into_iter().map(name).collect()
}

fn free_id(wanted: &str, taken: &mut BTreeSet<String>) -> String {
    let own = std::iter::once(wanted.to_owned());
    let reserved = CLIENT_METHODS.contains(&method_name(wanted).as_str()).then(|| format!("{wanted}_operation"));
    let mut candidates = own.chain(reserved).chain((2..).map(|number| format!("{wanted}_{number}")));
    candidates.find(|candidate| taken.insert(method_name(candidate))).unwrap_or_default()
}

/// `GET /pets/{id}/owner` is `get_pets_id_owner`.
fn id_from_path(method: &str, path: &str) -> String {
    let words = path.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let name = std::iter::once(method).chain(words).collect::<Vec<_>>().join("_");
    method_name(&name)
}

/// Gives each operation an id of which a method can be made.
pub(super) fn assign_ids(document: &mut Value) {
    for Name { pointer, written, id } in names(document) {
        let operation = document.pointer_mut(&pointer).and_then(Value::as_object_mut);
        if let Some(operation) = operation.filter(|_| written.as_ref() != Some(&id)) {
            operation.insert(WRITTEN_ID.to_owned(), json!(written.unwrap_or_else(|| id.clone())));
            operation.insert("operationId".to_owned(), json!(id));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_operation_has_a_method_of_its_own() {
        let document = json!({ "paths": {
            "/pets": { "get": {}, "post": { "operationId": "send" } },
            "/pets/{id}": { "get": { "operationId": "getPets" }, "put": { "operationId": "get_pets" }, "patch": {
                "operationId": " ",
            } },
        } });
        let names = names(&document);
        let ids: Vec<_> = names.iter().map(|name| name.id.as_str()).collect();
        assert_eq!(ids, ["get_pets_3", "send_operation", "getPets", "get_pets_2", "patch_pets_id"]);
        assert_eq!(names[4].pointer, "/paths/~1pets~1{id}/patch");
        assert_eq!((names[1].written.as_deref(), names[4].written.as_deref()), (Some("send"), None));
    }
}
