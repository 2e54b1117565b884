//! A call that is running: what is known of it, and the event that ends it.

use std::borrow::Cow;
use std::time::Duration;

use bytes::Bytes;
use reqwest::header::{HeaderMap, HeaderValue};
use reqwest::{Request, Response, StatusCode, Url};
use tokio::time::Instant;
use tracing::Span;
use tracing::field::Empty;

use super::attempt::Failure;
use super::error::{Error, Facts};
use super::outcome::Outcome;
use super::place::{Place, Proxies};
use super::redact::Secrets;
use super::retry::RetryPolicy;
use super::said::{is_accepted, request_id_header};
use crate::credentials::{Credential, Shown};

/// The settings of a client for each of its calls.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The time limit of a whole call.
    pub timeout: Duration,
    /// Whether it differs from the HTTP client's own limit for each request.
    pub overrides_timeout: bool,
    pub retry: RetryPolicy,
    /// The largest JSON body of a success that is read, in bytes.
    pub max_response_size: usize,
    /// The headers of each request in addition to the operation's own; each value is a secret.
    pub headers: HeaderMap,
    /// The proxies of the HTTP client, for errors.
    pub proxies: Proxies,
}

/// An operation of the document, as far as the client needs to know it.
#[derive(Debug, Clone, Copy)]
pub struct OperationInfo {
    /// The `operationId`.
    pub id: &'static str,
    /// The path template, such as `/v1/lbs/{lb_id}/certificates`.
    pub path: &'static str,
    /// The media types that it asks for: those of the document's successes.
    pub accept: Option<&'static str>,
    /// The sets of security schemes of which one has to be shown, each scheme by its index.
    pub security: &'static [&'static [usize]],
}

/// A running call, which ends when its response has been read.
pub(super) struct Call<'a> {
    lasting: Lasting,
    /// The client's own, not a clone, whose reference count would be contended between cores.
    settings: Cow<'a, Settings>,
    pub(super) shown: Shown<'a>,
    /// What was sent, to be known again in what comes back.
    pub(super) body: Bytes,
    accept: Option<&'static str>,
    /// The statuses that the document lists for a success; empty if it has a range of them.
    pub(super) listed: &'static [u16],
    /// The most doubtful outcome of the earlier attempts.
    doubt: Option<Outcome>,
}

/// The data of a call for its final event.
struct Lasting {
    operation: &'static str,
    /// Whether its method is safe (RFC 9110, section 9.2.1): such a call has no effect.
    is_safe: bool,
    span: Span,
    started: Instant,
    attempts: u32,
    /// That of the last response.
    status: Option<StatusCode>,
    report: Report,
    is_over: bool,
}

/// Emits the event of a finished call.
///
/// The generated crate provides it, so that the event's target is that crate's name: a target must be a constant.
pub type Report = fn(&CallEnd<'_>);

/// A finished call. Costly values are computed on demand.
pub struct CallEnd<'a> {
    lasting: &'a Lasting,
    what: End<'a>,
}

enum End<'a> {
    Success(&'a Call<'a>, &'a HeaderMap),
    Failure(&'a Error),
    Dropped,
}

impl CallEnd<'_> {
    /// The `operationId`.
    pub fn operation(&self) -> &'static str {
        self.lasting.operation
    }

    /// The status of the last response.
    pub fn status(&self) -> Option<u16> {
        self.lasting.status.map(|status| status.as_u16())
    }

    /// The number of attempts.
    pub fn attempts(&self) -> u32 {
        self.lasting.attempts
    }

    /// Milliseconds since the call began.
    pub fn elapsed_ms(&self) -> u64 {
        self.lasting.elapsed_ms()
    }

    /// Whether the call took effect; a dropped call may have, unless its method is safe.
    pub fn outcome(&self) -> Outcome {
        match &self.what {
            End::Success(..) => Outcome::Succeeded,
            End::Failure(error) => error.outcome(),
            End::Dropped => self.lasting.possible(Outcome::Unknown),
        }
    }

    /// The request id, for the server's log.
    pub fn request_id(&self) -> Option<&str> {
        match &self.what {
            End::Success(call, headers) => request_id_header(headers).filter(|id| !call.secrets().reveals(id)),
            End::Failure(error) => error.request_id(),
            End::Dropped => None,
        }
    }

    /// Whether the call succeeded.
    pub fn is_success(&self) -> bool {
        matches!(self.what, End::Success(..))
    }

    /// Why it failed, as one line.
    pub fn error(&self) -> Option<String> {
        match &self.what {
            End::Success(..) => None,
            End::Failure(error) => Some(error.to_string()),
            End::Dropped => Some(format!("{} was dropped before it was complete", self.lasting.operation)),
        }
    }
}

impl<'a> Call<'a> {
    pub(super) fn new(
        settings: &'a Settings,
        request: &Request,
        shown: Shown<'a>,
        operation: OperationInfo,
        report: Report,
    ) -> Self {
        let span = tracing::info_span!(
            "call",
            operation = operation.id,
            method = request.method().as_str(),
            path = request.url().path(),
            status = Empty,
            attempts = Empty,
            elapsed_ms = Empty,
            outcome = Empty,
        );
        let lasting = Lasting {
            operation: operation.id,
            is_safe: request.method().is_safe(),
            span,
            started: Instant::now(),
            attempts: 0,
            status: None,
            report,
            is_over: false,
        };
        let (body, listed) = (Bytes::new(), &[][..]);
        Self { lasting, settings: Cow::Borrowed(settings), shown, body, accept: operation.accept, listed, doubt: None }
    }

