//! An operation of the API: its parameters, its path, its body and its declared responses.

use std::collections::BTreeMap;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What stays as it is in a segment of a path: RFC 3986, section 2.3.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

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

impl Operation {
    /// The path with these parameters in it; `None` if one is missing.
    #[must_use]
    pub fn path_with(&self, parameters: &BTreeMap<String, String>) -> Option<String> {
        let segment = |segment: &str| match name(segment) {
            Some(name) => Some(encode_segment(parameters.get(name)?)),
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

/// A text as one segment of a path.
#[must_use]
pub fn encode_segment(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

/// The name of the parameter that a segment of a template is.
fn name(segment: &str) -> Option<&str> {
    segment.strip_prefix('{')?.strip_suffix('}')
}
