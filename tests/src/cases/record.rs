//! Records exchanges as cases, without their secrets.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use openscaler_reference_server::Exchange as Observed;
use serde_json::Value;

use super::model::{Answer, Body, Call, Case, Exchange, HttpAnswer, Outcome, Request, Seen, Sight, Then};
use super::redact::Secrets;
use crate::document::{Document, Operation};

/// Headers that follow from the rest, or say nothing.
const IMPLIED: [&str; 6] = ["connection", "content-length", "date", "host", "keep-alive", "transfer-encoding"];

/// Headers whose values are written down; others may be as secret as a cookie.
const SHOWN: [&str; 13] = [
    "accept",
    "accept-encoding",
    "allow",
    "content-encoding",
    "content-type",
    "location",
    "retry-after",
    "server",
    "traceparent",
    "user-agent",
    "www-authenticate",
    "x-correlation-id",
    "x-request-id",
];

/// Appends cases to a file that only its owner can read.
pub struct Recorder {
    file: Mutex<File>,
    secrets: Secrets,
    document: Document,
    operations: Vec<Operation>,
    /// Distinguishes the recordings of several runs in one file.
    begun: u64,
    count: AtomicU64,
}

/// What went over the wire for one call, secrets and all.
#[derive(Clone)]
pub struct Exchanged {
    /// `POST`, …
    pub method: String,
    /// The target of the request line.
    pub path: String,
    /// The request's headers.
    pub headers: Vec<(String, String)>,
    /// The request's body, as far as it was read.
    pub body: Vec<u8>,
    /// An answer for each attempt.
    pub answers: Vec<Answer>,
    /// What the caller saw; if unknown, it is derived from the last response.
    pub sees: Option<Seen>,
}

