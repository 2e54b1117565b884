//! Faults: planned failures, and the requests that they apply to.

use std::collections::VecDeque;
use std::fmt::Write;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::body::Body;
use axum::http::{StatusCode, response};
use http_body_util::BodyExt;

/// A failure for [`ReferenceServer::fail_next`](crate::ReferenceServer::fail_next).
///
/// Every fault except [`Fault::delay`] ends the connection. The server carries the request out only with [`Fault::delay`]
/// and [`Fault::half_answer`].
///
/// Faults apply to requests in their order, not by method or path. To let only the second call of a test fail, plan its
/// fault between the two, or [`Fault::delay`] the first by [`Duration::ZERO`], which changes nothing.
///
/// | fault | what the caller sees | carried out? |
/// |---|---|---|
/// | [`Fault::status`] | an HTTP response with that status | no |
/// | [`Fault::close_before_reading`] | the connection is reset | no |
/// | [`Fault::close_after_reading`] | the connection ends without a response | no, but the caller cannot know |
/// | [`Fault::no_answer`] | nothing, until it gives up | no, but the caller cannot know |
/// | [`Fault::not_http`], [`Fault::bytes`] | bytes that are not an HTTP answer, or any bytes | no, but the caller cannot know |
/// | [`Fault::half_answer`] | the first half of the answer, then the end of the connection | yes |
/// | [`Fault::delay`] | the usual answer, later | yes, at once |
/// | `Fault::half_answer().after(…)` | the same as without `after`, later | yes, but only then |
#[derive(Clone, Debug)]
pub struct Fault {
    pub(super) delay: Duration,
    pub(super) kind: Kind,
}

#[derive(Clone, Debug)]
pub(super) enum Kind {
    /// Only a delay.
    Delay,
    CloseBeforeReading,
    CloseAfterReading,
    NoAnswer,
    HalfAnswer,
    Bytes(Vec<u8>),
    Status(StatusAnswer),
}

#[derive(Clone, Debug)]
pub(super) struct StatusAnswer {
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
}

impl Fault {
    fn new(kind: Kind) -> Self {
        Self { delay: Duration::ZERO, kind }
    }

    /// Reads the request and responds with this status, without headers and without a body; see [`Fault::header`] and
    /// [`Fault::body`].
    ///
    /// ```
    /// use openscaler_reference_server::Fault;
    ///
    /// let busy = Fault::status(429).header("Retry-After", "1").body(r#"{"message": "slow down"}"#);
    /// let gateway = Fault::status(502).header("Content-Type", "text/html").body("<html>Bad gateway</html>");
    /// ```
    pub fn status(status: u16) -> Self {
        Self::new(Kind::Status(StatusAnswer { status, headers: Vec::new(), body: String::new() }))
    }

    /// Resets the connection after the request's head, without reading its body.
    pub fn close_before_reading() -> Self {
        Self::new(Kind::CloseBeforeReading)
    }

    /// Reads the whole request and closes the connection without a response.
    pub fn close_after_reading() -> Self {
        Self::new(Kind::CloseAfterReading)
    }

    /// Reads the whole request and never responds, for tests of time-outs.
    pub fn no_answer() -> Self {
        Self::new(Kind::NoAnswer)
    }

    /// Executes the request, sends the head and the first half of the body, and closes the connection.
    pub fn half_answer() -> Self {
        Self::new(Kind::HalfAnswer)
    }

    /// Reads the request and responds with a line of text that is not HTTP.
    pub fn not_http() -> Self {
        Self::bytes(*b"220 mail.example.com ESMTP\r\n")
    }

    /// Reads the request, responds with these bytes, and closes the connection.
    pub fn bytes(bytes: impl Into<Vec<u8>>) -> Self {
        Self::new(Kind::Bytes(bytes.into()))
    }

