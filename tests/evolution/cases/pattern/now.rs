//! Texts that match their patterns, and texts that do not.

use openscaler_api::types::{AccountKey, CertificateName, CreateCertificateRequest, CreateCertificateRequestDraft};
use openscaler_api::{account_key, certificate_name, create_certificate_request, load_balancer_id};

fn main() {
    let built = CreateCertificateRequest::acme()
        .name(certificate_name!("my-cert-2"))
        .account_key(account_key!("key_1234-00"))
        .build();
    let written =
        create_certificate_request!({ "cert_type": "acme", "name": "my-cert-2", "account_key": "key_1234-00" });
    assert_eq!(serde_json::to_string(&built).expect("JSON"), serde_json::to_string(&written).expect("JSON"));
    let _ = load_balancer_id!("x-1");

    let invalid = CertificateName::try_from("my cert").expect_err("there is a space in it");
    assert_eq!((invalid.rule(), invalid.position()), ("pattern", Some(2)));
    let invalid = AccountKey::try_from("key_1234567").expect_err("it has no check digits");
    assert_eq!((invalid.rule(), invalid.position()), ("pattern", None));

    // Every violation at once, and no value.
    let json = r#"{ "cert_type": "acme", "name": "My", "account_key": "key_SECRET" }"#;
    let draft: CreateCertificateRequestDraft = serde_json::from_str(json).expect("an object");
    let violations = CreateCertificateRequest::try_from(draft).expect_err("both are wrong");
    let found: Vec<_> = violations.iter().map(|violation| (violation.pointer(), violation.rule())).collect();
    assert_eq!(found, [("/account_key", "pattern"), ("/name", "pattern")]);
    assert!(!format!("{violations} {violations:?}").contains("SECRET"), "{violations:?}");
}
