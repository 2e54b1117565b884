//! Drafts: any JSON becomes a request that the document allows and that loses nothing, or violations that quote nothing.

#![no_main]

use std::path::Path;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use openscaler_api::types::{CreateCertificateRequest, CreateCertificateRequestDraft};
use openscaler_openapi::context::Direction;
use openscaler_openapi::document::Source;
use openscaler_openapi::validation::{Validator, validator};
use serde_json::{Map, Value};

use openscaler_fuzz::{assert_quotes_nothing, marked};

static DOCUMENT: LazyLock<Validator> = LazyLock::new(|| {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../openapi/openscaler.yaml");
    let source = Source::read(&path).expect("the document can be read");
    validator(&source, "/components/schemas/CreateCertificateRequest", Direction::Request).expect("the schema is there")
});

/// Marks the values. A violation's pointer repeats keys, and has to.
fn mark(value: &mut Value) {
    match value {
        Value::String(text) => *text = marked(text),
        Value::Array(items) => items.iter_mut().for_each(mark),
        Value::Object(entries) => entries.values_mut().for_each(mark),
        _ => {}
    }
}

fn judge(draft: CreateCertificateRequestDraft) -> Option<CreateCertificateRequest> {
    match CreateCertificateRequest::try_from(draft) {
        Ok(request) => Some(request),
        Err(violations) => {
            assert!(violations.iter().count() > 0, "it is refused for nothing");
            assert_quotes_nothing(&format!("{violations} {violations:?}"));
            None
        }
    }
}

fn assert_same_for_all(members: Map<String, Value>) {
    let value = Value::Object(members.clone());
    let by_draft = judge(CreateCertificateRequestDraft::from(members));
    let by_serde = serde_json::from_value::<CreateCertificateRequest>(value.clone());
    if let Err(error) = &by_serde {
        assert_quotes_nothing(&format!("{error} {error:?}"));
    }
    assert_eq!(by_draft.is_some(), by_serde.is_ok(), "draft and serde disagree");
    assert_eq!(by_draft.is_some(), DOCUMENT.is_valid(&value), "draft and document disagree");
    if let Some(request) = by_draft {
        assert_eq!(serde_json::to_value(&request).expect("JSON"), value, "what is sent is not what was given");
    }
}

fuzz_target!(|input: &[u8]| {
    // As it is, with doubled keys and all.
    let as_sent = serde_json::from_slice::<CreateCertificateRequestDraft>(input).ok().and_then(judge);
    let direct = serde_json::from_slice::<CreateCertificateRequest>(input);
    assert_eq!(as_sent.is_some(), direct.is_ok(), "draft and serde disagree");
    if let Ok(Value::Object(mut members)) = serde_json::from_slice(input) {
        members.values_mut().for_each(mark);
        assert_same_for_all(members);
    }
});
