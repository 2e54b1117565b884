//! What generated clients stand on, whatever their document says: drafts, errors, retries, secrets, TLS.
//!
//! A generated client depends on it and shows its users what they need of it; it is not for use by itself. It is a
//! package of its own so that a change of the document does not compile it again.

// What only generated code calls is documented where it does not explain itself.
#![allow(missing_docs)]

pub mod answer;
pub mod base_url;
pub mod configuration;
pub mod draft;
pub mod header;
pub mod proxy;
pub mod runtime;
pub mod scalar;
pub mod secret;
pub mod shape;
pub mod tls;
pub mod token;
pub mod violations;

pub use answer::InvalidTimestamp;
pub use configuration::ConfigurationError;
pub use runtime::{ByteStream, Error, Outcome, ResponseValue, RetryPolicy};
pub use scalar::InvalidValue;
pub use secret::BearerToken;
pub use token::InvalidToken;
pub use violations::{Violation, Violations};
