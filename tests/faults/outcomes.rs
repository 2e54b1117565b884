//! Faults of the connection: what the client says of a request that got no answer.

use std::time::Duration;

use openscaler_api::{Outcome, RetryPolicy, certificate_name, load_balancer_id};

use crate::support::{
    Fault, FaultServer, answer, assert_presentable, call, client, once, refusing_url, request, upload,
};

/// The time of `once`, and enough for a busy machine.
const SOON: Duration = Duration::from_secs(10);

#[tokio::test]
async fn nobody_listens() {
    let ended = call(&once(&refusing_url().await), &upload()).await;
    let error = ended.assert(Outcome::NotSent, None);
    assert!(error.to_string().contains("cannot connect: Connection refused"), "{error}");
    assert!(error.to_string().ends_with("; the request never reached the server"), "{error}");
    assert_eq!(error.io_kind(), Some(std::io::ErrorKind::ConnectionRefused));
    assert!(error.is_connect() && !error.is_timeout() && error.attempts() == 1);
    assert!(error.message().is_none() && error.headers().is_none() && error.body().is_none());
}

#[tokio::test]
async fn no_such_host() {
    let ended = call(&once("https://no-such-host.invalid"), &upload()).await;
    ended.assert(Outcome::NotSent, None);
}

/// Whether the request was written is a race that the client may lose, but it may not be wrong.
#[tokio::test]
async fn closed_before_anything_was_read() {
    for fault in [Fault::CloseAtOnce, Fault::ResetAtOnce, Fault::CloseAfterHead] {
        let server = FaultServer::play([fault.clone()]).await;
        let ended = call(&once(&server.url()), &upload()).await;
        let error = ended.error();
        assert!(matches!(error.outcome(), Outcome::NotSent | Outcome::Unknown), "{fault:?}: {error:?}");
        assert_eq!(error.status(), None);
        assert_presentable(error);
        assert_eq!(server.connections(), 1, "{fault:?}");
    }
}

#[tokio::test]
async fn lost_after_everything_was_read() {
    for fault in [Fault::CloseAfterReading, Fault::ResetAfterReading] {
        let server = FaultServer::play([fault.clone()]).await;
        // Any number of retries, and none is made.
        let ended = call(&client!(server.url(), .retry(RetryPolicy::default().max_attempts(9))), &upload()).await;
        ended.assert(Outcome::Unknown, None);
        assert_eq!((server.requests().len(), server.connections()), (1, 1), "{fault:?}");
    }
}

#[tokio::test]
async fn no_answer_in_time() {
    let server = FaultServer::play([Fault::StallAfterReading]).await;
    let ended = call(&once(&server.url()), &upload()).await;
    let error = ended.assert(Outcome::Unknown, None);
    let address = server.address();
    let expected = format!(
        "lb_create_certificate failed at {address} (1 attempt, 2.0 s): timed out waiting for the response; it may have taken effect"
    );
    assert_eq!(error.to_string(), expected);
    assert!(error.is_timeout() && !error.is_connect());
    assert!(ended.time < SOON, "{:?}", ended.time);
    assert_eq!(server.connections(), 1);
}

/// The whole request fits into the system's buffers, so it is written even if the peer never reads it.
#[tokio::test]
async fn written_and_never_read() {
    let server = FaultServer::play([Fault::StallAtOnce]).await;
    let ended = call(&once(&server.url()), &upload()).await;
    ended.assert(Outcome::Unknown, None);
    assert!(ended.time < SOON, "{:?}", ended.time);
}

/// The TLS handshake that never comes is the part of connecting that can stall on loopback.
#[tokio::test]
async fn no_connection_in_time() {
    let server = FaultServer::play([Fault::StallAtOnce]).await;
    let url = server.url().replace("http:", "https:");
    let never = RetryPolicy::never();
    let whole = client!(url.as_str(), .retry(never.clone()).timeout(Duration::from_millis(300)));
    let connecting = client!(url.as_str(), .retry(never).connect_timeout(Duration::from_millis(300)));
    for (client, said) in
        [(whole, "timed out before the request was sent"), (connecting, "cannot connect: operation timed out")]
    {
        let ended = call(&client, &upload()).await;
        let error = ended.assert(Outcome::NotSent, None);
        assert!(error.to_string().contains(&format!("): {said}; the request never")), "{error}");
        assert!(error.is_timeout());
        assert!(ended.time < SOON, "{:?}", ended.time);
    }
}

#[tokio::test]
async fn an_answer_that_is_not_http() {
    let garbage: [&[u8]; 6] = [
        b"garbage\r\n\r\n",
        b"\0\xff\xfe",
        b"HTTP/1.1 abc\r\n\r\n",
        b"HTTP/9.9 201 x\r\n\r\n",
        b"HTTP/1.1 2",
        b"SSH-2.0-x\r\n",
    ];
    for bytes in garbage {
        let server = FaultServer::play([Fault::Bytes(bytes.to_vec())]).await;
        let ended = call(&once(&server.url()), &upload()).await;
        ended.assert(Outcome::Unknown, None);
        assert_eq!(server.requests().len(), 1);
    }
}

