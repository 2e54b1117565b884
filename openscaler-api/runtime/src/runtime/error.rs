//! Why a call failed, and whether it may have taken effect all the same.

mod line;

use std::time::Duration;
use std::{fmt, io};

use bytes::Bytes;
use reqwest::header::HeaderMap;
use reqwest::{StatusCode, Url};

use super::attempt::Failure;
use super::call::Call;
use super::cause::{Fault, root_cause};
use super::place::Place;
use super::redact::Secrets;
use super::retry::retry_after;
use super::said::{request_id, said};
use super::text::printable;
use super::{Answer, Outcome};
use crate::{ConfigurationError, InvalidToken};

/// How much of the body of an answer an error keeps, in bytes.
const KEPT: usize = 64 * 1024;

/// A failed call, or a client that cannot be built.
///
/// `Display` is one line to act on: what failed, where, after how many attempts and how long, the status and what the
/// server said, or why there was no answer, the request id, and whether the call may have taken effect.
///
/// ```text
/// lb_create_certificate failed at api.example.com:443 (1 attempt, 84 ms): 409 Conflict: the name is taken; request id 0c2f
/// ```
///
/// What the server said is withheld if it repeats part of the token, of a private key in the request, or of a header that
/// the client adds. [`body`](Self::body) and [`headers`](Self::headers) are what came, and are in no `Display` or `Debug`.
///
/// ```
/// # use openscaler_api::{Error, Outcome};
/// fn report(error: &Error) -> String {
///     match error.outcome() {
///         Outcome::NotSent | Outcome::Rejected => format!("not created: {error}"),
///         Outcome::Succeeded => format!("created: {error}"),
///         _ => format!("look whether it was created: {error}"),
///     }
/// }
/// ```
pub struct Error(Box<Inner>);

struct Inner {
    reason: Reason,
    outcome: Outcome,
    /// An attempt before the last may have taken effect.
    is_doubtful: bool,
    /// What is known of the call, if it began.
    call: Option<Facts>,
    fault: Fault,
    answer: Option<Kept>,
}

/// A call as its error tells of it.
pub(super) struct Facts {
    pub(super) operation: &'static str,
    pub(super) place: Option<Place>,
    pub(super) attempts: u32,
    pub(super) elapsed: Duration,
}

/// What is kept of an answer.
struct Kept {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    message: Option<String>,
    request_id: Option<String>,
}

/// Why a call failed. What it holds of others' texts may be shown.
enum Reason {
    Configuration(ConfigurationError),
    Unsendable(&'static str),
    Transport { what: &'static str, cause: String },
    Status,
    Unreadable(Unreadable),
}

/// What is wrong with the body of an answer; never a part of it.
#[derive(Debug, Clone, thiserror::Error)]
pub(super) enum Unreadable {
    #[error("the body broke off: {cause}")]
    Broken { cause: String, fault: Fault },
    #[error("timed out while the body was read")]
    Late(Fault),
    #[error("the body is longer than {0} bytes")]
    TooLong(usize),
    #[error("the body is empty")]
    Empty,
    #[error("the body is not JSON (line {line}, column {column})")]
    NotJson { line: usize, column: usize },
    #[error("the body does not match the API's document (line {line}, column {column})")]
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
        let fault = Fault::of(error);
        // That the time ran out has been said.
        if fault.is_timeout { Self::Late(fault) } else { Self::Broken { cause: root_cause(error), fault } }
    }

    fn fault(&self) -> Fault {
        match self {
            Self::Broken { fault, .. } | Self::Late(fault) => *fault,
            _ => Fault::default(),
        }
    }

    /// The same without what a server must not have others show.
    fn redacted(self, secrets: &Secrets) -> Self {
        match self {
            Self::Broken { cause, fault } => Self::Broken { cause: secrets.show(&cause), fault },
            other => other,
        }
    }
}

impl Error {
    /// Whether the call took effect: ask it before sending a request again that must not be carried out twice.
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
    /// They may hold part of the request, and so of a private key: do not log them.
    pub fn body(&self) -> Option<&[u8]> {
        self.0.answer.as_ref().map(|answer| &answer.body[..])
    }

    /// What the server said, as `Display` shows it; `None` if there was no answer, or it said nothing.
    ///
    /// Of a JSON body, the texts under the usual keys (`message`, `detail`, `error.message` and such), and those of the
    /// lists beside them (`errors`, `violations`, `detail`), each after the place that it is about, such as a JSON
    /// pointer. Of an HTML page, its length and title. Any other text as it is. One line of at most 300 characters, in
    /// which control characters and invisible ones are escaped.
    ///
    /// A note stands in its place if it shares eight consecutive characters with the token, a private key in the request
    /// or a header that the client adds, even if they are escaped, percent-encoded, or written in hexadecimal or Base64.
    pub fn message(&self) -> Option<&str> {
        self.0.answer.as_ref().and_then(|answer| answer.message.as_deref())
    }

    /// The name under which the server's log knows the request, if the answer has one: in a header such as
    /// `X-Request-Id` or `traceparent`, or as `request_id` in a JSON body.
    pub fn request_id(&self) -> Option<&str> {
        self.0.answer.as_ref().and_then(|answer| answer.request_id.as_deref())
    }

