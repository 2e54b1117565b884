//! Successes: one whose body cannot be read never looks like a failure to create, and what can be read is read.

use std::time::Duration;

use openscaler_api::Outcome;

use crate::support::{CREATED, Fault, FaultServer, answer, call, client, key_lines, once, request, upload};

fn created(length: usize, body: &str) -> Vec<u8> {
    format!("HTTP/1.1 201 Created\r\nContent-Length: {length}\r\n\r\n{body}").into_bytes()
}

#[tokio::test]
async fn a_success_that_cannot_be_read() {
    let short = "{\"name\": \"c";
    let faults = [
        (answer(201, &[], ""), "", "the body is empty"),
        (answer(200, &[], "<html>"), "<html>", "the body is not JSON (line 1, column 1)"),
        (answer(202, &[], short), short, "the body is not JSON (line 1, column 11)"),
        (answer(201, &[], "{}"), "{}", "the body does not match the API's document: `/name` is required"),
        (answer(201, &[], "[3]"), "[3]", "the body does not match "),
        (
            answer(299, &[], "null"),
            "null",
            "the body does not match the API's document: the value must be an object, not null",
        ),
        (answer(201, &[], &format!("{CREATED}x")), CREATED, "the body is not JSON"),
        (answer(204, &[], ""), "", "the body is empty"),
        (Fault::Bytes(created(100, short)), short, "the body is incomplete"),
        (Fault::BytesThenReset(created(100, short)), short, "the body is incomplete"),
        (Fault::BytesThenReset(created(100, "")), "", "the body is incomplete"),
        (Fault::BytesThenStall(created(100, short)), short, "timed out while reading the body"),
        (
            Fault::Drip(created(4000, &" ".repeat(4000)), Duration::from_millis(10)),
            "",
            "timed out while reading the body",
        ),
        (
            Fault::Bytes(b"HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"nam\r\nzz".to_vec()),
            "{\"nam",
            "the body is incomplete",
        ),
        (answer(201, &[("Content-Encoding", "gzip")], "\u{1f}"), "\u{1f}", "the body is not JSON"),
    ];
    let calls = faults.map(|(fault, body, why)| async move {
        let server = FaultServer::play([fault.clone()]).await;
        let ended = call(&once(&server.url()), &upload()).await;
        let status = ended.error().status().expect("a status").as_u16();
        assert!((200..300).contains(&status), "{fault:?}");
        let error = ended.assert(Outcome::Succeeded, Some(status));
        assert!(error.to_string().contains(why), "{fault:?}: {error}");
        assert!(error.body().expect("a body").starts_with(body.as_bytes()), "{fault:?}");
        assert_eq!(server.requests().len(), 1);
        assert!(ended.time < Duration::from_secs(10), "{fault:?}: {:?}", ended.time);
    });
    // Some take their time: all at once.
    for call in calls.map(tokio::spawn) {
        call.await.expect("as expected");
    }
}

/// A page to log in has a status of success, too, and no certificate exists.
#[tokio::test]
async fn a_page_of_something_on_the_way_is_no_success() {
    let page = "<html><title>Please log in</title>";
    for (status, media_type) in [(200, "text/html"), (200, "text/html; charset=utf-8"), (299, "text/plain"), (201, "")]
    {
        let server = FaultServer::play([answer(status, &[("Content-Type", media_type)], page)]).await;
        let ended = call(&client!(server.url()), &upload()).await;
        let error = ended.assert(Outcome::Unknown, Some(status));
        let line = error.to_string();
        assert!(line.starts_with("lb_create_certificate failed at ") && !line.contains("succeeded"), "{line}");
        assert!(
            line.contains(r#"an HTML page of 34 bytes titled "Please log in"; it may have taken effect"#),
            "{line}"
        );
        assert_eq!(server.requests().len(), 1);
    }
    for media_type in ["application/json", "Application/JSON;charset=utf-8"] {
        let server = FaultServer::play([answer(200, &[("Content-Type", media_type)], page)]).await;
        call(&once(&server.url()), &upload()).await.assert(Outcome::Succeeded, Some(200));
    }
}

#[tokio::test]
async fn a_success_that_is_too_long_keeps_its_beginning() {
    let long = CREATED.replace('{', &format!("{{{}", " ".repeat(200_000)));
    let server = FaultServer::play([answer(201, &[], &long)]).await;
    let ended = call(&client!(server.url(), .max_response_size(100_000)), &request()).await;
    let error = ended.assert(Outcome::Succeeded, Some(201));
    assert!(error.to_string().contains("201 Created: the body is longer than 100000 bytes"), "{error}");
    assert_eq!(error.body().expect("a body").len(), 64 * 1024);
    assert!(call(&client!(server.url(), .max_response_size(long.len())), &request()).await.result.is_ok());
    assert!(call(&client!(server.url()), &request()).await.result.is_ok());
    assert!(call(&client!(server.url(), .max_response_size(long.len() - 1)), &request()).await.result.is_err());
}

#[tokio::test]
async fn what_is_odd_but_no_error() {
    for body in [
        r#"{"name": "cert", "cert_type": "upload"}"#,
        r#"{"name": "cert", "cert_type": "upload", "size": null, "domains": null, "not_after": null}"#,
        r#"{"name": "cert", "cert_type": "of a later year"}"#,
        r#"{"name": "cert", "cert_type": "upload", "colour": {"deep": [1, 2]}, "x": null}"#,
        r#"{"name": "cert", "cert_type": "upload", "not_after": "2026-01-01 00:00:00", "not_before": "soon"}"#,
        " \r\n{\"cert_type\": \"upload\",\t\"name\": \"cert\"} \n",
    ] {
        let server = FaultServer::play([answer(201, &[("content-type", "text/html")], body)]).await;
        let ended = call(&once(&server.url()), &request()).await;
        let certificate = ended.result.unwrap_or_else(|error| panic!("{body}: {error}"));
        assert_eq!((certificate.name.as_str(), certificate.status().as_u16()), ("cert", 201));
    }
}

#[tokio::test]
async fn a_slow_answer_in_many_pieces_is_read() {
    let fault = Fault::Drip(created(CREATED.len(), CREATED), Duration::from_millis(1));
    let server = FaultServer::play([fault]).await;
    let ended = call(&client!(server.url()), &request()).await;
    assert_eq!(ended.result.expect("a certificate").name, "cert");
}

/// What comes back holds the token and the private key, and none of it is in what is printed.
#[tokio::test]
async fn an_echo_stays_where_it_is() {
    for status in [200, 201, 400, 422, 500] {
        let server = FaultServer::play([Fault::Echo { status }]).await;
        let ended = call(&once(&server.url()), &upload()).await;
        let error = ended.error();
        assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
        crate::support::assert_presentable(error);
        let body = String::from_utf8_lossy(error.body().expect("a body")).into_owned();
        assert!(key_lines().iter().all(|line| body.contains(line)), "the server did echo");
    }
}

/// An echo instead of the message and the request id.
#[tokio::test]
async fn an_echo_in_json_stays_where_it_is() {
    let token = crate::support::TOKEN;
    let pem = key_lines().join("\\n");
    for message in [
        format!("no: -----BEGIN PRIVATE KEY-----\\n{pem}\\n-----END PRIVATE KEY-----\\n"),
        format!("no: -----BEGIN PRIVATE KEY-----\\n{pem}"),
        format!("no: {pem}"),
        format!("no: Bearer {token}"),
    ] {
        let body = format!(r#"{{"message": "{message}"}}"#);
        let headers = [("x-request-id", token), ("x-authorization", token)];
        let server = FaultServer::play([answer(400, &headers, &body)]).await;
        let ended = call(&once(&server.url()), &upload()).await;
        let error = ended.assert(Outcome::Rejected, Some(400));
        assert!(error.message().is_some_and(|message| message.starts_with("(withheld")), "{error}");
        assert_eq!(error.request_id(), None);
    }
}
