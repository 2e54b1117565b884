//! A certificate is found under its name, as its creation answered it.

use openscaler_reference_server::Fault;
use reqwest::Method;
use serde_json::json;

use crate::support::{Api, TOKEN, send};

#[tokio::test]
async fn what_was_created_is_found() {
    let api = Api::start().await;
    for (name, segment) in [("my-cert", "my-cert"), ("a/b ü", "a%2Fb%20%C3%BC"), ("100%", "100%25")] {
        let created = api.create(&json!({"name": name, "cert_type": "self_signed"})).await;
        let path = format!("/v1/lbs/42/certificates/{segment}");
        let found = send(api.bare(Method::GET, &path).bearer_auth(TOKEN)).await;
        assert_eq!((found.status, &found.body), (200, &created.body), "{name}");
        assert_eq!(found.text, created.text, "the fields have the same order");
    }
}

#[tokio::test]
async fn what_was_not_created_is_not_found() {
    let api = Api::with(|config| config.load_balancers = vec!["42".to_owned(), "43".to_owned()]).await;
    api.create(&json!({"name": "my-cert", "cert_type": "self_signed"})).await;
    for (path, status, code) in [
        ("/v1/lbs/42/certificates/My-Cert", 404, "certificate_not_found"),
        ("/v1/lbs/43/certificates/my-cert", 404, "certificate_not_found"),
        ("/v1/lbs/44/certificates/my-cert", 404, "load_balancer_not_found"),
        ("/v1/lbs/42/certificates/%ff", 400, "malformed_path"),
        ("/v1/lbs/42/certificates/my-cert/", 404, "not_found"),
    ] {
        let reply = send(api.bare(Method::GET, path).bearer_auth(TOKEN)).await;
        assert_eq!((reply.status, reply.code()), (status, code), "{path}");
    }
}

#[tokio::test]
async fn a_certificate_can_only_be_read() {
    let api = Api::start().await;
    let path = "/v1/lbs/42/certificates/my-cert";
    for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
        let reply = send(api.bare(method.clone(), path).bearer_auth(TOKEN)).await;
        assert_eq!((reply.status, reply.code()), (405, "method_not_allowed"), "{method}");
        assert_eq!(reply.header("allow"), Some("GET, HEAD"), "{method}");
    }
    let reply = send(api.bare(Method::GET, path)).await;
    assert_eq!((reply.status, reply.header("allow")), (401, None));
}

#[tokio::test]
async fn a_creation_whose_answer_is_lost_is_found() {
    let api = Api::start().await;
    api.server.fail_next(Fault::half_answer());
    let body = json!({"name": "my-cert", "cert_type": "self_signed"}).to_string();
    let lost = api.request("/v1/lbs/42/certificates").body(body).send().await.expect("the head of the answer");
    lost.text().await.expect_err("half of the body");
    let found = send(api.bare(Method::GET, "/v1/lbs/42/certificates/my-cert").bearer_auth(TOKEN)).await;
    assert_eq!((found.status, &found.body["name"]), (200, &json!("my-cert")));
}
