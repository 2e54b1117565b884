//! Wire cases: what a caller asks for, what goes over the wire for it, and what the caller gets to see.
//!
//! A file of cases is a YAML list. Each case says one thing, and everything in it is exact:
//!
//! ```yaml
//! - name: a self-signed certificate with only what it needs
//!   call:                                 # what the caller writes
//!     operation: lb_create_certificate
//!     parameters: { lb_id: "42" }
//!     body: { name: my-cert, cert_type: self_signed }
//!   sends:                                # what goes over the wire; `host` and `content-length` follow from it
//!     method: POST
//!     path: /v1/lbs/42/certificates
//!     headers: { accept: application/json, authorization: "Bearer {{token}}", … }
//!     body: '{"cert_type":"self_signed","name":"my-cert"}'
//!   answer:                               # what comes back; a list, if the call is tried again
//!     status: 201
//!     body: { name: my-cert, cert_type: self_signed, size: big }
//!     departs: [{ at: /body/size, rule: type }]   # where the answer is not as the document says
//!   sees: { status: 201, outcome: succeeded }     # or `value`, what a success holds
//! ```
//!
//! A call that the client does not send has `refused` in the place of the last three: each violation's place in `call`,
//! as a JSON pointer, and its rule. `live` marks a case that may be played against a real endpoint.
//!
//! `{{name}}` stands for a value that is known only when the case is played: see [`Placeholders`].

mod placeholders;
mod read;
mod record;
mod redact;
mod written;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

pub use placeholders::{Placeholders, UnknownPlaceholder};
pub use read::{CaseError, read_file, read_folder};
pub use record::{Exchanged, Recorder, follows};
pub use redact::Secrets;

/// One call, and everything that becomes of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "written::Case", into = "written::Case")]
pub struct Case {
    /// Says what the case is about; unique among all cases that are read together.
    pub name: String,
    /// What a real endpoint is expected to do with it, if it may be played there.
    pub live: Option<Live>,
    /// What the caller writes.
    pub call: Call,
    /// What becomes of it.
    pub then: Then,
}

/// What a real endpoint is expected to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Live {
    /// It makes what the call asks for.
    Created,
    /// It answers 4xx, and makes nothing.
    Refused,
}

/// A call as its caller writes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Call {
    /// The `operationId`.
    pub operation: String,
    /// The client's token, where it is not the right one.
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

/// What becomes of a call.
#[derive(Clone, Debug, PartialEq)]
pub enum Then {
    /// It is not sent, and these are its violations, in the order of their places.
    Refused(Vec<Violation>),
    /// It is sent.
    Sent(Box<Exchange>),
}

/// A request, what is answered to it, and what the caller sees of that.
#[derive(Clone, Debug, PartialEq)]
pub struct Exchange {
    /// The request; sent again for each answer but the first.
    pub sends: Request,
    /// One answer for each attempt.
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
    /// The target of the request line, as it stands there.
    pub path: String,
    /// All headers but `host` and `content-length`, in lower case.
    pub headers: BTreeMap<String, String>,
    /// The bytes of the body; empty for none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub body: String,
}

/// What is answered to an attempt.
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
    /// Where it is not as the document says.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub departs: Vec<Departure>,
}

/// One thing in an answer that is not as the document says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Departure {
    /// Where: `/status`, `/headers/…` or `/body/…`, as a JSON pointer.
    pub at: String,
    /// The keyword of JSON Schema whose rule is broken; else `status`, `media-type`, `json` or `unknown-property`.
    pub rule: String,
}

/// What the caller sees of an exchange: a value, or an error with its outcome.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "written::Seen", into = "written::Seen")]
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
    /// An error. What is `None` is not looked at.
    Error {
        /// Whether the call may have been carried out.
        outcome: Outcome,
        /// The error's own line; `…` stands for the address and the time, which differ each time.
        error: Option<String>,
        /// What the server said.
        message: Option<String>,
        /// The name under which the server knows the request.
        request_id: Option<String>,
    },
}

/// What the caller of a call that must not be made twice has to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It did not reach the server.
    NotSent,
    /// The server refused it.
    Rejected,
    /// It may have been carried out.
    Unknown,
    /// It was carried out, but the answer cannot be read.
    Succeeded,
}

/// One thing that is wrong with a call.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Violation {
    /// Where in `call`: `/parameters/…` or `/body/…`, as a JSON pointer; what is missing, too, has a place.
    pub at: String,
    /// The keyword of JSON Schema whose rule is broken; `duplicate` for a name that stands twice.
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
    /// What stands on the wire.
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
