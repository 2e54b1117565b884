//! What the document says of a call and of an answer.

use std::collections::BTreeMap;
use std::path::Path;

use openscaler_openapi::context::Direction;
use openscaler_openapi::document::Source;
use openscaler_openapi::validation::{ValidationError, ValidationErrorKind, Validator, validator};
use openscaler_tests::cases::{Answer, Call, Departure, HttpAnswer, Violation};
use openscaler_tests::document::{Document, Operation, join};
use serde_json::Value;

pub(crate) struct Judge {
    source: Source,
    pub(crate) document: Document,
    pub(crate) operations: Vec<Operation>,
}

/// A departure, and what to tell of it. No value is in it.
pub(crate) struct Found {
    pub(crate) departure: Departure,
    pub(crate) message: String,
}

/// What the document has a call be on the wire.
pub(crate) struct Described {
    pub(crate) method: String,
    pub(crate) path: String,
    /// Those that follow from the document.
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Option<Value>,
}

impl Judge {
    pub(crate) fn of_repository() -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../openapi/openscaler.yaml");
        let source = Source::read(&path).expect("the document can be read");
        let document = Document::of_repository();
        Self { operations: document.operations(), document, source }
    }

    pub(crate) fn operation(&self, id: &str) -> &Operation {
        let operation = self.operations.iter().find(|operation| operation.id == id);
        operation.unwrap_or_else(|| panic!("the document has no operation `{id}`; see `operationId` there"))
    }

    /// What is wrong with a call, in the order of its places.
    pub(crate) fn call(&self, call: &Call) -> Vec<Violation> {
        let operation = self.operation(&call.operation);
        let mut violations = Vec::new();
        for parameter in &operation.parameters {
            let at = join("/parameters", &parameter.name);
            match call.parameters.get(&parameter.name) {
                Some(value) => {
                    let validator = self.request_validator(&join(&parameter.pointer, "schema"));
                    violations.extend(violations_of(&validator, &at, &Value::from(value.as_str())));
                }
                None if parameter.required => violations.push(Violation { at, rule: "required".to_owned() }),
                None => {}
            }
        }
        let unknown =
            call.parameters.keys().filter(|name| operation.parameters.iter().all(|known| known.name != **name));
        assert_eq!(unknown.count(), 0, "`{}` has no such parameter among {:?}", operation.id, call.parameters.keys());
        match (&operation.body, &call.body) {
            (Some(content), Some(body)) => {
                let body = body.json().unwrap_or_else(|| panic!("the body of a call is no JSON: {}", body.text()));
                violations.extend(violations_of(&self.request_validator(&content.schema), "/body", &body));
            }
            (Some(_), None) => violations.push(Violation { at: "/body".to_owned(), rule: "required".to_owned() }),
            (None, body) => assert!(body.is_none(), "`{}` takes no body", operation.id),
        }
        violations.sort();
        violations
    }

    /// What a call is on the wire, by the document alone.
    pub(crate) fn describe(&self, call: &Call, token: &str) -> Described {
        let operation = self.operation(&call.operation);
        let elsewhere = operation.parameters.iter().find(|parameter| parameter.location != "path");
        assert!(
            elsewhere.is_none(),
            "a parameter in the path is all that cases know; describe {elsewhere:?} here, too"
        );
        let mut headers = BTreeMap::new();
        if operation.authenticated {
            headers.insert("authorization".to_owned(), format!("Bearer {token}"));
        }
        if let Some(content) = &operation.body {
            headers.insert("content-type".to_owned(), content.media_type.clone());
        }
        if let Some(content) = operation.response(200).and_then(|response| response.body.as_ref()) {
            headers.insert("accept".to_owned(), content.media_type.clone());
        }
        Described {
            method: operation.method.clone(),
            path: operation.path_with(&call.parameters).expect("every parameter is given"),
            headers,
            body: call.body.as_ref().and_then(|body| body.json()),
        }
    }

    /// Where an answer is not as the document says, in the order of the places.
    pub(crate) fn answer(&self, operation: &Operation, answer: &Answer) -> Vec<Found> {
        let Answer::Http(answer) = answer else { return Vec::new() };
        let Some(response) = operation.response(answer.status) else {
            let declared: Vec<_> = operation.responses.iter().map(|response| response.range.as_str()).collect();
            return vec![found("/status", "status", format!("{} is none of {}", answer.status, declared.join(", ")))];
        };
        let mut all = Vec::new();
        if let Some(content) = &response.body {
            self.body(&content.media_type, &content.schema, answer, &mut all);
        }
        all.sort_by(|one, other| one.departure.cmp(&other.departure));
        all
    }

    fn body(&self, declared: &str, schema: &str, answer: &HttpAnswer, all: &mut Vec<Found>) {
        if answer.body.is_empty() {
            all.push(found("/body", "json", "is empty"));
            return;
        }
        match answer.media_type() {
            Some(media_type) if media_type == declared => {}
            Some(media_type) => {
                // What a server says there is text of its own.
                let media_type: String = media_type.chars().filter(char::is_ascii_graphic).take(80).collect();
                let message = format!("is `{media_type}` and not `{declared}`");
                all.push(found("/headers/content-type", "media-type", message));
            }
            None => all.push(found("/headers/content-type", "media-type", format!("is missing: `{declared}`"))),
        }
        let Some(body) = answer.body.json() else {
            all.push(found("/body", "json", "is not JSON"));
            return;
        };
        let validator = validator(&self.source, schema, Direction::Response).expect("a schema that can be judged");
        for error in validator.iter_errors(&body) {
            // The error's own words may quote the value.
            for (at, rule) in places(&error, "/body") {
                let message = match rule.as_str() {
                    "required" => "is missing".to_owned(),
                    "type" => format!("is {}, which is no type of it", kind(&body, &at)),
                    "enum" => "is none of the values listed".to_owned(),
                    rule => format!("breaks `{rule}`"),
                };
                all.push(found(&at, &rule, message));
            }
        }
        self.unknown_properties(schema, &body, "/body", all);
    }

    /// Properties of which the document says nothing; it allows them, but who has it believe does not know them.
    fn unknown_properties(&self, schema: &str, value: &Value, at: &str, all: &mut Vec<Found>) {
        let known = self.document.properties(schema);
        match value {
            Value::Object(object) if !known.is_empty() => {
                for (name, value) in object {
                    let at = join(at, name);
                    match self.document.property(schema, name) {
                        Some(schema) => self.unknown_properties(&schema, value, &at, all),
                        None => all.push(found(&at, "unknown-property", format!("is {}", of_kind(value)))),
                    }
                }
            }
            Value::Array(items) => {
                if let Some(schema) = self.document.items(schema) {
                    for (index, item) in items.iter().enumerate() {
                        self.unknown_properties(&schema, item, &join(at, &index.to_string()), all);
                    }
                }
            }
            _ => {}
        }
    }

    fn request_validator(&self, schema: &str) -> Validator {
        validator(&self.source, schema, Direction::Request).unwrap_or_else(|| panic!("`{schema}` cannot be judged"))
    }
}

