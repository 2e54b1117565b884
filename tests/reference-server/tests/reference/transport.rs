//! Token, path, method, media type, size and time: what is checked before the body is read.

use std::time::Duration;

use openscaler_tests::connection::Connection;
use reqwest::Method;
use reqwest::header::{AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE};
use serde_json::json;

use crate::support::{Api, LB, TOKEN, send};

const PATH: &str = "/v1/lbs/42/certificates";

fn request() -> String {
    json!({"name": "cert", "cert_type": "self_signed"}).to_string()
}

#[tokio::test]
async fn a_missing_token_is_401() {
    let api = Api::start().await;
    let reply = send(api.bare(Method::POST, PATH)).await;
    assert_eq!(reply.status, 401);
    assert_eq!(reply.header("www-authenticate"), Some(r#"Bearer realm="openscaler""#));
}

#[tokio::test]
async fn a_wrong_token_is_401() {
    let api = Api::start().await;
    let longer = format!("{TOKEN}x");
    for token in ["x", &TOKEN[1..], &longer, "CORRECT-horse-battery-staple"] {
        let reply = send(api.bare(Method::POST, PATH).bearer_auth(token)).await;
        assert_eq!(reply.status, 401, "{token}");
        let challenge = reply.header("www-authenticate").expect("a challenge");
        assert!(challenge.starts_with("Bearer ") && challenge.contains("invalid_token"));
        assert!(!reply.text.contains(token) || token.len() == 1);
    }
}

#[tokio::test]
async fn another_scheme_or_a_second_header_is_401() {
    let api = Api::start().await;
    for value in [format!("Basic {TOKEN}"), format!("Bearer{TOKEN}"), TOKEN.to_owned(), "Bearer".to_owned()] {
        let reply = send(api.bare(Method::POST, PATH).header(AUTHORIZATION, &value)).await;
        assert_eq!(reply.status, 401, "{value}");
    }
    let twice = api.request(PATH).bearer_auth("other").body(request());
    assert_eq!(send(twice).await.status, 401);
}

#[tokio::test]
async fn the_scheme_is_read_in_any_case() {
    let api = Api::start().await;
    let request = api
        .bare(Method::POST, PATH)
        .header(AUTHORIZATION, format!("bearer {TOKEN}"))
        .header(CONTENT_TYPE, "application/json")
        .body(request());
    assert_eq!(send(request).await.status, 201);
}

#[tokio::test]
async fn without_a_token_nobody_learns_which_paths_exist() {
    let api = Api::start().await;
    for (method, path) in [(Method::GET, PATH), (Method::POST, "/nowhere"), (Method::POST, "/v1/lbs/%ff/certificates")]
    {
        let reply = send(api.bare(method, path)).await;
        assert_eq!(reply.status, 401, "{path}");
        assert_eq!(reply.header("allow"), None, "{path}");
    }
}

#[tokio::test]
async fn an_unknown_path_is_404() {
    let api = Api::start().await;
    for path in ["/", "/v1/lbs", "/v1/lbs/42", "/v1/lbs/42/certificates/", "/V1/lbs/42/certificates"] {
        let reply = send(api.request(path).body(request())).await;
        assert_eq!((reply.status, reply.code()), (404, "not_found"), "{path}");
    }
}

#[tokio::test]
async fn another_method_is_405_and_says_which_is_allowed() {
    let api = Api::start().await;
    for method in [Method::GET, Method::PUT, Method::PATCH, Method::DELETE, Method::OPTIONS] {
        let reply = send(api.bare(method.clone(), PATH).bearer_auth(TOKEN)).await;
        assert_eq!((reply.status, reply.code()), (405, "method_not_allowed"), "{method}");
        assert_eq!(reply.header("allow"), Some("POST"), "{method}");
    }
}

#[tokio::test]
async fn only_the_load_balancers_given_exist() {
    let api = Api::with(|config| config.load_balancers = vec![LB.into(), "a/b".into()]).await;
    for (path, status) in [
        ("/v1/lbs/42/certificates", 201),
        ("/v1/lbs/a%2Fb/certificates", 201),
        ("/v1/lbs/43/certificates", 404),
        ("/v1/lbs/a%2fB/certificates", 404),
    ] {
        let reply = send(api.request(path).body(request())).await;
        assert_eq!(reply.status, status, "{path}");
    }
    assert_eq!(api.server.stored_certificates("a/b").len(), 1);
}

#[tokio::test]
async fn ids_are_percent_decoded() {
    let api = Api::start().await;
    for (segment, id) in
        [("a%20b", "a b"), ("%E4%BD%A0", "你"), ("a%5Cb", "a\\b"), ("100%25", "100%"), ("%3F%23", "?#")]
    {
        let reply = send(api.request(&format!("/v1/lbs/{segment}/certificates")).body(request())).await;
        assert_eq!(reply.status, 201, "{segment}");
        assert_eq!(api.server.stored_certificates(id).len(), 1, "{segment}");
    }
}

/// URL libraries collapse `..` before they send it, so these go over a raw connection.
#[tokio::test]
async fn an_id_that_cannot_be_one_is_404_or_400() {
    let api = Api::start().await;
    for (segment, status) in [
        ("", "404"),
        ("..", "404"),
        (".", "404"),
        ("%2e%2E", "404"),
        ("%20", "404"),
        ("%00", "404"),
        ("a%0Ab", "404"),
        ("%ff", "400"),
        ("%zz", "400"),
        ("%", "400"),
    ] {
        let mut raw = Connection::open(api.server.address()).await;
        raw.send(&head(&format!("/v1/lbs/{segment}/certificates"), "Content-Length: 0")).await;
        raw.finish().await;
        let reply = raw.read_all().await;
        assert!(reply.starts_with(&format!("HTTP/1.1 {status} ")), "{segment}: {reply}");
        assert!(reply.contains(r#"{"error":{"code":"#), "{segment}: {reply}");
    }
}

#[tokio::test]
async fn a_body_that_is_not_json_by_its_type_is_415() {
    let api = Api::start().await;
    for media_type in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/jsonx",
        "application/problem+json",
        "application/json; charset=iso-8859-1",
        "application/json; charset=utf-16",
        "application/json; version=1",
        "application/json;",
    ] {
        let request = api.bare(Method::POST, PATH).bearer_auth(TOKEN).header(CONTENT_TYPE, media_type).body(request());
        let reply = send(request).await;
        assert_eq!((reply.status, reply.code()), (415, "unsupported_media_type"), "{media_type}");
    }
    let without = api.bare(Method::POST, PATH).bearer_auth(TOKEN).body(request());
    assert_eq!(send(without).await.status, 415);
    let compressed = api.request(PATH).header(CONTENT_ENCODING, "gzip").body(request());
    assert_eq!(send(compressed).await.status, 415);
}

#[tokio::test]
async fn utf_8_may_be_named() {
    for media_type in ["application/json; charset=utf-8", "Application/JSON;charset=\"UTF-8\""] {
        let api = Api::start().await;
        let request = api.bare(Method::POST, PATH).bearer_auth(TOKEN).header(CONTENT_TYPE, media_type).body(request());
        assert_eq!(send(request).await.status, 201, "{media_type}");
    }
}

#[tokio::test]
async fn a_body_of_ten_megabytes_is_413() {
    let api = Api::start().await;
    let reply = send(api.request(PATH).body(vec![b' '; 10 << 20])).await;
    assert_eq!((reply.status, reply.code()), (413, "body_too_large"));
}

/// Many clients read only when they have sent everything, so the connection has to outlive the answer.
#[tokio::test]
async fn an_answer_given_early_can_be_read_late() {
    let api = Api::start().await;
    let mut raw = Connection::open(api.server.address()).await;
    raw.send(&head(PATH, &format!("Content-Length: {}", 10 << 20))).await;
    raw.send(&" ".repeat(64 << 10)).await;
    raw.wait().await;
    for _ in 0..64 {
        raw.send(&" ".repeat(64 << 10)).await;
    }
    raw.finish().await;
    let reply = raw.read_all().await;
    assert!(reply.starts_with("HTTP/1.1 413 "), "{reply}");
    assert!(reply.ends_with("}}"), "{reply}");
}

#[tokio::test]
async fn a_caller_that_stops_sending_is_answered() {
    let api = Api::start().await;
    let mut raw = Connection::open(api.server.address()).await;
    let body = request();
    raw.send(&(head(PATH, &format!("Content-Length: {}", body.len())) + &body)).await;
    raw.finish().await;
    let reply = raw.read_all().await;
    assert!(reply.starts_with("HTTP/1.1 201 "), "{reply}");
}

#[tokio::test]
async fn a_body_of_unknown_length_is_413_once_it_is_too_long() {
    let api = Api::with(|config| config.body_limit = 16).await;
    let mut raw = Connection::open(api.server.address()).await;
    raw.send(&head(PATH, "Transfer-Encoding: chunked")).await;
    raw.send("11\r\n                 \r\n").await;
    let reply = raw.read_until("\r\n\r\n").await;
    assert!(reply.starts_with("HTTP/1.1 413 "), "{reply}");
}

#[tokio::test]
async fn a_body_of_the_limit_is_read() {
    let body = request();
    let api = Api::with(|config| config.body_limit = body.len()).await;
    assert_eq!(send(api.request(PATH).body(body.clone())).await.status, 201);
    assert_eq!(send(api.request(PATH).body(body + " ")).await.status, 413);
}

#[tokio::test]
async fn a_body_that_stalls_is_408() {
    let api = Api::with(|config| config.read_timeout = Duration::from_secs(1)).await;
    let mut raw = Connection::open(api.server.address()).await;
    raw.send(&head(PATH, "Content-Length: 100")).await;
    raw.send("{").await;
    let reply = raw.read_all().await;
    assert!(reply.starts_with("HTTP/1.1 408 "), "{reply}");
    assert!(reply.contains(r#""code":"body_timeout""#), "{reply}");
    assert!(reply.to_lowercase().contains("connection: close"), "{reply}");
}

#[tokio::test]
async fn a_body_that_ends_early_or_is_misframed_is_400() {
    let api = Api::start().await;
    for (framing, body) in [("Content-Length: 100", "{"), ("Transfer-Encoding: chunked", "zz\r\n")] {
        let mut raw = Connection::open(api.server.address()).await;
        raw.send(&head(PATH, framing)).await;
        raw.send(body).await;
        raw.finish().await;
        let reply = raw.read_all().await;
        assert!(reply.starts_with("HTTP/1.1 400 "), "{framing}: {reply}");
        assert!(reply.contains(r#""code":"incomplete_body""#), "{framing}: {reply}");
    }
}

/// Each request breaks all that comes after the check it is named for.
#[tokio::test]
async fn checks_come_in_their_order() {
    let api = Api::with(|config| {
        config.load_balancers = vec![LB.into()];
        config.body_limit = 64;
    })
    .await;
    let huge = "x".repeat(65);
    let bare = |path| api.bare(Method::POST, path);
    let invalid = r#"{"name":"cert"}"#;
    for (request, status) in [
        (bare("/nowhere").body(huge.clone()), 401),
        (bare("/nowhere").bearer_auth(TOKEN).body(huge.clone()), 404),
        (api.bare(Method::PUT, PATH).bearer_auth(TOKEN).body(huge.clone()), 405),
        (bare("/v1/lbs/43/certificates").bearer_auth(TOKEN).body(huge.clone()), 404),
        (bare(PATH).bearer_auth(TOKEN).body(huge.clone()), 415),
        (api.request(PATH).body(huge.clone()), 413),
        (api.request(PATH).body("{"), 400),
        (api.request(PATH).body(request()), 201),
        (api.request(PATH).body(invalid), 422),
        (api.request(PATH).body(request()), 409),
    ] {
        assert_eq!(send(request).await.status, status);
    }
    assert_eq!(api.server.request_count(), 10);
}

fn head(path: &str, framing: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {TOKEN}\r\n\
         Content-Type: application/json\r\n{framing}\r\n\r\n"
    )
}
