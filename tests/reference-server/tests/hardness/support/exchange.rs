//! One request over a connection of its own, byte by byte as the test wants it, and its answer.

use std::net::SocketAddr;

use openscaler_tests::connection::Connection;
use openscaler_tests::process::TOKEN;
use serde_json::Value;

pub(crate) struct Exchange(Connection);

/// What came back: always JSON, whatever was sent.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) text: String,
    pub(crate) body: Value,
}

impl Exchange {
    pub(crate) async fn open(address: SocketAddr) -> Self {
        Self(Connection::open(address).await)
    }

    pub(crate) async fn send(&mut self, bytes: &[u8]) {
        self.0.send(bytes).await;
    }

    pub(crate) async fn try_send(&mut self, bytes: &[u8]) {
        self.0.try_send(bytes).await;
    }

    pub(crate) async fn answer(self) -> Answer {
        let text = self.0.read_all().await;
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer: {text:?}"));
        let status = head.strip_prefix("HTTP/1.1 ").and_then(|rest| rest.get(..3)?.parse().ok()).expect("a status");
        Answer { status, text: body.to_owned(), body: serde_json::from_str(body).expect("JSON") }
    }
}

impl Answer {
    /// The code of a refusal.
    pub(crate) fn code(&self) -> &str {
        self.body["error"]["code"].as_str().unwrap_or_default()
    }

    /// Pointer and rule of each violation, in the answer's order.
    pub(crate) fn violations(&self) -> Vec<(&str, &str)> {
        let violations = self.body["error"]["violations"].as_array().into_iter().flatten();
        violations.map(|one| (one["pointer"].as_str().unwrap_or("?"), one["rule"].as_str().unwrap_or("?"))).collect()
    }
}

/// The head of a request that creates a certificate on the load balancer `42`; the answer is the connection's last.
pub(crate) fn head(framing: &str) -> String {
    format!(
        "POST /v1/lbs/42/certificates HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {TOKEN}\r\n\
         Content-Type: application/json\r\nConnection: close\r\n{framing}\r\n\r\n"
    )
}

/// A whole request whose body has a known length.
pub(crate) fn with_length(body: &[u8]) -> Vec<u8> {
    let mut request = head(&format!("Content-Length: {}", body.len())).into_bytes();
    request.extend_from_slice(body);
    request
}

/// A piece of a body of unknown length; an empty one ends it.
pub(crate) fn chunk(bytes: &[u8]) -> Vec<u8> {
    [format!("{:x}\r\n", bytes.len()).as_bytes(), bytes, b"\r\n"].concat()
}
