//! When and how a call is retried.

use std::hash::{BuildHasher, RandomState};
use std::time::{Duration, SystemTime};

use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};
use reqwest::{Method, StatusCode};

use super::outcome::Outcome;

/// Whether, how often, and for how long a call is retried.
///
/// The method decides what may be retried. A call with a method that is not idempotent (RFC 9110, section 9.2.2), such
/// as `POST`, is retried only if the previous attempt cannot have taken effect: the request was not sent, or the response
/// was 429 (RFC 6585, section 4). A call with an idempotent method is also retried after 5xx and after a lost
/// connection.
///
/// Before each new attempt the call waits for half of the back-off and a random part of the other half; the back-off
/// doubles with each attempt. If `Retry-After` (RFC 9110, section 10.2.3) asks for a longer wait, the call waits that
/// long. If a wait would exceed [`max_elapsed`](Self::max_elapsed) or the time-out of the call, the call fails at once
/// with the error of its last attempt.
///
/// ```
/// use std::time::Duration;
/// use openscaler_api::{BearerToken, Client, RetryPolicy};
///
/// let retry = RetryPolicy::default().max_attempts(6).max_elapsed(Duration::from_secs(50));
/// let client = Client::builder().token(BearerToken::new("token")).retry(retry).build()?;
/// # Ok::<_, openscaler_api::ConfigurationError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetryPolicy {
    max_attempts: u32,
    max_elapsed: Duration,
    initial_backoff: Duration,
    max_backoff: Duration,
    retry_service_unavailable: bool,
}

impl RetryPolicy {
    /// A single attempt.
    pub fn never() -> Self {
        Self::default().max_attempts(1)
    }

    /// The number of attempts of a call, including the first; defaults to 4. Zero counts as one.
    #[must_use]
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts.max(1);
        self
    }

    /// The time from the start of a call after which no new attempt begins; defaults to 30 seconds.
    #[must_use]
    pub fn max_elapsed(mut self, elapsed: Duration) -> Self {
        self.max_elapsed = elapsed;
        self
    }

    /// The back-off after the first attempt, and its upper limit; they default to 250 milliseconds and 8 seconds.
    #[must_use]
    pub fn backoff(mut self, initial: Duration, max: Duration) -> Self {
        self.initial_backoff = initial;
        self.max_backoff = max;
        self
    }

    /// Whether methods that are not idempotent are retried after 503, too; defaults to `false`.
    ///
    /// Some servers and all well-behaved proxies send 503 before they do anything. But a 503 may also come from a
    /// component that was reached after the work was done; then a retry does the work twice. The outcome of a call with
    /// such a retry is [`Outcome::Unknown`] unless it ends in a success.
    #[must_use]
    pub fn retry_service_unavailable(mut self, retry: bool) -> Self {
        self.retry_service_unavailable = retry;
        self
    }

    pub(super) fn is_once(&self) -> bool {
        self.max_attempts == 1
    }

    /// Whether an attempt with this response may be followed by another.
    pub(super) fn repeats_status(&self, method: &Method, status: StatusCode) -> bool {
        match status {
            StatusCode::TOO_MANY_REQUESTS => true,
            StatusCode::SERVICE_UNAVAILABLE if self.retry_service_unavailable => true,
            status => status.is_server_error() && is_idempotent(method),
        }
    }

    /// Whether an attempt that got no response may be followed by another.
    pub(super) fn repeats_failure(&self, method: &Method, outcome: Outcome) -> bool {
        outcome == Outcome::NotSent || is_idempotent(method)
    }

    /// The wait after `attempt` (counted from 1), which ended `elapsed` after the start of the call; `None` if there is no
    /// further attempt within `limit`.
    pub(super) fn wait(
        &self,
        attempt: u32,
        elapsed: Duration,
        limit: Duration,
        asked: Option<Duration>,
    ) -> Option<Duration> {
        if attempt >= self.max_attempts {
            return None;
        }
        let doubled = self.initial_backoff.saturating_mul(1_u32.checked_shl(attempt - 1).unwrap_or(u32::MAX));
        let half = doubled.min(self.max_backoff) / 2;
        let wait = match asked {
            // The random part spreads the retries of clients that received the same `Retry-After`.
            Some(asked) if asked > half => asked.saturating_add(self.initial_backoff.mul_f64(random() / 2.0)),
            _ => half + half.mul_f64(random()),
        };
        let remaining = self.max_elapsed.min(limit).saturating_sub(elapsed);
        (wait < remaining).then_some(wait)
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            max_attempts: 4,
            max_elapsed: Duration::from_secs(30),
            initial_backoff: Duration::from_millis(250),
            max_backoff: Duration::from_secs(8),
            retry_service_unavailable: false,
        }
    }
}

