//! The three ways to write a request give the same bytes.

use openscaler_api::types::{CertificatePem, CreateCertificateRequest};
use openscaler_api::{certificate_name, create_certificate_request, domain_name, email_address};

use super::bundle;

/// What is sent for a request, by builder, by the JSON form, and by a draft of `json`.
#[track_caller]
fn assert_same(builder: CreateCertificateRequest, json_form: CreateCertificateRequest, json: &str) {
    let bytes = |request: &CreateCertificateRequest| serde_json::to_vec(request).expect("a request can be written");
    let draft: CreateCertificateRequest = serde_json::from_str(json).expect("a request");
    assert_eq!(String::from_utf8_lossy(&bytes(&builder)), json);
    assert_eq!(bytes(&builder), bytes(&json_form));
    assert_eq!(bytes(&builder), bytes(&draft));
}

fn pem() -> CertificatePem {
    CertificatePem::try_from(bundle()).expect("a bundle")
}

#[test]
fn self_signed() {
    assert_same(
        CreateCertificateRequest::self_signed().name(certificate_name!("internal")).build(),
        create_certificate_request!({ "name": "internal", "cert_type": "self_signed" }),
        r#"{"cert_type":"self_signed","name":"internal"}"#,
    );
    assert_same(
        CreateCertificateRequest::self_signed()
            .cn_name(domain_name!("*.example.com"))
            .name(certificate_name!("münchen 100%"))
            .build(),
        create_certificate_request!({
            "cert_type": "self_signed",
            "name": "münchen 100%",
            "cn_name": "*.example.com",
        }),
        r#"{"cert_type":"self_signed","name":"münchen 100%","cn_name":"*.example.com"}"#,
    );
}

#[test]
fn let_encrypt() {
    assert_same(
        CreateCertificateRequest::let_encrypt()
            .name(certificate_name!("shop"))
            .let_encrypt_email(email_address!("admin@example.com"))
            .cn_name(domain_name!("shop.example.com"))
            .build(),
        create_certificate_request!({
            "let_encrypt_email": email_address!("admin@example.com"),
            "cn_name": "shop.example.com",
            "name": "shop",
            "cert_type": "let_encrypt",
        }),
        concat!(
            r#"{"cert_type":"let_encrypt","name":"shop","cn_name":"shop.example.com","#,
            r#""let_encrypt_email":"admin@example.com"}"#,
        ),
    );
}

#[test]
fn upload() {
    let pem = pem();
    let text = serde_json::to_string(&pem).expect("a text");
    assert_same(
        CreateCertificateRequest::upload().cert_content(pem.clone()).name(certificate_name!("my-cert")).build(),
        create_certificate_request!({ "name": "my-cert", "cert_type": "upload", "cert_content": pem.clone() }),
        &format!(r#"{{"cert_type":"upload","name":"my-cert","cert_content":{text}}}"#),
    );
    assert_same(
        CreateCertificateRequest::upload()
            .name(certificate_name!("my-cert"))
            .let_encrypt_email(email_address!("admin@example.com"))
            .cn_name(domain_name!("example.com"))
            .cert_content(pem.clone())
            .build(),
        create_certificate_request!({
            "name": "my-cert",
            "cert_type": "upload",
            "cn_name": "example.com",
            "let_encrypt_email": "admin@example.com",
            "cert_content": pem,
        }),
        &format!(
            concat!(
                r#"{{"cert_type":"upload","name":"my-cert","cn_name":"example.com","#,
                r#""let_encrypt_email":"admin@example.com","cert_content":{}}}"#
            ),
            text
        ),
    );
}
