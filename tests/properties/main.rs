//! What holds of every request: builder, JSON and the document's schema agree on it, and what is refused is not quoted.

mod agreement;
mod near_miss;
mod requests;
mod said_back;
mod secrecy;
mod texts;

use std::path::Path;
use std::sync::LazyLock;

use openscaler_api::Violations;
use openscaler_api::types::{CreateCertificateRequest, CreateCertificateRequestDraft};
use openscaler_openapi::context::Direction;
use openscaler_openapi::document::Source;
use openscaler_openapi::validation::{Validator, validator};

/// Whether the document allows a value as the body of the call.
fn schema_allows(value: &serde_json::Value) -> bool {
    static VALIDATOR: LazyLock<Validator> = LazyLock::new(|| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../openapi/openscaler.yaml");
        let source = Source::read(&path).expect("the document can be read");
        validator(&source, "/components/schemas/CreateCertificateRequest", Direction::Request)
            .expect("the schema is there")
    });
    VALIDATOR.is_valid(value)
}

/// What the draft says of a JSON object.
fn judge(json: &str) -> Result<CreateCertificateRequest, Violations> {
    let draft: CreateCertificateRequestDraft = serde_json::from_str(json).expect("a JSON object");
    CreateCertificateRequest::try_from(draft)
}

/// The bytes that are sent.
fn bytes(request: &CreateCertificateRequest) -> String {
    serde_json::to_string(request).expect("a request can be written")
}
