//! TLS: rustls on ring, trusting what the operating system trusts.

use std::sync::Arc;

use rustls::ClientConfig;
use rustls_platform_verifier::BuilderVerifierExt;

use crate::runtime::Error;

/// A configuration of its own for each client: nothing is installed for the whole process.
pub(super) fn config() -> Result<ClientConfig, Error> {
    let failed = |error: rustls::Error| Error::configuration(format!("TLS cannot be set up: {error}"));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(failed)?
        .with_platform_verifier()
        .map_err(failed)?
        .with_no_client_auth();
    // reqwest sets these only on a configuration that it makes itself.
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}
