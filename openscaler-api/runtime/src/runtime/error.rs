//! Why a call failed, and whether it may have taken effect.

mod failed_call;
mod line;

use std::time::Duration;
use std::{fmt, io};

use bytes::Bytes;
use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use serde::de::{DeserializeOwned, IgnoredAny};

use super::cause::{Fault, root_cause};
use super::outcome::Outcome;
use super::place::Place;
use super::redact::Secrets;
use super::retry::retry_after;
use super::said::essence;
use super::text::without_byte_order_mark;
use crate::configuration::ConfigurationError;
use crate::token::InvalidToken;

/// The number of bytes of a response's body that an error keeps.
const KEPT: usize = 64 * 1024;

/// A failed call, or a client that cannot be built.
///
/// `Display` is one line for an operator to act on: the operation, the server, the number of attempts and the elapsed
/// time; the status and the server's message, or why there is no answer; the request id; and whether the call may have
/// taken effect.
///
/// ```text
/// lb_create_certificate failed at api.example.com:443 (1 attempt, 84 ms): 409 Conflict: the name is taken; request id 0c2f
/// ```
///
/// The server's message is withheld if it repeats part of a credential, of a private key in the request, or of a header
/// that the client adds. [`body`](Self::body) and [`headers`](Self::headers) are as received; neither `Display` nor
/// `Debug` shows them.
///
/// ```
/// # use openscaler_api::{Error, Outcome};
/// fn report(error: &Error) -> String {
///     match error.outcome() {
///         Outcome::NotSent | Outcome::Rejected => format!("not created: {error}"),
///         Outcome::Succeeded => format!("created: {error}"),
///         _ => format!("check whether it was created: {error}"),
///     }
/// }
/// ```
pub struct Error(Box<Inner>);

struct Inner {
    reason: Reason,
    outcome: Outcome,
    /// Whether an earlier attempt may have taken effect.
    is_doubtful: bool,
    /// The call, if it began.
    call: Option<Facts>,
    fault: Fault,
    answer: Option<Kept>,
}

/// The data of a call in its error.
pub(super) struct Facts {
    pub(super) operation: &'static str,
    pub(super) place: Option<Place>,
    pub(super) attempts: u32,
    pub(super) elapsed: Duration,
}

/// The part of a response that an error keeps.
struct Kept {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    message: Option<String>,
    request_id: Option<String>,
}

/// Why a call failed. Texts from outside are redacted already.
enum Reason {
    Configuration(ConfigurationError),
    Unsendable(&'static str),
    Transport { what: &'static str, cause: String },
    Status,
    Unreadable(Unreadable),
}

/// What is wrong with the body of a response, without any part of it.
#[derive(Debug, Clone, thiserror::Error)]
pub(super) enum Unreadable {
    #[error("the body is incomplete: {cause}")]
    Broken { cause: String, fault: Fault },
    #[error("timed out while reading the body")]
    Late(Fault),
    #[error("the body is longer than {0} bytes")]
    TooLong(usize),
    #[error("the body is empty")]
    Empty,
    #[error("the body is not JSON (line {line}, column {column})")]
    NotJson { line: usize, column: usize },
    #[error("the body does not match the API's document: {0}")]
    NotAsDocumented(String),
    #[error("the API's document does not list this status: {0}")]
    Unlisted(Box<Unreadable>),
    #[cfg(feature = "events")]
    #[error("an event is not UTF-8")]
    NotText,
}

impl Unreadable {
    /// serde_json's own message quotes the unexpected value.
    pub(super) fn not_json(error: &serde_json::Error) -> Self {
        Self::NotJson { line: error.line(), column: error.column() }
    }

    pub(super) fn broken(error: &reqwest::Error) -> Self {
        let fault = Fault::of(error);
        // The time-out is reported already.
        if fault.is_timeout { Self::Late(fault) } else { Self::Broken { cause: root_cause(error), fault } }
    }

    fn fault(&self) -> Fault {
        match self {
            Self::Broken { fault, .. } | Self::Late(fault) => *fault,
            Self::Unlisted(why) => why.fault(),
            _ => Fault::default(),
        }
    }

    /// Redacts the texts from outside.
    fn redacted(self, secrets: &Secrets) -> Self {
        match self {
            Self::Broken { cause, fault } => Self::Broken { cause: secrets.show(&cause), fault },
            Self::NotAsDocumented(why) => Self::NotAsDocumented(secrets.show(&why)),
            Self::Unlisted(why) => Self::Unlisted(Box::new(why.redacted(secrets))),
            other => other,
        }
    }
}

impl Error {
    /// Whether the call took effect. Check it before you repeat a request that must not be carried out twice.
    pub fn outcome(&self) -> Outcome {
        self.0.outcome
    }

    /// The status, if there was a response.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.answer.as_ref().map(|answer| answer.status)
    }

    /// The headers, if there was a response.
    ///
    /// A server may repeat parts of the request in them: do not log them.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.answer.as_ref().map(|answer| &answer.headers)
    }

    /// The first 64 KiB of the body, as received, if there was an answer.
    ///
    /// A server may repeat parts of the request in it, such as a private key: do not log it.
    pub fn body(&self) -> Option<&[u8]> {
        self.0.answer.as_ref().map(|answer| &answer.body[..])
    }

