//! Names inline secrets, so that they become types of ours, which are never printed.

use std::collections::BTreeSet;

use openscaler_openapi::structure::for_each_operation;
use serde_json::{Map, Value, json};

use super::requests::is_plain_string;
use super::schemas::{Usage, components, for_each_subschema};
use crate::names::type_name;

/// Makes a component of each secret string that is written out as a property of what a request can hold.
///
/// Its name is that of the component, or of the operation, with the property's. What has a name is left alone.
pub(super) fn name_secrets(document: &mut Value) {
    let usage = Usage::collect(document);
    let mut named = Named::of(document);
    for_each_operation(document, |operation| {
        let id = operation.get("operationId").and_then(Value::as_str).unwrap_or_default().to_owned();
        if let Some(body) = operation.get_mut("requestBody") {
            super::requests::for_each_schema_in(Some(body), &mut |schema| named.take_from(&id, schema));
        }
    });
    let Some(components) = components(document) else { return };
    for (name, schema) in components.iter_mut().filter(|(name, _)| usage.requests.contains(*name)) {
        for_each_subschema(schema, &mut |schema| named.take_from(name, schema));
    }
    components.extend(named.made);
}

/// Whether a string may hold a key or a password.
pub(crate) fn is_secret(schema: &Value) -> bool {
    let is_write_only = schema.get("writeOnly").and_then(Value::as_bool).unwrap_or(false);
    is_write_only || matches!(schema.get("format").and_then(Value::as_str), Some("pem" | "password"))
}

/// The components that were made, and every Rust name that is taken.
struct Named {
    made: Map<String, Value>,
    taken: BTreeSet<String>,
}

impl Named {
    fn of(document: &Value) -> Self {
        let schemas = document.pointer("/components/schemas").and_then(Value::as_object);
        let taken = schemas.into_iter().flat_map(Map::keys).map(|name| type_name(name)).collect();
        Self { made: Map::new(), taken }
    }

    /// Puts a reference in the place of each secret among the properties of `object`.
    fn take_from(&mut self, owner: &str, object: &mut Value) {
        let properties = object.get_mut("properties").and_then(Value::as_object_mut);
        for (property, schema) in properties.into_iter().flatten() {
            if is_plain_string(schema) && is_secret(schema) {
                let name = self.name_of(type_name(owner) + &type_name(property), schema);
                *schema = json!({ "$ref": format!("#/components/schemas/{name}") });
            }
        }
    }

    /// The component of a secret: one that was made for an equal one, else a new one.
    fn name_of(&mut self, wanted: String, schema: &Value) -> String {
        let mut candidates = std::iter::once(wanted.clone()).chain((2..).map(|number| format!("{wanted}{number}")));
        let fits =
            |candidate: &String| self.made.get(candidate) == Some(schema) || self.taken.insert(candidate.clone());
        let name = candidates.find(fits).unwrap_or_default();
        self.made.insert(name.clone(), schema.clone());
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_without_a_name_gets_one() {
        let secret = json!({ "type": "string", "format": "password" });
        let body = json!({ "type": "object", "properties": { "pin": { "type": "string", "writeOnly": true } } });
        let mut document = json!({
            "paths": { "/a": { "post": { "operationId": "log_in", "requestBody": { "content": { "application/json": {
                "schema": { "allOf": [{ "$ref": "#/components/schemas/Login" }, body] },
            } } } } } },
            "components": { "schemas": {
                "Login": { "oneOf": [
                    { "type": "object", "properties": { "password": secret, "name": { "type": "string" } } },
                    { "type": "object", "properties": { "password": secret } },
                ] },
                "LoginPassword": { "type": "integer" },
            } },
        });
        name_secrets(&mut document);
        let schemas = &document["components"]["schemas"];
        let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
        for variant in schemas["Login"]["oneOf"].as_array().expect("an array") {
            assert_eq!(variant["properties"]["password"], reference("LoginPassword2"));
        }
        assert_eq!(schemas["LoginPassword2"], secret);
        assert_eq!(schemas["LogInPin"]["writeOnly"], true);
        let body = &document["paths"]["/a"]["post"]["requestBody"]["content"]["application/json"]["schema"];
        assert_eq!(body["allOf"][1]["properties"]["pin"], reference("LogInPin"));
        assert_eq!(schemas["Login"]["oneOf"][0]["properties"]["name"], json!({ "type": "string" }));
    }
}
