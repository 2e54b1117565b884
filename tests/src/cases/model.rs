//! A case as a value: the call, the exchange, and what the caller sees.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A call and its result.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// Says what the case is about; unique among all cases that are read together.
    pub name: String,
    /// What a real endpoint is expected to do, if the case may be played there.
    pub live: Option<Live>,
    /// What the caller writes.
    pub call: Call,
    /// Its result.
    pub then: Then,
}

/// What a real endpoint is expected to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Live {
    /// It creates the certificate.
    Created,
    /// It responds with 4xx and creates nothing.
    Refused,
}

/// A call as its caller writes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Call {
    /// The `operationId`.
    pub operation: String,
    /// The client's token, if it is not the valid one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// The parameters, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub parameters: BTreeMap<String, String>,
    /// The request's body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Body>,
}

/// A body: JSON that is written as YAML, or exactly this text.
///
/// In a [`Call`] the text is JSON, too: it can say what a mapping cannot, such as one name twice.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// A JSON object.
    Json(Map<String, Value>),
    /// The text itself. A value that is put into it is escaped as JSON is.
    Text(String),
}

/// The result of a call.
#[derive(Clone, Debug, PartialEq)]
pub enum Then {
    /// It is not sent, and these are its violations, in the order of their places.
    Refused(Vec<Violation>),
    /// It is sent.
    Sent(Box<Exchange>),
}

/// A request, its responses, and what the caller sees.
#[derive(Clone, Debug, PartialEq)]
pub struct Exchange {
    /// The request, which is sent once for each response.
    pub sends: Request,
    /// One response for each attempt.
    pub answers: Vec<Answer>,
    /// What the caller sees at the end.
    pub sees: Seen,
}

/// A request on the wire.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// `POST`, …
    pub method: String,
    /// The target of the request line, unchanged.
    pub path: String,
    /// All headers but `host` and `content-length`, in lower case.
    pub headers: BTreeMap<String, String>,
    /// The bytes of the body; empty for none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub body: String,
}

/// The response to an attempt.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// Nothing: the connection ends after the request. Written as `lost`.
    Lost,
    /// An HTTP answer.
    Http(HttpAnswer),
}

/// An HTTP answer; the connection ends with it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HttpAnswer {
    /// The status.
    pub status: u16,
    /// The headers. `content-length` is added unless it or `transfer-encoding` is given (the body is then sent in chunks),
    /// and `content-type` for a body that is written as YAML.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub headers: BTreeMap<String, String>,
    /// The body; empty for none.
    #[serde(default, skip_serializing_if = "Body::is_empty")]
    pub body: Body,
    /// The violations of the document.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub departs: Vec<Departure>,
}

/// A violation of the document in a response.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Departure {
    /// Where: `/status`, `/headers/…` or `/body/…`, as a JSON pointer.
    pub at: String,
    /// The violated keyword of JSON Schema; else `status`, `media-type`, `json` or `unknown-property`.
    pub rule: String,
}

/// What the caller sees of an exchange: a value, or an error with its outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// The status, if there was an answer.
    pub status: Option<u16>,
    /// The rest.
    pub what: Sight,
}

/// A value, or an error.
#[derive(Clone, Debug, PartialEq)]
pub enum Sight {
    /// Every property that has a value.
    Value(Map<String, Value>),
    /// An error; fields that are `None` are not compared.
    Error {
        /// Whether the call took effect.
        outcome: Outcome,
        /// The error's line, with `…` for the address and the time, which vary.
        error: Option<String>,
        /// What the server said.
        message: Option<String>,
        /// The name under which the server knows the request.
        request_id: Option<String>,
    },
}

/// Whether the call took effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It did not reach the server.
    NotSent,
    /// The server refused it.
    Rejected,
    /// It may have taken effect.
    Unknown,
    /// It took effect, but the response cannot be read.
    Succeeded,
}

/// A violation in a call.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Violation {
    /// Where in `call`: `/parameters/…` or `/body/…`, as a JSON pointer; what is missing, too, has a place.
    pub at: String,
    /// The violated keyword of JSON Schema; `duplicate` for a duplicate name.
    pub rule: String,
}

impl Body {
    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Text(text) if text.is_empty())
    }

    /// The body as text.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Json(object) => Value::Object(object.clone()).to_string(),
        }
    }

    /// The body as a JSON value, if it is one.
    #[must_use]
    pub fn json(&self) -> Option<Value> {
        match self {
            Self::Text(text) => serde_json::from_str(text).ok(),
            Self::Json(object) => Some(Value::Object(object.clone())),
        }
    }
}

impl Default for Body {
    fn default() -> Self {
        Self::Text(String::new())
    }
}

impl HttpAnswer {
    /// The bytes on the wire.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let body = self.body.text();
        let is_chunked = self.headers.contains_key("transfer-encoding");
        let mut head = format!("HTTP/1.1 {} x\r\nconnection: close\r\n", self.status);
        let mut add = |name: &str, value: &str| head += &format!("{name}: {value}\r\n");
        self.headers.iter().for_each(|(name, value)| add(name, value));
        if !is_chunked && !self.headers.contains_key("content-length") {
            add("content-length", &body.len().to_string());
        }
        if matches!(self.body, Body::Json(_)) && !self.headers.contains_key("content-type") {
            add("content-type", "application/json");
        }
        let body = if is_chunked { chunked(body.as_bytes()) } else { body.into_bytes() };
        [head.as_bytes(), b"\r\n", &body].concat()
    }

    /// The media type of the body, without its parameters.
    #[must_use]
    pub fn media_type(&self) -> Option<String> {
        let of_json = matches!(self.body, Body::Json(_)).then_some("application/json");
        let written = self.headers.get("content-type").map(String::as_str).or(of_json)?;
        Some(written.split(';').next().unwrap_or_default().trim().to_ascii_lowercase())
    }
}

/// A body in chunks of a few bytes (RFC 9112, section 7.1).
fn chunked(body: &[u8]) -> Vec<u8> {
    let chunk = |bytes: &[u8]| [format!("{:x}\r\n", bytes.len()).as_bytes(), bytes, b"\r\n"].concat();
    let mut chunks: Vec<_> = body.chunks(16).flat_map(chunk).collect();
    chunks.extend_from_slice(b"0\r\n\r\n");
    chunks
}