    /// How many attempts the call made; zero if its request could not be built.
    pub fn attempts(&self) -> u32 {
        self.0.call.as_ref().map_or(0, |call| call.attempts)
    }

    /// How long the server asks to wait before another attempt: the answer's `Retry-After` (RFC 9110, section 10.2.3).
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.answer.as_ref().and_then(|answer| retry_after(&answer.headers))
    }

    /// Whether a time limit ended the call: that for the whole call, or that for connecting.
    pub fn is_timeout(&self) -> bool {
        self.0.fault.is_timeout
    }

    /// Whether no connection could be made to the server or its proxy, DNS and TLS included.
    pub fn is_connect(&self) -> bool {
        self.0.fault.is_connect
    }

    /// The kind of the operating system's or the TLS library's error that ended the call, if there was one.
    pub fn io_kind(&self) -> Option<io::ErrorKind> {
        self.0.fault.io_kind
    }

    #[doc(hidden)]
    pub fn unsendable(reason: &'static str) -> Self {
        Self::without_answer(Reason::Unsendable(reason), Outcome::NotSent, Fault::default())
    }

    /// The same as the end of a call that was not begun for it.
    pub(super) fn of_call(mut self, call: &mut Call<'_>) -> Self {
        self.0.call = Some(call.facts(None));
        call.fail(&self);
        self
    }

    /// A request that cannot be made, such as one whose address is none.
    pub(super) fn unbuilt(error: &reqwest::Error) -> Self {
        let Failure { outcome, what, cause, fault, .. } = Failure::new(error, None);
        Self::without_answer(Reason::Transport { what, cause: printable(&cause) }, outcome, fault)
    }

    /// A call whose last attempt got no answer.
    pub(super) fn transport(failure: Failure, call: &mut Call<'_>) -> Self {
        let outcome = call.outcome(failure.outcome);
        let facts = call.facts(failure.url.as_ref());
        let has_proxy = facts.place.as_ref().is_some_and(|place| place.proxy.is_some());
        let what = if failure.is_first_hop && has_proxy { "cannot connect to the proxy" } else { failure.what };
        let reason = Reason::Transport { what, cause: call.secrets().show(&failure.cause) };
        let mut error = Self::without_answer(reason, outcome, failure.fault);
        error.0.is_doubtful = call.is_doubtful();
        error.0.call = Some(facts);
        call.fail(&error);
        error
    }

    /// An answer that is no success of the document's.
    #[doc(hidden)]
    pub async fn from_response(mut answer: Answer<'_>) -> Self {
        let body = answer.read(KEPT).await;
        Self::with_answer(Reason::Status, answer, body.bytes)
    }

    /// A success whose body is not one.
    pub(super) fn unreadable(why: Unreadable, answer: Answer<'_>, body: Bytes) -> Self {
        Self::with_answer(Reason::Unreadable(why), answer, body)
    }

    fn with_answer(reason: Reason, mut answer: Answer<'_>, body: Bytes) -> Self {
        let (status, headers) = (answer.status(), answer.take_headers());
        // The part that is kept shall not keep the rest in memory.
        let body = if body.len() > KEPT { Bytes::copy_from_slice(&body[..KEPT]) } else { body };
        let error = Self::of_answer(reason, answer.call(), answer.url(), status, headers, body);
        answer.fail(&error);
        error
    }

    fn of_answer(
        reason: Reason,
        call: &Call<'_>,
        url: &Url,
        status: StatusCode,
        headers: HeaderMap,
        body: Bytes,
    ) -> Self {
        let secrets = call.secrets();
        let message = said(status, &headers, &body).map(|text| secrets.show(&text)).filter(|text| !text.is_empty());
        let request_id = request_id(&headers, &body).filter(|id| !secrets.reveals(id));
        let outcome = call.outcome(Outcome::of_status(status));
        let (reason, fault) = match reason {
            Reason::Unreadable(why) => {
                let fault = why.fault();
                (Reason::Unreadable(why.redacted(&secrets)), fault)
            }
            other => (other, Fault::default()),
        };
        Self(Box::new(Inner {
            reason,
            outcome,
            is_doubtful: call.is_doubtful() && outcome != Outcome::Succeeded,
            call: Some(call.facts(Some(url))),
            fault,
            answer: Some(Kept { status, headers, body, message, request_id }),
        }))
    }

    fn without_answer(reason: Reason, outcome: Outcome, fault: Fault) -> Self {
        Self(Box::new(Inner { reason, outcome, is_doubtful: false, call: None, fault, answer: None }))
    }

    /// A stream that ended early: the answer is there, its body is not.
    pub(super) fn broken_stream(
        why: Unreadable,
        call: &mut Call<'_>,
        url: &Url,
        status: StatusCode,
        headers: HeaderMap,
    ) -> Self {
        let error = Self::of_answer(Reason::Unreadable(why), call, url, status, headers, Bytes::new());
        call.fail(&error);
        error
    }
}

/// A client that cannot be built: nothing was sent.
impl From<ConfigurationError> for Error {
    fn from(error: ConfigurationError) -> Self {
        Self::without_answer(Reason::Configuration(error), Outcome::NotSent, Fault::default())
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

/// It has no `source`: its line ends with what lies at the bottom.
impl std::error::Error for Error {}
