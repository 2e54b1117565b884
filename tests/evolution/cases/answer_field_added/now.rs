//! The new field of an answer; it may be absent.

use openscaler_api::types::Certificate;

fn main() {
    let read = |json: &str| serde_json::from_str::<Certificate>(json).expect("an answer");
    assert_eq!(read(r#"{"name":"a","cert_type":"upload","fingerprint":"00"}"#).fingerprint.as_deref(), Some("00"));
    assert_eq!(read(r#"{"name":"a","cert_type":"upload"}"#).fingerprint, None);
}
