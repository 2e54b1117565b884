//! 400 and 422: the body as JSON, and every rule of its fields with the pointer that goes with it.

use serde_json::{Value, json};

use crate::support::{Api, Reply, send};

const PATH: &str = "/v1/lbs/42/certificates";

async fn refused(body: Value) -> Reply {
    let api = Api::start().await;
    let reply = api.create(&body).await;
    assert_eq!((reply.status, reply.code()), (422, "invalid_request"), "{body}");
    assert!(api.server.stored_certificates("42").is_empty(), "{body}");
    reply
}

async fn assert_breaks(body: Value, expected: &[(&str, &str)]) {
    let reply = refused(body.clone()).await;
    assert_eq!(reply.violations(), expected, "{body}");
}

async fn send_text(text: impl Into<reqwest::Body>) -> Reply {
    let api = Api::start().await;
    send(api.request(PATH).body(text)).await
}

#[tokio::test]
async fn a_body_that_is_not_json_is_400_and_says_where() {
    for (text, place) in [
        ("", "empty"),
        ("{", "unexpected end of the body at line 1, column 1"),
        ("{\n  \"name\": secret-text\n}", "line 2, column 11"),
        ("{'name': 1}", "line 1, column 2"),
        ("{} {}", "line 1, column 4"),
        ("{\"name\": \"\u{1}\"}", "line 1"),
        (r#"{"name": "\ud800"}"#, "line 1"),
        (r#"{"name": 1e999}"#, "line 1"),
        ("\u{feff}{}", "line 1, column 1"),
    ] {
        let reply = send_text(text).await;
        assert_eq!((reply.status, reply.code()), (400, "not_json"), "{text:?}");
        let message = reply.body["error"]["message"].as_str().expect("a message");
        assert!(message.contains(place), "{text:?}: {message}");
        assert!(!message.contains("secret"), "{message}");
    }
}

#[tokio::test]
async fn a_body_that_is_not_utf_8_is_400() {
    let reply = send_text(b"{\"name\": \"\xff\"}".as_slice()).await;
    assert_eq!((reply.status, reply.code()), (400, "not_json"));
    let message = reply.body["error"]["message"].as_str().expect("a message");
    assert!(message.contains("offset 10"), "{message}");
}

#[tokio::test]
async fn a_body_other_than_an_object() {
    for body in [json!(null), json!(true), json!(1), json!("x"), json!([{"name": "x"}])] {
        assert_breaks(body, &[("", "type")]).await;
    }
}

#[tokio::test]
async fn required_fields() {
    assert_breaks(json!({}), &[("/cert_type", "required"), ("/name", "required")]).await;
    assert_breaks(json!({"cert_type": "self_signed"}), &[("/name", "required")]).await;
    let let_encrypt = [("/name", "required"), ("/cn_name", "required"), ("/let_encrypt_email", "required")];
    assert_breaks(json!({"cert_type": "let_encrypt"}), &let_encrypt).await;
    let upload = [("/name", "required"), ("/cert_content", "required")];
    assert_breaks(json!({"cert_type": "upload"}), &upload).await;
}

#[tokio::test]
async fn an_unknown_cert_type() {
    for cert_type in ["", "Upload", "self-signed", "acme"] {
        let body = json!({"name": "x", "cert_type": cert_type});
        assert_breaks(body, &[("/cert_type", "enum")]).await;
    }
    assert_breaks(json!({"name": "x"}), &[("/cert_type", "required")]).await;
    assert_breaks(json!({"name": "x", "cert_type": 1}), &[("/cert_type", "type")]).await;
}

#[tokio::test]
async fn fields_without_effect_are_refused() {
    let self_signed =
        json!({"name": "x", "cert_type": "self_signed", "let_encrypt_email": "a@b.example", "cert_content": "x"});
    assert_breaks(self_signed, &[("/let_encrypt_email", "no_effect"), ("/cert_content", "no_effect")]).await;
    let let_encrypt = json!({
        "name": "x", "cert_type": "let_encrypt", "cn_name": "b.example", "let_encrypt_email": "a@b.example",
        "cert_content": null,
    });
    assert_breaks(let_encrypt, &[("/cert_content", "no_effect")]).await;
}

#[tokio::test]
async fn wrong_types_and_null() {
    for value in [json!(null), json!(1), json!(1.5), json!(true), json!(["x"]), json!({"a": "b"})] {
        assert_breaks(json!({"name": value, "cert_type": "self_signed"}), &[("/name", "type")]).await;
        let optional = json!({"name": "x", "cert_type": "self_signed", "cn_name": value});
        assert_breaks(optional, &[("/cn_name", "type")]).await;
    }
}

#[tokio::test]
async fn formats_and_lengths() {
    let long = format!("{}.example", vec!["a".repeat(60); 5].join("."));
    let body = json!({
        "name": " ", "cert_type": "let_encrypt", "cn_name": long, "let_encrypt_email": format!("admin@{long}"),
    });
    let expected = [("/name", "path_segment"), ("/cn_name", "max_length"), ("/let_encrypt_email", "max_length")];
    assert_breaks(body, &expected).await;
    let body = json!({"name": "", "cert_type": "let_encrypt", "cn_name": "a_b", "let_encrypt_email": "admin"});
    let expected = [("/name", "min_length"), ("/cn_name", "domain_name"), ("/let_encrypt_email", "email")];
    assert_breaks(body, &expected).await;
    for name in [".", "..", "a\nb", "a\0"] {
        assert_breaks(json!({"name": name, "cert_type": "self_signed"}), &[("/name", "path_segment")]).await;
    }
}

/// Fields that an upload has no use for still have to be what they say they are.
#[tokio::test]
async fn upload_checks_what_it_ignores() {
    let body = json!({
        "name": "x", "cert_type": "upload", "cn_name": "192.0.2.1", "let_encrypt_email": "a@@b", "cert_content": "x",
    });
    let expected =
        [("/cn_name", "domain_name"), ("/let_encrypt_email", "email"), ("/cert_content", "pem_no_certificate")];
    assert_breaks(body, &expected).await;
}

#[tokio::test]
async fn unknown_properties() {
    let body = json!({"name": "x", "cert_type": "self_signed", "cnName": "x.example", "extra": {}});
    assert_breaks(body, &[("/cnName", "unknown_property"), ("/extra", "unknown_property")]).await;
}

/// A key is text of the caller's like any other, so only what looks like a property's name is repeated.
#[tokio::test]
async fn odd_keys_are_not_repeated() {
    for key in ["MC4CAQAwBQYDK2VwBCIEIGFzZGZhc2RmYXNkZmFzZGZhc2RmYXNkZg", "a b", "-----BEGIN PRIVATE KEY-----\n", ""] {
        let reply = refused(json!({"name": "x", "cert_type": "self_signed", key: 1})).await;
        assert_eq!(reply.violations(), [("", "unknown_property")], "{key}");
        assert!(key.is_empty() || !reply.text.contains(key), "{key}");
    }
}

#[tokio::test]
async fn doubled_keys_count_once_each() {
    let text = r#"{"name": "a", "name": "b", "name": "c", "cert_type": "self_signed", "cert_type": "upload"}"#;
    let reply = send_text(text).await;
    assert_eq!(reply.status, 422);
    assert_eq!(reply.violations(), [("/name", "duplicate"), ("/cert_type", "duplicate")]);
    // The same key, written in two ways.
    let reply = send_text(r#"{"name": "a", "n\u0061me": "b", "cert_type": "self_signed"}"#).await;
    assert_eq!(reply.violations(), [("/name", "duplicate")]);
}

#[tokio::test]
async fn every_violation_comes_at_once() {
    let text = r#"{"name": 1, "cert_type": "let_encrypt", "cn_name": "-a", "let_encrypt_email": "a", "x": 1, "x": 2,
        "cert_content": "-----BEGIN PRIVATE KEY-----"}"#;
    let expected = [
        ("/x", "unknown_property"),
        ("/x", "duplicate"),
        ("/name", "type"),
        ("/cert_content", "no_effect"),
        ("/cn_name", "domain_name"),
        ("/let_encrypt_email", "email"),
    ];
    assert_eq!(send_text(text).await.violations(), expected);
}

#[tokio::test]
async fn without_a_cert_type_the_fields_are_checked_all_the_same() {
    let body = json!({"name": ".", "cn_name": "", "let_encrypt_email": "", "cert_content": ""});
    let expected = [
        ("/cert_type", "required"),
        ("/name", "path_segment"),
        ("/cn_name", "domain_name"),
        ("/let_encrypt_email", "email"),
        ("/cert_content", "pem_no_certificate"),
    ];
    assert_breaks(body, &expected).await;
}
