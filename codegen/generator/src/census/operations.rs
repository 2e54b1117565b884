//! The operations of a document, whether they are supported or not.

use openscaler_openapi::document::pointer;
use openscaler_openapi::structure::METHODS;
use serde_json::Value;

/// The pointer of each operation, and its id or else method and path.
pub(super) fn operations(document: &Value) -> Vec<(String, String)> {
    let mut operations = Vec::new();
    for (path, item) in document.get("paths").and_then(Value::as_object).into_iter().flatten() {
        let methods = METHODS.iter().filter_map(|method| Some((method, item.get(method)?)));
        for (method, operation) in methods.filter(|_| !path.starts_with("x-")) {
            let id = operation.get("operationId").and_then(Value::as_str).map(str::to_owned);
            let id = id.unwrap_or_else(|| format!("{} {path}", method.to_uppercase()));
            operations.push((pointer::join(&pointer::join("/paths", path), method), id));
        }
    }
    operations
}
