//! No TLS: a build for loopback only, for tests and tunnels.

use super::settings::{Tls, refused};
use crate::configuration::ConfigurationError;

pub(super) fn build(tls: Tls, http: reqwest::ClientBuilder) -> Result<reqwest::Client, ConfigurationError> {
    let (setting, what) = if tls.is_needed {
        ("base_url", "an `https` base URL requires")
    } else if tls.is_needed_by_proxy {
        ("proxy", "an `https` proxy requires")
    } else if !tls.roots.is_empty() {
        ("add_root_certificate", "root certificates require")
    } else if tls.identity.is_some() {
        ("identity", "an identity requires")
    } else {
        return http.build().map_err(|error| refused(&error));
    };
    let message = format!(
        "{what} TLS, which is not compiled in: enable the feature `rustls`, `rustls-no-provider` or `native-tls`"
    );
    Err(ConfigurationError::new(setting, message))
}
