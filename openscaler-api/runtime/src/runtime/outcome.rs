//! Whether a call that failed took effect.

use std::fmt;

use reqwest::StatusCode;

/// Whether a failed call took effect, as far as a client can tell.
///
/// If a call made several attempts, it is the least certain of their outcomes. A call whose future is dropped before it
/// completes has no error; treat it as [`Outcome::Unknown`].
///
/// ```
/// use openscaler_api::{Error, Outcome};
///
/// fn may_try_again(error: &Error) -> bool {
///     matches!(error.outcome(), Outcome::NotSent | Outcome::Rejected)
/// }
/// ```
// In ascending order of doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Outcome {
    /// The request never reached the server: it could not be built, there was no connection, none of its body was
    /// written, or HTTP/2 refused it before processing it.
    NotSent,
    /// The request was sent and had no effect: the server refused it (4xx, 307 and 308), or it failed in any other way
    /// and its method is safe, such as `GET` (RFC 9110, section 9.2.1).
    Rejected,
    /// The request may have taken effect: 5xx, another redirect, an answer that is not HTTP, or a lost connection or a
    /// time-out after a part of the body was written. Never the outcome of a method that is safe.
    ///
    /// A success whose body cannot be read may come from something on the way, such as a page to log in. Its outcome is
    /// this one, too, unless the API's document lists its status. Where the document has a range of statuses (`2XX`), the
    /// media type decides: a response with one of the document's, or without any, is the API's own.
    ///
    /// # The way out
    ///
    /// Where the API's document links an operation to one that shows its effect, the client has a method for that: for
    /// `create_thing` it is `resolve_create_thing`. It looks for what the request would have created, and takes the same
    /// arguments as the call.
    ///
    /// ```
    /// use openscaler_api::types::{Certificate, CreateCertificateRequest, LoadBalancerId};
    /// use openscaler_api::{Client, Error, Outcome, ResponseValue};
    ///
    /// async fn create(
    ///     client: &Client,
    ///     lb_id: &LoadBalancerId,
    ///     request: &CreateCertificateRequest,
    /// ) -> Result<ResponseValue<Certificate>, Error> {
    ///     match client.lb_create_certificate(lb_id, request).await {
    ///         Err(error) if error.outcome() == Outcome::Unknown => {
    ///             // It may still be created: wait before you look. The API states no time limit; 10 s is a guess.
    ///             tokio::time::sleep(std::time::Duration::from_secs(10)).await;
    ///             client.resolve_lb_create_certificate(lb_id, request).await?.ok_or(error)
    ///         }
    ///         result => result,
    ///     }
    /// }
    /// ```
    ///
    /// **Found** proves that it exists now, not that this call created it: it may have been there before, or another
    /// caller may have created it since. Choose names that no other caller uses, and compare what was found with what
    /// you asked for: for a certificate, its `cert_type`, its `domains` ([`iter`](crate::CommaSeparated::iter)), and
    /// `not_before`, the start of its validity ([`date_time`](crate::Timestamp::date_time)).
    ///
    /// **Not found** proves that it does not exist now. Right after a lost response it proves nothing: the request
    /// may still be on its way, or in progress. Only after longer than the server takes for a request is it a sign that
    /// the call had no effect.
    ///
    /// **An error** proves nothing. The outcome of that error is the outcome of the lookup, not of the call.
    Unknown,
    /// The request took effect, but the response cannot be read.
    Succeeded,
}

impl Outcome {
    /// Its name in logs and in JSON: `not_sent`, `rejected`, `unknown` or `succeeded`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotSent => "not_sent",
            Self::Rejected => "rejected",
            Self::Unknown => "unknown",
            Self::Succeeded => "succeeded",
        }
    }

    /// The outcome of a response with this status.
    pub(super) fn of_status(status: StatusCode) -> Self {
        match status.as_u16() {
            200..=299 => Self::Succeeded,
            307 | 308 | 400..=499 => Self::Rejected,
            _ => Self::Unknown,
        }
    }
}

/// Its name, as [`as_str`](Self::as_str) has it.
impl fmt::Display for Outcome {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}
