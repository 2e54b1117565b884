//! Building a client; without the token that the API requires, that does not compile.

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use reqwest::header::HeaderMap;
use reqwest::redirect::Policy;
use zeroize::Zeroizing;

use openscaler_runtime::base_url::BaseUrl;
use openscaler_runtime::proxy::{self, Proxy};
use openscaler_runtime::runtime::{Proxies, RetryPolicy, Settings};
use openscaler_runtime::tls::Tls;
use openscaler_runtime::{BearerToken, ConfigurationError, token};

use super::Client;

/// The default time for a whole call.
const TIMEOUT: Duration = Duration::from_secs(60);
/// The default time to make a connection.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a connection may be idle: shorter than servers wait. If a request meets the server's own end of the
/// connection, nobody knows whether it took effect.
const IDLE_TIMEOUT: Duration = Duration::from_secs(4);
/// The default size of the largest JSON answer that is read.
const MAX_RESPONSE_SIZE: usize = 1024 * 1024;
/// The product that the `User-Agent` header names (RFC 9110, section 10.1.5).
const USER_AGENT: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));

/// The token is missing, and the API requires one.
#[derive(Debug)]
pub struct TokenMissing;

/// The token is missing, and no operation of the API requires one.
#[derive(Debug)]
#[allow(dead_code, unreachable_pub)]
pub struct TokenOptional;

/// The token is set.
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

/// The states of a builder in which it has all that a client requires.
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

/// Builds a [`Client`]; created by [`Client::builder`].
#[must_use = "call `.build()` to get a client"]
pub struct ClientBuilder<Token> {
    options: Options,
    state: PhantomData<Token>,
}

struct Options {
    base_url: Option<String>,
    /// What all paths of the API begin with.
    common_path: &'static str,
    token: Option<BearerToken>,
    allow_insecure_http: bool,
    settings: Settings,
    connect_timeout: Duration,
    app_name: Option<String>,
    tls: Tls,
    proxy: Option<String>,
    http: reqwest::ClientBuilder,
    /// Whether the caller may have told the HTTP client which proxies to use.
    is_http_configured: bool,
}

