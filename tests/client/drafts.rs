//! Requests that come as data: everything that is wrong at once, and no part of any value.

use openscaler_api::Violations;
use openscaler_api::types::{CreateCertificateRequest, CreateCertificateRequestDraft, DomainName};
use serde_json::json;

use super::bundle;

fn judge(json: &str) -> Result<CreateCertificateRequest, Violations> {
    let draft: CreateCertificateRequestDraft = serde_json::from_str(json).expect("a JSON object");
    CreateCertificateRequest::try_from(draft)
}

/// Pointer, rule and variant of each violation.
fn violations(json: &str) -> Vec<(String, &'static str, Option<&'static str>)> {
    let violations = judge(json).expect_err("it is refused");
    violations.iter().map(|found| (found.pointer().to_owned(), found.rule(), found.variant())).collect()
}

#[test]
fn a_good_draft_becomes_a_request() {
    let json = json!({ "name": "my-cert", "cert_type": "upload", "cert_content": bundle() });
    let request = judge(&json.to_string()).expect("a request");
    assert_eq!(serde_json::to_value(&request).expect("JSON"), json);
}

#[test]
fn every_violation_is_found_at_once() {
    let found = violations(
        r#"{ "cert_type": "let_encrypt", "name": 42, "cn_name": "exa mple.com", "cn_name": "other.example.com",
             "cert_content": "hello", "common_name": "x", "a/b~c": null }"#,
    );
    let variant = Some("let_encrypt");
    let expected = [
        ("/a~1b~0c", "additionalProperties", variant),
        ("/cert_content", "additionalProperties", variant),
        ("/cn_name", "duplicate", None),
        ("/cn_name", "format", variant),
        ("/common_name", "additionalProperties", variant),
        ("/let_encrypt_email", "required", variant),
        ("/name", "type", variant),
    ];
    assert_eq!(found, expected.map(|(pointer, rule, variant)| (pointer.to_owned(), rule, variant)));
}

#[test]
fn without_a_variant_what_is_in_none_is_still_found() {
    for tag in ["", r#""cert_type": null,"#, r#""cert_type": "letsencrypt","#, r#""cert_type": ["upload"],"#] {
        let found = violations(&format!(r#"{{ {tag} "common_name": "x", "name": "n" }}"#));
        let pointers: Vec<_> = found.iter().map(|(pointer, ..)| pointer.as_str()).collect();
        assert_eq!(pointers, ["/cert_type", "/common_name"], "{tag}");
    }
}

#[test]
fn null_is_no_value() {
    let found = violations(r#"{ "cert_type": "self_signed", "name": null, "cn_name": null }"#);
    let variant = Some("self_signed");
    assert_eq!(found, [("/cn_name".to_owned(), "type", variant), ("/name".to_owned(), "type", variant)]);
}

#[test]
fn a_request_is_read_through_its_draft() {
    let error = serde_json::from_str::<CreateCertificateRequest>(r#"{ "cert_type": "self_signed", "cnname": "x" }"#);
    let message = error.expect_err("it is refused").to_string();
    assert!(message.contains("`/cnname`") && message.contains("`/name`"), "{message}");
}

#[test]
fn an_invalid_value_is_written_as_json() {
    let written = |text: &str| {
        let error = DomainName::try_from(text).expect_err("no domain name");
        (serde_json::to_value(&error).expect("JSON"), error)
    };
    let (json, error) = written("exa mple.com");
    let expected = json!({
        "type_name": "DomainName", "rule": "format", "message": error.to_string(), "position": 3,
    });
    assert_eq!(json, expected);
    let (json, _) = written("");
    assert!(json.get("position").is_none(), "{json}");
}
