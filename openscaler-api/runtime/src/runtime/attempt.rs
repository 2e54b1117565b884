//! One attempt of a call: the request it sends, and how far it got if there is no response.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use bytes::Bytes;
use http_body::Body as _;
use reqwest::header::{HeaderName, HeaderValue};
use reqwest::{Body, Method, Request, Response, Url};

use super::cause::{Fault, chain, root_cause};
use super::gate::{Gate, Gated};
use super::outcome::Outcome;
use super::retry::{RetryPolicy, retry_after};
use crate::credentials::Shown;

/// What each attempt sends.
pub(super) struct Template {
    method: Method,
    /// The first attempt's, until it is sent.
    first: Option<Request>,
    /// The source of further requests; `None` if there are none.
    again: Option<Again>,
    payload: Payload,
}

/// A compact copy of a request's head, which most calls never need.
struct Again {
    url: Url,
    headers: Vec<(HeaderName, HeaderValue)>,
}

enum Payload {
    Nothing,
    Bytes(Bytes),
    /// A body that can be sent only once.
    Stream(Option<Body>),
}

impl Template {
    /// `once` if there will be no second attempt.
    pub(super) fn new(mut request: Request, once: bool) -> Self {
        let payload = match request.body_mut().take() {
            None => Payload::Nothing,
            Some(body) => match body.as_bytes() {
                None => Payload::Stream(Some(body)),
                Some([]) => Payload::Nothing,
                Some(_) => Payload::Bytes(bytes_of(body)),
            },
        };
        let again = (!once && !matches!(payload, Payload::Stream(_))).then(|| Again::new(&request));
        Self { method: request.method().clone(), first: Some(request), again, payload }
    }

    /// The request of the next attempt with its credentials, and the gate before its body if it has one. Without a `timeout` it has the
    /// client's.
    pub(super) fn request(&mut self, shown: &Shown<'_>, timeout: Option<Duration>) -> (Request, Option<Gate>) {
        let again = || self.again.as_ref().expect("`repeats` has said so").request(&self.method);
        let mut request = self.first.take().unwrap_or_else(again);
        if timeout.is_some() {
            *request.timeout_mut() = timeout;
        }
        shown.apply(&mut request);
        let body = match &mut self.payload {
            Payload::Nothing => None,
            Payload::Bytes(bytes) => Some(Body::from(bytes.clone())),
            Payload::Stream(body) => body.take(),
        };
        let gate = body.map(|body| {
            let gate = Gate::default();
            // reqwest cannot repeat such a body by itself, as it otherwise does after an HTTP/2 GOAWAY, even for POST.
            *request.body_mut() = Some(Body::wrap(Gated::new(body, gate.clone())));
            gate
        });
        (request, gate)
    }

    /// The body, if it is in memory.
    pub(super) fn body(&self) -> Bytes {
        match &self.payload {
            Payload::Bytes(bytes) => bytes.clone(),
            Payload::Nothing | Payload::Stream(_) => Bytes::new(),
        }
    }

    /// Whether an attempt with this result may be followed by another (`Some`), with the wait that the server asks for.
    pub(super) fn repeats(&self, policy: &RetryPolicy, result: &Result<Response, Failure>) -> Option<Option<Duration>> {
        let repeats = match result {
            Ok(response) => policy.repeats_status(&self.method, response.status()),
            Err(failure) => !failure.is_lasting && policy.repeats_failure(&self.method, failure.outcome),
        };
        let asked = || result.as_ref().ok().and_then(|response| retry_after(response.headers()));
        (repeats && self.again.is_some()).then(asked)
    }
}

impl Again {
    fn new(request: &Request) -> Self {
        let headers = request.headers().iter().map(|(name, value)| (name.clone(), value.clone()));
        Self { url: request.url().clone(), headers: headers.collect() }
    }

    fn request(&self, method: &Method) -> Request {
        let mut request = Request::new(method.clone(), self.url.clone());
        request.headers_mut().extend(self.headers.iter().cloned());
        request
    }
}

