//! Building a client; without the credentials that the API requires, that does not compile.

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use reqwest::header::HeaderMap;
use reqwest::redirect::Policy;
use zeroize::Zeroizing;

use openscaler_runtime::ConfigurationError;
use openscaler_runtime::base_url::BaseUrl;
use openscaler_runtime::credentials::{Credential, CredentialStore, Given};
use openscaler_runtime::proxy::{self, Proxy};
use openscaler_runtime::runtime::{Proxies, RetryPolicy, Settings};
use openscaler_runtime::tls::Tls;

use super::credentials::Credentials;
use super::{Client, Document};

/// The default time limit of a whole call.
const TIMEOUT: Duration = Duration::from_secs(60);
/// The default time limit of making a connection.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// The time that a connection may be idle: less than servers wait. If a request crosses the server's close of the
/// connection, it is unknown whether it took effect.
const IDLE_TIMEOUT: Duration = Duration::from_secs(4);
/// The default size of the largest JSON response that is read.
const MAX_RESPONSE_SIZE: usize = 1024 * 1024;
/// The product that the `User-Agent` header names (RFC 9110, section 10.1.5).
const USER_AGENT: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));

/// The credentials are missing, and the API requires some.
#[derive(Debug)]
#[allow(dead_code)]
pub struct CredentialsMissing;

/// The credentials are missing, and the API does not require any of all callers.
#[derive(Debug)]
#[allow(dead_code, unreachable_pub)]
pub struct CredentialsOptional;

/// The credentials are set: the default of [`ClientBuilder`]'s parameter, so that a signature can omit it.
///
/// ```
/// use openscaler_api::ClientBuilder;
/// use std::time::Duration;
///
/// fn patient(builder: ClientBuilder) -> ClientBuilder {
///     builder.timeout(Duration::from_secs(300))
/// }
/// ```
#[derive(Debug)]
pub struct CredentialsGiven;

pub(crate) mod sealed {
    /// Of the states of a builder.
    pub trait Sealed {}
    impl Sealed for super::CredentialsMissing {}
    impl Sealed for super::CredentialsOptional {}
    impl Sealed for super::CredentialsGiven {}
}

/// Builds a [`Client`]; created by [`Client::builder`].
#[must_use = "call `.build()` to get a client"]
pub struct ClientBuilder<State = CredentialsGiven> {
    options: Options,
    state: PhantomData<State>,
}

struct Options {
    base_url: Option<String>,
    document: &'static Document,
    /// Each with the index of its scheme.
    credentials: Vec<(usize, Given)>,
    allow_insecure_http: bool,
    settings: Settings,
    connect_timeout: Duration,
    app_name: Option<String>,
    tls: Tls,
    proxy: Option<String>,
    http: reqwest::ClientBuilder,
    /// Whether the caller may have set proxies in the HTTP client's builder.
    is_http_configured: bool,
}

