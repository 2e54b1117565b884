//! The client: the address of the API, the credentials, and how a request is sent.

pub(crate) mod builder;
pub(crate) mod credentials;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use credentials::Credentials;
use openscaler_runtime::base_url::BaseUrl;
use openscaler_runtime::credentials::{Credential, CredentialStore, Scheme, Shown};
use openscaler_runtime::runtime::{Answer, CallEnd, Error, OperationInfo, RetryPolicy, Settings, check_segments, run};
use openscaler_runtime::{ConfigurationError, header};

/// A client of the API, with one method for each operation.
///
/// Create one client for the whole program. It is cheap to clone: clones share their connections, and can be used from
/// many tasks at once. Its calls run on tokio, with I/O and time enabled.
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
/// # A token that expires
///
/// A service that rotates its token keeps the client in a lock, and clones it for each call:
///
/// ```
/// use openscaler_api::{BearerToken, Client, InvalidToken};
/// use std::sync::RwLock;
///
/// struct Api(RwLock<Client>);
///
/// impl Api {
///     fn client(&self) -> Client {
///         self.0.read().expect("no thread panics while it holds the lock").clone()
///     }
///
///     fn rotate(&self, token: BearerToken) -> Result<(), InvalidToken> {
///         let client = self.client().with_token(token)?;
///         *self.0.write().expect("no thread panics while it holds the lock") = client;
///         Ok(())
///     }
/// }
///
/// let api = Api(RwLock::new(Client::builder().token(BearerToken::new("old")).build()?));
/// api.rotate("new".parse()?)?;
/// # Ok::<_, Box<dyn std::error::Error>>(())
/// ```
///
/// # Cancellation
///
/// The future of a call can be dropped at any time. If it is dropped before it completes, the call may have taken effect,
/// and may still take effect afterwards: treat it as [`Outcome::Unknown`](crate::Outcome::Unknown). Prefer a time limit,
/// such as [`with_timeout`](Self::with_timeout): its error has an [`outcome`](Error::outcome).
///
/// # Secrets
///
/// Credentials, header values, and the body of a request once it is serialized are wiped from memory when they are dropped
/// for the last time. These copies are not: a literal, which is part of the program; a text that you lend, such as the
/// `&str` that a value is made of, which you can wrap in `zeroize::Zeroizing`; what the HTTP and TLS libraries copy into
/// their own buffers on the way to the socket, URLs included; and what the server sends back, such as [`Error::body`].
///
/// # Tracing
///
/// One `tracing` event ends each call. Its target is the name of this crate, `openscaler_api`; its level is `INFO` if the
/// call succeeded, and `WARN` otherwise. Its fields are `operation`, `status`, `attempts`, `elapsed_ms`, `outcome` (the
/// name of [`Error::outcome`]; `succeeded` for a success; for a call that was dropped `unknown`, or `rejected` if it was a
/// read), `request_id` and, unless the call succeeded, `error`, which is what the error displays.
///
/// The target `openscaler_runtime` has more detail: for each call a span named `call`, level `INFO`, with the same fields
/// and `method` and `path` (which contains the parameters, such as a load balancer's id), and in it an event for each
/// attempt, level `DEBUG` if it succeeded and `WARN` otherwise.
///
/// No body, header, query or credential is in any of them; what a server said is in `error` only, as [`Error::message`] has it.
#[derive(Clone)]
#[must_use = "each `.with_…(…)` returns a changed copy, and leaves the client itself unchanged: use the copy"]
pub struct Client {
    /// The base URL, to which the operations append their paths.
    pub(crate) base_url: BaseUrl,
    client: reqwest::Client,
    settings: Settings,
    document: &'static Document,
    /// Those of the operations that are not served at the base URL; none if the caller gave that.
    servers: Arc<[BaseUrl]>,
    credentials: CredentialStore,
}

/// What the document says of the whole API.
pub(crate) struct Document {
    pub(crate) base_url: Option<&'static str>,
    /// What all paths of the API begin with.
    pub(crate) common_path: &'static str,
    /// The base URLs of the operations that are served elsewhere.
    pub(crate) servers: &'static [&'static str],
    pub(crate) schemes: &'static [Scheme],
}

