//! One attempt of a call: the request it sends, and how far that request came if there is no answer.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use bytes::Bytes;
use http_body::Body as _;
use reqwest::header::{AUTHORIZATION, HeaderName, HeaderValue};
use reqwest::{Body, Method, Request, Response, Url};

use super::Outcome;
use super::cause::{Fault, chain, root_cause};
use super::gate::{Gate, Gated};
use super::retry::{RetryPolicy, retry_after};

/// What each attempt sends.
pub(super) struct Template<'a> {
    method: Method,
    authorization: Option<&'a HeaderValue>,
    /// The first attempt's, until it is sent.
    first: Option<Request>,
    /// What the others are made of; `None` if there are to be none.
    again: Option<Again>,
    payload: Payload,
}

/// A request without its body, in less memory than a request takes: most calls never need it.
struct Again {
    url: Url,
    headers: Vec<(HeaderName, HeaderValue)>,
}

enum Payload {
    Nothing,
    Bytes(Bytes),
    /// It can be sent once.
    Stream(Option<Body>),
}

impl<'a> Template<'a> {
    /// `once` if there will be no second attempt.
    pub(super) fn new(mut request: Request, authorization: Option<&'a HeaderValue>, once: bool) -> Self {
        let payload = match request.body_mut().take() {
            None => Payload::Nothing,
            Some(body) => match body.as_bytes() {
                None => Payload::Stream(Some(body)),
                Some([]) => Payload::Nothing,
                Some(_) => Payload::Bytes(bytes_of(body)),
            },
        };
        let again = (!once && !matches!(payload, Payload::Stream(_))).then(|| Again::new(&request));
        Self { method: request.method().clone(), authorization, first: Some(request), again, payload }
    }

    /// The request of the next attempt, and the gate before its body if it has one. Without a `timeout` it has the
    /// client's.
    pub(super) fn request(&mut self, timeout: Option<Duration>) -> (Request, Option<Gate>) {
        let again = || self.again.as_ref().expect("`repeats` has said so").request(&self.method);
        let mut request = self.first.take().unwrap_or_else(again);
        if timeout.is_some() {
            *request.timeout_mut() = timeout;
        }
        if let Some(authorization) = self.authorization {
            request.headers_mut().insert(AUTHORIZATION, authorization.clone());
        }
        let body = match &mut self.payload {
            Payload::Nothing => None,
            Payload::Bytes(bytes) => Some(Body::from(bytes.clone())),
            Payload::Stream(body) => body.take(),
        };
        let gate = body.map(|body| {
            let gate = Gate::default();
            // reqwest cannot repeat such a body by itself. It would, for POST too, after an HTTP/2 GOAWAY.
            *request.body_mut() = Some(Body::wrap(Gated::new(body, gate.clone())));
            gate
        });
        (request, gate)
    }

    /// The body, if it is at hand.
    pub(super) fn body(&self) -> Bytes {
        match &self.payload {
            Payload::Bytes(bytes) => bytes.clone(),
            Payload::Nothing | Payload::Stream(_) => Bytes::new(),
        }
    }

    /// Whether an attempt that ended so may be followed by another (`Some`), and the wait that the server asks for.
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

/// The bytes of a body that has them at hand.
fn bytes_of(mut body: Body) -> Bytes {
    match Pin::new(&mut body).poll_frame(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Some(Ok(frame))) => frame.into_data().unwrap_or_default(),
        _ => Bytes::new(),
    }
}

/// Why an attempt got no answer.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) outcome: Outcome,
    pub(super) what: &'static str,
    /// What lies under it, as the HTTP stack says it: not to be shown as it is.
    pub(super) cause: String,
    pub(super) fault: Fault,
    /// Where the request went.
    pub(super) url: Option<Url>,
    /// Whether it was the first machine on the way that could not be reached: the proxy, if there is one.
    pub(super) is_first_hop: bool,
    /// Whether it would end the same way a second later.
    is_lasting: bool,
}

impl Failure {
    /// What became of the request: it was sent unless that can be ruled out.
    pub(super) fn new(error: &reqwest::Error, gate: Option<&Gate>) -> Self {
        // To be shut in any case: whoever says "not sent" has to see to it that it will not be.
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
            (Outcome::Unknown, "timed out waiting for the answer")
        } else {
            (Outcome::Unknown, "no answer after the request was sent")
        };
        // What a TLS library refuses, such as a certificate, comes as invalid data.
        let is_invalid = |error: &io::Error| error.kind() == io::ErrorKind::InvalidData;
        let is_tls = || chain(error).any(|error| error.downcast_ref().is_some_and(is_invalid));
        let is_lasting = error.is_builder() || error.is_connect() && is_tls();
        // That the time ran out has been said.
        let cause = if error.is_timeout() && !error.is_connect() { String::new() } else { root_cause(error) };
        // What hyper-util says of a proxy that answered; the answer itself it keeps for itself.
        let cause = match cause.as_str() {
            "tunnel error: unsuccessful" => "the proxy refused to connect to the server".to_owned(),
            "tunnel error: proxy authorization required" => "the proxy requires a user name and a password".to_owned(),
            _ => cause,
        };
        let mut causes = chain(error).map(ToString::to_string);
        let is_first_hop =
            error.is_connect() && causes.any(|cause| cause == "tcp connect error" || cause == "dns error");
        Self { outcome, what, cause, fault: Fault::of(error), url: error.url().cloned(), is_first_hop, is_lasting }
    }
}

/// RFC 9113, section 8.7: a stream that is refused so was not processed in any way.
fn is_refused_stream(error: &reqwest::Error) -> bool {
    chain(error)
        .filter_map(|error| error.downcast_ref::<h2::Error>())
        .any(|error| error.is_reset() && error.is_remote() && error.reason() == Some(h2::Reason::REFUSED_STREAM))
}
