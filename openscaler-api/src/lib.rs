//! The typed client of the OpenScaler API, which attaches TLS certificates to load balancers.
//!
//! Types and operations are generated from the API's OpenAPI document. A request that the API would refuse does not
//! compile, or is refused before it is sent, with a list of everything that is wrong with it. A call that fails says
//! whether it may have taken effect, and a secret is in nothing that is printed.
//!
//! # Getting started
//!
//! A client runs on tokio, with I/O and time enabled, as `#[tokio::main]` and `Builder::enable_all` do:
//!
//! ```toml
//! [dependencies]
//! openscaler-api = "0.1"
//! tokio = { version = "1", features = ["macros", "rt-multi-thread", "time"] }
//! ```
//!
//! ```no_run
//! use openscaler_api::types::CreateCertificateRequest;
//! use openscaler_api::{Client, certificate_name, load_balancer_id};
//!
//! #[tokio::main]
//! async fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let client = Client::builder().token(std::env::var("OPENSCALER_TOKEN")?.parse()?).build()?;
//!     let request = CreateCertificateRequest::self_signed().name(certificate_name!("internal")).build();
//!     let certificate = client.lb_create_certificate(&load_balancer_id!("42"), &request).await?;
//!     println!("created `{}`", certificate.name);
//!     Ok(())
//! }
//! ```
//!
//! Create one [`Client`] for the whole program; it is cheap to clone. [`with_token`](Client::with_token),
//! [`with_timeout`](Client::with_timeout), [`with_retry`](Client::with_retry) and [`with_header`](Client::with_header)
//! return a copy for some calls only.
//!
//! Each kind of value has its own type, in [`types`]. A literal becomes one with the macro of the same name, such as
//! [`certificate_name!`], which checks it at compile time; a `&str` or a `String` with `try_from` or `parse`.
//!
//! # Three ways to write a request
//!
//! **With a builder.** Each variant has its own, and `.build()` compiles once every required field is set:
//!
//! ```
//! use openscaler_api::types::{CreateCertificateRequest, DomainName};
//! use openscaler_api::{certificate_name, email_address};
//!
//! # fn example(domain: &str) -> Result<CreateCertificateRequest, openscaler_api::InvalidValue> {
//! let request = CreateCertificateRequest::let_encrypt()
//!     .name(certificate_name!("my-cert")) // a literal, checked at compile time
//!     .cn_name(DomainName::try_from(domain)?) // known at run time, checked here
//!     .let_encrypt_email(email_address!("admin@example.com"))
//!     .build();
//! # Ok(request)
//! # }
//! ```
//!
//! Set an optional field only if there is a value:
//!
//! ```
//! use openscaler_api::types::{CreateCertificateRequest, DomainName};
//! use openscaler_api::certificate_name;
//!
//! # fn example(cn_name: Option<DomainName>) {
//! let builder = CreateCertificateRequest::self_signed().name(certificate_name!("internal"));
//! let request = builder.maybe_cn_name(cn_name).build();
//! # }
//! ```
//!
//! **As the API's own JSON**, checked at compile time. Values are literals, or expressions of the field's type:
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
//! **From data** known only at run time. A [`Draft`] takes any JSON object; `try_from` reports every violation at once, at
//! every depth. The crate re-exports [`serde_json`]:
//!
//! ```
//! use openscaler_api::serde_json;
//! use openscaler_api::types::{CreateCertificateRequest, CreateCertificateRequestDraft};
//!
//! let draft: CreateCertificateRequestDraft = serde_json::from_str(r#"{ "cert_type": "self_signed" }"#)?;
//! let violations = CreateCertificateRequest::try_from(draft).unwrap_err();
//! assert_eq!(violations.to_string(), "`/name` is required for `self_signed`");
//! # Ok::<_, serde_json::Error>(())
//! ```
//!
//! A request also implements `Deserialize`, with the same checks: the error message lists every violation.
//!
//! # Errors and outcomes
//!
//! A request to create a certificate must not be repeated blindly. Every [`Error`] has an [`Outcome`], which says whether
//! the call took effect:
//!
//! ```no_run
//! use std::time::Duration;
//!
//! use openscaler_api::types::{CreateCertificateRequest, LoadBalancerId};
//! use openscaler_api::{Client, Outcome};
//!
//! async fn attach(
//!     client: &Client,
//!     lb_id: &LoadBalancerId,
//!     request: &CreateCertificateRequest,
//! ) -> Result<(), String> {
//!     let result = client.lb_create_certificate(lb_id, request).await;
//!     let Err(error) = result else { return Ok(()) };
//!     match error.outcome() {
//!         // Nothing has happened: correct what the error names, or try again later.
//!         Outcome::NotSent | Outcome::Rejected => Err(error.to_string()),
//!         // The certificate exists; only the response cannot be read.
//!         Outcome::Succeeded => Ok(()),
//!         // It may exist, or still be created: wait before you look. The API states no time limit; 10 s is a guess.
//!         _ => {
//!             tokio::time::sleep(Duration::from_secs(10)).await;
//!             match client.resolve_lb_create_certificate(lb_id, request).await {
//!                 Ok(Some(_)) => Ok(()),
//!                 Ok(None) => Err("not created: try again".to_owned()),
//!                 Err(error) => Err(error.to_string()),
//!             }
//!         }
//!     }
//! }
//! ```
//!
//! [`Outcome::Unknown`] says what a certificate that is found proves, and what not. The `Display` of an error is one line for
//! an operator to act on:
//!
//! ```text
//! lb_create_certificate failed at api.example.com:443 (1 attempt, 60.0 s): timed out waiting for the response; it may have taken effect
//! ```
//!
//! [`status`](Error::status), [`message`](Error::message) (what the server said) and [`request_id`](Error::request_id) are
//! its parts. A client that cannot be built fails with a [`ConfigurationError`], which names the setting.
//!
//! # Renewals
//!
//! The API publishes no operation that replaces or deletes a certificate, and does not say whether a name can be used again:
//! a second creation may be refused, or replace the first. Give a renewed certificate a new name, for example one that ends
//! in its serial number. A conflict (409, which the reference server sends for a name that is taken) can be with a
//! certificate of your own, from an earlier call: [`Client::lb_get_certificate`] shows what has the name.
//!
//! # Answers
//!
//! An answer is never validated. If an optional property has a value that the API's document does not allow and that the
//! type cannot hold, the answer is read without it, and [`departures`](ResponseValue::departures) lists it.
//!
//! # Retries
//!
//! A call is attempted up to four times, within 30 seconds and its time-out, but a creation only if the attempt before cannot
//! have taken effect: the request was not sent, or the response was 429. A lookup is also repeated after 5xx and a lost
//! connection. [`RetryPolicy`] has the details and changes them, for a client or, with [`Client::with_retry`], for a call.
//!
//! # Credentials and secrets
//!
//! A client without a token does not compile. The token is sent to the API's host only, or to the base URL that you set;
//! [`Client::with_token`] replaces it when it expires ([`Client`] has an example).
//!
//! Credentials and values that may contain a private key are wiped when they are dropped, do not implement `Display`, and
//! their `Debug` prints `REDACTED`. They are compared in constant time, and implement neither `Hash` nor `Ord`. What a server
//! says is withheld from errors and logs if it repeats part of one. [`Client`] says what cannot be wiped, such as the texts
//! that [`CertificatePem::from_parts`](types::CertificatePem::from_parts) borrows.
//!
//! # Testing your code
//!
//! The crate `openscaler-reference-server` is a server for tests: it answers as the API's document says, issues and checks
//! real certificates, records requests, and fails on demand. It needs neither an account nor a network.
//!
//! ```toml
//! [dev-dependencies]
//! openscaler-reference-server = "0.1"
//! tokio = { version = "1", features = ["macros", "rt"] }
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
//! // The default retries, without back-off, so that no test waits.
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
//!     // The key is new in each run: never commit one.
//!     let pem = CertificatePem::try_from(Recipe::new(["shop.example.com"]).make()?.to_pem())?;
//!
//!     // A server that is busy at first: the second attempt succeeds.
//!     server.fail_next(Fault::status(429).header("Retry-After", "0"));
//!     attach(&client, pem.clone()).await?;
//!     assert_eq!(server.requests().len(), 2);
//!     assert_eq!(server.stored_certificates("42")[0].name, "shop");
//!
//!     // A refused request: the name is taken now.
//!     let error = attach(&client, pem.clone()).await.unwrap_err();
//!     assert_eq!(error.outcome(), Outcome::Rejected);
//!
//!     // A connection that ends without a response: the call may have taken effect, so it is not retried.
//!     server.fail_next(Fault::close_after_reading());
//!     let error = attach(&client, pem.clone()).await.unwrap_err();
//!     assert_eq!(error.outcome(), Outcome::Unknown);
//!
//!     // An incomplete response: the certificate exists all the same.
//!     let other = ReferenceServer::start();
//!     other.fail_next(Fault::half_answer());
//!     let error = attach(&self::client(&other), pem.clone()).await.unwrap_err();
//!     assert_eq!(error.outcome(), Outcome::Succeeded);
//!
//!     // A server that never responds: a short time-out, in real time.
//!     server.fail_next(Fault::no_answer());
//!     let impatient = client.with_timeout(Duration::from_millis(200));
//!     let error = attach(&impatient, pem).await.unwrap_err();
//!     assert_eq!(error.outcome(), Outcome::Unknown);
//!     Ok(())
//! }
//! ```
//!
//! What a call that creates a certificate returns for each fault:
//!
//! | fault | [`outcome`](Error::outcome) | repeated? | stored? |
//! |---|---|---|---|
//! | `status(429)` | `Rejected` | yes, after `Retry-After` | no |
//! | `status` with another 4xx | `Rejected` | no | no |
//! | `status` with 5xx | `Unknown` | no; 503 with [`retry_service_unavailable`](RetryPolicy::retry_service_unavailable) | no |
//! | `close_before_reading`, `close_after_reading`, `not_http` | `Unknown` | no | no |
//! | `status(200)` with an HTML page, as by a captive portal | `Unknown` | no | no |
//! | `no_answer`, after the time-out | `Unknown` | no | no |
//! | `delay`, longer than the time-out | `Unknown` | no | yes |
//! | `half_answer` | `Succeeded` | no | yes |
//! | a server that is stopped | `NotSent` | yes | no |
//!
//! Do not pause tokio's clock in such tests (`start_paused = true`, `tokio::time::pause`). A paused clock jumps to the next
//! timer whenever every task is idle, even one that waits for a real socket: the call times out before the answer
//! arrives. A retry policy without back-off and short time-outs make tests as fast.
//!
//! The server runs on its own thread, so tests without an async runtime can start one as well.
//!
//! # Features
//!
//! The feature `requests` (default) has the builders, the JSON form and the drafts of requests; a program that sends none, or
//! makes them in another way, compiles faster without it.
//!
//! The features for TLS have the same names and meaning as in reqwest 0.13, so that a program that also uses reqwest sees no
//! difference. The last column is what each adds to a clean build.
//!
//! | feature | effect | costs to build |
//! |---|---|---|
//! | `rustls` (default) | TLS by rustls, with the provider that the program installs, or else aws-lc-rs | the most: aws-lc-rs is a large C library, and requires a C compiler |
//! | `rustls-no-provider` | TLS by rustls, with the provider that the program installs | rustls, and the provider; with ring about two thirds of `rustls` |
//! | `native-tls` | TLS by the operating system's library; preferred if more than one of the three is enabled | bindings; on Linux the headers of OpenSSL have to be installed |
//! | `socks` | SOCKS proxies | next to nothing |
//! | `reqwest` | `ClientBuilder::configure_reqwest`, for any other setting of the HTTP client | nothing |
//!
//! Each TLS backend trusts the certificates that the operating system trusts, and those added with
//! [`add_root_certificate`](ClientBuilder::add_root_certificate). Without any of the three, a client can be built only
//! for plain `http`, as in tests; that is also the fastest build.
//!
//! With `rustls-no-provider` and a provider such as ring, a clean build takes a third less time:
//!
//! ```toml
//! openscaler-api = { version = "0.1", default-features = false, features = ["requests", "rustls-no-provider"] }
//! rustls = { version = "0.23", default-features = false, features = ["ring"] }
//! ```
//!
//! The program installs the provider before it builds the first client, or building one fails:
//!
//! ```text
//! rustls::crypto::ring::default_provider().install_default().expect("no other provider is installed");
//! ```
//!
//! # The async runtime, and synchronous programs
//!
//! Calls run on tokio 1. The runtime must have I/O and time enabled (`enable_all`); otherwise a call panics with tokio's own
//! message. A client never spawns threads itself.
//!
//! Use a client on the runtime on which it made its first call: its connections are tasks of that runtime, and end with it.
//! While that runtime does not run, a call on another one can fail with `timed out waiting for the response`. A program with
//! several runtimes builds a client for each.
//!
//! A synchronous (blocking) program makes a multi-thread runtime, keeps it, and blocks on each call:
//!
//! ```no_run
//! # use openscaler_api::{Client, load_balancer_id, types::CreateCertificateRequest};
//! # fn example(client: Client, request: CreateCertificateRequest) -> Result<(), Box<dyn std::error::Error>> {
//! let runtime = tokio::runtime::Runtime::new()?;
//! let certificate = runtime.block_on(client.lb_create_certificate(&load_balancer_id!("42"), &request))?;
//! # Ok(())
//! # }
//! ```
//!
//! A current-thread runtime runs only while it blocks on a call. If the server closes the connection between two calls, the
//! second does not notice, is sent on the closed connection, and its outcome is [`Unknown`](Outcome::Unknown). To save
//! threads, use `Builder::new_multi_thread().worker_threads(1).enable_all()`.
//!
//! # Tracing
//!
//! One `tracing` event ends each call: `INFO` for a success, else `WARN`, with the target `openscaler_api`. It has the
//! operation, status, attempts, duration, outcome and request id, and never a body, a header or a credential; see [`Client`].
//!
//! # Rust version
//!
//! Rust 1.85, the version that Debian stable ships, or newer. A release may require a newer Rust once Debian stable ships
//! it; that is a minor release, and the changelog says so.
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
//!
//! # Which changes are major
//!
//! Versions follow semantic versioning. A release is major if a request that was valid is refused, if a program that compiled
//! does not, or if the client no longer reads a response. Among the changes of the API, these are minor:
//!
//! - new operations, optional parameters, variants of a request, optional fields, and values of an enum;
//! - fields of a response that may be absent.
//!
//! These are major: whatever is removed or renamed; a field that a request requires, or that a response always has, since its
//! constructor takes it; and a stricter rule for a value. So are a newer major version of tokio, http, bytes, time or
//! serde_json, whose types are in the interface; of reqwest, it is for those who enable its feature. A newer Rust version is
//! minor. The words of an error message may change in any release.

