//! Failing on request: what the caller sees of each fault, which request meets it, and what is carried out all the same.

use std::io::ErrorKind;
use std::time::{Duration, Instant};

use openscaler_reference_server::{Fault, ReferenceServer};
use openscaler_tests::connection::Connection;
use serde_json::json;
use tokio::time::timeout;

use crate::support::{Api, LB};

fn request(name: &str, token: &str) -> String {
    let body = json!({"name": name, "cert_type": "self_signed"}).to_string();
    format!(
        "POST /v1/lbs/42/certificates HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

/// Sends a request on a connection of its own and reads until that ends.
async fn exchange(server: &ReferenceServer, name: &str) -> std::io::Result<String> {
    let mut connection = Connection::open(server.address()).await;
    connection.send(request(name, &server.token())).await;
    connection.try_read_all().await
}

#[tokio::test]
async fn a_status_comes_with_its_headers_and_body() {
    let server = ReferenceServer::start();
    server.fail_next(Fault::status(429).header("Retry-After", "7").body("later"));
    let answer = exchange(&server, "a").await.expect("an answer");
    assert_eq!(
        answer,
        "HTTP/1.1 429 Too Many Requests\r\nConnection: close\r\nRetry-After: 7\r\nContent-Length: 5\r\n\r\nlater"
    );
    // Also one that no list has, and a length that is a lie.
    server.fail_next(Fault::status(999).header("content-length", "3"));
    let answer = exchange(&server, "a").await.expect("an answer");
    assert_eq!(answer, "HTTP/1.1 999 Unknown\r\nConnection: close\r\ncontent-length: 3\r\n\r\n");
    assert!(server.stored_certificates(LB).is_empty());
}

#[tokio::test]
async fn a_connection_is_closed_before_or_after_reading() {
    let server = ReferenceServer::start();
    server.fail_next(Fault::close_before_reading());
    let error = exchange(&server, "a").await.expect_err("a reset");
    assert_eq!(error.kind(), ErrorKind::ConnectionReset);
    server.fail_next(Fault::close_after_reading());
    assert_eq!(exchange(&server, "a").await.expect("an orderly end"), "");
    let bodies: Vec<_> = server.requests().iter().map(|request| request.body().len()).collect();
    assert_eq!(bodies[0], 0, "nothing of the first one's body was read");
    assert!(bodies[1] > 0 && server.stored_certificates(LB).is_empty());
}

#[tokio::test]
async fn bytes_that_are_not_http() {
    let server = ReferenceServer::start();
    server.fail_next(Fault::not_http());
    server.fail_next(Fault::bytes("HTTP/1.1 201"));
    assert_eq!(exchange(&server, "a").await.expect("an end"), "220 mail.example.com ESMTP\r\n");
    assert_eq!(exchange(&server, "a").await.expect("an end"), "HTTP/1.1 201");
}

#[tokio::test]
async fn half_an_answer_is_of_a_request_that_was_carried_out() {
    let server = ReferenceServer::start();
    server.fail_next(Fault::half_answer());
    let answer = exchange(&server, "a").await.expect("an end");
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
    assert!(head.starts_with("HTTP/1.1 201 Created\r\n"), "{head}");
    let length: usize = head.split_once("content-length: ").expect("a length").1.parse().expect("a number");
    assert_eq!(body.len(), length / 2);
    assert!(body.starts_with(r#"{"name":"a","#), "{body}");
    assert_eq!(server.stored_certificates(LB).len(), 1);
}

#[tokio::test]
async fn a_delay_is_one_and_nothing_else() {
    let api = Api::start().await;
    api.server.fail_next(Fault::delay(Duration::from_millis(300)));
    let start = Instant::now();
    let reply = api.create(&json!({"name": "a", "cert_type": "self_signed"})).await;
    assert_eq!(reply.status, 201);
    assert!(start.elapsed() >= Duration::from_millis(300));
    let start = Instant::now();
    api.server.fail_next(Fault::status(503).after(Duration::from_millis(300)));
    assert!(exchange(&api.server, "b").await.expect("an answer").starts_with("HTTP/1.1 503 "));
    assert!(start.elapsed() >= Duration::from_millis(300));
}

#[tokio::test]
async fn a_delayed_request_is_carried_out_at_once() {
    let server = ReferenceServer::start();
    server.fail_next(Fault::delay(Duration::from_secs(60)));
    let mut raw = Connection::open(server.address()).await;
    raw.send(&request("a", &server.token())).await;
    let stored = async {
        while server.stored_certificates(LB).is_empty() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    timeout(Duration::from_secs(10), stored).await.expect("the request is carried out before the delay");
    assert!(timeout(Duration::from_millis(100), raw.wait()).await.is_err(), "the answer comes later");
}

#[tokio::test]
async fn half_an_answer_after_a_delay_is_carried_out_only_then_even_if_the_caller_has_gone() {
    let server = ReferenceServer::start();
    server.fail_next(Fault::half_answer().after(Duration::from_millis(500)));
    let mut raw = Connection::open(server.address()).await;
    raw.send(&request("a", &server.token())).await;
    assert!(timeout(Duration::from_millis(100), raw.wait()).await.is_err(), "the answer comes later");
    drop(raw);
    assert!(server.stored_certificates(LB).is_empty());
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(server.stored_certificates(LB).len(), 1);
}

#[tokio::test]
async fn no_answer_lasts_until_the_server_stops() {
    let server = ReferenceServer::start();
    server.fail_next(Fault::no_answer());
    let mut raw = Connection::open(server.address()).await;
    raw.send(&request("a", &server.token())).await;
    assert!(timeout(Duration::from_millis(300), raw.wait()).await.is_err(), "nothing comes");
    assert_eq!(server.request_count(), 1);
    let start = Instant::now();
    server.stop();
    assert!(start.elapsed() < Duration::from_secs(4), "it does not wait for what never comes: {:?}", start.elapsed());
}

/// Each planned fault meets one request, also on a connection that is kept; then come those that are for all.
#[tokio::test]
async fn faults_come_in_order_and_end() {
    let server = ReferenceServer::start();
    server.fail_always(Fault::status(500));
    server.fail_next(Fault::delay(Duration::ZERO));
    server.fail_next(Fault::status(503));
    let mut raw = Connection::open(server.address()).await;
    raw.send(&request("a", &server.token())).await;
    assert!(raw.read_until("}").await.starts_with("HTTP/1.1 201 "));
    raw.send(&request("b", &server.token())).await;
    assert!(raw.read_all().await.starts_with("HTTP/1.1 503 "));
    for _ in 0..2 {
        assert!(exchange(&server, "b").await.expect("an answer").starts_with("HTTP/1.1 500 "));
    }
    server.fail_next(Fault::close_after_reading());
    server.stop_failing();
    let mut raw = Connection::open(server.address()).await;
    raw.send(&request("b", &server.token())).await;
    assert!(raw.read_until("}").await.starts_with("HTTP/1.1 201 "));
    assert_eq!(server.request_count(), 5);
}
