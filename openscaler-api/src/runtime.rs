//! What the generated operations call: the same for every document.

mod answer;
mod attempt;
mod body;
mod call;
mod cause;
mod error;
mod gate;
mod message;
mod path;
mod query;
mod response;
mod retry;

pub use error::{Error, Outcome};
pub use response::{ByteStream, ResponseValue};
pub use retry::RetryPolicy;

pub(crate) use answer::Answer;
pub(crate) use body::RequestBuilderExt;
pub(crate) use call::{Settings, run};
pub(crate) use path::{check_segments, encode_path};
pub(crate) use query::QueryParam;

/// What the document says of an operation, for the client to send it rightly.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OperationInfo {
    /// The `operationId`.
    pub(crate) id: &'static str,
    /// The path template, such as `/v1/lbs/{lb_id}/certificates`.
    pub(crate) path: &'static str,
    /// Whether the document asks for the token.
    pub(crate) authenticated: bool,
}