impl<Token> ClientBuilder<Token> {
    pub(crate) fn new(base_url: Option<&str>, common_path: &'static str) -> Self {
        let options = Options {
            base_url: base_url.map(str::to_owned),
            common_path,
            token: None,
            allow_insecure_http: false,
            settings: Settings {
                timeout: TIMEOUT,
                overrides_timeout: false,
                retry: RetryPolicy::default(),
                max_response_size: MAX_RESPONSE_SIZE,
                headers: HeaderMap::new(),
                proxies: Proxies::Environment,
            },
            connect_timeout: CONNECT_TIMEOUT,
            app_name: None,
            tls: Tls::default(),
            proxy: None,
            http: reqwest::Client::builder().pool_idle_timeout(IDLE_TIMEOUT),
            is_http_configured: false,
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

    /// The address of the API; defaults to the server that the API's document names.
    ///
    /// The paths of the operations are appended to its path. Plain `http` is accepted for loopback hosts only, unless
    /// [`allow_insecure_http`](Self::allow_insecure_http) is set.
    pub fn base_url(self, base_url: impl Into<String>) -> Self {
        self.with(|options| options.base_url = Some(base_url.into()))
    }

    /// Whether plain `http` is accepted for hosts other than this machine; defaults to `false`.
    ///
    /// It exposes the token and private keys on the network, and lets others change the answers.
    pub fn allow_insecure_http(self, allow: bool) -> Self {
        self.with(|options| options.allow_insecure_http = allow)
    }

    /// The time limit of a whole call, from its first attempt to the end of its answer's body; defaults to a minute.
    ///
    /// The limit is as exact as the scheduling of the async runtime: a server that sends `100 Continue` without end can
    /// occupy a thread for seconds, inside the HTTP library.
    pub fn timeout(self, timeout: Duration) -> Self {
        self.with(|options| options.settings.timeout = timeout)
    }

    /// The time limit of making a connection, including TLS; defaults to ten seconds.
    pub fn connect_timeout(self, timeout: Duration) -> Self {
        self.with(|options| options.connect_timeout = timeout)
    }

    /// When a call is attempted again after a failure.
    pub fn retry(self, policy: RetryPolicy) -> Self {
        self.with(|options| options.settings.retry = policy)
    }

    /// The size of the largest JSON answer that is read, in bytes; defaults to 1 MiB.
    ///
    /// A larger answer is an error. If it was a success, the outcome of the error is
    /// [`Succeeded`](crate::Outcome::Succeeded).
    pub fn max_response_size(self, bytes: usize) -> Self {
        self.with(|options| options.settings.max_response_size = bytes)
    }

    /// The name of the program and its version, such as `my-service/1.2`, which the `User-Agent` header shows in front of
    /// this crate's own.
    ///
    /// ```
    /// use openscaler_api::{BearerToken, Client};
    ///
    /// let client = Client::builder().token(BearerToken::new("token")).app_name("my-service/1.2").build()?;
    /// # Ok::<_, openscaler_api::ConfigurationError>(())
    /// ```
    pub fn app_name(self, name: impl Into<String>) -> Self {
        self.with(|options| options.app_name = Some(name.into()))
    }

    /// Trusts certificates in addition to those of the operating system: PEM (one or more) or DER (one).
    ///
    /// May be called more than once.
    pub fn add_root_certificate(self, certificate: impl Into<Vec<u8>>) -> Self {
        self.with(|options| options.tls.roots.push(certificate.into()))
    }

    /// The client certificate, as PEM: the certificate chain and one unencrypted private key.
    ///
    /// With the feature `native-tls` the key has to be PKCS#8 (`BEGIN PRIVATE KEY`). The text is wiped when the client
    /// has been built.
    pub fn identity(self, pem: impl Into<Vec<u8>>) -> Self {
        self.with(|options| options.tls.identity = Some(Zeroizing::new(pem.into())))
    }

    /// The URL of a proxy for all calls; defaults to what the environment names (`HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`).
    ///
    /// The scheme is `http`, `https`, or, with the feature `socks`, `socks5h`, `socks5`, `socks4a` or `socks4`. A user
    /// name and a password in it authenticate to the proxy.
    ///
    /// Calls to a loopback host go through a proxy that is set here, and never through one of the environment.
    ///
    /// ```
    /// use openscaler_api::{BearerToken, Client};
    ///
    /// let builder = Client::builder().token(BearerToken::new("token"));
    /// let client = builder.proxy("http://user:password@proxy.example:3128").build()?;
    /// # Ok::<_, openscaler_api::ConfigurationError>(())
    /// ```
    pub fn proxy(self, url: impl Into<String>) -> Self {
        self.with(|options| options.proxy = Some(url.into()))
    }

    /// Any other setting of the HTTP client, such as a local address or a name resolver.
    ///
    /// The builder's own settings take precedence: time limits, redirects, retries, the `User-Agent` header, and no
    /// proxies for loopback hosts except that of [`proxy`](Self::proxy). So do the TLS backend, TLS 1.2 as the minimum,
    /// and the check of the server's certificate.
    ///
    /// Requires the feature `reqwest`. It is [`reqwest`](crate::reqwest)'s builder, so its next major version is a
    /// breaking change of this method.
    ///
    /// ```
    /// use openscaler_api::{BearerToken, Client};
    ///
    /// let builder = Client::builder().token(BearerToken::new("token"));
    /// let client = builder.configure_reqwest(|http| http.pool_max_idle_per_host(1)).build()?;
    /// # Ok::<_, openscaler_api::ConfigurationError>(())
    /// ```
    #[cfg(feature = "reqwest")]
    pub fn configure_reqwest(self, configure: impl FnOnce(reqwest::ClientBuilder) -> reqwest::ClientBuilder) -> Self {
        let Self { options, state } = self;
        Self { options: Options { http: configure(options.http), is_http_configured: true, ..options }, state }
    }

    /// Builds the client.
    ///
    /// # Errors
    ///
    /// A setting is invalid or missing, requires a feature that is not enabled, or cannot be used on this machine; the
    /// error names the setting.
    pub fn build(self) -> Result<Client, ConfigurationError>
    where
        Token: CanBuild,
    {
        self.options.build()
    }
}

impl Options {
    fn build(mut self) -> Result<Client, ConfigurationError> {
        let base_url = self.base_url.take().ok_or_else(|| {
            ConfigurationError::new("base_url", "the base URL is missing: set it with `.base_url(…)`")
        })?;
        let base_url = BaseUrl::parse(&base_url, self.allow_insecure_http, self.common_path)?;
        let authorization = self.token.as_ref().map(token::authorization).transpose()?;
        let proxy = self.proxy.as_deref().map(Proxy::parse).transpose()?;
        self.tls.is_needed = base_url.is_https;
        self.tls.is_needed_by_proxy = proxy.as_ref().is_some_and(|proxy| proxy.is_https);
        // A proxy may be reached over TLS, too.
        self.tls.is_used = base_url.is_https || !base_url.is_loopback || proxy.is_some();
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
            .user_agent(user_agent(self.app_name)?);
        if base_url.is_loopback {
            // A proxy of the environment would see the requests of tests and tunnels, bodies and all.
            http = http.no_proxy();
            self.settings.proxies = Proxies::None;
        } else if proxy.is_none() && self.is_http_configured {
            // It may have been given others, which do not show.
            self.settings.proxies = Proxies::None;
        } else if proxy.is_none() {
            proxy::check_environment(&base_url)?;
        }
        http = match proxy {
            Some(proxy) => {
                self.settings.proxies = Proxies::Given(proxy.place.clone());
                proxy.apply(http)
            }
            None => http,
        };
        let client = self.tls.build(http)?;
        Ok(Client { base_url, client, settings: self.settings, authorization })
    }
}

/// The `User-Agent` header: the program's name, if there is one, and ours.
fn user_agent(app_name: Option<String>) -> Result<String, ConfigurationError> {
    let Some(app_name) = app_name else { return Ok(USER_AGENT.to_owned()) };
    let is_visible = |byte: u8| byte.is_ascii_graphic() || byte == b' ';
    if app_name.trim().is_empty() || app_name.trim() != app_name || !app_name.bytes().all(is_visible) {
        let message = "the app name is invalid: expected visible ASCII characters such as `my-service/1.2`";
        return Err(ConfigurationError::new("app_name", message));
    }
    Ok(format!("{app_name} {USER_AGENT}"))
}

impl<Token> fmt::Debug for ClientBuilder<Token> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Options { base_url, settings, .. } = &self.options;
        // One that is refused when the client is built may hold credentials.
        let base_url = base_url.as_ref().and_then(|base_url| BaseUrl::parse(base_url, true, "").ok());
        formatter
            .debug_struct("ClientBuilder")
            .field("base_url", &base_url.as_ref().map(BaseUrl::as_str))
            .field("settings", settings)
            .finish_non_exhaustive()
    }
}
