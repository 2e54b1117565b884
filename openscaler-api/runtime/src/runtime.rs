//! What the generated operations call: the same for every document.

mod answer;
mod attempt;
mod body;
mod call;
mod cause;
mod error;
mod gate;
mod outcome;
mod path;
mod place;
mod query;
mod redact;
mod response;
mod retry;
mod said;
mod text;

pub use error::Error;
pub use outcome::Outcome;
pub use response::{ByteStream, ResponseValue};
pub use retry::RetryPolicy;

pub use answer::Answer;
pub use body::RequestBuilderExt;
pub use call::{CallEnd, Report, Settings, run};
pub(crate) use cause::root_cause;
pub use path::{check_segments, encode_path};
pub use place::Proxies;
pub(crate) use place::host_and_port;
pub use query::{QueryParam, json_text, simple};

/// What the document says of an operation, for the client to send it rightly.
#[derive(Debug, Clone, Copy)]
pub struct OperationInfo {
    /// The `operationId`.
    pub id: &'static str,
    /// The path template, such as `/v1/lbs/{lb_id}/certificates`.
    pub path: &'static str,
    /// Whether the document asks for the token.
    pub authenticated: bool,
}