/// RFC 9110, section 9.2.2; unknown methods are not idempotent.
fn is_idempotent(method: &Method) -> bool {
    [Method::GET, Method::HEAD, Method::OPTIONS, Method::TRACE, Method::PUT, Method::DELETE].contains(method)
}

/// The wait that `Retry-After` asks for, in seconds or as a date.
///
/// A date is relative to the response's own `Date`, so that a wrong clock does no harm.
pub(super) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let value = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        // A number that overflows is longer than any limit.
        return Some(Duration::from_secs(value.parse().unwrap_or(u64::MAX)));
    }
    let until = httpdate::parse_http_date(value).ok()?;
    let date = headers.get(DATE).and_then(|date| httpdate::parse_http_date(date.to_str().ok()?).ok());
    Some(until.duration_since(date.unwrap_or_else(SystemTime::now)).unwrap_or_default())
}

/// From 0 to 1. The standard library's hasher is seeded at random, which is enough to keep clients apart.
fn random() -> f64 {
    f64::from(RandomState::new().hash_one(()) as u32) / f64::from(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: Duration = Duration::from_secs(3600);

    fn policy() -> RetryPolicy {
        RetryPolicy::default().max_attempts(40).max_elapsed(HOUR)
    }

    #[test]
    fn the_back_off_doubles_up_to_its_limit() {
        for (attempt, longest) in [(1, 250), (2, 500), (3, 1000), (6, 8000), (39, 8000)] {
            let longest = Duration::from_millis(longest);
            let waits: Vec<_> = (0..50).filter_map(|_| policy().wait(attempt, Duration::ZERO, HOUR, None)).collect();
            assert_eq!(waits.len(), 50);
            assert!(waits.iter().all(|wait| (longest / 2..=longest).contains(wait)), "{attempt}: {waits:?}");
            assert!(waits.iter().any(|wait| *wait != waits[0]), "no jitter");
        }
    }

    #[test]
    fn there_is_an_end() {
        let second = Duration::from_secs(1);
        assert_eq!(policy().wait(40, Duration::ZERO, HOUR, None), None);
        assert_eq!(RetryPolicy::never().wait(1, Duration::ZERO, HOUR, None), None);
        assert_eq!(policy().wait(1, HOUR, HOUR * 2, None), None);
        assert_eq!(policy().wait(1, second, second, None), None);
        assert_eq!(policy().wait(1, Duration::ZERO, HOUR, Some(HOUR)), None);
        assert_eq!(policy().wait(1, Duration::ZERO, HOUR, Some(Duration::from_secs(u64::MAX))), None);
    }

    #[test]
    fn at_least_what_was_asked_for() {
        let asked = Duration::from_secs(10);
        let wait = policy().wait(1, Duration::ZERO, HOUR, Some(asked)).expect("time enough");
        assert!(wait >= asked && wait < asked + Duration::from_millis(126), "{wait:?}");
        assert!(
            policy().wait(1, Duration::ZERO, HOUR, Some(Duration::ZERO)).expect("time") >= Duration::from_millis(125)
        );
    }

    #[test]
    fn retry_after_in_all_its_forms() {
        let read = |value: &str, date: Option<&str>| {
            let mut headers = HeaderMap::new();
            headers.insert(RETRY_AFTER, value.parse().expect("a header"));
            date.and_then(|date| headers.insert(DATE, date.parse().expect("a header")));
            retry_after(&headers).map(|asked| asked.as_secs())
        };
        let date = Some("Sun, 06 Nov 1994 08:49:30 GMT");
        for value in
            ["7", "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"]
        {
            assert_eq!(read(value, date), Some(7), "{value}");
        }
        assert_eq!(read("Sun, 06 Nov 1994 08:49:37 GMT", None), Some(0));
        assert_eq!(read("99999999999999999999999", None), Some(u64::MAX));
        for value in ["", "-1", "soon", "1.5", "+1"] {
            assert_eq!(read(value, None), None, "{value}");
        }
    }

    #[test]
    fn only_what_cannot_have_been_carried_out_is_repeated() {
        let status = |code| StatusCode::from_u16(code).expect("a status");
        let policy = policy();
        for (method, code, repeated) in [
            (Method::POST, 429, true),
            (Method::POST, 503, false),
            (Method::POST, 500, false),
            (Method::PATCH, 502, false),
            (Method::POST, 409, false),
            (Method::PUT, 503, true),
            (Method::GET, 500, true),
            (Method::DELETE, 404, false),
        ] {
            assert_eq!(policy.repeats_status(&method, status(code)), repeated, "{method} {code}");
        }
        assert!(policy.clone().retry_service_unavailable(true).repeats_status(&Method::POST, status(503)));
        assert!(policy.repeats_failure(&Method::POST, Outcome::NotSent));
        assert!(!policy.repeats_failure(&Method::POST, Outcome::Unknown));
        assert!(policy.repeats_failure(&Method::GET, Outcome::Unknown));
    }
}
