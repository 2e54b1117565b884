//! The new variant: builder, JSON form, draft and redaction.

use openscaler_api::types::{AccountKey, CreateCertificateRequest};
use openscaler_api::{account_key, certificate_name, create_certificate_request, domain_name};

fn main() {
    let key = AccountKey::try_from("not-to-be-seen").expect("a key");
    let built = CreateCertificateRequest::acme()
        .account_key(key.clone())
        .cn_name(domain_name!("example.com"))
        .name(certificate_name!("n"))
        .build();
    let json = r#"{"cert_type":"acme","name":"n","account_key":"not-to-be-seen","cn_name":"example.com"}"#;
    assert_eq!(serde_json::to_string(&built).expect("JSON"), json);

    let written = create_certificate_request!({
        "cert_type": "acme",
        "name": "n",
        "cn_name": "example.com",
        "account_key": "not-to-be-seen",
    });
    assert_eq!(serde_json::to_string(&written).expect("JSON"), json);
    let read: CreateCertificateRequest = serde_json::from_str(json).expect("a request");
    assert_eq!(serde_json::to_string(&read).expect("JSON"), json);

    let shown = format!("{key:?}{built:?}{:?}", account_key!("not-to-be-seen"));
    assert!(!shown.contains("not-to-be-seen"), "{shown}");
    assert!(shown.contains("AccountKey(REDACTED)"), "{shown}");

    let error = serde_json::from_str::<CreateCertificateRequest>(r#"{"cert_type":"acme","account_key":"short"}"#);
    let message = error.expect_err("it is refused").to_string();
    assert!(message.contains("`/account_key` is not a valid `AccountKey`: expected at least 8 characters"), "{message}");
    assert!(message.contains("`/name` is required for `acme`") && !message.contains("short"), "{message}");
}
