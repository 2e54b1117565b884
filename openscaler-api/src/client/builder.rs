//! Building a client; one without the token that the API asks for does not compile.

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use reqwest::header::HeaderMap;
use reqwest::redirect::Policy;
use zeroize::Zeroizing;

use openscaler_runtime::BearerToken;
use openscaler_runtime::base_url::BaseUrl;
use openscaler_runtime::runtime::{Error, Proxies, RetryPolicy, Settings};
use openscaler_runtime::tls::Tls;
use openscaler_runtime::token;

use super::Client;

/// The time for a whole call, unless the builder is told otherwise.
const TIMEOUT: Duration = Duration::from_secs(60);
/// The time to make a connection.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a connection may lie idle: shorter than servers have patience. A request that meets the server's own end of
/// the connection is a request of which nobody knows what became.
const IDLE_TIMEOUT: Duration = Duration::from_secs(4);
/// The largest JSON answer that is read.
const MAX_BODY: usize = 1024 * 1024;

/// No token yet, and the API asks for one.
#[derive(Debug)]
pub struct TokenMissing;

/// No token yet, and no operation of the API asks for one.
#[derive(Debug)]
#[allow(dead_code, unreachable_pub)]
pub struct TokenOptional;

/// The token was given.
///
/// Names the builder in the signature of a function:
///
/// ```
/// use openscaler_api::{ClientBuilder, TokenGiven};
/// use std::time::Duration;
///
/// fn patient(builder: ClientBuilder<TokenGiven>) -> ClientBuilder<TokenGiven> {
///     builder.timeout(Duration::from_secs(300))
/// }
/// ```
#[derive(Debug)]
pub struct TokenGiven;

/// What a client needs of its builder before it can be built.
#[diagnostic::on_unimplemented(
    message = "a client requires a token",
    label = "add `.token(BearerToken::new(\"…\"))` before `.build()`"
)]
pub trait CanBuild: sealed::Sealed {}
// Otherwise the compiler lists these types, which nobody can name.
#[diagnostic::do_not_recommend]
impl CanBuild for TokenOptional {}
#[diagnostic::do_not_recommend]
impl CanBuild for TokenGiven {}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::TokenMissing {}
    impl Sealed for super::TokenOptional {}
    impl Sealed for super::TokenGiven {}
}

/// What a client is built from; made by [`Client::builder`].
#[must_use = "a client is made by `.build()`"]
pub struct ClientBuilder<Token> {
    options: Options,
    state: PhantomData<Token>,
}

struct Options {
    base_url: Option<String>,
    token: Option<BearerToken>,
    allow_insecure_http: bool,
    settings: Settings,
    connect_timeout: Duration,
    tls: Tls,
    proxies: Vec<reqwest::Proxy>,
    http: reqwest::ClientBuilder,
}

impl<Token> ClientBuilder<Token> {
    pub(crate) fn new(base_url: Option<&str>) -> Self {
        let options = Options {
            base_url: base_url.map(str::to_owned),
            token: None,
            allow_insecure_http: false,
            settings: Settings {
                timeout: TIMEOUT,
                retry: RetryPolicy::default(),
                max_body: MAX_BODY,
                headers: HeaderMap::new(),
                proxies: Proxies::Environment,
            },
            connect_timeout: CONNECT_TIMEOUT,
            tls: Tls::default(),
            proxies: Vec::new(),
            http: reqwest::Client::builder().pool_idle_timeout(IDLE_TIMEOUT),
        };
        Self { options, state: PhantomData }
    }

    fn with(mut self, change: impl FnOnce(&mut Options)) -> Self {
        change(&mut self.options);
        self
    }

    /// The token that is sent with each call.
    pub fn token(mut self, token: BearerToken) -> ClientBuilder<TokenGiven> {
        self.options.token = Some(token);
        ClientBuilder { options: self.options, state: PhantomData }
    }

    /// Where the API is, in place of the server that the document names.
    ///
    /// A path is kept: the operations' paths come after it. Plain `http` is for loopback hosts only, unless
    /// [`allow_insecure_http`](Self::allow_insecure_http) says otherwise.
    pub fn base_url(self, base_url: impl Into<String>) -> Self {
        self.with(|options| options.base_url = Some(base_url.into()))
    }

    /// Whether plain `http` may be used to hosts that are not this machine.
    ///
    /// Everybody on the way can then read the token and the private keys, and change the answers.
    pub fn allow_insecure_http(self, allow: bool) -> Self {
        self.with(|options| options.allow_insecure_http = allow)
    }

    /// The time that a whole call may take, from its first attempt to the end of its answer's body; a minute if not set.
    ///
    /// It is kept as well as the runtime's threads come to look at the clock: a server that sends `100 Continue` without
    /// end has been seen to hold one for seconds longer, inside the HTTP library.
    pub fn timeout(self, timeout: Duration) -> Self {
        self.with(|options| options.settings.timeout = timeout)
    }

