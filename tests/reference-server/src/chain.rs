//! The validation of a bundle's certificates as a chain: the leaf first, each issuer after it, all valid now.

use rustls_pki_types::CertificateDer;
use time::OffsetDateTime;
use x509_parser::certificate::X509Certificate;
use x509_parser::error::X509Error;

use super::violation::Fault;
use super::x509::{parse, rfc3339};

/// All faults of the certificates, in their order. Messages count them from 1.
pub(super) fn faults(chain: &[CertificateDer<'_>], now: OffsetDateTime) -> Vec<Fault> {
    let parsed: Vec<_> = chain.iter().map(|der| parse(der)).collect();
    let unreadable = |(index, certificate): (usize, &Option<_>)| match certificate {
        Some(_) => None,
        None => Some(Fault::new(
            "certificate_unreadable",
            format!("certificate {} of the bundle is not X.509; export it again", index + 1),
        )),
    };
    let faults: Vec<_> = parsed.iter().enumerate().filter_map(unreadable).collect();
    if !faults.is_empty() {
        return faults;
    }
    let chain: Vec<_> = parsed.into_iter().flatten().collect();
    let validity = chain.iter().enumerate().filter_map(|(index, one)| validity_fault(index, one, now));
    validity.chain(order_fault(&chain)).chain(leaf_fault(&chain)).collect()
}

fn validity_fault(index: usize, certificate: &X509Certificate<'_>, now: OffsetDateTime) -> Option<Fault> {
    let number = index + 1;
    let validity = certificate.validity();
    let (from, to) = (validity.not_before.to_datetime(), validity.not_after.to_datetime());
    if now > to {
        let message = format!("certificate {number} of the bundle expired at {}; renew it", rfc3339(to));
        Some(Fault::new("expired", message))
    } else if now < from {
        let message = format!("certificate {number} of the bundle is not valid before {}", rfc3339(from));
        Some(Fault::new("not_yet_valid", message))
    } else {
        None
    }
}

/// The first certificate that is not followed by its issuer; later faults are mostly consequences.
fn order_fault(chain: &[X509Certificate<'_>]) -> Option<Fault> {
    chain.windows(2).enumerate().find_map(|(index, pair)| {
        let (number, next) = (index + 1, index + 2);
        // Compares bytes, not folded strings (RFC 5280, section 7.1): a CA copies its name into the certificates that it issues.
        if pair[0].issuer().as_raw() != pair[1].subject().as_raw() {
            let advice = if chain.iter().any(|other| pair[0].issuer().as_raw() == other.subject().as_raw()) {
                "put the leaf first, and each certificate's issuer after it"
            } else {
                "its issuer is not in the bundle; remove what is not part of the chain"
            };
            let message = format!("certificate {next} did not issue certificate {number}; {advice}");
            return Some(Fault::new("chain_order", message));
        }
        match pair[0].verify_signature(Some(pair[1].public_key())) {
            Ok(()) => None,
            Err(X509Error::SignatureUnsupportedAlgorithm) => Some(Fault::new(
                "chain_algorithm",
                format!("certificate {number} is signed with an algorithm that this server does not support"),
            )),
            Err(_) => Some(Fault::new(
                "chain_signature",
                format!(
                    "certificate {next} has the name of certificate {number}'s issuer, but its key did not sign it; \
                     take the issuer's current certificate"
                ),
            )),
        }
    })
}

/// A CA certificate is not a server certificate. One exception: `openssl req -x509` marks its output as a CA, and people
/// upload that. Unlike a misplaced CA certificate, it is self-issued and the only certificate.
fn leaf_fault(chain: &[X509Certificate<'_>]) -> Option<Fault> {
    let leaf = chain.first()?;
    let stands_alone = chain.len() == 1 && leaf.issuer().as_raw() == leaf.subject().as_raw();
    (leaf.is_ca() && !stands_alone).then(|| {
        Fault::new("leaf_is_ca", "the first certificate is a CA certificate; put the server certificate first")
    })
}
