//! The reference server: `POST /v1/lbs/{lb_id}/certificates`, in memory, with real certificates.
//!
//! It is written against the vendor's page and the OpenAPI document and shares nothing with the client, neither types
//! nor checks: what both agree on, two readings of the same text agree on.
//!
//! A request is checked in this order, and the first group that finds something answers: token (401), path and method
//! (404, 405), load balancer (404), media type (415), size (413, and 408 when the body does not come), JSON (400),
//! content (422, every violation at once), name taken (409). Each of these answers has the same JSON form:
//!
//! ```json
//! {"error": {"code": "invalid_request", "message": "…", "violations": [
//!     {"pointer": "/cn_name", "rule": "domain_name", "message": "…"}]}}
//! ```
//!
//! Only what is not HTTP at all (a broken request line, headers beyond all bounds) is answered by hyper itself, without
//! a body.

mod answer;
mod app;
mod auth;
mod body;
mod bundle;
mod chain;
mod config;
mod connection;
mod distinguished_name;
mod grammar;
mod issue;
mod json;
mod linger;
mod load_balancer;
mod pem;
mod problem;
mod request;
mod server;
mod store;
mod violation;

pub use answer::{Answer, Description};
pub use config::Config;
pub use request::CertificateType;
pub use server::{ReferenceServer, RunningServer, StartError};
pub use store::StoredCertificate;
