//! TLS with one of reqwest's backends.

use reqwest::tls::Version;
use reqwest::{Certificate, ClientBuilder, Identity};

#[cfg(not(feature = "native-tls"))]
use zeroize::Zeroizing;

use super::pem;
use super::settings::{Tls, refused};
use crate::configuration::ConfigurationError;
use crate::runtime::root_cause;

pub(super) fn build(tls: Tls, http: ClientBuilder) -> Result<reqwest::Client, ConfigurationError> {
    #[cfg(all(feature = "rustls-no-provider", not(any(feature = "rustls", feature = "native-tls"))))]
    check_provider()?;
    let roots = tls.roots.iter().map(|root| certificates(root)).collect::<Result<Vec<_>, _>>()?.concat();
    let identity = tls.identity.as_ref().map(|pem| identity(pem)).transpose()?;
    let mut http = backend(http)
        // TLS 1.0 and 1.1 are deprecated (RFC 8996), but the system's library may still accept them.
        .tls_version_min(Version::TLS_1_2)
        // No setting in reqwest's builder disables the check of the server's certificate.
        .tls_danger_accept_invalid_certs(false)
        .tls_danger_accept_invalid_hostnames(false);
    if tls.is_used || !roots.is_empty() {
        http = http.tls_certs_merge(roots.iter().cloned());
    } else {
        http = http.tls_certs_only([]);
    }
    if let Some(identity) = &identity {
        http = http.identity(identity.clone());
    }
    http.build().map_err(|error| diagnose(&error, roots, identity, tls.is_used))
}

/// The backend that reqwest prefers if both are enabled; set explicitly, since other crates in the program may enable more
/// of reqwest's features.
#[cfg(feature = "native-tls")]
fn backend(http: ClientBuilder) -> ClientBuilder {
    http.tls_backend_native()
}

#[cfg(not(feature = "native-tls"))]
fn backend(http: ClientBuilder) -> ClientBuilder {
    http.tls_backend_rustls().tls_sslkeylogfile(false)
}

/// reqwest would panic.
#[cfg(all(feature = "rustls-no-provider", not(any(feature = "rustls", feature = "native-tls"))))]
fn check_provider() -> Result<(), ConfigurationError> {
    rustls::crypto::CryptoProvider::get_default().map(|_| ()).ok_or_else(|| {
        let message = "no TLS provider is installed: call `rustls::crypto::ring::default_provider().install_default()` \
                       when the program starts, or enable the feature `rustls`";
        ConfigurationError::new("tls", message)
    })
}

fn certificates(root: &[u8]) -> Result<Vec<Certificate>, ConfigurationError> {
    let certificates = match pem::certificates(root) {
        pem::Certificates::Der(der) => Certificate::from_der(der).map(|certificate| vec![certificate]),
        pem::Certificates::Pem(blocks) => blocks.iter().map(|block| Certificate::from_pem(block.as_bytes())).collect(),
    };
    certificates.ok().filter(|certificates| !certificates.is_empty()).ok_or_else(unreadable_root)
}

fn unreadable_root() -> ConfigurationError {
    let message = "a root certificate is invalid: expected PEM (`BEGIN CERTIFICATE`) or DER";
    ConfigurationError::new("add_root_certificate", message)
}

fn identity(pem: &[u8]) -> Result<Identity, ConfigurationError> {
    let pem::Identity { chain, key } = pem::identity(pem)?;
    #[cfg(feature = "native-tls")]
    let identity = Identity::from_pkcs8_pem(chain.as_bytes(), key.as_bytes());
    #[cfg(not(feature = "native-tls"))]
    let identity = Identity::from_pem(&Zeroizing::new([chain.as_bytes(), b"\n", key.as_bytes()].concat()));
    // Without the library's error, which may quote an invalid line.
    identity.map_err(|_| pem::unreadable_identity())
}

/// Finds the setting at fault by trying each separately, since reqwest's error does not name it.
fn diagnose(
    error: &reqwest::Error,
    roots: Vec<Certificate>,
    identity: Option<Identity>,
    is_used: bool,
) -> ConfigurationError {
    let bare = || backend(ClientBuilder::new());
    let failure = |http: ClientBuilder| http.build().err();
    if let Some(error) = identity.and_then(|identity| failure(bare().tls_certs_only([]).identity(identity))) {
        let message = format!(
            "the identity cannot be used ({}): expected the certificate of the private key first",
            root_cause(&error)
        );
        return ConfigurationError::new("identity", message);
    }
    if roots.into_iter().any(|root| failure(bare().tls_certs_only([root])).is_some()) {
        return unreadable_root();
    }
    if let Some(error) = is_used.then(|| failure(bare())).flatten() {
        let message = format!(
            "TLS cannot be set up ({}): install this system's root certificates, such as the package \
             `ca-certificates`, or add one with `.add_root_certificate(…)`",
            root_cause(&error)
        );
        return ConfigurationError::new("tls", message);
    }
    refused(error)
}
