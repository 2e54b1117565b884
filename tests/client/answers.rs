//! Answers: what is odd in one place does not lose the rest.

use openscaler_api::InvalidTimestamp;
use openscaler_api::types::{Certificate, CertificateType};

fn certificate(json: serde_json::Value) -> Certificate {
    let mut whole = serde_json::json!({ "name": "my-cert", "cert_type": "upload" });
    if let (Some(whole), serde_json::Value::Object(json)) = (whole.as_object_mut(), json) {
        whole.extend(json);
    }
    serde_json::from_value(whole).expect("an answer is not refused")
}

#[test]
fn a_date_time_has_a_zone() {
    let certificate = certificate(serde_json::json!({ "not_after": "2124-01-01T01:00:00+01:00" }));
    let not_after = certificate.not_after.expect("a value").date_time().expect("a date-time");
    assert_eq!(not_after.unix_timestamp(), 4_859_740_800);
    assert_eq!(certificate.not_before, None);
}

#[test]
fn a_date_without_a_zone_loses_no_certificate() {
    let certificate = certificate(serde_json::json!({ "not_after": "2124-01-01T00:00:00" }));
    let not_after = certificate.not_after.expect("a value");
    assert_eq!(not_after.date_time(), Err(InvalidTimestamp::WithoutZone));
    assert_eq!(not_after, "2124-01-01T00:00:00");
    assert_eq!(certificate.cert_type, CertificateType::Upload);
}

#[test]
fn a_text_that_is_no_date_is_an_error_of_its_own() {
    for text in ["", "tomorrow", "2124-01-01", "2124-13-01T00:00:00Z", "2124-13-01T00:00:00"] {
        let certificate = certificate(serde_json::json!({ "not_after": text }));
        let date_time = certificate.not_after.expect("a value").date_time();
        assert!(matches!(date_time, Err(InvalidTimestamp::Malformed(_))), "{text}");
    }
}

#[test]
fn a_list_has_no_blanks_and_no_empty_parts() {
    let certificate = certificate(serde_json::json!({ "domains": " a.example , ,b.example,", "issuers": null }));
    let domains = certificate.domains.expect("a value");
    assert_eq!(domains.iter().collect::<Vec<_>>(), ["a.example", "b.example"]);
    assert_eq!(domains, " a.example , ,b.example,");
    assert_eq!(certificate.issuers, None);
}

#[test]
fn a_value_that_is_not_listed_is_written_as_it_was_read() {
    let certificate = certificate(serde_json::json!({ "cert_type": "zero_trust", "new": [1] }));
    assert_eq!(certificate.cert_type, CertificateType::Unknown("zero_trust".to_owned()));
    assert_eq!(serde_json::to_value(&certificate.cert_type).expect("a value"), "zero_trust");
    assert_eq!(certificate.cert_type.to_string(), "zero_trust");
}

#[test]
fn a_listed_value_is_never_unknown() {
    assert_eq!(CertificateType::from("upload"), CertificateType::Upload);
    assert_eq!(CertificateType::from("upload".to_owned()), CertificateType::Upload);
    assert_eq!("upload".parse(), Ok(CertificateType::Upload));
    assert_eq!(CertificateType::Upload.as_str(), "upload");
}

/// The document does not list it, so that it is a value like any other.
#[test]
fn a_value_called_unknown_is_kept() {
    let unknown = CertificateType::from("unknown");
    assert_eq!(unknown, CertificateType::Unknown("unknown".to_owned()));
    assert_eq!(unknown.as_ref(), "unknown");
}

#[test]
fn absent_and_null_are_the_same() {
    let nulls = ["common_name", "subject", "domains", "issuers", "not_before", "not_after", "serial", "size"]
        .map(|name| (name.to_owned(), serde_json::Value::Null));
    let null = certificate(serde_json::Value::Object(nulls.into_iter().collect()));
    let absent = certificate(serde_json::json!({}));
    assert_eq!(null, absent);
}

#[test]
fn a_test_can_make_an_answer() {
    let mut made = Certificate::new("my-cert", CertificateType::Upload);
    assert_eq!(made, certificate(serde_json::json!({})));
    made.not_after = Some("2124-01-01T00:00:00Z".into());
    made.domains = Some("a.example, b.example".to_owned().into());
    let read = certificate(serde_json::json!({
        "not_after": "2124-01-01T00:00:00Z",
        "domains": "a.example, b.example",
    }));
    assert_eq!(made, read);
    assert_eq!(serde_json::to_value(&made).expect("JSON"), serde_json::to_value(&read).expect("JSON"));
    assert_ne!(made, Certificate::new("other", CertificateType::Upload));
}

#[test]
fn the_listed_values_are_known() {
    let known: Vec<&str> = CertificateType::KNOWN.iter().map(CertificateType::as_str).collect();
    assert_eq!(known, ["self_signed", "let_encrypt", "upload"]);
}