impl Client {
    /// Returns a copy of this client with other credentials, on the same connections.
    ///
    /// Credentials of the client that are not among these stay as they are. It is for programs that choose among schemes;
    /// the method `with_…` of a scheme replaces its credential alone.
    ///
    /// # Errors
    ///
    /// A credential is empty, in quotes, or contains white space or a character that cannot be sent.
    pub fn with_credentials(&self, credentials: Credentials) -> Result<Self, ConfigurationError> {
        let mut client = self.clone();
        for (scheme, given) in &credentials.given {
            client.credentials.insert(*scheme, Credential::new(&self.document.schemes[*scheme], given)?);
        }
        Ok(client)
    }

    // The document may have no security schemes.
    #[allow(dead_code)]
    pub(crate) fn with_credential(&self, scheme: usize, credential: Credential) -> Self {
        let mut client = self.clone();
        client.credentials.insert(scheme, credential);
        client
    }

    /// Returns a copy of this client with another time limit for each call, on the same connections.
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
    pub fn with_timeout(&self, timeout: Duration) -> Self {
        let mut client = self.clone();
        client.settings.timeout = timeout;
        client.settings.overrides_timeout = true;
        client
    }

    /// Returns a copy of this client with another retry policy, on the same connections.
    ///
    /// ```
    /// use openscaler_api::{BearerToken, Client, RetryPolicy};
    ///
    /// let client = Client::builder().token(BearerToken::new("token")).build()?;
    /// let once = client.with_retry(RetryPolicy::never());
    /// # Ok::<_, openscaler_api::ConfigurationError>(())
    /// ```
    pub fn with_retry(&self, policy: RetryPolicy) -> Self {
        let mut client = self.clone();
        client.settings.retry = policy;
        client
    }

    /// Returns a copy of this client that sends an additional header with each call, on the same connections.
    ///
    /// It replaces an earlier header of the same name; a header that is a parameter of an operation takes precedence. The
    /// value is treated as a secret: `Debug` omits it, and it is wiped when the last copy is dropped.
    ///
    /// For a header of a single call, such as the id of the request that caused it, use the copy once:
    ///
    /// ```
    /// use openscaler_api::{BearerToken, Client};
    ///
    /// let client = Client::builder().token(BearerToken::new("token")).build()?;
    /// let for_this_call = client.with_header("x-request-id", "0c2f")?;
    ///
    /// let error = client.with_header("Authorization", "Basic YTpi").unwrap_err();
    /// assert_eq!(error.to_string(), "the header `authorization` is set by the client: use `.with_token(…)`");
    /// # Ok::<_, openscaler_api::ConfigurationError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The client sets the header itself, as it does that of a credential, `Host`, `User-Agent` and `Content-Type`, or the
    /// name or the value is invalid.
    pub fn with_header(&self, name: &str, value: &str) -> Result<Self, ConfigurationError> {
        let mut client = self.clone();
        header::insert(&mut client.settings.headers, self.document.schemes, name, value)?;
        Ok(client)
    }

    /// Sends the request of an operation that is served at `base_url`, with retries where they are safe.
    pub(crate) fn send(
        &self,
        base_url: &BaseUrl,
        request: reqwest::Request,
        operation: OperationInfo,
    ) -> impl Future<Output = Result<Answer<'_>, Error>> + Send + use<'_> {
        let shape = check_segments(request.url(), base_url.path(), operation.path);
        let shown = self.credentials.choose(self.document.schemes, operation.security);
        let (shown, refused) = match (shape, shown) {
            (Ok(()), Ok(shown)) => (shown, None),
            (Err(error), _) => (Shown::default(), Some(error)),
            (_, Err(error)) => (Shown::default(), Some(error.into())),
        };
        run(&self.client, &self.settings, request, refused, shown, operation, report)
    }

    /// Where an operation is served that the document does not have at the base URL.
    // The document may have none.
    #[allow(dead_code)]
    pub(crate) fn server(&self, index: usize) -> &BaseUrl {
        self.servers.get(index).unwrap_or(&self.base_url)
    }
}

/// Emits the event that ends a call. It is here because the target of an event is a constant, the name of this crate.
fn report(end: &CallEnd<'_>) {
    macro_rules! event {
        ($level:ident, $message:literal) => {
            tracing::$level!(
                target: env!("CARGO_CRATE_NAME"),
                operation = end.operation(),
                status = end.status(),
                attempts = end.attempts(),
                elapsed_ms = end.elapsed_ms(),
                outcome = end.outcome().as_str(),
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