    /// Carries the request out at once, and sends the usual answer after this delay.
    ///
    /// A caller whose time-out is shorter gives up, although its request took effect:
    ///
    /// ```
    /// use openscaler_reference_server::{Fault, ReferenceServer};
    /// use std::time::Duration;
    ///
    /// let server = ReferenceServer::start();
    /// server.fail_next(Fault::delay(Duration::from_secs(10)));
    /// // … call it with a time-out of 0.2 s; then `server.stored_certificates("42")` has the certificate.
    /// ```
    pub fn delay(delay: Duration) -> Self {
        Self { delay, kind: Kind::Delay }
    }

    /// Applies the fault after this delay: until then, the request is neither carried out nor refused.
    ///
    /// `Fault::half_answer().after(…)` is a slow server: a caller that gives up earlier finds nothing at first, and the
    /// certificate later. Of [`Fault::delay`], it only replaces the delay.
    #[must_use]
    pub fn after(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Adds a header to a [`Fault::status`]; other faults ignore it.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        if let Kind::Status(answer) = &mut self.kind {
            answer.headers.push((name.into(), value.into()));
        }
        self
    }

    /// Sets the body of a [`Fault::status`]; other faults ignore it.
    #[must_use]
    pub fn body(mut self, body: impl Into<String>) -> Self {
        if let Kind::Status(answer) = &mut self.kind {
            answer.body = body.into();
        }
        self
    }
}

impl StatusAnswer {
    /// The response as it is sent.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let headers = self.headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes()));
        let mut answer = head(self.status, headers, self.body.len());
        answer.extend_from_slice(self.body.as_bytes());
        answer
    }
}

/// The head and the first half of the body of a response whose length is that of the whole body.
pub(super) async fn half(head_of: response::Parts, body: Body) -> Vec<u8> {
    // The server's own responses are complete and small.
    let body = body.collect().await.map(|body| body.to_bytes()).unwrap_or_default();
    let headers = head_of.headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes()));
    let mut answer = head(head_of.status.as_u16(), headers, body.len());
    answer.extend_from_slice(&body[..body.len() / 2]);
    answer
}

/// The head of an HTTP/1.1 response that is the connection's last.
fn head<'a>(status: u16, headers: impl Iterator<Item = (&'a str, &'a [u8])>, length: usize) -> Vec<u8> {
    let reason = StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason()).unwrap_or("Unknown");
    let mut head = format!("HTTP/1.1 {status} {reason}\r\nConnection: close\r\n").into_bytes();
    let mut has_length = false;
    for (name, value) in headers {
        has_length |= name.eq_ignore_ascii_case("content-length") || name.eq_ignore_ascii_case("transfer-encoding");
        head.extend_from_slice(format!("{name}: ").as_bytes());
        head.extend_from_slice(value);
        head.extend_from_slice(b"\r\n");
    }
    let mut end = String::new();
    if !has_length {
        // Writing to a string cannot fail.
        let _ = write!(end, "Content-Length: {length}\r\n");
    }
    head.extend_from_slice((end + "\r\n").as_bytes());
    head
}

/// The queue of faults.
#[derive(Default)]
pub(super) struct Faults(Mutex<Planned>);

#[derive(Default)]
struct Planned {
    next: VecDeque<Fault>,
    always: Option<Fault>,
}

impl Faults {
    pub(super) fn push(&self, fault: Fault) {
        self.lock().next.push_back(fault);
    }

    /// The fault of every request once the queue is empty.
    pub(super) fn set_always(&self, fault: Fault) {
        self.lock().always = Some(fault);
    }

    pub(super) fn clear(&self) {
        *self.lock() = Planned::default();
    }

    /// Takes the fault of the next request.
    pub(super) fn take(&self) -> Option<Fault> {
        let mut planned = self.lock();
        planned.next.pop_front().or_else(|| planned.always.clone())
    }

    /// No change can panic halfway, so a poisoned lock still guards a consistent plan.
    fn lock(&self) -> MutexGuard<'_, Planned> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
