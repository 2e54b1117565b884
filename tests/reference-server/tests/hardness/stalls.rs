//! Uploads that stop in the middle, or arrive in drips: they time out, and do not block other requests.

use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::sleep;

use crate::support::{Exchange, Server, chunk, head, self_signed};

/// Where an upload in chunks stops: before its first one, in a chunk's length, in its content, before the last one.
const STOPS: [&str; 5] = ["", "4", "40\r\n{\"name\"", "1\r\n{\r\n", "1\r\n{\r\n0\r\n"];

#[tokio::test(flavor = "multi_thread")]
async fn uploads_that_stall_are_408_and_the_others_are_served() {
    let server = Server::start(&["--read-timeout", "2"]);
    let mut callers = JoinSet::new();
    for number in 0..256 {
        let mut exchange = Exchange::open(server.address).await;
        exchange.send(head("Transfer-Encoding: chunked").as_bytes()).await;
        exchange.send(STOPS[number % STOPS.len()].as_bytes()).await;
        callers.spawn(exchange.answer());
    }
    for number in 0..32 {
        let answer = server.create(self_signed(&format!("cert-{number}")).as_bytes()).await;
        assert_eq!(answer.status, 201, "{}", answer.text);
    }
    for answer in callers.join_all().await {
        assert_eq!((answer.status, answer.code()), (408, "body_timeout"), "{}", answer.text);
    }
    server.assert_took_at_most(64 << 20);
}

/// The time is that of the whole body: a byte now and then does not prolong it.
#[tokio::test]
async fn an_upload_by_drips_is_408() {
    let server = Server::start(&["--read-timeout", "1"]);
    let mut exchange = Exchange::open(server.address).await;
    exchange.send(head("Transfer-Encoding: chunked").as_bytes()).await;
    for _ in 0..30 {
        exchange.try_send(&chunk(b" ")).await;
        sleep(Duration::from_millis(50)).await;
    }
    let answer = exchange.answer().await;
    assert_eq!((answer.status, answer.code()), (408, "body_timeout"), "{}", answer.text);
}
