//! TLS by rustls: a configuration of its own for each client, and nothing installed for the whole process.

use std::sync::Arc;

use reqwest::ClientBuilder;
#[cfg(feature = "aws-lc-rs")]
use rustls::crypto::aws_lc_rs as crypto;
#[cfg(not(feature = "aws-lc-rs"))]
use rustls::crypto::ring as crypto;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::Verifier;

use super::{Tls, pem};
use crate::runtime::Error;

pub(super) fn apply(tls: Tls, builder: ClientBuilder) -> Result<ClientBuilder, Error> {
    // reqwest's own settings have no effect on a configuration that is given to it: not its roots, not its identity, not
    // its least version. So everything is in here.
    Ok(builder.tls_backend_preconfigured(config(tls)?))
}

fn config(tls: Tls) -> Result<ClientConfig, Error> {
    let failed = |error: rustls::Error| Error::configuration_from("TLS cannot be set up", &error);
    let mut roots = Vec::new();
    for root in &tls.roots {
        match pem::roots(root)? {
            pem::Roots::Der(der) => roots.push(CertificateDer::from(der.to_vec())),
            pem::Roots::Pem(blocks) => roots.extend(certificates(&blocks).ok_or_else(pem::unreadable_root)?),
        }
    }
    let provider = Arc::new(crypto::default_provider());
    let builder =
        ClientConfig::builder_with_provider(provider.clone()).with_safe_default_protocol_versions().map_err(failed)?;
    let builder = if tls.is_used || !roots.is_empty() {
        let verifier = verifier(roots, provider).map_err(failed)?;
        builder.dangerous().with_custom_certificate_verifier(Arc::new(verifier))
    } else {
        builder.with_root_certificates(RootCertStore::empty())
    };
    let mut config = match &tls.identity {
        None => builder.with_no_client_auth(),
        Some(identity) => {
            let pem::Identity { chain, key } = pem::identity(identity)?;
            let chain = certificates(&chain).ok_or_else(pem::unreadable_identity)?;
            // Its error would quote the line that it cannot read.
            let key = PrivateKeyDer::from_pem_slice(key.as_bytes()).map_err(|_| pem::unreadable_identity())?;
            builder.with_client_auth_cert(chain, key).map_err(failed)?
        }
    };
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

fn certificates(blocks: &[&str]) -> Option<Vec<CertificateDer<'static>>> {
    blocks.iter().map(|block| CertificateDer::from_pem_slice(block.as_bytes()).ok()).collect()
}

/// Trusts what the operating system trusts, and `roots`.
#[cfg(not(target_os = "android"))]
fn verifier(
    roots: Vec<CertificateDer<'static>>,
    provider: Arc<rustls::crypto::CryptoProvider>,
) -> Result<Verifier, rustls::Error> {
    Verifier::new_with_extra_roots(roots, provider)
}

#[cfg(target_os = "android")]
fn verifier(
    roots: Vec<CertificateDer<'static>>,
    provider: Arc<rustls::crypto::CryptoProvider>,
) -> Result<Verifier, rustls::Error> {
    if roots.is_empty() {
        Verifier::new(provider)
    } else {
        Err(rustls::Error::General("on Android only the system's own store says whom to trust".to_owned()))
    }
}
