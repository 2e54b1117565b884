//! The OpenAPI document, as far as it determines calls on the wire.
//!
//! Like the reference server, this is an independent implementation of the document, to compare the generator and the
//! client with.

mod operation;

use std::collections::BTreeSet;

use serde_json::Value;

pub use operation::{Content, Operation, Parameter, Response, encode_segment};

/// The formats of strings that hold a secret.
const SECRET_FORMATS: [&str; 2] = ["password", "pem"];

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// The document.
#[derive(Clone, Debug)]
pub struct Document {
    value: Value,
}

impl Document {
    /// The document of the repository, as it was when this was compiled.
    ///
    /// # Panics
    ///
    /// When it is not YAML.
    #[must_use]
    pub fn of_repository() -> Self {
        let text = include_str!("../../openapi/openscaler.yaml");
        Self { value: serde_yaml::from_str(text).expect("the document is YAML") }
    }

    /// The value at a pointer, following references, and its own pointer.
    ///
    /// # Panics
    ///
    /// If there is no value, or a reference leads out of the document: `cargo xtask lint` says where.
    #[must_use]
    pub fn at(&self, pointer: &str) -> (String, &Value) {
        let value = self.value.pointer(pointer).unwrap_or_else(|| panic!("the document has nothing at `{pointer}`"));
        match value.get("$ref").and_then(Value::as_str) {
            None => (pointer.to_owned(), value),
            Some(reference) => self.at(reference.strip_prefix('#').expect("a reference within the document")),
        }
    }

    /// Where the API is, by the first of the document's servers.
    #[must_use]
    pub fn server(&self) -> String {
        self.value.pointer("/servers/0").map(|server| text(server, "url")).unwrap_or_default()
    }

    /// Every operation.
    #[must_use]
    pub fn operations(&self) -> Vec<Operation> {
        let paths = members(&self.value, "paths").map(|(path, item)| (path, join("/paths", path), item));
        let of_path = |(path, pointer, item): (&String, String, &Value)| {
            let methods = METHODS.iter().filter(|method| item.get(**method).is_some());
            methods.map(|method| self.operation(path, &pointer, method)).collect::<Vec<_>>()
        };
        paths.flat_map(of_path).collect()
    }

    fn operation(&self, path: &str, item: &str, method: &str) -> Operation {
        let pointer = join(item, method);
        let (_, operation) = self.at(&pointer);
        let mut parameters: Vec<Parameter> = Vec::new();
        for parameter in [item, pointer.as_str()].into_iter().flat_map(|above| self.parameters(above)) {
            // The operation's own take the place of the path's.
            parameters.retain(|known| (&known.name, &known.location) != (&parameter.name, &parameter.location));
            parameters.push(parameter);
        }
        let body = operation.get("requestBody").and_then(|_| self.content(&join(&pointer, "requestBody")));
        let security = operation.get("security").or_else(|| self.value.get("security")).and_then(Value::as_array);
        let asks = |requirement: &Value| requirement.as_object().is_some_and(|schemes| !schemes.is_empty());
        Operation {
            id: text(operation, "operationId"),
            method: method.to_uppercase(),
            path: path.to_owned(),
            parameters,
            body,
            responses: self.responses(&join(&pointer, "responses")),
            authenticated: security.is_some_and(|requirements| requirements.iter().any(asks)),
            pointer,
        }
    }

    fn parameters(&self, above: &str) -> Vec<Parameter> {
        let above = join(above, "parameters");
        let count = self.value.pointer(&above).and_then(Value::as_array).map_or(0, Vec::len);
        let parameter = |index: usize| {
            let (pointer, parameter) = self.at(&join(&above, &index.to_string()));
            let required = parameter.get("required") == Some(&Value::Bool(true));
            Parameter { name: text(parameter, "name"), location: text(parameter, "in"), required, pointer }
        };
        (0..count).map(parameter).collect()
    }

    fn responses(&self, above: &str) -> Vec<Response> {
        let (above, responses) = self.at(above);
        let response = |range: &String| {
            let (pointer, response) = self.at(&join(&above, range));
            let place = |name: &String| (name.to_ascii_lowercase(), join(&join(&pointer, "headers"), name));
            let headers = members(response, "headers").map(|(name, _)| place(name)).collect();
            Response { range: range.clone(), headers, body: self.content(&pointer), pointer }
        };
        responses.as_object().into_iter().flatten().map(|(range, _)| response(range)).collect()
    }

    /// The JSON among the media types of a body.
    fn content(&self, above: &str) -> Option<Content> {
        let (above, body) = self.at(above);
        let is_json = |media_type: &str| media_type == "application/json" || media_type.ends_with("+json");
        let (media_type, _) = members(body, "content").find(|(media_type, _)| is_json(media_type))?;
        let schema = join(&join(&join(&above, "content"), media_type), "schema");
        Some(Content { media_type: media_type.clone(), schema })
    }

