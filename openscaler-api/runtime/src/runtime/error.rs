//! Why a call failed, and whether it may have been carried out all the same.

use std::fmt;

use bytes::Bytes;
use reqwest::StatusCode;
use reqwest::header::HeaderMap;

use super::Answer;
use super::attempt::Failure;
use super::call::Call;
use super::cause::Cause;
use super::message::{message, request_id};
use crate::{ConfigurationError, InvalidToken};

/// How much of the body of an answer an error keeps, in bytes.
const KEPT: usize = 64 * 1024;

/// What became of a call that failed, as far as its caller can know.
///
/// It is that of the call's most doubtful attempt. A call whose future is dropped before it is done has no error to ask;
/// it counts as [`Outcome::Unknown`].
///
/// ```
/// # use openscaler_api::{Error, Outcome};
/// fn may_try_again(error: &Error) -> bool {
///     matches!(error.outcome(), Outcome::NotSent | Outcome::Rejected)
/// }
/// ```
// In the order of doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Outcome {
    /// The server has not got the request: it could not be made, there was no connection, none of its body was written,
    /// or HTTP/2 refused it before it was looked at.
    NotSent,
    /// The server refused the request and did nothing: 4xx, 307 and 308.
    Rejected,
    /// The request may have been carried out: 5xx, another redirect, an answer that is not HTTP, or a connection lost, or
    /// the time run out, after it was written.
    Unknown,
    /// The server did what was asked, but its answer could not be read.
    Succeeded,
}

impl Outcome {
    /// What an answer of this status says.
    pub(super) fn of_status(status: StatusCode) -> Self {
        match status.as_u16() {
            200..=299 => Self::Succeeded,
            307 | 308 | 400..=499 => Self::Rejected,
            _ => Self::Unknown,
        }
    }
}

/// A failed call, or a client that cannot be built.
///
/// It keeps the status, the headers and up to 64 KiB of the body of an answer, whatever that body is, and prints none
/// of it: servers echo what they refuse, and what they refuse may hold a private key. `Display` is one line; what lies
/// under it follows by [`source`](std::error::Error::source).
///
/// ```
/// # use openscaler_api::{Error, Outcome};
/// fn report(error: &Error) -> String {
///     let said = error.message().unwrap_or("nothing");
///     match error.outcome() {
///         Outcome::NotSent | Outcome::Rejected => format!("not created: {error} (the server said: {said})"),
///         Outcome::Succeeded => format!("created, but {error}"),
///         _ => format!("perhaps created: {error}; request id {:?}", error.request_id()),
///     }
/// }
/// ```
pub struct Error(Box<Inner>);

struct Inner {
    reason: Reason,
    outcome: Outcome,
    /// An attempt before the last may have been carried out.
    is_doubtful: bool,
    answer: Option<Kept>,
}

/// What is kept of an answer.
struct Kept {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    message: String,
    request_id: Option<String>,
}

