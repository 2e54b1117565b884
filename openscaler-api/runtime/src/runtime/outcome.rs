//! Whether a call that failed took effect.

use reqwest::StatusCode;

/// Whether a call that failed took effect, as far as its caller can know.
///
/// It is that of the call's most doubtful attempt. A call whose future is dropped before it completes has no error to
/// ask; treat it as [`Outcome::Unknown`].
///
/// ```
/// # use openscaler_api::{Error, Outcome};
/// fn may_try_again(error: &Error) -> bool {
///     matches!(error.outcome(), Outcome::NotSent | Outcome::Rejected)
/// }
/// ```
// In the order of doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Outcome {
    /// The request never reached the server: it could not be built, there was no connection, none of its body was
    /// written, or HTTP/2 refused it before processing it.
    NotSent,
    /// The server refused the request and did nothing: 4xx, 307 and 308.
    Rejected,
    /// The request may have taken effect: 5xx, another redirect, an answer that is not HTTP, or, after the request was
    /// written, a lost connection or a time-out.
    Unknown,
    /// The request took effect, but its answer cannot be read.
    Succeeded,
}

impl Outcome {
    /// What an answer of this status says.
    pub(super) fn of_status(status: StatusCode) -> Self {
        match status.as_u16() {
            200..=299 => Self::Succeeded,
            307 | 308 | 400..=499 => Self::Rejected,
            _ => Self::Unknown,
        }
    }
}
