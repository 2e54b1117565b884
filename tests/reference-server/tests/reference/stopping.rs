//! An orderly end: requests under way are answered, nothing new is accepted.

use std::net::SocketAddr;
use std::time::Duration;

use openscaler_reference_server::{Config, ReferenceServer};
use openscaler_tests::connection::Connection;
use serde_json::json;
use tokio::net::TcpStream;

use crate::support::{Api, TOKEN};

/// Returns once no connection is accepted any more.
async fn until_it_refuses(address: SocketAddr) {
    while TcpStream::connect(address).await.is_ok() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// `Expect: 100-continue` shows that the server waits for the body; no clock is needed to know it.
#[tokio::test]
async fn a_request_under_way_is_answered() {
    let api = Api::start().await;
    let address = api.server.address();
    let body = json!({"name": "cert", "cert_type": "self_signed"}).to_string();
    let mut raw = Connection::open(address).await;
    raw.send(&format!(
        "POST /v1/lbs/42/certificates HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {TOKEN}\r\nExpect: 100-continue\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        body.len()
    ))
    .await;
    raw.read_until("100 Continue\r\n\r\n").await;
    let stopped = tokio::task::spawn_blocking(|| api.server.stop());
    until_it_refuses(address).await;
    raw.send(&body).await;
    let reply = raw.read_all().await;
    assert!(reply.starts_with("HTTP/1.1 201 "), "{reply}");
    stopped.await.expect("no panic");
}

#[tokio::test]
async fn idle_connections_do_not_hold_it_up() {
    let api = Api::start().await;
    let raw = Connection::open(api.server.address()).await;
    let reply = api.create(&json!({"name": "cert", "cert_type": "self_signed"})).await;
    assert_eq!(reply.status, 201);
    api.server.stop();
    assert_eq!(raw.read_all().await, "");
}

#[tokio::test]
async fn a_dropped_server_stops_too() {
    let api = Api::start().await;
    let address = api.server.address();
    drop(api);
    assert!(TcpStream::connect(address).await.is_err());
}

#[tokio::test]
async fn what_cannot_start_says_why() {
    let start = |config| ReferenceServer::start_with(config).err().map(|error| error.to_string());
    for token in ["", " ", "two words", "line\nbreak", "ümlaut"] {
        let message = start(Config::new(token)).expect("no server");
        assert!(message.starts_with("the token is empty or"), "{message}");
        assert!(token.trim().is_empty() || !message.contains(token));
    }
    let mut unreachable = Config::new(TOKEN);
    unreachable.load_balancers = vec!["42".into(), "..".into()];
    let message = start(unreachable).expect("no server");
    assert!(message.starts_with("`..` is not a valid load balancer id: it is `.` or `..`"), "{message}");
    let api = Api::start().await;
    let mut taken = Config::new(TOKEN);
    taken.listen = api.server.address();
    let message = start(taken).expect("no server");
    assert!(message.contains(&format!("cannot listen on `{}`", api.server.address())), "{message}");
}
