//! Creates certificates with their private keys while a test runs: valid ones, and ones with a defect.
//!
//! ```
//! use openscaler_reference_server::certificates::Recipe;
//!
//! # fn main() -> Result<(), openscaler_reference_server::certificates::Error> {
//! let bundle = Recipe::new(["example.com", "www.example.com"]).chain().make()?;
//! assert_eq!(bundle.chain.len(), 3); // leaf, intermediate, root
//! assert!(bundle.to_pem().ends_with("-----END PRIVATE KEY-----\n"));
//! # Ok(())
//! # }
//! ```

use pem::{EncodeConfig, LineEnding, Pem};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DistinguishedName, DnType, IsCa, KeyPair, SanType};
use time::{Duration, OffsetDateTime};

/// Creating a bundle failed.
#[derive(Debug, thiserror::Error)]
#[error("cannot create the bundle: {0}")]
pub struct Error(#[from] rcgen::Error);

/// A certificate chain and the private key of its first certificate. Every part can be replaced.
#[derive(Clone)]
pub struct Bundle {
    /// The certificates, one PEM block each, the leaf first.
    pub chain: Vec<String>,
    /// The leaf's private key.
    pub key: Key,
}

impl Bundle {
    /// The bundle for an upload: the chain, then the key as PKCS#8.
    pub fn to_pem(&self) -> String {
        self.certificates() + &self.key.pkcs8()
    }

    /// The chain alone.
    pub fn certificates(&self) -> String {
        self.chain.concat()
    }
}

/// A private key on the curve P-256, in the formats of key files.
#[derive(Clone)]
pub struct Key {
    pkcs8: Vec<u8>,
    public: Vec<u8>,
}

impl Key {
    /// Generates a key.
    ///
    /// # Errors
    ///
    /// If the system provides no random numbers.
    pub fn generate() -> Result<Self, Error> {
        Ok(Self::from_pair(&KeyPair::generate()?))
    }

    fn from_pair(pair: &KeyPair) -> Self {
        Self { pkcs8: pair.serialize_der(), public: pair.public_key_raw().to_vec() }
    }

    /// A `PRIVATE KEY` block (RFC 5958).
    pub fn pkcs8(&self) -> String {
        block("PRIVATE KEY", &self.pkcs8)
    }

    /// An `EC PRIVATE KEY` block (RFC 5915), with the curve's name inside as OpenSSL writes it.
    pub fn sec1(&self) -> String {
        // ring's PKCS#8 has a fixed layout: a header of 36 bytes, then the 32 bytes of the key.
        let private = &self.pkcs8[36..68];
        let der = [
            &[0x30, 0x77, 0x02, 0x01, 0x01, 0x04, 0x20],
            private,
            &[0xa0, 0x0a, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07],
            &[0xa1, 0x44, 0x03, 0x42, 0x00],
            &self.public,
        ];
        block("EC PRIVATE KEY", &der.concat())
    }
}

/// Describes a bundle. A new recipe makes a self-signed certificate that is valid now.
#[derive(Clone)]
pub struct Recipe {
    domains: Vec<String>,
    not_before: OffsetDateTime,
    not_after: OffsetDateTime,
    is_ca: IsCa,
    issuers: usize,
}

impl Recipe {
    /// Describes a certificate for these domains; the first is also the common name. Without domains it has neither.
    pub fn new(domains: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let now = OffsetDateTime::now_utc();
        Self {
            domains: domains.into_iter().map(Into::into).collect(),
            not_before: now - Duration::hours(1),
            not_after: now + Duration::days(365),
            is_ca: IsCa::NoCa,
            issuers: 0,
        }
    }

    /// The certificate is issued by a new intermediate, and that by a new root; the bundle contains all three.
    #[must_use]
    pub fn chain(self) -> Self {
        self.chain_of(3)
    }

    /// Like [`Recipe::chain`], with this number of certificates in all: the leaf, a root, and intermediates.
    #[must_use]
    pub fn chain_of(mut self, certificates: usize) -> Self {
        self.issuers = certificates.saturating_sub(1);
        self
    }

    /// The certificate expired an hour ago.
    #[must_use]
    pub fn expired(mut self) -> Self {
        let now = OffsetDateTime::now_utc();
        self.not_before = now - Duration::days(365);
        self.not_after = now - Duration::hours(1);
        self
    }

    /// The certificate is valid only from an hour from now.
    #[must_use]
    pub fn not_yet_valid(mut self) -> Self {
        self.not_before = OffsetDateTime::now_utc() + Duration::hours(1);
        self
    }

    /// The certificate is marked as a certificate authority.
    ///
    /// By itself it is accepted all the same, because `openssl req -x509` makes such certificates. With
    /// [`Recipe::chain`] it is refused as `leaf_is_ca`.
    #[must_use]
    pub fn authority(mut self) -> Self {
        self.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        self
    }

    /// Creates the bundle, with new keys each time.
    ///
    /// # Errors
    ///
    /// If a domain is not ASCII: write it in punycode.
    pub fn make(&self) -> Result<Bundle, Error> {
        let mut params = CertificateParams::default();
        params.distinguished_name = DistinguishedName::new();
        if let Some(first) = self.domains.first() {
            params.distinguished_name.push(DnType::CommonName, first.as_str());
        }
        for domain in &self.domains {
            params.subject_alt_names.push(SanType::DnsName(domain.as_str().try_into()?));
        }
        params.not_before = self.not_before;
        params.not_after = self.not_after;
        params.is_ca = self.is_ca;
        let pair = KeyPair::generate()?;
        let key = Key::from_pair(&pair);
        if self.issuers == 0 {
            let leaf = params.self_signed(&pair)?;
            return Ok(Bundle { chain: vec![leaf.pem()], key });
        }
        let mut issuer = CertifiedIssuer::self_signed(authority("Test Root"), KeyPair::generate()?)?;
        let mut chain = vec![issuer.pem()];
        for number in 1..self.issuers {
            let name = if number == 1 { "Test Intermediate" } else { &format!("Test Intermediate {number}") };
            issuer = CertifiedIssuer::signed_by(authority(name), KeyPair::generate()?, &issuer)?;
            chain.push(issuer.pem());
        }
        chain.push(params.signed_by(&pair, &issuer)?.pem());
        chain.reverse();
        Ok(Bundle { chain, key })
    }
}

fn authority(name: &str) -> CertificateParams {
    let now = OffsetDateTime::now_utc();
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.not_before = now - Duration::hours(1);
    params.not_after = now + Duration::days(365);
    params
}

fn block(label: &str, der: &[u8]) -> String {
    let config = EncodeConfig::new().set_line_ending(LineEnding::LF);
    pem::encode_config(&Pem::new(label, der), config)
}