/// The one line that is printed, and what lies under it.
#[derive(Debug, thiserror::Error)]
enum Reason {
    #[error(transparent)]
    Configuration(ConfigurationError),
    #[error("the request cannot be sent: {0}")]
    Unsendable(&'static str),
    #[error("{0}")]
    Transport(&'static str, #[source] Cause),
    #[error("the server answered {0}")]
    Status(StatusCode),
    #[error("the server answered {0}, but {1}")]
    Unreadable(StatusCode, #[source] Unreadable),
}

/// What is wrong with the body of an answer; never a part of it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Unreadable {
    #[error("its body broke off")]
    Broken,
    #[error("its body did not come in time")]
    Late,
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
    pub(super) fn json(error: &serde_json::Error, body: &[u8]) -> Self {
        let (line, column) = (error.line(), error.column());
        match error.classify() {
            _ if body.is_empty() => Self::Empty,
            serde_json::error::Category::Data => Self::NotAsDocumented { line, column },
            _ => Self::NotJson { line, column },
        }
    }

    pub(super) fn broken(error: &reqwest::Error) -> Self {
        if error.is_timeout() { Self::Late } else { Self::Broken }
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
    ///
    /// A server that echoes may have put anything into them: do not log them.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.answer.as_ref().map(|answer| &answer.headers)
    }

    /// The first 64 KiB of the body, as they came, if there was an answer.
    ///
    /// They may hold a part of the request, and so of a private key: do not log them.
    pub fn body(&self) -> Option<&[u8]> {
        self.0.answer.as_ref().map(|answer| &answer.body[..])
    }

    /// What the server says, if there was an answer: the text under one of the usual keys of a JSON body (`message`,
    /// `detail`, `error.message` and such), else the status in words.
    ///
    /// One line of at most 500 bytes. PEM blocks, long runs of base64 or hexadecimal digits, and the token as it was sent
    /// are left out. What a server has taken to pieces or written in a form of its own cannot be known again: it is the
    /// server's text, for people to read.
    pub fn message(&self) -> Option<&str> {
        self.0.answer.as_ref().map(|answer| answer.message.as_str())
    }

    /// The name under which the server's log knows the request, if the answer has one: in a header such as
    /// `X-Request-Id` or `traceparent`, or as `request_id` in a JSON body.
    pub fn request_id(&self) -> Option<&str> {
        self.0.answer.as_ref().and_then(|answer| answer.request_id.as_deref())
    }

    #[doc(hidden)]
    pub fn unsendable(reason: &'static str) -> Self {
        Self::without_answer(Reason::Unsendable(reason), Outcome::NotSent)
    }

    /// A request that cannot be made, such as one whose address is none.
    pub(super) fn unbuilt(error: &reqwest::Error) -> Self {
        let failure = Failure::new(error, None);
        Self::without_answer(Reason::Transport(failure.what, failure.cause), failure.outcome)
    }

    /// A call whose last attempt got no answer.
    pub(super) fn transport(failure: Failure, call: &Call<'_>) -> Self {
        let outcome = call.outcome(failure.outcome);
        let mut error = Self::without_answer(Reason::Transport(failure.what, failure.cause), outcome);
        error.0.is_doubtful = call.is_doubtful();
        error
    }

    /// An answer that is no success of the document's.
    #[doc(hidden)]
    pub async fn from_response(mut answer: Answer<'_>) -> Self {
        let status = answer.status();
        let body = answer.read(KEPT).await;
        Self::with_answer(Reason::Status(status), answer, body.bytes)
    }

    /// A success whose body is not one.
    pub(super) fn unreadable(why: Unreadable, answer: Answer<'_>, body: Bytes) -> Self {
        Self::with_answer(Reason::Unreadable(answer.status(), why), answer, body)
    }

    fn with_answer(reason: Reason, mut answer: Answer<'_>, body: Bytes) -> Self {
        let status = answer.status();
        let (headers, call) = (answer.take_headers(), answer.call());
        let outcome = call.outcome(Outcome::of_status(status));
        // The part that is kept shall not keep the rest in memory.
        let body = if body.len() > KEPT { Bytes::copy_from_slice(&body[..KEPT]) } else { body };
        let (message, request_id) = (message(status, &body, call.token()), request_id(&headers, &body, call.token()));
        let is_doubtful = call.is_doubtful() && outcome != Outcome::Succeeded;
        let answer = Some(Kept { status, headers, body, message, request_id });
        Self(Box::new(Inner { reason, outcome, is_doubtful, answer }))
    }

    fn without_answer(reason: Reason, outcome: Outcome) -> Self {
        Self(Box::new(Inner { reason, outcome, is_doubtful: false, answer: None }))
    }

    /// A stream that ended early: the answer is there, its body is not.
    pub(super) fn broken_stream(why: Unreadable, status: StatusCode, headers: HeaderMap) -> Self {
        let message = message(status, &[], "");
        let request_id = request_id(&headers, &[], "");
        let answer = Some(Kept { status, headers, body: Bytes::new(), message, request_id });
        let reason = Reason::Unreadable(status, why);
        Self(Box::new(Inner { reason, outcome: Outcome::Succeeded, is_doubtful: false, answer }))
    }
}

/// A client that cannot be built: nothing was sent.
impl From<ConfigurationError> for Error {
    fn from(error: ConfigurationError) -> Self {
        Self::without_answer(Reason::Configuration(error), Outcome::NotSent)
    }
}

/// A token that cannot be sent: nothing was.
impl From<InvalidToken> for Error {
    fn from(error: InvalidToken) -> Self {
        ConfigurationError::from(error).into()
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
        self.0.reason.fmt(formatter)?;
        if self.0.is_doubtful { formatter.write_str("; an attempt before may have been carried out") } else { Ok(()) }
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