impl<State> ClientBuilder<State> {
    pub(crate) fn new(document: &'static Document) -> Self {
        let options = Options {
            base_url: None,
            document,
            credentials: Vec::new(),
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

    /// The credentials, each sent with the calls that require it, and to the API's hosts only.
    pub fn credentials(mut self, credentials: Credentials) -> ClientBuilder<CredentialsGiven> {
        self.options.credentials.extend(credentials.given);
        ClientBuilder { options: self.options, state: PhantomData }
    }

    // The document may have no security schemes.
    #[allow(dead_code)]
    pub(crate) fn credential<Next>(mut self, scheme: usize, credential: impl Into<Given>) -> ClientBuilder<Next> {
        self.options.credentials.push((scheme, credential.into()));
        ClientBuilder { options: self.options, state: PhantomData }
    }

    /// The address of the API; defaults to the server in the API's OpenAPI document.
    ///
    /// Every operation is then called there: its path, such as `/v1/…`, is appended. Plain `http` is accepted for loopback
    /// hosts only, unless [`allow_insecure_http`](Self::allow_insecure_http) is set.
    pub fn base_url(self, base_url: impl Into<String>) -> Self {
        self.with(|options| options.base_url = Some(base_url.into()))
    }

    /// Whether plain `http` is accepted for hosts other than loopback; defaults to `false`.
    ///
    /// Plain `http` exposes the token and private keys on the network, and allows an attacker to change the answers.
    pub fn allow_insecure_http(self, allow: bool) -> Self {
        self.with(|options| options.allow_insecure_http = allow)
    }

    /// The time limit of a whole call, from its first attempt to the end of its response's body; defaults to a minute.
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

    /// Whether and how often a failed call is repeated; see [`RetryPolicy`] for the defaults.
    pub fn retry(self, policy: RetryPolicy) -> Self {
        self.with(|options| options.settings.retry = policy)
    }

    /// The size of the largest JSON response that is read, in bytes; defaults to 1 MiB.
    ///
    /// A larger response is an error. If it was a success that the API's document has, the outcome of the error is
    /// [`Succeeded`](crate::Outcome::Succeeded).
    pub fn max_response_size(self, bytes: usize) -> Self {
        self.with(|options| options.settings.max_response_size = bytes)
    }

    /// The program's name and version, such as `my-service/1.2`. The `User-Agent` header is then
    /// `my-service/1.2 openscaler-api/` and this crate's version.
    ///
    /// ```
    /// use openscaler_api::{BearerToken, Client};
    ///
    /// let client = Client::builder().token(BearerToken::new("token")).app_name("my-service/1.2").build()?;
    /// # Ok::<_, openscaler_api::ConfigurationError>(())
    /// ```
    #[doc(alias = "user_agent")]
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
    /// With the feature `native-tls` the key must be PKCS#8 (`BEGIN PRIVATE KEY`). The PEM is wiped from memory once the
    /// client is built.
    pub fn identity(self, pem: impl Into<Vec<u8>>) -> Self {
        self.with(|options| options.tls.identity = Some(Zeroizing::new(pem.into())))
    }

    /// The URL of a proxy for all calls; defaults to the environment variables `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY`.
    ///
    /// The scheme is `http`, `https`, or, with the feature `socks`, `socks5h`, `socks5`, `socks4a` or `socks4`. A user
    /// name and a password in it authenticate to the proxy.
    ///
    /// Calls to a loopback host use a proxy that is set here, but never one from the environment.
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

    /// Builds the client, whether or not it has the credentials that it requires.
    pub(crate) fn build_unchecked(self) -> Result<Client, ConfigurationError> {
        self.options.build()
    }
}

impl Options {
    fn build(mut self) -> Result<Client, ConfigurationError> {
        for (setting, is_zero) in [
            ("timeout", self.settings.timeout.is_zero()),
            ("connect_timeout", self.connect_timeout.is_zero()),
            ("max_response_size", self.settings.max_response_size == 0),
        ] {
            if is_zero {
                let message = format!("`{setting}` is zero, with which no call succeeds: omit it for the default");
                return Err(ConfigurationError::new(setting, message));
            }
        }
        let (base_url, servers) = self.servers()?;
        let mut credentials = CredentialStore::default();
        for (scheme, given) in &self.credentials {
            credentials.insert(*scheme, Credential::new(&self.document.schemes[*scheme], given)?);
        }
        let all = || std::iter::once(&base_url).chain(&servers);
        let (is_https, is_loopback) = (all().any(|url| url.is_https), all().all(|url| url.is_loopback));
        let proxy = self.proxy.as_deref().map(Proxy::parse).transpose()?;
        self.tls.is_needed = is_https;
        self.tls.is_needed_by_proxy = proxy.as_ref().is_some_and(|proxy| proxy.is_https);
        // A proxy may be reached over TLS, too.
        self.tls.is_used = is_https || !is_loopback || proxy.is_some();
        let mut http = self
            .http
            .connect_timeout(self.connect_timeout)
            // Later attempts get the remaining time.
            .timeout(self.settings.timeout)
            // A redirect would send the private key to another host.
            .redirect(Policy::none())
            // The retry policy decides; reqwest would repeat a POST after an HTTP/2 GOAWAY.
            .retry(reqwest::retry::never())
            // It would log the bytes on the connection.
            .connection_verbose(false)
            .user_agent(user_agent(self.app_name)?);
        if is_loopback {
            // A proxy of the environment would see the requests of tests and tunnels, bodies and all.
            http = http.no_proxy();
            self.settings.proxies = Proxies::None;
        } else if proxy.is_none() && self.is_http_configured {
            // reqwest's builder may have others, which cannot be queried.
            self.settings.proxies = Proxies::None;
        } else if proxy.is_none() {
            all().try_for_each(proxy::check_environment)?;
        }
        http = match proxy {
            Some(proxy) => {
                self.settings.proxies = Proxies::Given(proxy.place.clone());
                proxy.apply(http)
            }
            None => http,
        };
        let client = self.tls.build(http)?;
        let (settings, document, servers) = (self.settings, self.document, servers.into());
        Ok(Client { base_url, client, settings, document, servers, credentials })
    }

    /// Where the API is, and where the operations are that are served elsewhere: nowhere if the caller gave an address.
    fn servers(&self) -> Result<(BaseUrl, Vec<BaseUrl>), ConfigurationError> {
        let Document { common_path, servers, .. } = self.document;
        let parse = |url: &str, common_path| BaseUrl::parse(url, self.allow_insecure_http, common_path);
        if let Some(given) = &self.base_url {
            return Ok((parse(given, common_path)?, Vec::new()));
        }
        let base_url = self.document.base_url.ok_or_else(|| {
            ConfigurationError::new("base_url", "the base URL is missing: set it with `.base_url(…)`")
        })?;
        let servers = servers.iter().map(|url| parse(url, "")).collect::<Result<_, _>>()?;
        Ok((parse(base_url, common_path)?, servers))
    }
}

/// The `User-Agent` header: the program's name, if it is set, and ours.
fn user_agent(app_name: Option<String>) -> Result<String, ConfigurationError> {
    let Some(app_name) = app_name else { return Ok(USER_AGENT.to_owned()) };
    let is_visible = |byte: u8| byte.is_ascii_graphic() || byte == b' ';
    if app_name.trim().is_empty() || app_name.trim() != app_name || !app_name.bytes().all(is_visible) {
        let message =
            "the app name is invalid: expected a name and a version in visible ASCII, such as `my-service/1.2`";
        return Err(ConfigurationError::new("app_name", message));
    }
    Ok(format!("{app_name} {USER_AGENT}"))
}

impl<State> fmt::Debug for ClientBuilder<State> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Options { base_url, document, settings, .. } = &self.options;
        // One that is refused when the client is built may hold credentials.
        let base_url = base_url.as_deref().or(document.base_url);
        let base_url = base_url.and_then(|base_url| BaseUrl::parse(base_url, true, "").ok());
        formatter
            .debug_struct("ClientBuilder")
            .field("base_url", &base_url.as_ref().map(BaseUrl::as_str))
            .field("settings", settings)
            .finish_non_exhaustive()
    }
}
