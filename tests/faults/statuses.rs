//! Every status, with every kind of body: the outcome follows from the status alone, which is never lost.

use openscaler_api::{Outcome, RetryPolicy};

use crate::support::{FaultServer, answer, assert_presentable, call, client, request};

fn expected(status: u16) -> Outcome {
    match status {
        307 | 308 | 400..=499 => Outcome::Rejected,
        _ => Outcome::Unknown,
    }
}

#[tokio::test]
async fn every_status_that_is_no_success() {
    // 1xx is not a final response, except for 101.
    let statuses: Vec<_> = (300..=999).collect();
    let server = FaultServer::play(statuses.iter().map(|status| answer(*status, &[], "<html>no</html>"))).await;
    let client = client!(server.url(), .retry(RetryPolicy::never()));
    for status in statuses {
        let ended = call(&client, &request()).await;
        // HTTP knows no body with it.
        let error = ended.assert(expected(status), Some(status));
        let body: &[u8] = if status == 304 { b"" } else { b"<html>no</html>" };
        assert_eq!(error.body(), Some(body), "{status}");
        assert!(error.to_string().contains(&format!("ms): {status}")), "{error}");
        assert_eq!(error.message(), (status != 304).then_some("an HTML page of 15 bytes"));
        assert!(error.headers().is_some_and(|headers| headers.contains_key("content-length")));
    }
    assert_eq!(server.connections(), 700);
}

#[tokio::test]
async fn switching_protocols_is_no_answer_to_rely_on() {
    let server = FaultServer::play([answer(101, &[("upgrade", "x")], "")]).await;
    let ended = call(&client!(server.url(), .retry(RetryPolicy::never())), &request()).await;
    assert_eq!(ended.error().outcome(), Outcome::Unknown);
    assert_presentable(ended.error());
}

#[tokio::test]
async fn what_a_refusal_says() {
    let body = r#"{"error": {"code": "name_taken", "message": "there is a `cert` already"}}"#;
    let server = FaultServer::play([answer(409, &[("X-Request-Id", "r-1")], body)]).await;
    let ended = call(&client!(server.url()), &request()).await;
    let error = ended.assert(Outcome::Rejected, Some(409));
    assert_eq!(error.message(), Some("there is a `cert` already"));
    assert_eq!(error.request_id(), Some("r-1"));
    assert_eq!(error.body(), Some(body.as_bytes()));
    assert!(error.to_string().ends_with("ms): 409 Conflict: there is a `cert` already; request id r-1"), "{error}");
}

#[tokio::test]
async fn a_refusal_without_a_usable_body() {
    let cut = "HTTP/1.1 422 x\r\nContent-Length: 100\r\n\r\n{\"message\": \"cut";
    let page = "\u{feff}<html>";
    let faults = [
        (answer(422, &[], ""), None),
        (answer(422, &[("Content-Type", "text/html")], page), Some("an HTML page of 9 bytes")),
        (answer(422, &[], "\u{1}\u{feff}x\ny"), Some(r"\u{1}\u{feff}x\ny")),
        (crate::support::Fault::Bytes(cut.into()), Some("{\"message\": \"cut")),
        (crate::support::Fault::BytesThenReset(cut.into()), Some("{\"message\": \"cut")),
    ];
    for (fault, message) in faults {
        let server = FaultServer::play([fault]).await;
        let ended = call(&client!(server.url()), &request()).await;
        let error = ended.assert(Outcome::Rejected, Some(422));
        assert_eq!(error.message(), message);
    }
}
