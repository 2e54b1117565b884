//! What the generated operations call: the same for every document.

mod body;
mod error;
mod path;
mod query;
mod response;

pub use error::{Error, Outcome};
pub use response::{ByteStream, ResponseValue};

pub(crate) use body::RequestBuilderExt;
pub(crate) use path::{check_segments, encode_path};
pub(crate) use query::QueryParam;

/// What the document says of an operation, for the client to send it rightly.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OperationInfo {
    /// The `operationId`.
    #[allow(dead_code)]
    pub(crate) id: &'static str,
    /// The path template, such as `/v1/lbs/{lb_id}/certificates`.
    pub(crate) path: &'static str,
    /// Whether the document asks for the token.
    pub(crate) authenticated: bool,
}
