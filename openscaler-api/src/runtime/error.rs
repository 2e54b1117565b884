//! Why a call failed, and whether it may have been carried out all the same.

use std::fmt;

use bytes::Bytes;
use reqwest::StatusCode;
use reqwest::header::HeaderMap;

/// How much of the body of an answer an error keeps, in bytes.
const KEPT: usize = 64 * 1024;

/// What became of a call that failed, as far as its caller can know.
///
/// ```
/// # use openscaler_api::{Error, Outcome};
/// fn may_try_again(error: &Error) -> bool {
///     matches!(error.outcome(), Outcome::NotSent | Outcome::Rejected)
/// }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Outcome {
    /// Nothing reached the server: the request could not be made, or no connection could.
    NotSent,
    /// The server refused the request and did nothing: 4xx, 307 and 308.
    Rejected,
    /// The request may have been carried out: 5xx, another redirect, or a connection lost after it was written.
    Unknown,
    /// The server did what was asked, but its answer could not be read.
    Succeeded,
}

/// A failed call, or a client that cannot be built.
///
/// It keeps the status, the headers and up to 64 KiB of the body of an answer, whatever that body is, and prints none
/// of it: servers echo what they refuse, and what they refuse may hold a private key.
pub struct Error(Box<Failure>);

struct Failure {
    reason: Reason,
    outcome: Outcome,
    answer: Option<Answer>,
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

/// The one line that is printed, and what lies under it.
#[derive(Debug, thiserror::Error)]
enum Reason {
    #[error("the client cannot be built: {0}")]
    Configuration(String),
    #[error("the request cannot be sent: {0}")]
    Unsendable(&'static str),
    #[error("the request cannot be made")]
    Request(#[source] reqwest::Error),
    #[error("no connection to the server")]
    Connection(#[source] reqwest::Error),
    #[error("no answer from the server after the request was sent")]
    Lost(#[source] reqwest::Error),
    #[error("the server answered {0}")]
    Status(StatusCode),
    #[error("the server answered {0}, but {1}")]
    Unreadable(StatusCode, #[source] Unreadable),
}

/// What is wrong with the body of an answer; never a part of it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Unreadable {
    #[error("its body broke off")]
    Broken,
    #[error("its body is longer than {0} bytes")]
    TooLong(usize),
    #[error("its body is empty")]
    Empty,
    #[error("its body is not JSON (line {line}, column {column})")]
    NotJson { line: usize, column: usize },
    #[error("its body is not what the document says (line {line}, column {column})")]
    NotAsDocumented { line: usize, column: usize },
}

impl Unreadable {
    /// serde_json's own message quotes the value that it did not expect.
    pub(crate) fn json(error: &serde_json::Error, body: &[u8]) -> Self {
        let (line, column) = (error.line(), error.column());
        match error.classify() {
            _ if body.is_empty() => Self::Empty,
            serde_json::error::Category::Data => Self::NotAsDocumented { line, column },
            _ => Self::NotJson { line, column },
        }
    }
}

impl Error {
    /// What the caller of a call that must not be made twice has to know.
    pub fn outcome(&self) -> Outcome {
        self.0.outcome
    }

    /// The status, if there was an answer.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.answer.as_ref().map(|answer| answer.status)
    }

    /// The headers, if there was an answer.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.answer.as_ref().map(|answer| &answer.headers)
    }

    /// The first 64 KiB of the body, as they came, if there was an answer.
    ///
    /// They may hold a part of the request, and so of a private key: do not log them.
    pub fn body(&self) -> Option<&[u8]> {
        self.0.answer.as_ref().map(|answer| &answer.body[..])
    }

    pub(crate) fn configuration(reason: impl Into<String>) -> Self {
        Self::without_answer(Reason::Configuration(reason.into()), Outcome::NotSent)
    }

    pub(crate) fn unsendable(reason: &'static str) -> Self {
        Self::without_answer(Reason::Unsendable(reason), Outcome::NotSent)
    }

    /// An answer that is no success of the document's.
    pub(crate) async fn from_response(mut response: reqwest::Response) -> Self {
        let status = response.status();
        let outcome = match status.as_u16() {
            200..=299 => Outcome::Succeeded,
            307 | 308 | 400..=499 => Outcome::Rejected,
            _ => Outcome::Unknown,
        };
        let body = read_body(&mut response, KEPT).await;
        let answer = Answer { status, headers: std::mem::take(response.headers_mut()), body: body.bytes };
        Self(Box::new(Failure { reason: Reason::Status(status), outcome, answer: Some(answer) }))
    }

    /// A success whose body is not one.
    pub(crate) fn unreadable(why: Unreadable, mut response: reqwest::Response, mut body: Bytes) -> Self {
        let status = response.status();
        body.truncate(KEPT);
        let answer = Answer { status, headers: std::mem::take(response.headers_mut()), body };
        let reason = Reason::Unreadable(status, why);
        Self(Box::new(Failure { reason, outcome: Outcome::Succeeded, answer: Some(answer) }))
    }

    fn without_answer(reason: Reason, outcome: Outcome) -> Self {
        Self(Box::new(Failure { reason, outcome, answer: None }))
    }
}

impl From<reqwest::Error> for Error {
    fn from(error: reqwest::Error) -> Self {
        // The URL holds what the caller put into it.
        let error = error.without_url();
        if error.is_builder() {
            Self::without_answer(Reason::Request(error), Outcome::NotSent)
        } else if error.is_connect() {
            Self::without_answer(Reason::Connection(error), Outcome::NotSent)
        } else {
            Self::without_answer(Reason::Lost(error), Outcome::Unknown)
        }
    }
}

/// A header parameter whose value no header can hold.
impl From<reqwest::header::InvalidHeaderValue> for Error {
    fn from(_: reqwest::header::InvalidHeaderValue) -> Self {
        Self::unsendable("a header parameter has a character that no header can hold")
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.reason.fmt(formatter)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Error")
            .field("reason", &self.0.reason)
            .field("outcome", &self.0.outcome)
            .field("status", &self.status())
            .finish_non_exhaustive()
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        std::error::Error::source(&self.0.reason)
    }
}

/// The beginning of a body, and why it is not the whole of it.
pub(crate) struct Body {
    pub(crate) bytes: Bytes,
    pub(crate) end: Result<(), Unreadable>,
}

/// Reads a body up to `limit` bytes; what was read is kept whatever happens then.
pub(crate) async fn read_body(response: &mut reqwest::Response, limit: usize) -> Body {
    let mut bytes = Vec::new();
    let end = loop {
        match response.chunk().await {
            Ok(None) => break Ok(()),
            Err(_) => break Err(Unreadable::Broken),
            Ok(Some(chunk)) => {
                let room = limit - bytes.len();
                bytes.extend_from_slice(&chunk[..chunk.len().min(room)]);
                if chunk.len() > room {
                    break Err(Unreadable::TooLong(limit));
                }
            }
        }
    };
    Body { bytes: bytes.into(), end }
}
