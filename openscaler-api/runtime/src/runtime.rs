//! The functions that generated operations call.

mod answer;
mod attempt;
mod body;
mod call;
mod cause;
mod departure;
mod error;
mod gate;
mod outcome;
mod parameter;
mod path;
mod place;
mod query;
mod redact;
mod response;
mod retry;
mod run;
mod said;
mod text;

pub use departure::Departure;
pub use error::Error;
pub use outcome::Outcome;
pub use response::{ByteStream, ResponseValue};
pub use retry::RetryPolicy;

pub use answer::Answer;
pub use body::RequestExt;
pub use call::{CallEnd, OperationInfo, Report, Settings};
pub(crate) use cause::root_cause;
pub use parameter::{encode_path, json_text, simple};
pub use path::{check_segments, label, matrix, segment};
pub use place::Proxies;
pub(crate) use place::host_and_port;
pub use query::{QueryStyle, add_cookie, append_query};
pub use run::run;