#[doc(hidden)]
pub mod __private;
mod client;
#[rustfmt::skip] // It is compared byte by byte with the generator's output.
mod generated;

pub use client::Client;
pub use client::builder::{ClientBuilder, CredentialsGiven, CredentialsMissing};
pub use client::credentials::Credentials;
// The types of the credentials; the document may have no security schemes.
#[allow(unused_imports)]
pub use generated::credentials::*;
pub use generated::{CanBuild, types};
// The document may have nothing to check.
#[allow(unused_imports)]
pub use generated::macros::*;
// What the document does not use is not there.
#[allow(unreachable_pub, unused_imports)]
pub use openscaler_runtime::optional::*;
pub use openscaler_runtime::{
    ByteStream, CommaSeparated, ConfigurationError, Departure, Error, InvalidTimestamp, InvalidValue, Outcome,
    ResponseValue, RetryPolicy, Timestamp, Violation, Violations,
};
// The crates whose types are in public signatures.
pub use openscaler_runtime::{bytes, futures_core, http, time};
pub use serde_json;
// The states of required fields, for functions that take a request's builder.
#[cfg(feature = "requests")]
pub use openscaler_runtime::builder;
// What the aliases of drafts are.
#[cfg(feature = "requests")]
pub use openscaler_runtime::draft::{Draft, Drafted};
// For `ClientBuilder::configure_reqwest`.
#[cfg(feature = "reqwest")]
pub use reqwest;

// Here, because the generated operations depend on the client, and the client must not depend on them.
impl Client {
    /// Returns a builder. If credentials are missing, `.build()` does not compile, and the compiler says what to add.
    pub fn builder() -> ClientBuilder<generated::InitialState> {
        ClientBuilder::new(&client::Document {
            base_url: generated::BASE_URL,
            common_path: generated::COMMON_PATH,
            servers: generated::SERVERS,
            schemes: generated::SCHEMES,
        })
    }
}

// What is required depends on the document, and so does what the compiler says without it.
impl<State> ClientBuilder<State> {
    /// Builds the client.
    ///
    /// # Errors
    ///
    /// A setting is invalid or missing, requires a feature that is not enabled, or cannot be used on this machine; the
    /// error names the setting.
    pub fn build(self) -> Result<Client, ConfigurationError>
    where
        State: generated::CanBuild,
    {
        self.build_unchecked()
    }
}
