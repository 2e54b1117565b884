//! TLS: which library makes it, whom it trusts, and as whom it presents itself.

#[cfg(all(feature = "native-tls", not(any(feature = "rustls", feature = "aws-lc-rs"))))]
#[path = "tls/native.rs"]
mod backend;
#[cfg(not(any(feature = "rustls", feature = "aws-lc-rs", feature = "native-tls")))]
#[path = "tls/none.rs"]
mod backend;
#[cfg(any(feature = "rustls", feature = "aws-lc-rs"))]
#[path = "tls/rustls.rs"]
mod backend;

#[cfg(any(feature = "rustls", feature = "aws-lc-rs", feature = "native-tls"))]
mod pem;

use zeroize::Zeroizing;

use crate::runtime::Error;

/// What a client is told about TLS.
#[derive(Default)]
pub struct Tls {
    /// Certificates in PEM or DER that are trusted beside those of the operating system.
    pub roots: Vec<Vec<u8>>,
    /// A certificate chain and its private key in PEM.
    pub identity: Option<Zeroizing<Vec<u8>>>,
    /// Whether the API is reached over TLS.
    pub is_needed: bool,
    /// Whether anything may be, if only a proxy. If not, it does not matter that this machine trusts nobody.
    pub is_used: bool,
}

impl Tls {
    /// Has `builder` make its connections so.
    pub fn apply(self, builder: reqwest::ClientBuilder) -> Result<reqwest::ClientBuilder, Error> {
        backend::apply(self, builder)
    }
}
