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
//! # Did the call take effect?
//!
//! Creating a certificate twice is not the same as creating it once, so every [`Error`] says whether the call may have
//! taken effect: see [`Outcome`]. Its `Display` is one line to act on:
//!
//! ```text
//! lb_create_certificate failed at api.example.com:443 (1 attempt, 60.0 s): timed out waiting for the answer; it may have taken effect
//! ```
//!
//! # Secrets
//!
//! The token and what may hold a private key are wiped when they are dropped, have no `Display`, and a `Debug` that
//! shows `REDACTED`.
//!
//! # Testing your code
//!
//! The crate `openscaler-reference-server` is a server for tests: it answers as the API's document says, makes and reads
//! real certificates, says which requests it received, and fails on request. It needs no account and no network.
//!
//! ```toml
//! [dev-dependencies]
//! openscaler-reference-server = "0.1"
//! ```
//!
//! Each test starts a server of its own. In your tests, `main` below is a function with `#[tokio::test]`:
//!
//! ```
//! use std::time::Duration;
//!
//! use openscaler_api::types::{CertificatePem, CreateCertificateRequest};
//! use openscaler_api::{BearerToken, Client, Outcome, RetryPolicy, certificate_name, load_balancer_id};
//! use openscaler_reference_server::certificates::Recipe;
//! use openscaler_reference_server::{Fault, ReferenceServer};
//!
//! // The code under test takes its client as an argument.
//! async fn attach(client: &Client, pem: CertificatePem) -> Result<(), openscaler_api::Error> {
//!     let request = CreateCertificateRequest::upload().name(certificate_name!("shop")).cert_content(pem).build();
//!     client.lb_create_certificate(&load_balancer_id!("42"), &request).await?;
//!     Ok(())
//! }
//!
//! // A client that retries as usual, without back-off, so that no test waits.
//! fn client(server: &ReferenceServer) -> Client {
//!     Client::builder()
//!         .token(BearerToken::new(server.token()))
//!         .base_url(server.base_url())
//!         .retry(RetryPolicy::default().backoff(Duration::ZERO, Duration::ZERO))
//!         .build()
//!         .expect("the settings are valid")
//! }
//!
//! #[tokio::main(flavor = "current_thread")]
//! async fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let server = ReferenceServer::start();
//!     let client = client(&server);
//!     // Keys are made when the test runs: none is ever committed.
//!     let pem = CertificatePem::try_from(Recipe::new(["shop.example.com"]).make()?.to_pem())?;
//!
//!     // A server that is busy at first: the second attempt succeeds.
//!     server.fail_next(Fault::status(429).header("Retry-After", "0"));
//!     attach(&client, pem.clone()).await?;
//!     assert_eq!(server.requests().len(), 2);
//!     assert_eq!(server.stored_certificates("42")[0].name, "shop");
//!
//!     // A refusal: the name is taken now.
//!     let error = attach(&client, pem.clone()).await.unwrap_err();
//!     assert_eq!(error.outcome(), Outcome::Rejected);
//!
//!     // A connection that ends without an answer: the call may have taken effect, so it is not retried.
//!     server.fail_next(Fault::close_after_reading());
//!     let error = attach(&client, pem.clone()).await.unwrap_err();
//!     assert_eq!(error.outcome(), Outcome::Unknown);
//!
//!     // An answer that breaks off: the certificate exists all the same.
//!     let other = ReferenceServer::start();
//!     other.fail_next(Fault::half_answer());
//!     let error = attach(&self::client(&other), pem.clone()).await.unwrap_err();
//!     assert_eq!(error.outcome(), Outcome::Succeeded);
//!
//!     // A server that never answers: a short time-out, in real time.
//!     server.fail_next(Fault::no_answer());
//!     let impatient = client.with_timeout(Duration::from_millis(200));
//!     let error = attach(&impatient, pem).await.unwrap_err();
//!     assert_eq!(error.outcome(), Outcome::Unknown);
//!     Ok(())
//! }
//! ```
//!
//! Do not pause tokio's clock in such tests (`start_paused = true`, `tokio::time::pause`). A paused clock jumps to the next
//! timer whenever every task waits, and a task that waits for a real socket waits, too: the clock jumps over the call's
//! time-out before the answer arrives. A retry policy without back-off and short time-outs make tests as fast.
//!
//! The server runs on a thread of its own, so tests without an async runtime can start one as well.
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
//!
//! # Rust version
//!
//! Rust 1.85, the version that Debian stable ships, or newer. A release may require a newer Rust once Debian stable ships
//! it; that is a minor release and is named in the changelog.
//!
//! Some dependencies have versions that require a newer Rust than 1.85. Cargo avoids them in a package of edition 2024.
//! In an older edition, add this to `.cargo/config.toml` before the lock file is made, or run `cargo update` after it:
//!
//! ```toml
//! [resolver]
//! incompatible-rust-versions = "fallback"
//! ```
//!
//! Cargo then picks versions for the `rust-version` of your package, or for the compiler if it states none.

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
