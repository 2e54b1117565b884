//! The typed client of the OpenScaler API, which attaches TLS certificates to load balancers.
//!
//! Types and operations are generated from the API's OpenAPI document. A request that the API would refuse does not
//! compile, or is refused before it is sent, with everything that is wrong with it.
//!
//! ```no_run
//! # async fn example(token: String, domain: &str) -> Result<(), Box<dyn std::error::Error>> {
//! use openscaler_api::types::{CreateCertificateRequest, DomainName};
//! use openscaler_api::{BearerToken, Client, certificate_name, email_address, load_balancer_id};
//!
//! let client = Client::builder().token(BearerToken::new(token)).build()?;
//!
//! let request = CreateCertificateRequest::let_encrypt()
//!     .name(certificate_name!("my-cert"))                  // a literal, checked while compiling
//!     .cn_name(DomainName::try_from(domain)?)              // a value known at run time, checked here
//!     .let_encrypt_email(email_address!("admin@example.com"))
//!     .build();                                            // exists once all that `let_encrypt` requires was given
//!
//! let certificate = client.lb_create_certificate(&load_balancer_id!("42"), &request).await?;
//! println!("{} is valid until {:?}", certificate.name, certificate.not_after);
//! # Ok(())
//! # }
//! ```
//!
//! # Three ways to write a request
//!
//! **With a builder**, as above: one for each variant, and `.build()` exists once every required field was given.
//!
//! **As the API's own JSON**, checked while compiling. Values are literals, or expressions of the field's type:
//!
//! ```
//! # fn example(pem: openscaler_api::types::CertificatePem) {
//! use openscaler_api::create_certificate_request;
//!
//! let request = create_certificate_request!({
//!     "name": "my-cert",
//!     "cert_type": "upload",
//!     "cert_content": pem,
//! });
//! # }
//! ```
//!
//! **From data** known only at run time. A draft takes any JSON object; judging it finds every violation at once:
//!
//! ```
//! use openscaler_api::types::{CreateCertificateRequest, CreateCertificateRequestDraft};
//!
//! let draft: CreateCertificateRequestDraft = serde_json::from_str(r#"{ "cert_type": "self_signed" }"#)?;
//! let violations = CreateCertificateRequest::try_from(draft).unwrap_err();
//! assert_eq!(violations.to_string(), "`/name` is required for `self_signed`");
//! # Ok::<_, serde_json::Error>(())
//! ```
//!
//! A request can be deserialized, too; that goes through its draft, and the error's text names every violation.
//!
//! An optional field whose value may be absent is set where there is one:
//!
//! ```
//! use openscaler_api::types::{CreateCertificateRequest, DomainName};
//! use openscaler_api::certificate_name;
//!
//! # fn example(cn_name: Option<DomainName>) {
//! let mut builder = CreateCertificateRequest::self_signed().name(certificate_name!("internal"));
//! if let Some(cn_name) = cn_name {
//!     builder = builder.cn_name(cn_name);
//! }
//! let request = builder.build();
//! # }
//! ```
//!
//! # What became of a call
//!
//! Creating a certificate twice is not the same as creating it once, so every [`Error`] says whether the call may have
//! been carried out: see [`Outcome`].
//!
//! # Secrets
//!
//! The token and what may hold a private key are wiped when they are dropped, have no `Display`, and a `Debug` that
//! shows `REDACTED`.
//!
//! # TLS
//!
//! The features have the names and the meaning that they have in reqwest 0.13, so that a program that uses reqwest, too,
//! finds it as it would be without this crate:
//!
//! | feature | TLS by |
//! |---|---|
//! | `rustls` (default) | rustls, with the provider that the program has installed, or else aws-lc-rs |
//! | `rustls-no-provider` | rustls, with the provider that the program has installed |
//! | `native-tls` | the operating system's library; preferred if more than one of the three is enabled |
//!
//! Each trusts the certificates that the operating system trusts, and those added with
//! [`add_root_certificate`](ClientBuilder::add_root_certificate). Without any of the three, a client can be built only
//! for plain `http`, as in tests.
//!
//! With `rustls-no-provider` and a provider such as ring, a clean build takes a third less time:
//!
//! ```toml
//! openscaler-api = { version = "0.1", default-features = false, features = ["rustls-no-provider"] }
//! rustls = { version = "0.23", default-features = false, features = ["ring"] }
//! ```
//!
//! The program installs the provider before it builds the first client, or building one fails:
//!
//! ```text
//! rustls::crypto::ring::default_provider().install_default().expect("no other provider is installed");
//! ```
//!
//! The feature `socks` adds SOCKS proxies.

mod client;
#[rustfmt::skip] // It is compared byte by byte with what the generator writes.
mod generated;

pub use client::Client;
pub use client::builder::{ClientBuilder, TokenGiven, TokenMissing};
pub use generated::types;
pub use openscaler_runtime::{
    BearerToken, ByteStream, ConfigurationError, Error, InvalidTimestamp, InvalidToken, InvalidValue, Outcome,
    ResponseValue, RetryPolicy, Violation, Violations,
};
// What `ClientBuilder::configure_reqwest` takes.
#[cfg(feature = "reqwest")]
pub use reqwest;

// Here, because the generated operations depend on the client, and the client must not depend on them.
impl Client {
    /// Starts a client; `.token(..)` has to be called before `.build()` if the API asks for one.
    pub fn builder() -> ClientBuilder<generated::InitialToken> {
        ClientBuilder::new(generated::BASE_URL, generated::COMMON_PATH)
    }
}

/// What the exported macros call; not for use elsewhere.
#[doc(hidden)]
pub mod __private {
    pub use openscaler_codegen::{request, scalar_literal};
}
