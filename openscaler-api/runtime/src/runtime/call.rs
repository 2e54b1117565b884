//! A call: its attempts, the time it may take, and what is told of it.

use std::time::Duration;

use reqwest::header::{HeaderMap, HeaderValue};
use reqwest::{Request, Response};
use tokio::time::{Instant, sleep};
use tracing::Span;
use tracing::field::Empty;

use super::attempt::{Failure, Template};
use super::retry::RetryPolicy;
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
) -> impl Future<Output = Result<Answer<'a>, Error>> + Send + 'a {
    for (name, value) in &settings.headers {
        // A parameter of the operation wins.
        request.headers_mut().entry(name).or_insert_with(|| value.clone());
    }
    let mut call = Call::new(settings, &request, authorization, operation);
    let mut template = Template::new(request, authorization, settings.retry.is_once());
    let mut attempt = 0;
    async move {
        if let Some(error) = refused {
            return Err(error);
        }
        loop {
            attempt += 1;
            // The first has the time that the HTTP client gives to each request, unless that is not the call's.
            let is_limited = attempt > 1 || settings.overrides_timeout;
            let remaining = is_limited.then(|| settings.timeout.saturating_sub(call.elapsed()));
            let (request, gate) = template.request(remaining);
            let result = client.execute(request).await.map_err(|error| Failure::new(&error, gate.as_ref()));
            let wait = template
                .repeats(&settings.retry, &result)
                .and_then(|asked| settings.retry.wait(attempt, call.elapsed(), settings.timeout, asked));
            call.tell(attempt, &result, wait);
            let Some(wait) = wait else {
                return match result {
                    Ok(response) => Ok(Answer::new(response, call)),
                    Err(failure) => Err(Error::transport(failure, &call)),
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
    operation: &'static str,
    max_response_size: usize,
    /// The client's, not a copy: calls on several cores would contend for the count of them.
    authorization: Option<&'a HeaderValue>,
    /// The most doubtful outcome of the attempts before the last.
    doubt: Option<Outcome>,
}

/// The time that a call takes, told when it is over.
pub(super) struct Lasting {
    span: Span,
    started: Instant,
}

impl<'a> Call<'a> {
    fn new(
        settings: &Settings,
        request: &Request,
        authorization: Option<&'a HeaderValue>,
        operation: OperationInfo,
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
        let lasting = Lasting { span, started: Instant::now() };
        Self {
            lasting,
            operation: operation.id,
            max_response_size: settings.max_response_size,
            authorization,
            doubt: None,
        }
    }

    fn elapsed(&self) -> Duration {
        self.lasting.started.elapsed()
    }

    pub(super) fn lasting(self) -> Lasting {
        self.lasting
    }

    pub(super) fn max_response_size(&self) -> usize {
        self.max_response_size
    }

    /// The token that was sent, so that it can be left out of messages; empty if there was none.
    pub(super) fn token(&self) -> &str {
        let value = self.authorization.and_then(|value| value.to_str().ok()).unwrap_or_default();
        value.strip_prefix("Bearer ").unwrap_or(value)
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
    fn tell(&self, attempt: u32, result: &Result<Response, Failure>, wait: Option<Duration>) {
        let (span, operation) = (&self.lasting.span, self.operation);
        span.record("attempts", attempt);
        let wait = wait.map(|wait| u64::try_from(wait.as_millis()).unwrap_or(u64::MAX));
        match result {
            Ok(response) => {
                let status = response.status();
                span.record("status", status.as_u16());
                let (code, reason) = (status.as_u16(), status.canonical_reason());
                if status.is_success() {
                    tracing::debug!(parent: span, operation, attempt, status = code, "attempt answered");
                } else {
                    tracing::warn!(parent: span, operation, attempt, status = code, reason, retry_in_ms = wait, "attempt refused");
                }
            }
            Err(failure) => {
                let (reason, cause) = (failure.what, tracing::field::debug(&failure.cause));
                tracing::warn!(parent: span, operation, attempt, reason, cause, retry_in_ms = wait, "attempt failed");
            }
        }
    }
}

impl Drop for Lasting {
    fn drop(&mut self) {
        if !self.span.is_disabled() {
            self.span.record("elapsed_ms", u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX));
        }
    }
}