    /// The time that making a connection may take, TLS included; ten seconds if not set.
    pub fn connect_timeout(self, timeout: Duration) -> Self {
        self.with(|options| options.connect_timeout = timeout)
    }

    /// How often and for how long a call is tried.
    pub fn retry(self, policy: RetryPolicy) -> Self {
        self.with(|options| options.settings.retry = policy)
    }

    /// The largest JSON answer that is read, in bytes; 1 MiB if not set.
    ///
    /// A success that is larger is an error whose outcome is [`Succeeded`](crate::Outcome::Succeeded).
    pub fn max_body(self, bytes: usize) -> Self {
        self.with(|options| options.settings.max_body = bytes)
    }

    /// Certificates that are trusted beside those of the operating system, as PEM (one or more) or as DER (one).
    pub fn root_certificate(self, certificate: impl Into<Vec<u8>>) -> Self {
        self.with(|options| options.tls.roots.push(certificate.into()))
    }

    /// The certificate by which the client tells the server who it is, as PEM: the chain and one unencrypted private key.
    ///
    /// The text is wiped when it has been used.
    pub fn identity(self, pem: impl Into<Vec<u8>>) -> Self {
        self.with(|options| options.tls.identity = Some(Zeroizing::new(pem.into())))
    }

    /// A proxy, in the place of those that the environment names (`HTTPS_PROXY` and such). May be called several times.
    ///
    /// Only a proxy given here is used for a loopback host; one of the environment never is.
    pub fn proxy(self, proxy: reqwest::Proxy) -> Self {
        self.with(|options| options.proxies.push(proxy))
    }

    /// Any other setting of the HTTP client, such as a local address or a resolver of names.
    ///
    /// The builder's own settings come afterwards and win: time-outs, redirects, retries, TLS (all of it, with rustls),
    /// the `User-Agent`, and no proxies for loopback hosts but those of [`proxy`](Self::proxy).
    ///
    /// ```
    /// use openscaler_api::{BearerToken, Client};
    ///
    /// let client = Client::builder().token(BearerToken::new("token")).http(|http| http.pool_max_idle_per_host(1)).build()?;
    /// # Ok::<_, openscaler_api::Error>(())
    /// ```
    pub fn http(self, configure: impl FnOnce(reqwest::ClientBuilder) -> reqwest::ClientBuilder) -> Self {
        let Self { options, state } = self;
        Self { options: Options { http: configure(options.http), ..options }, state }
    }

    /// Builds the client.
    ///
    /// # Errors
    ///
    /// When the base URL is none or not one that the token may be sent to, the token cannot stand in a header, or TLS
    /// cannot be set up.
    pub fn build(self) -> Result<Client, Error>
    where
        Token: CanBuild,
    {
        self.options.build()
    }
}

impl Options {
    fn build(mut self) -> Result<Client, Error> {
        let base_url = self.base_url.take().ok_or_else(|| {
            Error::configuration("the document names no server; say where the API is with `.base_url(..)`")
        })?;
        let base_url = BaseUrl::parse(&base_url, self.allow_insecure_http)?;
        let authorization = self.token.as_ref().map(token::authorization).transpose()?;
        self.tls.is_needed = base_url.is_https;
        // A proxy may be reached over TLS, too.
        self.tls.is_used = base_url.is_https || !base_url.is_loopback || !self.proxies.is_empty();
        let mut http = self
            .http
            .connect_timeout(self.connect_timeout)
            // An attempt after the first gets what is left of it.
            .timeout(self.settings.timeout)
            // A redirect would carry the private key to another host.
            .redirect(Policy::none())
            // What may be repeated is decided here; reqwest repeats a POST after an HTTP/2 GOAWAY.
            .retry(reqwest::retry::never())
            // It writes what goes over the connection into the log.
            .connection_verbose(false)
            .user_agent(concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")));
        if base_url.is_loopback {
            // A proxy of the environment would see the requests of tests and tunnels, bodies and all.
            http = http.no_proxy();
            self.settings.proxies = Proxies::None;
        }
        http = self.proxies.into_iter().fold(http, reqwest::ClientBuilder::proxy);
        let client =
            self.tls.apply(http)?.build().map_err(|error| {
                Error::configuration_from("the HTTP client refuses its settings", &error.without_url())
            })?;
        Ok(Client { base_url, client, settings: self.settings, authorization })
    }
}

impl<Token> fmt::Debug for ClientBuilder<Token> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Options { base_url, settings, .. } = &self.options;
        // One that is refused when the client is built may hold credentials.
        let base_url = base_url.as_ref().and_then(|base_url| BaseUrl::parse(base_url, true).ok());
        formatter
            .debug_struct("ClientBuilder")
            .field("base_url", &base_url.as_ref().map(BaseUrl::as_str))
            .field("settings", settings)
            .finish_non_exhaustive()
    }
}
