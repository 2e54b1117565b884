//! The new field: builder, JSON form and a `match` that does not know it.

use openscaler_api::types::CreateCertificateRequest;
use openscaler_api::{certificate_name, create_certificate_request, email_address};

fn main() {
    let built = CreateCertificateRequest::self_signed()
        .name(certificate_name!("n"))
        .let_encrypt_email(email_address!("admin@example.com"))
        .build();
    let written = create_certificate_request!({
        "cert_type": "self_signed", "name": "n", "let_encrypt_email": "admin@example.com",
    });
    assert_eq!(serde_json::to_string(&built).expect("JSON"), serde_json::to_string(&written).expect("JSON"));
    assert!(matches!(built, CreateCertificateRequest::SelfSigned { name, .. } if name.as_str() == "n"));
}
