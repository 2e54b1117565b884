//! What the server tells of the requests that it has received.

use std::io::{Read, Write};
use std::net::TcpStream;

use openscaler_reference_server::{Config, ReferenceServer};
use serde_json::json;

use crate::support::{Api, TOKEN, send};

#[tokio::test]
async fn a_request_is_told_without_its_token() {
    let api = Api::start().await;
    let body = json!({"name": "cert", "cert_type": "self_signed"}).to_string();
    let request = api.request("/v1/lbs/4%2F2/certificates?x=1").header("X-Trace", "7").header("cookie", "secret");
    assert_eq!(send(request.body(body.clone())).await.status, 201);
    let [request] = api.server.requests().try_into().expect("one request");
    assert_eq!((request.method(), request.path()), ("POST", "/v1/lbs/4%2F2/certificates?x=1"));
    assert_eq!(request.header("x-trace"), Some("7"));
    assert_eq!((request.header("Authorization"), request.header("cookie")), (Some("REDACTED"), Some("REDACTED")));
    assert!(request.has_token(TOKEN) && !request.has_token(&TOKEN[1..]) && !request.has_token(""));
    assert_eq!(request.body(), body.as_bytes());
    let printed = format!("{request:?}");
    assert!(printed.contains("x-trace") && printed.contains(&format!("{} bytes", body.len())), "{printed}");
    assert!(!printed.contains(TOKEN) && !printed.contains("self_signed") && !printed.contains("secret"), "{printed}");
}

#[tokio::test]
async fn refused_requests_are_told_too() {
    let api = Api::start().await;
    let refused = api.bare(reqwest::Method::GET, "/nowhere").header("authorization", "Basic x");
    assert_eq!(send(refused).await.status, 401);
    assert_eq!(send(api.request("/v1/lbs/42/certificates").body("{")).await.status, 400);
    let requests = api.server.requests();
    assert_eq!(
        requests.iter().map(|request| request.path()).collect::<Vec<_>>(),
        ["/nowhere", "/v1/lbs/42/certificates"]
    );
    assert!(!requests[0].has_token("x"));
    assert_eq!(requests[1].body(), b"{");
}

#[tokio::test]
async fn the_oldest_are_forgotten() {
    let api = Api::with(|config| config.log_limit = 64 << 10).await;
    let body = " ".repeat(10 << 10);
    for number in 0..20 {
        send(api.request(&format!("/v1/lbs/{number}/certificates")).body(body.clone())).await;
    }
    let requests = api.server.requests();
    assert!((4..=6).contains(&requests.len()), "{}", requests.len());
    assert_eq!(requests.last().expect("a request").path(), "/v1/lbs/19/certificates");
    assert_eq!(api.server.request_count(), 20);
    let none = Api::with(|config| config.log_limit = 0).await;
    assert_eq!(send(none.request("/v1/lbs/42/certificates").body(body)).await.status, 400);
    assert!(none.server.requests().is_empty());
}

#[tokio::test]
async fn a_token_is_rotated() {
    let api = Api::start().await;
    api.server.set_token("another");
    assert_eq!(api.server.token(), "another");
    let request = |token: &str| {
        let request = api.bare(reqwest::Method::POST, "/v1/lbs/42/certificates").bearer_auth(token);
        request.header("content-type", "application/json").body(r#"{"name": "a", "cert_type": "self_signed"}"#)
    };
    assert_eq!(send(request(TOKEN)).await.status, 401);
    assert_eq!(send(request("another")).await.status, 201);
}

/// No async runtime is needed to use it, and each server has a token of its own.
#[test]
fn a_test_that_is_not_async_can_use_it() {
    let (server, other) = (ReferenceServer::start(), ReferenceServer::start());
    assert_ne!(server.token(), other.token());
    let body = r#"{"name": "a", "cert_type": "self_signed"}"#;
    let mut stream = TcpStream::connect(server.address()).expect("a connection");
    let head = format!(
        "POST /v1/lbs/42/certificates HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer {}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        server.token(),
        body.len()
    );
    stream.write_all(head.as_bytes()).expect("a peer that reads");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 201 "), "{answer}");
    assert_eq!(server.stored_certificates("42")[0].name, "a");
    assert!(other.stored_certificates("42").is_empty());
    server.stop();
}

/// Nor does the server wait for the runtime of an async test, or keep it waiting.
#[tokio::test(flavor = "current_thread")]
async fn it_answers_while_the_tests_runtime_is_busy() {
    let server = ReferenceServer::start_with(Config::new(TOKEN)).expect("a server");
    let mut stream = TcpStream::connect(server.address()).expect("a connection");
    stream.write_all(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").expect("a peer that reads");
    let mut answer = String::new();
    // Blocks the only thread of this runtime.
    stream.read_to_string(&mut answer).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 401 "), "{answer}");
    server.stop();
}