/// The bytes of a body in memory.
fn bytes_of(mut body: Body) -> Bytes {
    match Pin::new(&mut body).poll_frame(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Some(Ok(frame))) => frame.into_data().unwrap_or_default(),
        _ => Bytes::new(),
    }
}

/// Why an attempt got no response.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) outcome: Outcome,
    pub(super) what: &'static str,
    /// The cause from the HTTP stack; redact it before it is shown.
    pub(super) cause: String,
    pub(super) fault: Fault,
    /// Where the request went.
    pub(super) url: Option<Url>,
    /// Whether the first hop could not be reached: the proxy, if there is one.
    pub(super) is_first_hop: bool,
    /// Whether another attempt would fail in the same way.
    is_lasting: bool,
}

impl Failure {
    /// The outcome of the request: it was sent, unless that can be ruled out.
    pub(super) fn new(error: &reqwest::Error, gate: Option<&Gate>) -> Self {
        // Shut the gate in any case: "not sent" must stay true.
        let is_shut = gate.is_some_and(Gate::shut);
        let is_refused = is_refused_stream(error);
        let (outcome, what) = if error.is_builder() {
            (Outcome::NotSent, "cannot build the request")
        } else if error.is_connect() {
            (Outcome::NotSent, "cannot connect")
        } else if is_refused {
            (Outcome::NotSent, "HTTP/2 stream refused")
        } else if is_shut && error.is_timeout() {
            (Outcome::NotSent, "timed out before the request was sent")
        } else if is_shut {
            (Outcome::NotSent, "the connection was lost before the request was sent")
        } else if error.is_timeout() {
            (Outcome::Unknown, "timed out waiting for the response")
        } else {
            (Outcome::Unknown, "no response after the request was sent")
        };
        // TLS libraries report what they refuse, such as a certificate, as invalid data.
        let is_invalid = |error: &io::Error| error.kind() == io::ErrorKind::InvalidData;
        let is_tls = || chain(error).any(|error| error.downcast_ref().is_some_and(is_invalid));
        let is_lasting = error.is_builder() || error.is_connect() && is_tls();
        // The time-out is reported already.
        let cause = if error.is_timeout() && !error.is_connect() { String::new() } else { root_cause(error) };
        // hyper-util's message for a proxy that responded; it does not expose the response.
        let cause = match cause.as_str() {
            "tunnel error: unsuccessful" => "the proxy refused to connect to the server".to_owned(),
            "tunnel error: proxy authorization required" => "the proxy requires a user name and a password".to_owned(),
            // What rustls and OpenSSL say of a server that speaks plain HTTP.
            text if text.contains("InvalidContentType") || text.contains("wrong version number") => {
                "expected TLS, found another protocol: check the port, and `https` in the URL".to_owned()
            }
            // What rustls says of these is only a name.
            text if text.contains("UnknownIssuer") => {
                "invalid peer certificate: unknown issuer: add its root certificate, if you trust it".to_owned()
            }
            text if text.contains("CaUsedAsEndEntity") => {
                "invalid peer certificate: it is a CA's own: give the server one that the CA issued".to_owned()
            }
            _ => cause,
        };
        let mut causes = chain(error).map(ToString::to_string);
        let is_first_hop =
            error.is_connect() && causes.any(|cause| cause == "tcp connect error" || cause == "dns error");
        Self { outcome, what, cause, fault: Fault::of(error), url: error.url().cloned(), is_first_hop, is_lasting }
    }
}

/// RFC 9113, section 8.7: a stream with this error was not processed.
fn is_refused_stream(error: &reqwest::Error) -> bool {
    chain(error)
        .filter_map(|error| error.downcast_ref::<h2::Error>())
        .any(|error| error.is_reset() && error.is_remote() && error.reason() == Some(h2::Reason::REFUSED_STREAM))
}
