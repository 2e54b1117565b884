//! The OpenAPI document, as far as a call on the wire follows from it.
//!
//! This is a reading of its own, like the reference server's: what the generator, the client and this agree on, several
//! readings of one text agree on.

use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::Value;

/// The formats of strings that hold a secret.
const SECRET_FORMATS: [&str; 2] = ["password", "pem"];

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// What stays as it is in a segment of a path: RFC 3986, section 2.3.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The document.
#[derive(Clone, Debug)]
pub struct Document {
    value: Value,
}

/// One call of the API.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The `operationId`.
    pub id: String,
    /// `POST`, …
    pub method: String,
    /// The template of the path.
    pub path: String,
    /// Where it is.
    pub pointer: String,
    /// Its parameters.
    pub parameters: Vec<Parameter>,
    /// The body that it takes.
    pub body: Option<Content>,
    /// Its answers, in the document's order.
    pub responses: Vec<Response>,
    /// Whether it carries a bearer token.
    pub authenticated: bool,
}

/// A parameter of an operation.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// `path`, `query`, `header` or `cookie`.
    pub location: String,
    /// Whether it has to be given.
    pub required: bool,
    /// Where it is.
    pub pointer: String,
}

/// A body in JSON.
#[derive(Clone, Debug)]
pub struct Content {
    /// `application/json`, or what else is JSON.
    pub media_type: String,
    /// Where its schema is.
    pub schema: String,
}

/// A declared answer.
#[derive(Clone, Debug)]
pub struct Response {
    /// `201`, `2XX`, `default`, …
    pub range: String,
    /// Where it is.
    pub pointer: String,
    /// The headers that it may have, each with its place.
    pub headers: BTreeMap<String, String>,
    /// Its body.
    pub body: Option<Content>,
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

    /// What is at a place, references followed; and where that is.
    ///
    /// # Panics
    ///
    /// When there is nothing, or a reference leads out of the document: `cargo xtask lint` says where.
    #[must_use]
    pub fn at(&self, pointer: &str) -> (String, &Value) {
        let value = self.value.pointer(pointer).unwrap_or_else(|| panic!("the document has nothing at `{pointer}`"));
        match value.get("$ref").and_then(Value::as_str) {
            None => (pointer.to_owned(), value),
            Some(reference) => self.at(reference.strip_prefix('#').expect("a reference within the document")),
        }
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

impl Operation {
    /// The path with these parameters in it; `None` if one is missing.
    #[must_use]
    pub fn path_with(&self, parameters: &BTreeMap<String, String>) -> Option<String> {
        let segment = |segment: &str| match name(segment) {
            Some(name) => Some(utf8_percent_encode(parameters.get(name)?, RESERVED).to_string()),
            None => Some(segment.to_owned()),
        };
        let segments: Option<Vec<_>> = self.path.split('/').map(segment).collect();
        Some(segments?.join("/"))
    }

    /// The parameters in a path, if it is one of this operation.
    #[must_use]
    pub fn parameters_of(&self, path: &str) -> Option<BTreeMap<String, String>> {
        let mut parameters = BTreeMap::new();
        let mut segments = path.split('/');
        for template in self.path.split('/') {
            let segment = segments.next()?;
            match name(template) {
                Some(name) => {
                    let value = percent_decode_str(segment).decode_utf8().ok()?;
                    parameters.insert(name.to_owned(), value.into_owned());
                }
                None if segment == template => {}
                None => return None,
            }
        }
        segments.next().is_none().then_some(parameters)
    }

    /// The answer that is declared for a status: its own, else that of its range, else `default`.
    #[must_use]
    pub fn response(&self, status: u16) -> Option<&Response> {
        let keys = [status.to_string(), format!("{}XX", status / 100), "default".to_owned()];
        keys.iter().find_map(|key| self.responses.iter().find(|response| response.range.eq_ignore_ascii_case(key)))
    }
}

/// The name of the parameter that a segment of a template is.
fn name(segment: &str) -> Option<&str> {
    segment.strip_prefix('{')?.strip_suffix('}')
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
    use super::*;

    #[test]
    fn what_a_call_on_the_wire_follows_from() {
        let document = Document::of_repository();
        let [operation] = document.operations().try_into().expect("one operation");
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
