//! The typed client of the OpenScaler API.
//!
//! Types and operations are generated from the OpenAPI document; what a client has to know beyond the document, such
//! as what became of a call that failed, is written by hand and knows of no particular operation.

mod client;
mod draft;
#[rustfmt::skip] // It is compared byte by byte with what the generator writes.
mod generated;
mod runtime;
mod scalar;
mod secret;
mod violations;

pub use client::{Client, ClientBuilder};
pub use generated::types;
// What `ClientBuilder::http` and `ClientBuilder::proxy` take.
pub use reqwest;
pub use runtime::{ByteStream, Error, Outcome, ResponseValue, RetryPolicy};
pub use scalar::InvalidValue;
pub use secret::BearerToken;
pub use violations::{Violation, Violations};
