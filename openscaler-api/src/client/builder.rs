//! Building a client; one without the token that the API asks for does not compile.

use std::time::Duration;

use reqwest::Url;
use reqwest::redirect::Policy;

use super::{Client, authorization, tls};
use crate::BearerToken;
use crate::runtime::Error;

/// The time for a whole call, unless the builder is told otherwise.
const TIMEOUT: Duration = Duration::from_secs(60);
/// The time to make a connection.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// No token yet, and the API asks for one.
#[derive(Debug)]
pub struct TokenMissing;

/// No token yet, and no operation of the API asks for one.
#[derive(Debug)]
#[allow(dead_code, unreachable_pub)]
pub struct TokenOptional;

/// The token was given.
#[derive(Debug)]
pub struct TokenGiven;

/// What a client needs of its builder before it can be built.
#[diagnostic::on_unimplemented(
    message = "a client needs a token before `.build()`",
    label = "no token was given",
    note = "add `.token(BearerToken::new(\"…\"))` before `.build()`"
)]
pub trait CanBuild: sealed::Sealed {}
impl CanBuild for TokenOptional {}
impl CanBuild for TokenGiven {}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::TokenMissing {}
    impl Sealed for super::TokenOptional {}
    impl Sealed for super::TokenGiven {}
}

/// What a client is built from; made by [`Client::builder`].
#[derive(Debug)]
#[must_use = "a client is made by `.build()`"]
pub struct ClientBuilder<Token> {
    base_url: Option<String>,
    token: Option<BearerToken>,
    timeout: Duration,
    state: std::marker::PhantomData<Token>,
}

impl<Token> ClientBuilder<Token> {
    pub(super) fn new(base_url: Option<&str>) -> Self {
        let base_url = base_url.map(str::to_owned);
        Self { base_url, token: None, timeout: TIMEOUT, state: std::marker::PhantomData }
    }

    /// The token that is sent with each call.
    pub fn token(self, token: BearerToken) -> ClientBuilder<TokenGiven> {
        let Self { base_url, timeout, .. } = self;
        ClientBuilder { base_url, token: Some(token), timeout, state: std::marker::PhantomData }
    }

    /// Where the API is, in place of the server that the document names.
    ///
    /// A path is kept: the operations' paths come after it.
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = Some(base_url.into());
        self
    }

    /// The time that a whole call may take; a minute if not set.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Builds the client.
    ///
    /// # Errors
    ///
    /// When the base URL is none, the token cannot stand in a header, or TLS cannot be set up.
    pub fn build(self) -> Result<Client, Error>
    where
        Token: CanBuild,
    {
        let base_url = self.base_url.ok_or_else(|| {
            Error::configuration("the document names no server; say where the API is with `.base_url(..)`")
        })?;
        let base_url = parse_base_url(&base_url)?;
        let authorization = self.token.as_ref().map(authorization).transpose()?;
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(tls::config()?)
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(self.timeout)
            // A redirect would carry the private key to another host.
            .redirect(Policy::none())
            // A proxy of the environment would see the loopback requests of tests and tunnels.
            .no_proxy()
            .user_agent(concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|error| Error::configuration(error.without_url().to_string()))?;
        let baseurl = base_url.as_str().trim_end_matches('/').to_owned();
        Ok(Client { baseurl, base_path: base_url.path().to_owned(), client, authorization })
    }
}

fn parse_base_url(base_url: &str) -> Result<Url, Error> {
    let wrong = |what: &str| Error::configuration(format!("the base URL {what}"));
    let url = Url::parse(base_url).map_err(|error| wrong(&format!("cannot be read: {error}")))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(wrong("is neither `https` nor `http`"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(wrong("holds credentials; the API takes a token, with `.token(..)`"));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(wrong("has a query or a fragment; only a path can come after the host"));
    }
    Ok(url)
}
