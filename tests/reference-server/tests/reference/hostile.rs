//! Bodies made to hurt: a clear answer each time, of bounded size, and a server that goes on.

use std::fmt::Write;

use serde_json::json;

use crate::support::{Api, send};

const PATH: &str = "/v1/lbs/42/certificates";

#[tokio::test]
async fn deep_nesting() {
    let api = Api::start().await;
    for (open, close) in [("[", "]"), (r#"{"a":"#, "}")] {
        for depth in [10, 1_000, 100_000] {
            let text = format!(r#"{{"name":{}1{}}}"#, open.repeat(depth), close.repeat(depth));
            let reply = send(api.request(PATH).body(text)).await;
            assert!([400, 422].contains(&reply.status), "{depth}: {}", reply.text);
        }
    }
    let never_closed = send(api.request(PATH).body("[".repeat(1_000_000))).await;
    assert_eq!(never_closed.code(), "not_json");
}

#[tokio::test]
async fn very_many_keys() {
    let api = Api::start().await;
    let mut text = String::from(r#"{"name":"x","cert_type":"self_signed""#);
    for number in 0..50_000 {
        write!(text, r#","k{number}":0"#).expect("a string");
    }
    text.push('}');
    let reply = send(api.request(PATH).body(text)).await;
    assert_eq!(reply.violations().len(), 100);
    assert!(reply.body["error"]["message"].as_str().expect("a message").contains("50000 rules"));
}

#[tokio::test]
async fn a_name_that_fills_the_body() {
    let api = Api::start().await;
    let reply = api.create(&json!({"name": "x".repeat(1_000_000), "cert_type": "self_signed"})).await;
    assert_eq!(reply.status, 201);
    assert_eq!(reply.body["common_name"].as_str().map(str::len), Some(1_000_000));
}

#[tokio::test]
async fn nul_and_surrogates() {
    let api = Api::start().await;
    let nul = send(api.request(PATH).body(r#"{"name":"a\u0000b","cert_type":"self_signed"}"#)).await;
    assert_eq!(nul.violations(), [("/name", "path_segment")]);
    let lone = send(api.request(PATH).body(r#"{"name":"a\ud83d","cert_type":"self_signed"}"#)).await;
    assert_eq!(lone.code(), "not_json");
    let pair = send(api.request(PATH).body(r#"{"name":"a\ud83d\ude00","cert_type":"self_signed"}"#)).await;
    assert_eq!(pair.body["name"], "a😀");
}

#[tokio::test]
async fn what_is_stored_is_bounded() {
    let api = Api::with(|config| config.storage_limit = 3_000).await;
    let mut statuses = Vec::new();
    for number in 0..4 {
        let reply = api.create(&json!({"name": format!("c{number}"), "cert_type": "self_signed"})).await;
        statuses.push(reply.status);
    }
    assert_eq!(statuses, [201, 201, 403, 403]);
    let taken = api.create(&json!({"name": "c0", "cert_type": "self_signed"})).await;
    assert_eq!(taken.code(), "name_taken");
    assert_eq!(api.server.stored_certificates("42").len(), 2);
}
