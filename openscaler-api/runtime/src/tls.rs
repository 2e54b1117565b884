//! TLS: trusted certificates and the client's identity. reqwest implements it, with its own names and defaults.

#[cfg(any(feature = "rustls", feature = "rustls-no-provider", feature = "native-tls"))]
#[path = "tls/backend.rs"]
mod backend;
#[cfg(not(any(feature = "rustls", feature = "rustls-no-provider", feature = "native-tls")))]
#[path = "tls/none.rs"]
mod backend;
#[cfg(any(feature = "rustls", feature = "rustls-no-provider", feature = "native-tls"))]
mod pem;
mod settings;

use crate::configuration::ConfigurationError;

pub use settings::Tls;

impl Tls {
    /// Builds the HTTP client from `http`, which has all other settings.
    pub fn build(self, http: reqwest::ClientBuilder) -> Result<reqwest::Client, ConfigurationError> {
        backend::build(self, http)
    }
}