    /// The body as a type that the document describes for the status, such as one that a method's documentation lists;
    /// `None` if there was no answer, or its body is not of that type or longer than 64 KiB.
    ///
    /// It may hold what the server echoes: do not log it.
    pub fn body_as<T: DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_slice(without_byte_order_mark(self.body()?)).ok()
    }

    /// The server's message, as `Display` shows it; `None` if there was no answer, or none with a message.
    ///
    /// For a JSON body, the strings under the usual keys (`message`, `detail`, `error.message` and similar) and in the
    /// usual lists (`errors`, `violations`, `detail`), each after its location, such as a JSON pointer. For an HTML page,
    /// its length and title. Any other text unchanged. It is one line of at most 300 characters, with control characters
    /// and invisible characters escaped.
    ///
    /// It is replaced by a note if it shares eight consecutive characters with a credential, a private key in the request
    /// or a header that the client adds, even escaped, percent-encoded, or in hexadecimal or Base64.
    pub fn message(&self) -> Option<&str> {
        self.0.answer.as_ref().and_then(|answer| answer.message.as_deref())
    }

    /// The id of the request in the server's logs, if the answer has one: in a header such as `X-Request-Id` or
    /// `traceparent`, or as `request_id` in a JSON body.
    pub fn request_id(&self) -> Option<&str> {
        self.0.answer.as_ref().and_then(|answer| answer.request_id.as_deref())
    }

    /// The `operationId` of the call; `None` if the client or the request could not be built.
    pub fn operation(&self) -> Option<&'static str> {
        self.0.call.as_ref().map(|call| call.operation)
    }

    /// The time that the call took, with all attempts and the waits between them; `None` if the client or the request could
    /// not be built.
    pub fn elapsed(&self) -> Option<Duration> {
        self.0.call.as_ref().map(|call| call.elapsed)
    }

    /// The number of attempts; zero if the request could not be built.
    pub fn attempts(&self) -> u32 {
        self.0.call.as_ref().map_or(0, |call| call.attempts)
    }

    /// How long to wait before another attempt: the answer's `Retry-After` (RFC 9110, section 10.2.3), if it has one.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.answer.as_ref().and_then(|answer| retry_after(&answer.headers))
    }

    /// Whether a time limit ended the call, either that of the whole call or that of connecting.
    pub fn is_timeout(&self) -> bool {
        self.0.fault.is_timeout
    }

    /// Whether connecting to the server or its proxy failed, including DNS and TLS.
    pub fn is_connect(&self) -> bool {
        self.0.fault.is_connect
    }

    /// The kind of the I/O error, from the operating system or the TLS library, that ended the call, if any.
    pub fn io_kind(&self) -> Option<io::ErrorKind> {
        self.0.fault.io_kind
    }

    /// Whether the API itself says that something does not exist. A 404 that is not JSON may come from a proxy, or from a
    /// server that does not know the path.
    pub(super) fn is_not_found(&self) -> bool {
        let Some(Kept { status: StatusCode::NOT_FOUND, headers, body, .. }) = &self.0.answer else { return false };
        let essence = essence(headers);
        let is_json = essence == "application/json" || essence.ends_with("+json");
        is_json && serde_json::from_slice::<IgnoredAny>(without_byte_order_mark(body)).is_ok()
    }

    #[doc(hidden)]
    pub fn unsendable(reason: &'static str) -> Self {
        Self::without_answer(Reason::Unsendable(reason), Outcome::NotSent, Fault::default())
    }

    /// An event of a stream that cannot be read, whatever comes after it.
    #[cfg(feature = "events")]
    pub(crate) fn unreadable_event(status: StatusCode) -> Self {
        let mut error =
            Self::without_answer(Reason::Unreadable(Unreadable::NotText), Outcome::Succeeded, Fault::default());
        let (headers, body) = (HeaderMap::new(), Bytes::new());
        error.0.answer = Some(Kept { status, headers, body, message: None, request_id: None });
        error
    }

    fn without_answer(reason: Reason, outcome: Outcome, fault: Fault) -> Self {
        Self(Box::new(Inner { reason, outcome, is_doubtful: false, call: None, fault, answer: None }))
    }
}

/// A client that cannot be built: nothing was sent.
impl From<ConfigurationError> for Error {
    fn from(error: ConfigurationError) -> Self {
        Self::without_answer(Reason::Configuration(error), Outcome::NotSent, Fault::default())
    }
}

/// An invalid token: nothing was sent.
impl From<InvalidToken> for Error {
    fn from(error: InvalidToken) -> Self {
        ConfigurationError::from(error).into()
    }
}

/// A header parameter whose value is not valid in a header.
impl From<reqwest::header::InvalidHeaderValue> for Error {
    fn from(_: reqwest::header::InvalidHeaderValue) -> Self {
        Self::unsendable("a header parameter contains a character that is invalid in headers")
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Error")
            .field("line", &self.to_string())
            .field("outcome", &self.0.outcome)
            .field("status", &self.status())
            .finish_non_exhaustive()
    }
}

/// It has no `source`: `Display` includes the root cause.
impl std::error::Error for Error {}
