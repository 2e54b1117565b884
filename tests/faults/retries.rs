//! What is tried again, how often, after how long, and what is then said of it.

use std::time::{Duration, SystemTime};

use openscaler_api::{Outcome, RetryPolicy};
use tokio::net::TcpListener;

use crate::support::{CREATED, Fault, FaultServer, answer, call, client, refusing_url, request};

/// Quick enough for a test.
fn quick(tries: u32) -> RetryPolicy {
    RetryPolicy::default().max_attempts(tries).backoff(Duration::from_millis(4), Duration::from_millis(20))
}

#[tokio::test]
async fn a_429_is_tried_again_and_ends_well() {
    let server = FaultServer::play([answer(429, &[], "{}"), answer(429, &[], ""), answer(201, &[], CREATED)]).await;
    let ended = call(&client!(server.url(), .retry(quick(4))), &request()).await;
    assert_eq!(ended.result.expect("a certificate").status().as_u16(), 201);
    let requests = server.requests();
    assert_eq!(requests.len(), 3);
    assert!(requests.iter().all(|request| *request == requests[0]), "{requests:?}");
    assert!(requests[0].ends_with(r#"{"cert_type":"self_signed","name":"cert"}"#), "{}", requests[0]);
}

#[tokio::test]
async fn tries_have_an_end() {
    let server = FaultServer::play([answer(429, &[], r#"{"message": "slowly"}"#)]).await;
    let ended = call(&client!(server.url(), .retry(quick(3))), &request()).await;
    let error = ended.assert(Outcome::Rejected, Some(429));
    assert_eq!((error.message(), error.attempts()), (Some("slowly"), 3));
    assert_eq!(server.requests().len(), 3);

    let ended = call(&client!(server.url(), .retry(RetryPolicy::never())), &request()).await;
    ended.assert(Outcome::Rejected, Some(429));
    assert_eq!(server.requests().len(), 4);
}

#[tokio::test]
async fn a_create_is_not_tried_again_when_it_may_have_been_done() {
    for fault in [
        answer(500, &[], ""),
        answer(502, &[("Retry-After", "0")], ""),
        answer(503, &[("Retry-After", "0")], ""),
        answer(504, &[], ""),
        answer(408, &[("Retry-After", "0")], ""),
        answer(307, &[("Location", "/"), ("Retry-After", "0")], ""),
        answer(301, &[("Location", "/")], ""),
        answer(201, &[], ""),
        Fault::CloseAfterReading,
        Fault::ResetAfterReading,
        Fault::Bytes(b"garbage".to_vec()),
    ] {
        let server = FaultServer::play([fault.clone()]).await;
        let ended = call(&client!(server.url(), .retry(quick(9))), &request()).await;
        assert!(ended.result.is_err());
        assert_eq!((server.requests().len(), server.connections()), (1, 1), "{fault:?}");
    }
}

#[tokio::test]
async fn nobody_listens_yet() {
    let url = refusing_url().await;
    let address = url.trim_start_matches("http://").to_owned();
    let server = tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(200)).await;
        let listener = TcpListener::bind(address).await.expect("the port is still free");
        let (mut stream, _) = listener.accept().await.expect("a connection");
        crate::support::read_request(&mut stream).await.expect("a request");
        let answer = format!("HTTP/1.1 201 x\r\nContent-Length: {}\r\n\r\n{CREATED}", CREATED.len());
        tokio::io::AsyncWriteExt::write_all(&mut stream, answer.as_bytes()).await.expect("a peer that reads");
    });
    let ended = call(&client!(url, .retry(quick(10_000))), &request()).await;
    assert!(ended.result.is_ok(), "{:?}", ended.result.err());
    server.await.expect("one request");
}

#[tokio::test]
async fn a_503_is_tried_again_only_when_asked_for_and_then_leaves_doubt() {
    let busy = answer(503, &[], "");
    let policy = quick(2).retry_service_unavailable(true);
    let doubt = "; an earlier attempt may have succeeded";

    let server = FaultServer::play([busy.clone(), answer(201, &[], CREATED)]).await;
    assert!(call(&client!(server.url(), .retry(policy.clone())), &request()).await.result.is_ok());

    for (last, status, outcome) in [
        (answer(409, &[], ""), Some(409), Outcome::Unknown),
        (answer(401, &[], ""), Some(401), Outcome::Unknown),
        (answer(500, &[], ""), Some(500), Outcome::Unknown),
        (Fault::CloseAfterReading, None, Outcome::Unknown),
        (answer(201, &[], "cut"), Some(201), Outcome::Succeeded),
    ] {
        let server = FaultServer::play([busy.clone(), last.clone()]).await;
        let ended = call(&client!(server.url(), .retry(policy.clone())), &request()).await;
        let error = ended.assert(outcome, status);
        assert_eq!(error.to_string().ends_with(doubt), outcome == Outcome::Unknown, "{last:?}: {error}");
        assert_eq!(server.requests().len(), 2);
    }
}

#[tokio::test]
async fn what_was_refused_before_leaves_no_doubt() {
    for (last, status, outcome) in [(answer(409, &[], ""), Some(409), Outcome::Rejected)] {
        let server = FaultServer::play([answer(429, &[], ""), last]).await;
        let ended = call(&client!(server.url(), .retry(quick(3))), &request()).await;
        let error = ended.assert(outcome, status);
        assert!(
            error.to_string().contains(" (2 attempts, ") && error.to_string().ends_with("s): 409 Conflict"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn retry_after_is_honoured_in_seconds_and_as_a_date() {
    let now = SystemTime::now();
    let at = |seconds: u64| httpdate::fmt_http_date(now + Duration::from_secs(seconds));
    let (date, until) = (at(0), at(1));
    let forms: [&[(&str, &str)]; 2] = [&[("Retry-After", "1")], &[("Date", &date), ("Retry-After", &until)]];
    for headers in forms {
        let server = FaultServer::play([answer(429, headers, ""), answer(201, &[], CREATED)]).await;
        let ended = call(&client!(server.url(), .retry(quick(2))), &request()).await;
        assert!(ended.result.is_ok());
        assert!(ended.time >= Duration::from_secs(1), "{headers:?}: {:?}", ended.time);
        assert!(ended.time < Duration::from_secs(10), "{headers:?}: {:?}", ended.time);
    }
}

#[tokio::test]
async fn a_retry_after_beyond_the_time_left_returns_at_once() {
    let hour = SystemTime::now() + Duration::from_secs(3600);
    let date = httpdate::fmt_http_date(hour);
    for value in ["3600", "99999999999999999999999999", date.as_str()] {
        let server = FaultServer::play([answer(429, &[("Retry-After", value)], "")]).await;
        let ended = call(&client!(server.url(), .retry(quick(9))), &request()).await;
        let error = ended.assert(Outcome::Rejected, Some(429));
        assert!(error.retry_after() > Some(Duration::from_secs(3500)), "{value}: {:?}", error.retry_after());
        assert!(ended.time < Duration::from_secs(5), "{value}: {:?}", ended.time);
        assert_eq!(server.requests().len(), 1);
    }
    // The time for the whole call counts as well.
    let server = FaultServer::play([answer(429, &[("Retry-After", "20")], "")]).await;
    let ended = call(&client!(server.url(), .retry(quick(9)).timeout(Duration::from_secs(15))), &request()).await;
    ended.assert(Outcome::Rejected, Some(429));
    assert!(ended.time < Duration::from_secs(5), "{:?}", ended.time);
}

#[tokio::test]
async fn a_retry_after_that_is_none_is_passed_over() {
    for value in ["soon", "", "-1", "1e9"] {
        let server = FaultServer::play([answer(429, &[("Retry-After", value)], ""), answer(201, &[], CREATED)]).await;
        assert!(call(&client!(server.url(), .retry(quick(2))), &request()).await.result.is_ok(), "{value}");
    }
}

#[tokio::test]
async fn the_total_time_ends_the_tries() {
    let policy = quick(u32::MAX).max_elapsed(Duration::from_millis(500));
    let url = refusing_url().await;
    let ended = call(&client!(url.as_str(), .retry(policy)), &request()).await;
    ended.assert(Outcome::NotSent, None);
    assert!(ended.time < Duration::from_secs(5), "{:?}", ended.time);

    let ended = call(&client!(url, .retry(quick(u32::MAX)).timeout(Duration::from_millis(500))), &request()).await;
    ended.assert(Outcome::NotSent, None);
    assert!(ended.time < Duration::from_secs(5), "{:?}", ended.time);
}

/// The time for the whole call is not begun anew by each attempt.
#[tokio::test]
async fn the_last_attempt_has_what_time_is_left() {
    let server = FaultServer::play([answer(429, &[("Retry-After", "1")], ""), Fault::StallAfterReading]).await;
    let client = client!(server.url(), .retry(quick(2)).timeout(Duration::from_secs(2)));
    let ended = call(&client, &request()).await;
    ended.assert(Outcome::Unknown, None);
    assert!(ended.time >= Duration::from_secs(2) && ended.time < Duration::from_millis(2900), "{:?}", ended.time);
}
