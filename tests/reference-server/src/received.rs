//! The requests that the server has received, for tests.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use zeroize::Zeroizing;

use super::auth;
use super::body_copy::BodyCopy;

/// A rough estimate of the memory that a request takes besides its body.
const REQUEST_OVERHEAD: usize = 1024;

/// Headers whose values are secrets.
const SECRET: [header::HeaderName; 3] = [header::AUTHORIZATION, header::PROXY_AUTHORIZATION, header::COOKIE];

/// A request as the server received it.
///
/// Its body usually contains a private key, so `Debug` prints only its length and the names of the headers.
#[derive(Clone)]
pub struct ReceivedRequest {
    method: String,
    path: String,
    headers: Vec<(String, String)>,
    token: Option<Zeroizing<Vec<u8>>>,
    body: Zeroizing<Vec<u8>>,
}

impl ReceivedRequest {
    /// `POST`, …
    pub fn method(&self) -> &str {
        &self.method
    }

    /// The target of the request line as sent, such as `/v1/lbs/42/certificates`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The headers in order, with names in lower case. The values of `authorization`, `proxy-authorization` and `cookie`
    /// are `REDACTED`; see [`ReceivedRequest::has_token`].
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The value of the first header with this name; case is ignored.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// Whether it was sent with this bearer token.
    pub fn has_token(&self, token: &str) -> bool {
        self.token.as_ref().is_some_and(|sent| sent.as_slice() == token.as_bytes())
    }

    /// The body, as far as the server read it. It is empty if the request was refused for its token, path or media type.
    pub fn body(&self) -> &[u8] {
        &self.body
    }
}

impl fmt::Debug for ReceivedRequest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.headers().map(|(name, _)| name).collect();
        formatter
            .debug_struct("ReceivedRequest")
            .field("method", &self.method)
            .field("path", &self.path)
            .field("headers", &names)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish()
    }
}

/// Requests in the order of arrival; the oldest are dropped if all of them take more than `limit` bytes.
pub(super) struct RequestLog {
    limit: usize,
    entries: Mutex<VecDeque<(ReceivedRequest, BodyCopy)>>,
}

impl RequestLog {
    pub(super) fn new(limit: usize) -> Self {
        Self { limit, entries: Mutex::default() }
    }

    /// Whether requests are kept.
    pub(super) fn is_on(&self) -> bool {
        self.limit > 0
    }

    /// Adds a request whose body is not read yet.
    pub(super) fn add(&self, head: &Parts, body: &BodyCopy) {
        let request = ReceivedRequest {
            method: head.method.to_string(),
            path: head.uri.path_and_query().map(ToString::to_string).unwrap_or_default(),
            headers: pairs(&head.headers).map(redacted).collect(),
            token: auth::token(&head.headers).map(|token| Zeroizing::new(token.to_vec())),
            body: Zeroizing::default(),
        };
        let mut entries = self.lock();
        entries.push_back((request, body.clone()));
        let mut size: usize = entries.iter().map(|(_, body)| body.len() + REQUEST_OVERHEAD).sum();
        while size > self.limit {
            let Some((_, body)) = entries.pop_front() else { return };
            size -= body.len() + REQUEST_OVERHEAD;
        }
    }

    /// Copies of all kept requests.
    pub(super) fn requests(&self) -> Vec<ReceivedRequest> {
        self.lock().iter().map(|(request, body)| ReceivedRequest { body: body.bytes(), ..request.clone() }).collect()
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<(ReceivedRequest, BodyCopy)>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The names and values as text.
pub(super) fn pairs(headers: &HeaderMap) -> impl Iterator<Item = (String, String)> + '_ {
    headers.iter().map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
}

fn redacted((name, value): (String, String)) -> (String, String) {
    let is_secret = SECRET.iter().any(|secret| *secret == name.as_str());
    (name, if is_secret { "REDACTED".to_owned() } else { value })
}
