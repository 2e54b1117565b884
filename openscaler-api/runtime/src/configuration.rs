//! The error if a client cannot be built.

use std::borrow::Cow;

use crate::token::InvalidToken;

/// An invalid setting of a client, and what to do about it.
///
/// `Display` is one line that names the setting. Neither it nor `Debug` contains any part of a value that may be a secret.
///
/// It converts into [`Error`](crate::Error), so that `?` works on building a client and on calling it:
///
/// ```
/// use openscaler_api::{BearerToken, Client, Error};
///
/// fn connect(base_url: &str, token: String) -> Result<Client, Error> {
///     Ok(Client::builder().token(BearerToken::new(token)).base_url(base_url).build()?)
/// }
///
/// let error = connect("api.example.com", "token".to_owned()).unwrap_err();
/// assert_eq!(error.to_string(), "the base URL has no scheme: add `https://`");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ConfigurationError {
    setting: &'static str,
    message: Cow<'static, str>,
}

impl ConfigurationError {
    #[doc(hidden)]
    pub fn new(setting: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self { setting, message: message.into() }
    }

    /// The method of the invalid setting, such as `base_url` or `identity`. `tls` if TLS itself cannot be set up: there is
    /// no provider, or the operating system has no root certificates.
    ///
    /// ```
    /// use openscaler_api::{BearerToken, Client};
    ///
    /// let error = Client::builder().token(BearerToken::new("\"token\"")).build().unwrap_err();
    /// assert_eq!(error.setting(), "token");
    /// ```
    pub fn setting(&self) -> &'static str {
        self.setting
    }
}

impl From<InvalidToken> for ConfigurationError {
    fn from(error: InvalidToken) -> Self {
        Self::new("token", error.to_string())
    }
}