impl Recorder {
    /// Opens the file, and makes it if there is none. `token` is the one that the server takes.
    ///
    /// # Errors
    ///
    /// When the file cannot be opened.
    pub fn open(path: &Path, token: &str) -> io::Result<Self> {
        let file = OpenOptions::new().create(true).append(true).mode(0o600).open(path)?;
        let document = Document::of_repository();
        Ok(Self {
            file: Mutex::new(file),
            secrets: Secrets::new(token, &document),
            operations: document.operations(),
            document,
            begun: SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs()),
            count: AtomicU64::new(1),
        })
    }

    /// Writes what the reference server shows of an exchange.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub fn write_observed(&self, observed: Observed) -> io::Result<()> {
        let answer = HttpAnswer {
            status: observed.status,
            headers: observed.answer_headers.into_iter().collect(),
            body: Body::Text(String::from_utf8_lossy(&observed.answer_body).into_owned()),
            departs: Vec::new(),
        };
        self.write(&Exchanged {
            method: observed.method,
            path: observed.path,
            headers: observed.headers,
            body: observed.body.to_vec(),
            answers: vec![Answer::Http(answer)],
            sees: None,
        })
    }

    /// Writes a case; a line of comment for what no call of the document makes.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub fn write(&self, exchanged: &Exchanged) -> io::Result<()> {
        let text = match self.case(exchanged) {
            Some(case) => serde_yaml::to_string(&[case]).map_err(io::Error::other)?,
            None => {
                let (method, path) = (&exchanged.method, self.secrets.without_token(&exchanged.path));
                let status =
                    exchanged.answers.last().and_then(status).map_or("no answer".to_owned(), |it| it.to_string());
                format!("# {method} {path} {status}: not a call of the document with a JSON body\n")
            }
        };
        // In one piece, so that two exchanges do not get mixed up.
        self.file.lock().unwrap_or_else(PoisonError::into_inner).write_all(text.as_bytes())
    }

    fn case(&self, exchanged: &Exchanged) -> Option<Case> {
        let fits = |operation: &&Operation| operation.method == exchanged.method;
        let mut operations = self.operations.iter().filter(fits);
        let (operation, parameters) =
            operations.find_map(|operation| Some((operation, operation.parameters_of(&exchanged.path)?)))?;
        let sent = self.secrets.without_secrets(str::from_utf8(&exchanged.body).ok()?);
        let body = match serde_json::from_str(&sent) {
            Ok(Value::Object(object)) => Some(Body::Json(object)),
            Ok(_) => Some(Body::Text(sent.clone())),
            Err(_) if sent.is_empty() && operation.body.is_none() => None,
            Err(_) => return None,
        };
        let answers: Vec<_> = exchanged.answers.iter().map(|answer| self.answer(answer)).collect();
        let last = answers.last()?;
        let sees = match &exchanged.sees {
            Some(seen) => self.seen(seen),
            None => follows(&self.document, operation, last),
        };
        let headers = self.headers(&exchanged.headers);
        let token = headers.get("authorization").filter(|value| *value != "Bearer {{token}}");
        let number = self.count.fetch_add(1, Ordering::Relaxed);
        let status = status(last).map_or("lost".to_owned(), |status| status.to_string());
        let parameter = |(name, value): (String, String)| (name, self.secrets.without_token(&value));
        Some(Case {
            name: format!("recorded {}, {number}: {} {status}", self.begun, operation.id),
            live: None,
            call: Call {
                operation: operation.id.clone(),
                token: token.map(|_| "{{other_token}}".to_owned()),
                parameters: parameters.into_iter().map(parameter).collect(),
                body,
            },
            then: Then::Sent(Box::new(Exchange {
                sends: Request {
                    method: exchanged.method.clone(),
                    path: self.secrets.without_token(&exchanged.path),
                    headers,
                    body: sent,
                },
                answers,
                sees,
            })),
        })
    }

    fn headers(&self, headers: &[(String, String)]) -> BTreeMap<String, String> {
        let mut written: BTreeMap<String, String> = BTreeMap::new();
        for (name, value) in headers {
            let name = name.to_ascii_lowercase();
            if IMPLIED.contains(&name.as_str()) {
                continue;
            }
            let value = self.header(&name, value);
            // Twice the same header is one with both values (RFC 9110, section 5.3).
            written.entry(name).and_modify(|first| *first = format!("{first}, {value}")).or_insert(value);
        }
        written
    }

    fn header(&self, name: &str, value: &str) -> String {
        let own_agent = concat!("openscaler-api/", env!("CARGO_PKG_VERSION"));
        match name {
            "authorization" => match value.strip_prefix("Bearer ") {
                Some(token) if self.secrets.is_token(token) => "Bearer {{token}}".to_owned(),
                _ => "Bearer {{other_token}}".to_owned(),
            },
            "user-agent" if value == own_agent => "openscaler-api/{{version}}".to_owned(),
            "location" => self.secrets.without_token(value),
            _ if SHOWN.contains(&name) => self.secrets.without_key_like(value),
            _ => "{{redacted}}".to_owned(),
        }
    }

    fn answer(&self, answer: &Answer) -> Answer {
        let Answer::Http(HttpAnswer { status, headers, body, departs }) = answer else { return answer.clone() };
        let pairs: Vec<_> = headers.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
        let (mut written, body) = (self.headers(&pairs), body.text());
        // A length that is another than the body's is what is odd about a body that broke off.
        let odd_length = headers.get("content-length").filter(|length| **length != body.len().to_string());
        written.extend(odd_length.map(|length| ("content-length".to_owned(), length.clone())));
        Answer::Http(HttpAnswer {
            status: *status,
            headers: written,
            body: Body::Text(self.secrets.without_secrets(&body)),
            departs: departs.clone(),
        })
    }

    fn seen(&self, seen: &Seen) -> Seen {
        let what = match &seen.what {
            Sight::Value(value) => {
                let text = self.secrets.without_secrets(&Value::Object(value.clone()).to_string());
                Sight::Value(serde_json::from_str(&text).unwrap_or_default())
            }
            Sight::Error { outcome, error, message, request_id } => {
                let text = |text: &Option<String>| text.as_deref().map(|text| self.secrets.without_key_like(text));
                let (error, message, request_id) = (text(error), text(message), text(request_id));
                Sight::Error { outcome: *outcome, error, message, request_id }
            }
        };
        Seen { status: seen.status, what }
    }
}

/// What a caller has to see of an answer that is as the document says: its declared properties that have a value, or by
/// its status whether the call may have been carried out.
#[must_use]
pub fn follows(document: &Document, operation: &Operation, answer: &Answer) -> Seen {
    let Answer::Http(answer) = answer else { return failed(None, Outcome::Unknown) };
    match (answer.status, answer.body.json()) {
        (200..=299, Some(Value::Object(object))) => {
            let content = operation.response(answer.status).and_then(|response| response.body.as_ref());
            let known = content.map(|content| document.properties(&content.schema)).unwrap_or_default();
            let declared = object.into_iter().filter(|(name, value)| known.contains(name) && !value.is_null());
            Seen { status: Some(answer.status), what: Sight::Value(declared.collect()) }
        }
        (200..=299, _) => failed(Some(answer.status), Outcome::Succeeded),
        (307 | 308 | 400..=499, _) => failed(Some(answer.status), Outcome::Rejected),
        _ => failed(Some(answer.status), Outcome::Unknown),
    }
}

fn status(answer: &Answer) -> Option<u16> {
    match answer {
        Answer::Lost => None,
        Answer::Http(answer) => Some(answer.status),
    }
}

fn failed(status: Option<u16>, outcome: Outcome) -> Seen {
    Seen { status, what: Sight::Error { outcome, error: None, message: None, request_id: None } }
}
