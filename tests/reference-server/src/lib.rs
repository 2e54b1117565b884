#![doc = include_str!("../README.md")]
//! # How a request is validated
//!
//! A `POST /v1/lbs/{lb_id}/certificates` is checked in this order, and the first check that fails determines the answer:
//! token (401), path and method (404, 405), load balancer (404), media type (415), size (413, and 408 if the body does not
//! arrive), JSON (400), content (422), name taken (409). The 422 lists the violations of every field at once; of a bundle,
//! those of the first step that fails: PEM, certificates, key. All of these answers have the same form:
//!
//! ```json
//! {"error": {"code": "invalid_request", "message": "…", "violations": [
//!     {"pointer": "/cn_name", "rule": "domain_name", "message": "…"}]}}
//! ```
//!
//! | violations of | rules |
//! |---|---|
//! | the object | `type`, `required`, `duplicate`, `unknown_property`, `no_effect`, `enum` |
//! | its strings | `min_length`, `max_length`, `path_segment`, `domain_name`, `email` |
//! | a PEM text | `pem_no_certificate`, `pem_byte_order_mark`, `pem_indented`, `pem_line_break`, `pem_marker`, `pem_missing_begin`, `pem_missing_end`, `pem_label_mismatch`, `pem_label`, `pem_trusted_certificate`, `pem_encrypted_key`, `pem_headers`, `pem_base64`, `pem_too_many_blocks` |
//! | its certificates | `certificate_unreadable`, `expired`, `not_yet_valid`, `chain_order`, `chain_signature`, `chain_algorithm`, `leaf_is_ca`, `leaf_unusable` |
//! | its key | `several_keys`, `key_mismatch`, `key_unreadable` |
//!
//! `leaf_is_ca` excepts a bundle of one self-signed certificate, which `openssl req -x509` marks as a CA.
//!
//! hyper itself answers what is not HTTP, such as an invalid request line or too large headers, without a body.

mod answer;
mod app;
mod auth;
mod body;
mod body_copy;
mod bundle;
pub mod certificates;
mod chain;
mod config;
mod connection;
mod distinguished_name;
mod exchange;
mod fault;
mod grammar;
mod issue;
mod json;
mod linger;
mod load_balancer;
mod pem;
mod problem;
mod received;
mod request;
mod server;
mod service;
mod store;
mod violation;
mod x509;

pub use answer::Description;
pub use bundle::check_bundle;
pub use config::Config;
pub use exchange::{Exchange, Observer};
pub use fault::Fault;
pub use received::ReceivedRequest;
pub use request::CertificateType;
pub use server::{ReferenceServer, StartError};
pub use store::StoredCertificate;
// The type of what holds private keys.
pub use zeroize::Zeroizing;
