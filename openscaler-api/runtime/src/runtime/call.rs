//! A call: its attempts, the time it may take, and what is told of it.

use std::borrow::Cow;
use std::time::Duration;

use bytes::Bytes;
use reqwest::header::{HeaderMap, HeaderValue};
use reqwest::{Request, Response, StatusCode, Url};
use tokio::time::{Instant, sleep};
use tracing::Span;
use tracing::field::Empty;

use super::attempt::{Failure, Template};
use super::error::Facts;
use super::place::{Place, Proxies};
use super::redact::Secrets;
use super::retry::RetryPolicy;
use super::said::request_id_header;
use super::{Answer, Error, OperationInfo, Outcome};

/// What a client does with each of its calls.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The time for a whole call.
    pub timeout: Duration,
    /// Whether that is not what the HTTP client gives to each request.
    pub overrides_timeout: bool,
    pub retry: RetryPolicy,
    /// The largest JSON body of a success that is read, in bytes.
    pub max_response_size: usize,
    /// What each request carries beyond the operation's own headers; each value is a secret.
    pub headers: HeaderMap,
    /// The proxies that the HTTP client was given, to be named when a call fails.
    pub proxies: Proxies,
}

/// Makes the attempts of a call until one is final; none if the request is refused before.
///
/// Not an `async fn`: that would keep what it is given twice.
pub fn run<'a>(
    client: &'a reqwest::Client,
    settings: &'a Settings,
    mut request: Request,
    refused: Option<Error>,
    authorization: Option<&'a HeaderValue>,
    operation: OperationInfo,
    report: Report,
) -> impl Future<Output = Result<Answer<'a>, Error>> + Send + 'a {
    for (name, value) in &settings.headers {
        // A parameter of the operation wins.
        request.headers_mut().entry(name).or_insert_with(|| value.clone());
    }
    let mut call = Call::new(settings, &request, authorization, operation, report);
    let mut template = Template::new(request, authorization, settings.retry.is_once());
    call.body = template.body();
    async move {
        if let Some(error) = refused {
            return Err(error.of_call(&mut call));
        }
        loop {
            call.lasting.attempts += 1;
            let attempt = call.lasting.attempts;
            // The first has the time that the HTTP client gives to each request, unless that is not the call's.
            let is_limited = attempt > 1 || settings.overrides_timeout;
            let remaining = is_limited.then(|| settings.timeout.saturating_sub(call.elapsed()));
            let (request, gate) = template.request(remaining);
            let result = client.execute(request).await.map_err(|error| Failure::new(&error, gate.as_ref()));
            let wait = template
                .repeats(&settings.retry, &result)
                .and_then(|asked| settings.retry.wait(attempt, call.elapsed(), settings.timeout, asked));
            call.tell(&result, wait);
            let Some(wait) = wait else {
                return match result {
                    Ok(response) => Ok(Answer::new(response, call)),
                    Err(failure) => Err(Error::transport(failure, &mut call)),
                };
            };
            call.doubt(&result);
            drop(result);
            sleep(wait).await;
        }
    }
}

/// What is known of a call while it lasts; it ends when its answer has been read.
pub(super) struct Call<'a> {
    lasting: Lasting,
    /// The client's, not a copy: calls on several cores would contend for the count of them.
    settings: Cow<'a, Settings>,
    authorization: Option<Cow<'a, HeaderValue>>,
    /// What was sent, to be known again in what comes back.
    body: Bytes,
    /// The most doubtful outcome of the attempts before the last.
    doubt: Option<Outcome>,
}

/// The part of a call that is told when it is over.
struct Lasting {
    operation: &'static str,
    span: Span,
    started: Instant,
    attempts: u32,
    /// That of the last answer.
    status: Option<StatusCode>,
    report: Report,
    is_over: bool,
}

/// Tells of a call that is over.
///
/// The generated crate has one, so that the event bears that crate's name: the target of an event cannot be chosen when
/// it is emitted.
pub type Report = fn(&CallEnd<'_>);

/// A call that is over. What takes time to find out is found out by who asks for it.
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

    /// The status of the last answer.
    pub fn status(&self) -> Option<u16> {
        self.lasting.status.map(|status| status.as_u16())
    }

    /// How many attempts were made.
    pub fn attempts(&self) -> u32 {
        self.lasting.attempts
    }

    /// Milliseconds since the call began.
    pub fn elapsed_ms(&self) -> u64 {
        self.lasting.elapsed_ms()
    }

    /// Whether the call took effect. One that was dropped may have.
    pub fn outcome(&self) -> Outcome {
        match &self.what {
            End::Success(..) => Outcome::Succeeded,
            End::Failure(error) => error.outcome(),
            End::Dropped => Outcome::Unknown,
        }
    }

    /// The name under which the server's log knows the request.
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

    /// Why it did not, as one line.
    pub fn error(&self) -> Option<String> {
        match &self.what {
            End::Success(..) => None,
            End::Failure(error) => Some(error.to_string()),
            End::Dropped => Some(format!("{} was dropped before it was complete", self.lasting.operation)),
        }
    }
}

impl<'a> Call<'a> {
    fn new(
        settings: &'a Settings,
        request: &Request,
        authorization: Option<&'a HeaderValue>,
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
            span,
            started: Instant::now(),
            attempts: 0,
            status: None,
            report,
            is_over: false,
        };
        let (settings, authorization) = (Cow::Borrowed(settings), authorization.map(Cow::Borrowed));
        Self { lasting, settings, authorization, body: Bytes::new(), doubt: None }
    }

    /// A call that outlives its client.
    pub(super) fn into_owned(self) -> Call<'static> {
        let Self { lasting, settings, authorization, body, doubt } = self;
        let authorization = authorization.map(|value| Cow::Owned(value.into_owned()));
        Call { lasting, settings: Cow::Owned(settings.into_owned()), authorization, body, doubt }
    }

    fn elapsed(&self) -> Duration {
        self.lasting.started.elapsed()
    }

    pub(super) fn max_response_size(&self) -> usize {
        self.settings.max_response_size
    }

    /// What was sent and must not be shown, should it come back.
    pub(super) fn secrets(&self) -> Secrets {
        let headers = self.authorization.as_deref().into_iter().chain(self.settings.headers.values());
        Secrets::new(headers, &self.body)
    }

    /// What an error tells of the call itself.
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
        let outcome = self.doubt.map_or(last, |doubt| doubt.max(last));
        self.lasting.span.record("outcome", tracing::field::debug(outcome));
        outcome
    }

    /// Whether an attempt before the last may have been carried out.
    pub(super) fn is_doubtful(&self) -> bool {
        self.doubt == Some(Outcome::Unknown)
    }

    /// Remembers how an attempt ended that is not the last.
    fn doubt(&mut self, result: &Result<Response, Failure>) {
        let outcome = match result {
            Ok(response) => Outcome::of_status(response.status()),
            Err(failure) => failure.outcome,
        };
        self.doubt = self.doubt.max(Some(outcome));
    }

    /// An event for each attempt.
    fn tell(&mut self, result: &Result<Response, Failure>, wait: Option<Duration>) {
        self.lasting.status = result.as_ref().ok().map(Response::status);
        let (span, operation, attempt) = (&self.lasting.span, self.lasting.operation, self.lasting.attempts);
        span.record("attempts", attempt);
        let wait = wait.map(|wait| u64::try_from(wait.as_millis()).unwrap_or(u64::MAX));
        // In it, and not with it as their parent: without a span of ours they belong to the caller's.
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
