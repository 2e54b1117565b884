//! What TLS is set up from, and the error for settings that reqwest refuses.

use zeroize::Zeroizing;

use crate::configuration::ConfigurationError;
use crate::runtime::root_cause;

/// The TLS settings of a client.
#[derive(Default)]
pub struct Tls {
    /// Certificates in PEM or DER that are trusted in addition to those of the operating system.
    pub roots: Vec<Vec<u8>>,
    /// A certificate chain and its private key in PEM.
    pub identity: Option<Zeroizing<Vec<u8>>>,
    /// Whether the base URL requires TLS.
    pub is_needed: bool,
    /// Whether the proxy requires TLS.
    pub is_needed_by_proxy: bool,
    /// Whether any connection may use TLS. If not, the client does not need trusted certificates.
    pub is_used: bool,
}

/// The error for settings that the caller made in reqwest's builder.
pub(super) fn refused(error: &reqwest::Error) -> ConfigurationError {
    let message = format!("the settings of `.configure_reqwest(…)` are invalid: {}", root_cause(error));
    ConfigurationError::new("configure_reqwest", message)
}
