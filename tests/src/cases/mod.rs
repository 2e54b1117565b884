//! Wire cases: a call, the exchange on the wire, and what the caller sees.
//!
//! A file of cases is a YAML list. Each case says one thing, and everything in it is exact:
//!
//! ```yaml
//! - name: a self-signed certificate with only what it needs
//!   call:                                 # what the caller writes
//!     operation: lb_create_certificate
//!     parameters: { lb_id: "42" }
//!     body: { name: my-cert, cert_type: self_signed }
//!   sends:                                # the request on the wire; `host` and `content-length` follow
//!     method: POST
//!     path: /v1/lbs/42/certificates
//!     headers: { accept: application/json, authorization: "Bearer {{token}}", … }
//!     body: '{"cert_type":"self_signed","name":"my-cert"}'
//!   answer:                               # the response; a list, if the call is retried
//!     status: 201
//!     body: { name: my-cert, cert_type: self_signed, size: big }
//!     departs: [{ at: /body/size, rule: type }]   # where the response violates the document
//!   sees: { status: 201, outcome: succeeded }     # or `value`, what a success holds
//! ```
//!
//! A call that the client does not send has `refused` instead of the last three: each violation's location in `call`, as a
//! JSON pointer, and its rule. `live` marks a case that may be played against a real endpoint.
//!
//! `{{name}}` is a placeholder for a value that is known only when the case is played: see [`Placeholders`].

mod model;
mod placeholders;
mod read;
mod record;
mod redact;
mod written;

pub use model::{
    Answer, Body, Call, Case, Departure, Exchange, HttpAnswer, Live, Outcome, Request, Seen, Sight, Then, Violation,
};
pub use placeholders::{Placeholders, UnknownPlaceholder};
pub use read::{CaseError, read_file, read_folder};
pub use record::{Exchanged, Recorder, follows};
pub use redact::Secrets;