    /// A call that does not borrow its client.
    pub(super) fn into_owned(self) -> Call<'static> {
        let Self { lasting, settings, shown, body, accept, listed, doubt } = self;
        let (settings, shown) = (Cow::Owned(settings.into_owned()), shown.into_owned());
        Call { lasting, settings, shown, body, accept, listed, doubt }
    }

    /// Begins the next attempt, and returns its number.
    pub(super) fn begin_attempt(&mut self) -> u32 {
        self.lasting.attempts += 1;
        self.lasting.attempts
    }

    pub(super) fn elapsed(&self) -> Duration {
        self.lasting.started.elapsed()
    }

    pub(super) fn max_response_size(&self) -> usize {
        self.settings.max_response_size
    }

    /// The secrets that were sent, which must not be shown if they come back.
    pub(super) fn secrets(&self) -> Secrets {
        let headers = self.settings.headers.values().map(HeaderValue::as_bytes);
        Secrets::new(self.shown.credentials().flat_map(Credential::secrets).chain(headers), &self.body)
    }

    /// The data of the call for its error.
    pub(super) fn facts(&self, url: Option<&Url>) -> Facts {
        Facts {
            operation: self.lasting.operation,
            place: url.map(|url| Place::new(url, &self.settings.proxies)),
            attempts: self.lasting.attempts,
            elapsed: self.elapsed(),
        }
    }

    /// The outcome of the call if its last attempt ended in `last`.
    pub(super) fn outcome(&self, last: Outcome) -> Outcome {
        let last = self.lasting.possible(last);
        let outcome = self.doubt.map_or(last, |doubt| doubt.max(last));
        self.lasting.span.record("outcome", outcome.as_str());
        outcome
    }

    /// The outcome of the call if its last attempt got this response, which is not a success or cannot be read.
    ///
    /// A page that something on the way sends, such as one to log in, has a status of success, too. It is the API's own
    /// answer only if the document lists the status, or has the media type where it has a range of statuses.
    pub(super) fn outcome_of_response(&self, status: StatusCode, headers: &HeaderMap) -> Outcome {
        let is_own = match self.listed {
            [] => is_accepted(self.accept, headers),
            listed => listed.contains(&status.as_u16()),
        };
        self.outcome(match Outcome::of_status(status) {
            Outcome::Succeeded if !is_own => Outcome::Unknown,
            outcome => outcome,
        })
    }

    /// Whether an earlier attempt may have succeeded.
    pub(super) fn is_doubtful(&self) -> bool {
        self.doubt == Some(Outcome::Unknown)
    }

    /// Records the result of an attempt that is not the last.
    pub(super) fn doubt(&mut self, result: &Result<Response, Failure>) {
        let outcome = match result {
            Ok(response) => Outcome::of_status(response.status()),
            Err(failure) => failure.outcome,
        };
        self.doubt = self.doubt.max(Some(self.lasting.possible(outcome)));
    }

    /// Emits the event of an attempt.
    pub(super) fn tell(&mut self, result: &Result<Response, Failure>, wait: Option<Duration>) {
        self.lasting.status = result.as_ref().ok().map(Response::status);
        let (span, operation, attempt) = (&self.lasting.span, self.lasting.operation, self.lasting.attempts);
        span.record("attempts", attempt);
        let wait = wait.map(|wait| u64::try_from(wait.as_millis()).unwrap_or(u64::MAX));
        // Entered, not the parent: if our span is disabled, the event belongs to the caller's span.
        span.in_scope(|| match result {
            Ok(response) => {
                let status = response.status();
                span.record("status", status.as_u16());
                let (code, reason) = (status.as_u16(), status.canonical_reason());
                if status.is_success() {
                    tracing::debug!(operation, attempt, status = code, "attempt answered");
                } else {
                    tracing::warn!(operation, attempt, status = code, reason, retry_in_ms = wait, "attempt refused");
                }
            }
            Err(failure) => {
                let reason = failure.what;
                let cause = || self.secrets().show(&failure.cause);
                tracing::warn!(operation, attempt, reason, cause = cause(), retry_in_ms = wait, "attempt failed");
            }
        });
    }

    pub(super) fn succeed(&mut self, headers: &HeaderMap) {
        self.lasting.is_over = true;
        self.lasting.report(End::Success(self, headers));
    }

    pub(super) fn fail(&mut self, error: &Error) {
        self.lasting.is_over = true;
        self.lasting.report(End::Failure(error));
    }
}

impl Lasting {
    /// The outcome, given the method: a safe one has no effect, so its outcome is never unknown.
    fn possible(&self, outcome: Outcome) -> Outcome {
        if self.is_safe && outcome == Outcome::Unknown { Outcome::Rejected } else { outcome }
    }

    fn report(&self, what: End<'_>) {
        self.span.in_scope(|| (self.report)(&CallEnd { lasting: self, what }));
    }

    fn elapsed_ms(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

impl Drop for Lasting {
    fn drop(&mut self) {
        if !self.is_over && self.attempts > 0 {
            self.report(End::Dropped);
        }
        if !self.span.is_disabled() {
            self.span.record("elapsed_ms", self.elapsed_ms());
        }
    }
}