fn found(at: &str, rule: &str, message: impl Into<String>) -> Found {
    Found { departure: Departure { at: at.to_owned(), rule: rule.to_owned() }, message: message.into() }
}

fn violations_of(validator: &Validator, at: &str, value: &Value) -> Vec<Violation> {
    let errors = validator.iter_errors(value);
    errors.flat_map(|error| places(&error, at)).map(|(at, rule)| Violation { at, rule }).collect()
}

/// Where something is wrong, and by which rule: what is missing, or is too much, has a place of its own.
fn places(error: &ValidationError<'_>, at: &str) -> Vec<(String, String)> {
    let at = format!("{at}{}", error.instance_path().as_str());
    let names = match error.kind() {
        ValidationErrorKind::Required { property } => vec![property.as_str().unwrap_or_default().to_owned()],
        ValidationErrorKind::AdditionalProperties { unexpected } => unexpected.clone(),
        _ => return vec![(at, error.kind().keyword().to_owned())],
    };
    names.iter().map(|name| (join(&at, name), error.kind().keyword().to_owned())).collect()
}

/// The value at a pointer in a body.
fn kind(body: &Value, at: &str) -> &'static str {
    of_kind(body.pointer(at.strip_prefix("/body").unwrap_or_default()).unwrap_or_default())
}

fn of_kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
