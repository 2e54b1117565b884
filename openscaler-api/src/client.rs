//! The client: where the API is, the token that opens it, and how a request is sent.

pub(crate) mod builder;

use std::fmt;
use std::time::Duration;

use reqwest::header::HeaderValue;

use openscaler_runtime::base_url::BaseUrl;
use openscaler_runtime::runtime::{Answer, CallEnd, Error, OperationInfo, RetryPolicy, Settings, check_segments, run};
use openscaler_runtime::{BearerToken, ConfigurationError, InvalidToken, header, token};

/// A client of the API, with one method for each operation.
///
/// It is cheap to clone: clones share their connections, and can be used from many tasks at once.
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
/// # Cancellation
///
/// The future of a call can be dropped at any time. If it is dropped before it completes, the call may have taken effect,
/// and may still take effect afterwards: treat it as [`Outcome::Unknown`](crate::Outcome::Unknown). Prefer a time limit,
/// such as that of [`with_timeout`](Self::with_timeout), whose error says which it is.
///
/// # Secrets
///
/// The token, header values, and the body of a request once it is serialized are wiped from memory when they are dropped
/// for the last time. Three kinds of copies cannot be wiped: a literal, which is part of the program; what the HTTP and
/// TLS libraries copy into their own buffers on the way to the socket; and what the server sends back, such as
/// [`Error::body`].
///
/// # Tracing
///
/// One `tracing` event ends each call. Its target is the name of this crate, `openscaler_api`; its level is `INFO` if the
/// call succeeded, and `WARN` otherwise. Its fields are `operation`, `status`, `attempts`, `elapsed_ms`, `outcome` (that of
/// [`Error::outcome`]; `Succeeded` for a success, `Unknown` for a call that was dropped), `request_id` and, unless the call
/// succeeded, `error`, which is what the error displays.
///
/// The target `openscaler_runtime` has more detail: for each call a span named `call`, level `INFO`, with the same fields
/// and `method` and `path` (which contains the parameters, such as a load balancer's id), and in it an event for each
/// attempt, level `DEBUG` if it succeeded and `WARN` otherwise.
///
/// No body, header or token is in any of them; what a server said is in `error` only, as [`Error::message`] has it.
#[derive(Clone)]
pub struct Client {
    /// The operations add their paths to it.
    pub(crate) base_url: BaseUrl,
    pub(crate) client: reqwest::Client,
    settings: Settings,
    authorization: Option<HeaderValue>,
}

impl Client {
    /// A copy of this client with another token, on the same connections: OAuth access tokens expire.
    ///
    /// ```
    /// use openscaler_api::{BearerToken, Client};
    ///
    /// let client = Client::builder().token(BearerToken::new("old")).build()?;
    /// let client = client.with_token("new".parse()?)?;
    /// # Ok::<_, openscaler_api::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The token is empty, in quotes, begins with `Bearer`, or has white space or a character that a header cannot hold.
    pub fn with_token(&self, token: BearerToken) -> Result<Self, InvalidToken> {
        Ok(Self { authorization: Some(token::authorization(&token)?), ..self.clone() })
    }

    /// A copy of this client with another time limit for each call, on the same connections.
    ///
    /// ```no_run
    /// use openscaler_api::{BearerToken, Client, load_balancer_id};
    /// use openscaler_api::types::CreateCertificateRequest;
    /// use std::time::Duration;
    ///
    /// # async fn example(client: Client, request: CreateCertificateRequest) -> Result<(), openscaler_api::Error> {
    /// let patient = client.with_timeout(Duration::from_secs(300));
    /// let certificate = patient.lb_create_certificate(&load_balancer_id!("42"), &request).await?;
    /// # Ok(())
    /// # }
    /// ```
    #[must_use = "the client itself is not changed"]
    pub fn with_timeout(&self, timeout: Duration) -> Self {
        let mut client = self.clone();
        client.settings.timeout = timeout;
        client.settings.overrides_timeout = true;
        client
    }

    /// A copy of this client with another retry policy, on the same connections.
    ///
    /// ```
    /// use openscaler_api::{BearerToken, Client, RetryPolicy};
    ///
    /// let client = Client::builder().token(BearerToken::new("token")).build()?;
    /// let once = client.with_retry(RetryPolicy::never());
    /// # Ok::<_, openscaler_api::ConfigurationError>(())
    /// ```
    #[must_use = "the client itself is not changed"]
    pub fn with_retry(&self, policy: RetryPolicy) -> Self {
        let mut client = self.clone();
        client.settings.retry = policy;
        client
    }

    /// A copy of this client that sends another header with each call, on the same connections.
    ///
    /// It replaces a header of the same name that was set before; a header that is a parameter of an operation takes
    /// precedence. The value is treated as a secret: it is wiped when the last copy is dropped, and is not in `Debug`.
    ///
    /// ```
    /// use openscaler_api::{BearerToken, Client};
    ///
    /// let client = Client::builder().token(BearerToken::new("token")).build()?;
    /// let client = client.with_header("x-tenant", "blue")?;
    ///
    /// let error = client.with_header("Authorization", "Basic YTpi").unwrap_err();
    /// assert_eq!(error.to_string(), "the header `authorization` is set by the client: use `.with_token(…)`");
    /// # Ok::<_, openscaler_api::ConfigurationError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The header is one that the client sets itself, such as `Authorization`, `Host`, `User-Agent` or `Content-Type`, or
    /// the name or the value is invalid.
    pub fn with_header(&self, name: &str, value: &str) -> Result<Self, ConfigurationError> {
        let mut client = self.clone();
        header::insert(&mut client.settings.headers, name, value)?;
        Ok(client)
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
