//! The certificates that the server creates: self-signed ones, and those of its own ACME authority.

use rcgen::{
    BasicConstraints, Certificate, CertificateParams, CertifiedIssuer, DistinguishedName, DnType, Error,
    ExtendedKeyUsagePurpose, IsCa, KeyPair, KeyUsagePurpose, SanType,
};
use time::{Duration, OffsetDateTime};
use zeroize::Zeroizing;

use super::bundle::Bundle;
use super::grammar::is_domain_name;

/// A self-signed certificate, valid for a year, with its key. It has an alternative name if the common name is a domain.
pub(super) fn self_signed(common_name: &str, now: OffsetDateTime) -> Result<Bundle, Error> {
    let key = KeyPair::generate()?;
    let domain = Some(common_name).filter(|name| is_domain_name(name));
    let leaf = leaf(common_name, domain, now, Duration::days(365))?.self_signed(&key)?;
    Ok(bundle(&[&leaf], &key))
}

/// The replacement for Let's Encrypt: an untrusted root, and the intermediate that issues certificates.
pub(super) struct AcmeAuthority {
    root: CertifiedIssuer<'static, KeyPair>,
    intermediate: CertifiedIssuer<'static, KeyPair>,
}

impl AcmeAuthority {
    /// Creates both, so that no key outlives the process.
    pub(super) fn new(now: OffsetDateTime) -> Result<Self, Error> {
        let root = authority("Reference Root X1", BasicConstraints::Unconstrained, now);
        let root = CertifiedIssuer::self_signed(root, KeyPair::generate()?)?;
        let intermediate = authority("Reference Authority X3", BasicConstraints::Constrained(0), now);
        let intermediate = CertifiedIssuer::signed_by(intermediate, KeyPair::generate()?, &root)?;
        Ok(Self { root, intermediate })
    }

    /// The root certificate, which bundles omit, as those of Let's Encrypt do.
    pub(super) fn root_pem(&self) -> String {
        self.root.pem()
    }

    /// A certificate for `domain`, valid for 90 days, with the intermediate certificate and the key.
    pub(super) fn issue(&self, domain: &str, now: OffsetDateTime) -> Result<Bundle, Error> {
        let key = KeyPair::generate()?;
        let mut leaf = leaf(domain, Some(domain), now, Duration::days(90))?;
        leaf.use_authority_key_identifier_extension = true;
        let leaf = leaf.signed_by(&key, &self.intermediate)?;
        Ok(bundle(&[&leaf, self.intermediate.as_ref()], &key))
    }
}

/// A server certificate. X.520 limits a common name to 64 characters; a longer one is used all the same, since the
/// response must show the requested name, and TLS uses only the alternative names.
fn leaf(
    common_name: &str,
    domain: Option<&str>,
    now: OffsetDateTime,
    validity: Duration,
) -> Result<CertificateParams, Error> {
    let mut params = valid(now, validity);
    params.distinguished_name.push(DnType::CommonName, common_name);
    if let Some(domain) = domain {
        params.subject_alt_names.push(SanType::DnsName(domain.try_into()?));
    }
    params.is_ca = IsCa::ExplicitNoCa;
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    Ok(params)
}

fn authority(common_name: &str, constraints: BasicConstraints, now: OffsetDateTime) -> CertificateParams {
    let mut params = valid(now, Duration::days(3650));
    params.distinguished_name.push(DnType::CountryName, "XX");
    params.distinguished_name.push(DnType::OrganizationName, "(TEST) Reference Encrypt");
    params.distinguished_name.push(DnType::CommonName, common_name);
    params.is_ca = IsCa::Ca(constraints);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params
}

/// Valid since an hour ago, for clocks that are slow. rcgen's default validity is 1975 to 4096, and its default common name
/// advertises itself.
fn valid(now: OffsetDateTime, validity: Duration) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    params.not_before = now - Duration::hours(1);
    params.not_after = params.not_before + validity;
    params
}

/// A bundle in HAProxy's order: the leaf, its chain, the key.
fn bundle(chain: &[&Certificate], key: &KeyPair) -> Bundle {
    let mut pem = Zeroizing::new(String::new());
    for certificate in chain {
        pem.push_str(&certificate.pem());
    }
    pem.push_str(&Zeroizing::new(key.serialize_pem()));
    let certificates = chain.iter().map(|certificate| certificate.der().clone()).collect();
    Bundle { pem, certificates }
}
