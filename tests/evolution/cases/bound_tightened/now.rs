//! The tighter bound: at it, and beyond it.

use openscaler_api::types::{CertificateName, CreateCertificateRequest};
use openscaler_api::{certificate_name, create_certificate_request};

fn main() {
    let built = CreateCertificateRequest::self_signed().name(certificate_name!("abcdefghijkl")).build();
    let written = create_certificate_request!({ "cert_type": "self_signed", "name": "abcdefghijkl" });
    assert_eq!(serde_json::to_string(&built).expect("JSON"), serde_json::to_string(&written).expect("JSON"));

    let invalid = CertificateName::try_from("abcdefghijklm").expect_err("it is too long");
    assert_eq!(invalid.rule(), "maxLength");
    let json = r#"{"cert_type":"self_signed","name":"abcdefghijklm"}"#;
    assert!(serde_json::from_str::<CreateCertificateRequest>(json).is_err());
}
