//! Numbers within their bounds, and numbers that are not.

use openscaler_api::types::{
    Certificate, CreateCertificateRequest, CreateCertificateRequestDraft, LbCreateCertificateOptions, LoadBalancerId, Port, Share,
};
use openscaler_api::{Client, certificate_name, create_certificate_request, days, port, share};

fn main() {
    let built = CreateCertificateRequest::self_signed()
        .name(certificate_name!("n"))
        .port(port!(8080))
        .shares(vec![share!(1), Share::try_from(0.25).expect("a share")])
        .days(days!(-30))
        .build();
    let quarter = Share::try_from(0.25).expect("a share");
    let written = create_certificate_request!({
        "cert_type": "self_signed", "name": "n", "port": 8080, "shares": [1, quarter], "days": -30,
    });
    let json = serde_json::to_value(&built).expect("JSON");
    assert_eq!(json, serde_json::to_value(&written).expect("JSON"));
    assert_eq!(json["port"], 8080);
    let draft: CreateCertificateRequestDraft = serde_json::from_value(json.clone()).expect("an object");
    let judged = CreateCertificateRequest::try_from(draft).expect("it is right");
    assert_eq!(serde_json::to_value(&judged).expect("JSON"), json);

    let invalid = Port::try_from(70_000).expect_err("it is too large");
    assert_eq!((invalid.rule(), invalid.to_string()), ("maximum", "not a valid `Port`: expected at most 65535".to_owned()));
    assert_eq!(i64::from(port!(8080)), 8080);
    assert!(port!(80) < port!(443));

    // Every violation at once, and no value.
    let json = r#"{ "cert_type": "self_signed", "name": "n", "port": 123456, "days": "soon", "shares": [0.5, 2, 0.5, 0] }"#;
    let draft: CreateCertificateRequestDraft = serde_json::from_str(json).expect("an object");
    let violations = CreateCertificateRequest::try_from(draft).expect_err("much is wrong");
    let found: Vec<_> = violations.iter().map(|violation| (violation.pointer(), violation.rule())).collect();
    let of_list =
        [("/shares", "maxItems"), ("/shares/1", "maximum"), ("/shares/2", "uniqueItems"), ("/shares/3", "minimum")];
    assert_eq!(found[..2], [("/days", "type"), ("/port", "maximum")]);
    assert_eq!(found[2..], of_list);
    assert!(!violations.to_string().contains("123456"), "{violations}");
    let json = r#"{ "cert_type": "self_signed", "name": "n", "shares": [0.5, 2] }"#;
    assert!(serde_json::from_str::<CreateCertificateRequest>(json).is_err());

    // An answer is not judged.
    let json = r#"{ "name": "n", "cert_type": "upload", "port": 0 }"#;
    let certificate: Certificate = serde_json::from_str(json).expect("an answer");
    assert_eq!(certificate.port, Some(0));
}

#[allow(dead_code)]
async fn sends(client: Client, lb_id: LoadBalancerId, request: CreateCertificateRequest) {
    let options = LbCreateCertificateOptions::default().days(days!(30));
    let _ = client.lb_create_certificate_with(&lb_id, &request, &options).await;
    let _ = client.lb_create_certificate(&lb_id, &request).await;
}
