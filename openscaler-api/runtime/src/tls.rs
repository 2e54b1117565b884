//! TLS: what a client trusts, and as whom it presents itself. reqwest does it, by its own names and defaults.

#[cfg(any(feature = "rustls", feature = "rustls-no-provider", feature = "native-tls"))]
#[path = "tls/backend.rs"]
mod backend;
#[cfg(not(any(feature = "rustls", feature = "rustls-no-provider", feature = "native-tls")))]
#[path = "tls/none.rs"]
mod backend;
#[cfg(any(feature = "rustls", feature = "rustls-no-provider", feature = "native-tls"))]
mod pem;

use zeroize::Zeroizing;

use crate::ConfigurationError;
use crate::runtime::root_cause;

/// What a client is told about TLS.
#[derive(Default)]
pub struct Tls {
    /// Certificates in PEM or DER that are trusted as well as those of the operating system.
    pub roots: Vec<Vec<u8>>,
    /// A certificate chain and its private key in PEM.
    pub identity: Option<Zeroizing<Vec<u8>>>,
    /// Whether the API is reached over TLS.
    pub is_needed: bool,
    /// Whether the proxy is.
    pub is_needed_by_proxy: bool,
    /// Whether anything may be. If not, it does not matter that this machine trusts nobody.
    pub is_used: bool,
}

impl Tls {
    /// Builds the HTTP client, after all other settings were made in `http`.
    pub fn build(self, http: reqwest::ClientBuilder) -> Result<reqwest::Client, ConfigurationError> {
        backend::build(self, http)
    }
}

/// What the HTTP library refuses of its own settings: those that a caller made in its builder.
fn refused(error: &reqwest::Error) -> ConfigurationError {
    let message = format!("the settings of `.configure_reqwest(…)` are invalid: {}", root_cause(error));
    ConfigurationError::new("configure_reqwest", message)
}