#[tokio::test]
async fn headers_without_an_end() {
    for bytes in [b"HTTP/1.1 201 Created\r\nContent-Type: a".to_vec(), b"HTTP/1.1 201 Created\r\n".to_vec()] {
        for fault in [Fault::Bytes(bytes.clone()), Fault::BytesThenReset(bytes.clone()), Fault::BytesThenStall(bytes)] {
            let server = FaultServer::play([fault]).await;
            let ended = call(&once(&server.url()), &upload()).await;
            ended.assert(Outcome::Unknown, None);
            assert!(ended.time < SOON, "{:?}", ended.time);
        }
    }
}

#[tokio::test]
async fn headers_beyond_all_bounds() {
    let head = format!("HTTP/1.1 201 Created\r\nX: {}\r\n\r\n", "x".repeat(4 << 20));
    let server = FaultServer::play([Fault::Bytes(head.into_bytes())]).await;
    let ended = call(&once(&server.url()), &upload()).await;
    ended.assert(Outcome::Unknown, None);
}

/// A server that ends an idle connection gets each request once.
#[tokio::test]
async fn a_kept_connection_that_has_ended_costs_no_second_request() {
    let ok = crate::support::CREATED;
    let kept = format!("HTTP/1.1 201 Created\r\nContent-Length: {}\r\n\r\n{ok}", ok.len());
    // It says nothing of closing, and closes.
    let server = FaultServer::play([Fault::Bytes(kept.into_bytes())]).await;
    let client = client!(server.url(), .timeout(Duration::from_secs(10)));
    let mut told = Vec::new();
    for _ in 0..50 {
        told.extend(call(&client, &request()).await.result.err().map(|error| error.outcome()));
    }
    // A request may cross the close of the connection, which is unpredictable; most requests follow it.
    assert!(told.iter().all(|outcome| *outcome == Outcome::Unknown), "{told:?}");
    assert!(told.len() < 25, "{} of 50 calls failed", told.len());
    assert!(server.requests().len() <= 50);
    assert!(server.requests().len() >= 50 - told.len());
}

/// What changes nothing leaves no doubt, however it fails.
#[tokio::test]
async fn a_read_that_fails_had_no_effect() {
    let cut = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{".to_vec();
    let page: &[(&str, &str)] = &[("Content-Type", "text/html")];
    for (faults, status, outcome) in [
        (vec![answer(503, &[], "")], Some(503), Outcome::Rejected),
        (vec![answer(302, &[("Location", "/login")], "")], Some(302), Outcome::Rejected),
        (vec![answer(200, page, "<html>")], Some(200), Outcome::Rejected),
        (vec![answer(404, &[], "{}")], Some(404), Outcome::Rejected),
        (vec![Fault::CloseAfterReading], None, Outcome::Rejected),
        (vec![Fault::StallAfterReading], None, Outcome::Rejected),
        (vec![Fault::Bytes(b"garbage".to_vec())], None, Outcome::Rejected),
        (vec![answer(503, &[], ""), answer(404, &[], "{}")], Some(404), Outcome::Rejected),
        (vec![Fault::CloseAfterReading, answer(404, &[], "{}")], Some(404), Outcome::Rejected),
        (vec![Fault::Bytes(cut)], Some(200), Outcome::Succeeded),
    ] {
        let server = FaultServer::play(faults.clone()).await;
        let attempts = u32::try_from(faults.len()).expect("few");
        let retry = RetryPolicy::default().max_attempts(attempts).backoff(Duration::ZERO, Duration::ZERO);
        let client = client!(server.url(), .retry(retry).timeout(Duration::from_secs(1)));
        let result = client.lb_get_certificate(&load_balancer_id!("42"), &certificate_name!("cert")).await;
        let error = result.expect_err("no certificate");
        assert_presentable(&error);
        let told = (error.outcome(), error.status().map(|status| status.as_u16()), error.attempts());
        assert_eq!(told, (outcome, status, attempts), "{faults:?}: {error}");
        assert!(!error.to_string().contains("may have"), "{faults:?}: {error}");
    }
}

#[tokio::test]
async fn what_an_error_says_of_its_call() {
    let ended = call(&client!(refusing_url().await, .retry(RetryPolicy::never())), &request()).await;
    let error = ended.error();
    assert_eq!(error.operation(), Some("lb_create_certificate"));
    assert!(error.elapsed().is_some_and(|elapsed| elapsed <= ended.time), "{:?}", error.elapsed());
    assert_eq!((error.outcome().as_str(), format!("{:>9}", error.outcome())), ("not_sent", " not_sent".to_owned()));
}
