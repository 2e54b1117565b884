//! The runtime of generated clients, independent of their document: drafts, errors, retries, secrets, TLS.
//!
//! A generated client depends on it and re-exports the public items; it is not for use by itself. It is a separate
//! package so that a change of the document does not recompile it.

// Items for generated code are documented only if they are not self-explanatory.
#![allow(missing_docs)]

pub mod answer;
pub mod base_url;
pub mod builder;
pub mod configuration;
pub mod credentials;
pub mod draft;
#[cfg(feature = "events")]
pub mod events;
pub mod field;
pub mod header;
mod json;
#[cfg(feature = "multipart")]
pub mod multipart;
pub mod proxy;
pub mod runtime;
pub mod scalar;
pub mod secret;
pub mod shape;
pub mod tls;
pub mod token;
pub mod violations;

pub use answer::{CommaSeparated, InvalidTimestamp, Timestamp};
pub use configuration::ConfigurationError;
pub use runtime::{ByteStream, Departure, Error, Outcome, ResponseValue, RetryPolicy};
pub use scalar::InvalidValue;
pub use secret::{ApiKey, BasicAuth, BearerToken};
pub use token::InvalidToken;
pub use violations::{Violation, Violations};

// The crates whose types are in public signatures.
pub use {bytes, futures_core, http, time};

/// What only some documents need, each behind a feature: a generated client re-exports what its document uses.
pub mod optional {
    #[cfg(feature = "events")]
    pub use crate::events::{Event, EventStream};
    #[cfg(feature = "field")]
    pub use crate::field::Field;
    #[cfg(feature = "multipart")]
    pub use crate::multipart::{Form, Part};
}
