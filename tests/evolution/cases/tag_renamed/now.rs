//! The new name of the kind, on the wire and in Rust.

use openscaler_api::types::CreateCertificateRequest;
use openscaler_api::{certificate_name, domain_name, email_address};

fn main() {
    let request = CreateCertificateRequest::acme()
        .name(certificate_name!("shop"))
        .cn_name(domain_name!("shop.example.com"))
        .let_encrypt_email(email_address!("admin@example.com"))
        .build();
    assert!(serde_json::to_string(&request).expect("JSON").contains(r#""cert_type":"acme""#));
}
