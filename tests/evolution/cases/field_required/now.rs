//! The new field: builder, JSON form and draft.

use openscaler_api::types::CreateCertificateRequest;
use openscaler_api::{certificate_name, challenge_token, create_certificate_request, domain_name, email_address};

fn main() {
    let built = CreateCertificateRequest::let_encrypt()
        .challenge(challenge_token!("http"))
        .name(certificate_name!("shop"))
        .cn_name(domain_name!("shop.example.com"))
        .let_encrypt_email(email_address!("admin@example.com"))
        .build();
    let written = create_certificate_request!({
        "cert_type": "let_encrypt",
        "name": "shop",
        "cn_name": "shop.example.com",
        "let_encrypt_email": "admin@example.com",
        "challenge": "http",
    });
    let json = serde_json::to_string(&built).expect("JSON");
    assert_eq!(serde_json::to_string(&written).expect("JSON"), json);
    assert!(json.contains(r#""challenge":"http""#), "{json}");

    let before = json.replace(r#","challenge":"http""#, "");
    let message = serde_json::from_str::<CreateCertificateRequest>(&before).expect_err("it is refused").to_string();
    assert_eq!(message, "`/challenge` is required for `let_encrypt`");
    let other = CreateCertificateRequest::self_signed().name(certificate_name!("n")).build();
    assert_eq!(serde_json::to_string(&other).expect("JSON"), r#"{"cert_type":"self_signed","name":"n"}"#);
}
