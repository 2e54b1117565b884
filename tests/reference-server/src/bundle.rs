//! The validation of an uploaded bundle, which a load balancer must be able to serve.

use rustls::crypto::ring::default_provider;
use rustls::sign::CertifiedKey;
use rustls::{Error as TlsError, InconsistentKeys};
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use time::OffsetDateTime;
use zeroize::Zeroizing;

use super::chain;
use super::pem::{self, Block};
use super::violation::Fault;

/// The certificates to store: the leaf, its issuers, and the private key.
pub(super) struct Bundle {
    pub(super) pem: Zeroizing<String>,
    /// The leaf first.
    pub(super) certificates: Vec<CertificateDer<'static>>,
}

impl Bundle {
    /// Validates an uploaded text at the time `now`, and keeps it unchanged; or returns all faults.
    ///
    /// The text is checked first. The certificates are checked only if all of them can be read, since the messages would
    /// otherwise count the wrong ones.
    pub(super) fn check(pem: Zeroizing<String>, now: OffsetDateTime) -> Result<Self, Vec<Fault>> {
        let (certificates, keys) = split(pem::blocks(&pem)?);
        let mut faults = Vec::new();
        if keys.len() > 1 {
            faults.push(Fault::new(
                "several_keys",
                format!("found {} private keys; keep the one that belongs to the first certificate", keys.len()),
            ));
        }
        faults.extend(chain::faults(&certificates, now));
        // The key cannot be checked if the chain is in the wrong order, or the leaf is unreadable.
        if faults.is_empty() {
            faults.extend(keys.into_iter().find_map(|key| key_fault(&certificates, key)));
        }
        if faults.is_empty() { Ok(Self { pem, certificates }) } else { Err(faults) }
    }
}

/// Checks a `cert_content` as the server does for an upload: returns the rule and the message of each violation.
///
/// An empty list means that the server accepts it.
///
/// ```
/// use openscaler_reference_server::check_bundle;
///
/// let faults = check_bundle("hello");
/// assert_eq!(faults[0].0, "pem_no_certificate");
/// ```
pub fn check_bundle(pem: &str) -> Vec<(&'static str, String)> {
    match Bundle::check(Zeroizing::new(pem.to_owned()), OffsetDateTime::now_utc()) {
        Ok(_) => Vec::new(),
        Err(faults) => faults.into_iter().map(|fault| (fault.rule, fault.message)).collect(),
    }
}

fn split(blocks: Vec<Block>) -> (Vec<CertificateDer<'static>>, Vec<PrivateKeyDer<'static>>) {
    let mut certificates = Vec::new();
    let mut keys = Vec::new();
    for block in blocks {
        match block {
            Block::Certificate(certificate) => certificates.push(certificate),
            Block::PrivateKey(key) => keys.push(key),
        }
    }
    (certificates, keys)
}

/// Checks that the key belongs to the leaf. The provider is explicit, because the process may have no default one.
fn key_fault(certificates: &[CertificateDer<'static>], key: PrivateKeyDer<'static>) -> Option<Fault> {
    let error = CertifiedKey::from_der(certificates.to_vec(), key, &default_provider()).err()?;
    Some(match error {
        TlsError::InconsistentKeys(InconsistentKeys::KeyMismatch) => Fault::new(
            "key_mismatch",
            "the private key does not belong to the first certificate; send the key that belongs to the certificate",
        ),
        TlsError::InvalidCertificate(_) => Fault::new(
            "leaf_unusable",
            "TLS cannot serve the first certificate; send an X.509 version 3 certificate without unknown critical \
             extensions",
        ),
        _ => Fault::new(
            "key_unreadable",
            "cannot read the private key; send RSA with at least 2048 bits, ECDSA on P-256 or P-384, or Ed25519",
        ),
    })
}
