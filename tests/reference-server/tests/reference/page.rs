//! The examples of the vendor's page and the document, sent unchanged.

use std::process::Command;

use openscaler_reference_server::certificates::Recipe;
use openscaler_tests::skip::skip;
use serde_json::{Value, json};

use crate::support::{Api, TOKEN};

const FIELDS: [&str; 10] =
    ["name", "cert_type", "common_name", "subject", "domains", "issuers", "not_before", "not_after", "serial", "size"];

/// The page's curl command, with a real bundle where it has dots.
#[tokio::test(flavor = "multi_thread")]
async fn the_pages_curl_command() {
    if Command::new("curl").arg("--version").output().is_err() {
        return skip("`curl`");
    }
    let api = Api::start().await;
    let bundle = Recipe::new(["example.com", "www.example.com"]).chain().make().expect("a bundle").to_pem();
    let body = json!({
        "name": "my-cert",
        "cert_type": "upload",
        "cn_name": "example.com",
        "let_encrypt_email": "admin@example.com",
        "cert_content": bundle,
    });
    let mut curl = Command::new("curl");
    curl.args(["--silent", "--noproxy", "*", "--write-out", "\n%{http_code}", "-X", "POST"])
        .arg(format!("{}/v1/lbs/42/certificates", api.server.base_url()))
        .args(["-H", &format!("Authorization: Bearer {TOKEN}"), "-H", "Content-Type: application/json"])
        .args(["-d", &body.to_string()]);
    let output = tokio::task::spawn_blocking(move || curl.output()).await.expect("no panic").expect("curl runs");
    let printed = String::from_utf8(output.stdout).expect("text");
    let (answer, status) = printed.rsplit_once('\n').expect("two lines");
    assert_eq!(status, "201", "{answer}");
    let answer: Value = serde_json::from_str(answer).expect("JSON");
    assert_has_all_fields(&answer);
    for (field, value) in [
        ("name", json!("my-cert")),
        ("cert_type", json!("upload")),
        ("common_name", json!("example.com")),
        ("subject", json!("CN=example.com")),
        ("domains", json!("example.com, www.example.com")),
        ("issuers", json!("Test Intermediate, Test Root")),
        ("size", json!(bundle.len())),
    ] {
        assert_eq!(answer[field], value, "{field}");
    }
}

#[tokio::test]
async fn each_kind_answers_with_all_ten_fields() {
    let api = Api::start().await;
    let pem = Recipe::new(["example.com"]).make().expect("a bundle").to_pem();
    for body in [
        json!({"name": "a", "cert_type": "self_signed", "cn_name": "example.com"}),
        json!({"name": "b", "cert_type": "let_encrypt", "cn_name": "b.example", "let_encrypt_email": "a@b.example"}),
        json!({"name": "c", "cert_type": "upload", "cert_content": pem}),
    ] {
        let reply = api.create(&body).await;
        assert_eq!(reply.status, 201, "{}", reply.text);
        assert_has_all_fields(&reply.body);
    }
}

/// The document's example of an upload has a real certificate, so the answer's example can be held against it.
#[tokio::test]
async fn the_documents_upload_example() {
    let document = include_str!("../../../../openapi/openscaler.yaml");
    let begin = document.find("-----BEGIN").expect("an example");
    let length =
        document[begin..].find("CERTIFICATE-----\n\n").or_else(|| document[begin..].find("-----END")).expect("its end");
    let pem: String = document[begin..begin + length].lines().map(|line| line.trim().to_owned() + "\n").collect();
    let pem = pem.trim_end().to_owned() + "\n-----END CERTIFICATE-----\n";
    let api = Api::start().await;
    let reply = api.upload(&pem).await;
    assert_eq!(reply.status, 201, "{}", reply.text);
    let example = document[document.find("size: ").expect("an example of an answer") - 800..].to_owned();
    for field in ["common_name", "subject", "domains", "not_before", "not_after", "serial", "size"] {
        let value = reply.body[field].to_string();
        let value = value.trim_matches('"');
        assert!(
            example.contains(&format!("{field}: {value}\n")) || example.contains(&format!("{field}: \"{value}\"\n")),
            "the document's example has another `{field}` than {value}"
        );
    }
}

/// All ten, in the page's order and spelling.
fn assert_has_all_fields(answer: &Value) {
    let object = answer.as_object().expect("an object");
    assert_eq!(object.len(), FIELDS.len());
    for field in FIELDS {
        assert!(object.get(field).is_some_and(|value| !value.is_null()), "{field}");
    }
    let has_date_time = |field: &str| answer[field].as_str().is_some_and(is_date_time);
    assert!(has_date_time("not_before") && has_date_time("not_after"), "{answer}");
    assert!(answer["serial"].as_str().is_some_and(is_serial), "{answer}");
}

/// `2024-01-01T00:00:00Z`
fn is_date_time(text: &str) -> bool {
    text.bytes().map(|byte| if byte.is_ascii_digit() { b'0' } else { byte }).eq(*b"0000-00-00T00:00:00Z")
}

/// `03:AB:CD:EF`
fn is_serial(text: &str) -> bool {
    text.split(':').all(|byte| byte.len() == 2 && byte.bytes().all(|digit| b"0123456789ABCDEF".contains(&digit)))
}
