//! The client: where the API is, the token that opens it, and how a request is sent.

pub(crate) mod builder;

use std::fmt;

use reqwest::header::HeaderValue;

use openscaler_runtime::BearerToken;
use openscaler_runtime::base_url::BaseUrl;
use openscaler_runtime::runtime::{Answer, CallEnd, Error, OperationInfo, Settings, check_segments, run};
use openscaler_runtime::token;

/// A client of the API, with one method for each operation.
///
/// It is cheap to clone: clones share their connections, and may be used from many tasks at once.
///
/// ```no_run
/// # async fn example() -> Result<(), openscaler_api::Error> {
/// use openscaler_api::{BearerToken, Client};
///
/// let client = Client::builder().token(BearerToken::new("…")).build()?;
/// # Ok(())
/// # }
/// ```
///
/// Without a token it does not compile:
///
/// ```compile_fail,E0277
/// # use openscaler_api::Client;
/// let client = Client::builder().build();
/// ```
///
/// # Calls that are given up
///
/// The future of a call may be dropped at any moment. If it is dropped before it is done, what it asked for may have
/// been done, and may still be done afterwards: take it for [`Outcome::Unknown`](crate::Outcome::Unknown). Prefer the
/// builder's [`timeout`](crate::ClientBuilder::timeout), which tells.
///
/// # Secrets
///
/// The token, and the request's body once it is written as JSON, are wiped from memory when the last part that uses them
/// lets go of them. Three kinds of copy cannot be wiped from here: a literal, which is part of the program; what the
/// HTTP and TLS libraries copy into their own buffers on the way to the socket; and what the server sends back, such as
/// [`Error::body`].
///
/// # What it tells
///
/// Each call is a `tracing` span named `call`, of the target `openscaler_runtime`, at the level `INFO`, with `operation`, `method`, `path` (and in it the
/// parameters, such as a load balancer's id), `status`, `attempts`, `elapsed_ms` and, if it failed, `outcome`. Each
/// attempt is an event in it: `DEBUG` for a success, `WARN` with the reason for anything else. No body, no header and no
/// token is in either.
#[derive(Clone)]
pub struct Client {
    /// The operations add their paths to it.
    pub(crate) base_url: BaseUrl,
    pub(crate) client: reqwest::Client,
    settings: Settings,
    authorization: Option<HeaderValue>,
}

impl Client {
    /// The same client with another token, on the same connections: OAuth access tokens expire.
    ///
    /// ```
    /// use openscaler_api::{BearerToken, Client};
    ///
    /// let client = Client::builder().token(BearerToken::new("old")).build()?;
    /// let client = client.with_token(BearerToken::new("new"))?;
    /// # Ok::<_, openscaler_api::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the token is empty, begins with `Bearer`, or has white space or a character that no header can hold.
    pub fn with_token(&self, token: BearerToken) -> Result<Self, Error> {
        Ok(Self { authorization: Some(token::authorization(&token)?), ..self.clone() })
    }

    /// Sends what an operation has put together, and sends it again where that is safe.
    pub(crate) fn send(
        &self,
        request: reqwest::Request,
        operation: OperationInfo,
    ) -> impl Future<Output = Result<Answer<'_>, Error>> + Send {
        let refused = check_segments(request.url(), self.base_url.path(), operation.path).err();
        let authorization = self.authorization.as_ref().filter(|_| operation.authenticated);
        run(&self.client, &self.settings, request, refused, authorization, operation, report)
    }
}

/// The event that ends a call. It is here because the target of an event is a constant, and this crate's name is its own.
fn report(end: &CallEnd<'_>) {
    macro_rules! event {
        ($level:ident, $message:literal) => {
            tracing::$level!(
                target: env!("CARGO_CRATE_NAME"),
                operation = end.operation(),
                status = end.status(),
                attempts = end.attempts(),
                elapsed_ms = end.elapsed_ms(),
                outcome = ?end.outcome(),
                request_id = end.request_id(),
                error = end.error(),
                $message
            )
        };
    }
    if end.is_success() { event!(info, "call succeeded") } else { event!(warn, "call failed") }
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Client").field("base_url", &self.base_url.as_str()).finish_non_exhaustive()
    }
}