    /// The names of all properties that hold a secret: those that are only ever sent, and keys and passwords.
    #[must_use]
    pub fn secret_properties(&self) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        self.find_secrets("", &self.value, &mut names);
        names
    }

    fn find_secrets(&self, pointer: &str, value: &Value, names: &mut BTreeSet<String>) {
        for (name, _) in members(value, "properties") {
            let (_, schema) = self.at(&join(&join(pointer, "properties"), name));
            let is_secret = SECRET_FORMATS.contains(&text(schema, "format").as_str());
            if is_secret || schema.get("writeOnly") == Some(&Value::Bool(true)) {
                names.insert(name.clone());
            }
        }
        let below: Vec<(String, &Value)> = match value {
            Value::Object(object) => object.iter().map(|(name, value)| (join(pointer, name), value)).collect(),
            Value::Array(items) => {
                items.iter().enumerate().map(|(index, item)| (join(pointer, &index.to_string()), item)).collect()
            }
            _ => Vec::new(),
        };
        // An example may have a member called `properties`, too, but none that is a schema.
        let is_example = |pointer: &str| pointer.ends_with("/example") || pointer.ends_with("/examples");
        below.iter().filter(|(pointer, _)| !is_example(pointer)).for_each(|(pointer, value)| {
            self.find_secrets(pointer, value, names);
        });
    }

    /// The names of the properties that a schema declares, those of its parts included.
    #[must_use]
    pub fn properties(&self, schema: &str) -> BTreeSet<String> {
        let (pointer, value) = self.at(schema);
        let own = members(value, "properties").map(|(name, _)| name.clone());
        own.chain(parts(&pointer, value).iter().flat_map(|part| self.properties(part))).collect()
    }

    /// Where the schema of a property is, in the schema or in one of its parts.
    #[must_use]
    pub fn property(&self, schema: &str, name: &str) -> Option<String> {
        let (pointer, value) = self.at(schema);
        let own = || join(&join(&pointer, "properties"), name);
        if members(value, "properties").any(|(known, _)| known == name) {
            return Some(own());
        }
        parts(&pointer, value).iter().find_map(|part| self.property(part, name))
    }

    /// Where the schema of a list's items is.
    #[must_use]
    pub fn items(&self, schema: &str) -> Option<String> {
        let (pointer, value) = self.at(schema);
        value.get("items").map(|_| join(&pointer, "items"))
    }
}

/// A pointer with one more token.
#[must_use]
pub fn join(pointer: &str, token: &str) -> String {
    format!("{pointer}/{}", token.replace('~', "~0").replace('/', "~1"))
}

/// The members of what a schema is put together from.
fn parts(pointer: &str, schema: &Value) -> Vec<String> {
    let count = |keyword: &str| schema.get(keyword).and_then(Value::as_array).map_or(0, Vec::len);
    let members = |keyword: &&str| {
        let pointer = join(pointer, keyword);
        (0..count(keyword)).map(move |index| join(&pointer, &index.to_string()))
    };
    ["allOf", "oneOf", "anyOf"].iter().flat_map(members).collect()
}

fn members<'v>(value: &'v Value, keyword: &str) -> impl Iterator<Item = (&'v String, &'v Value)> + use<'v> {
    value.get(keyword).and_then(Value::as_object).into_iter().flatten()
}

fn text(value: &Value, keyword: &str) -> String {
    value.get(keyword).and_then(Value::as_str).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn what_a_call_on_the_wire_follows_from() {
        let document = Document::of_repository();
        let operations = document.operations();
        let ids: BTreeSet<&str> = operations.iter().map(|operation| operation.id.as_str()).collect();
        let lines = include_str!("../../openapi/openscaler.yaml").lines();
        assert_eq!(ids, lines.filter_map(|line| line.trim().strip_prefix("operationId: ")).collect());
        let operation = operations.iter().find(|operation| operation.id == "lb_create_certificate").expect("one");
        assert_eq!((operation.method.as_str(), operation.authenticated), ("POST", true));
        let parameters = BTreeMap::from([("lb_id".to_owned(), "a/b ü".to_owned())]);
        let path = operation.path_with(&parameters).expect("all are given");
        assert_eq!(path, "/v1/lbs/a%2Fb%20%C3%BC/certificates");
        assert_eq!(operation.parameters_of(&path), Some(parameters));
        assert_eq!(operation.parameters_of("/v1/lbs/42"), None);
        assert_eq!(operation.path_with(&BTreeMap::new()), None);
        assert_eq!(operation.response(299).map(|response| response.range.as_str()), Some("2XX"));
        assert!(operation.response(302).is_none());
    }

    #[test]
    fn secrets_are_what_the_document_says() {
        assert_eq!(Document::of_repository().secret_properties(), BTreeSet::from(["cert_content".to_owned()]));
    }
}
