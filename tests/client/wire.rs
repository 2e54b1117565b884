//! What a call puts on the wire.

use openscaler_api::types::{CertificateName, CreateCertificateRequest, DomainName, LoadBalancerId};
use openscaler_api::{Error, Outcome};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::{TOKEN, client};

const ANSWER: &str = r#"{ "name": "n", "cert_type": "self_signed" }"#;

/// Sends one request for `load_balancer` and returns the text of it.
async fn sent(base_path: &str, load_balancer: &str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a socket");
    let client = client(&format!("http://{}{base_path}", listener.local_addr().expect("an address")));
    let server = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.expect("a connection");
        let mut request = Vec::new();
        // The body is a JSON object without others in it.
        while !request.ends_with(b"}") {
            let read = socket.read_buf(&mut request).await.expect("a request");
            assert_ne!(read, 0, "the request broke off");
        }
        let answer = format!("HTTP/1.1 201 Created\r\ncontent-length: {}\r\n\r\n{ANSWER}", ANSWER.len());
        socket.write_all(answer.as_bytes()).await.expect("an answer");
        String::from_utf8(request).expect("text")
    });
    let load_balancer = LoadBalancerId::try_from(load_balancer).expect("an id");
    client.lb_create_certificate(&load_balancer, &request()).await.expect("an answer");
    server.await.expect("a request")
}

fn request() -> CreateCertificateRequest {
    CreateCertificateRequest::self_signed()
        .name(CertificateName::from_static("n"))
        .cn_name(DomainName::from_static("example.com"))
        .build()
}

#[tokio::test]
async fn method_headers_and_body_are_as_documented() {
    let request = sent("", "42").await;
    let (head, body) = request.split_once("\r\n\r\n").expect("a head");
    let mut lines = head.lines();
    assert_eq!(lines.next(), Some("POST /v1/lbs/42/certificates HTTP/1.1"));
    let mut headers: Vec<_> = lines.filter(|line| !line.starts_with("host: ")).collect();
    headers.sort_unstable();
    let authorization = format!("authorization: Bearer {TOKEN}");
    let length = format!("content-length: {}", body.len());
    let expected = [
        "accept: application/json",
        authorization.as_str(),
        length.as_str(),
        "content-type: application/json",
        concat!("user-agent: openscaler-api/", env!("CARGO_PKG_VERSION")),
    ];
    assert_eq!(headers, expected);
    assert_eq!(body, r#"{"cert_type":"self_signed","cn_name":"example.com","name":"n"}"#);
}

#[tokio::test]
async fn an_id_stays_one_segment_of_the_path() {
    for (id, segment) in [
        ("a b", "a%20b"),
        ("100%", "100%25"),
        ("../x", "..%2Fx"),
        (r"..\..\x", "..%5C..%5Cx"),
        ("a?b#c", "a%3Fb%23c"),
        ("é", "%C3%A9"),
        ("%2e%2e", "%252e%252e"),
        ("...", "..."),
        ("a;b,c:d@e", "a%3Bb%2Cc%3Ad%40e"),
    ] {
        let request = sent("", id).await;
        let expected = format!("POST /v1/lbs/{segment}/certificates HTTP/1.1\r\n");
        assert!(request.starts_with(&expected), "{id}: {request}");
    }
}

#[tokio::test]
async fn the_path_of_the_base_url_is_kept() {
    for base_path in ["/api", "/api/"] {
        let request = sent(base_path, "42").await;
        assert!(request.starts_with("POST /api/v1/lbs/42/certificates HTTP/1.1\r\n"), "{request}");
    }
}

#[tokio::test]
async fn where_nothing_listens_nothing_is_sent() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a socket");
    let client = client(&format!("http://{}", listener.local_addr().expect("an address")));
    drop(listener);
    let error: Error =
        client.lb_create_certificate(&LoadBalancerId::from_static("42"), &request()).await.expect_err("no server");
    assert_eq!((error.outcome(), error.status()), (Outcome::NotSent, None));
}
