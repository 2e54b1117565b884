//! What a client refuses to be built with, and what each request carries.

use openscaler_api::{BearerToken, Client, Outcome};

use crate::support::{CREATED, FaultServer, TOKEN, answer, call, client, once, request};

#[tokio::test]
async fn what_each_request_carries() {
    let server = FaultServer::play([answer(201, &[], CREATED)]).await;
    call(&client!(format!("{}/base/path/", server.url())), &request()).await.result.expect("a certificate");
    let seen = server.requests().remove(0);
    let (head, body) = seen.split_once("\r\n\r\n").expect("a head");
    let mut lines = head.lines();
    assert_eq!(lines.next(), Some("POST /base/path/v1/lbs/42/certificates HTTP/1.1"));
    let mut headers: Vec<_> = lines.map(str::to_lowercase).collect();
    headers.sort();
    let expected = [
        "accept: application/json".to_owned(),
        format!("authorization: bearer {TOKEN}"),
        format!("content-length: {}", body.len()),
        "content-type: application/json".to_owned(),
        format!("host: {}", server.address()),
        "user-agent: openscaler-api/0.1.0".to_owned(),
    ];
    assert_eq!(headers, expected);
    assert_eq!(body, r#"{"cert_type":"self_signed","name":"cert"}"#);
}

#[tokio::test]
async fn plain_http_is_not_for_other_hosts() {
    let error = Client::builder().token(BearerToken::new(TOKEN)).base_url("http://api.invalid").build();
    let error = error.expect_err("refused");
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert!(error.to_string().contains("plain `http`") && error.to_string().contains(".allow_insecure_http(true)"));
}

#[test]
fn a_bad_token_is_an_error_of_the_builder() {
    for token in ["", "a\r\nX-Injected: y", "a\nb", "tokén", "a b", "\0"] {
        let error = Client::builder().token(BearerToken::new(token)).build().expect_err("refused");
        assert!(error.to_string().contains("the token"), "{error}");
        assert!(token.is_empty() || !format!("{error} {error:?}").contains(token), "{error}");
    }
    let client = Client::builder().token(BearerToken::new(TOKEN)).build().expect("a client");
    assert!(client.with_token(BearerToken::new("a\nb")).is_err());
}

#[test]
fn bad_certificates_are_errors_of_the_builder_and_are_not_quoted() {
    let key = crate::support::key_lines().join("\n");
    for pem in [key.clone(), format!("-----BEGIN PRIVATE KEY-----\n{key}\n-----END PRIVATE KEY-----\n"), String::new()]
    {
        let builder = || Client::builder().token(BearerToken::new(TOKEN));
        let identity = builder().identity(pem.clone()).build().expect_err("no identity");
        let root = builder().root_certificate(pem).build().expect_err("no root");
        for error in [identity, root] {
            crate::support::assert_presentable(&error);
        }
    }
}

#[test]
fn nothing_of_the_token_is_in_debug() {
    let builder = Client::builder().token(BearerToken::new(TOKEN));
    assert!(!format!("{builder:?}").contains(TOKEN));
    assert!(!format!("{:?}", builder.build().expect("a client")).contains(TOKEN));
}

#[test]
fn an_address_with_credentials_is_not_in_debug() {
    let builder = Client::builder().base_url("https://user:not-to-be-seen@example.com");
    assert!(!format!("{builder:?}").contains("not-to-be-seen"));
    assert!(format!("{:?}", builder.base_url("https://example.com")).contains("https://example.com"));
}

#[tokio::test]
async fn a_panic_message_holds_nothing() {
    let server = FaultServer::play([crate::support::Fault::Echo { status: 400 }]).await;
    let ended = call(&once(&server.url()), &crate::support::upload()).await;
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| ended.result.unwrap()));
    let panicked = panicked.expect_err("a panic");
    let message = panicked.downcast_ref::<String>().expect("a message");
    assert!(message.contains("400 Bad Request: (withheld"), "{message}");
    assert!(!message.contains(TOKEN) && crate::support::key_lines().iter().all(|line| !message.contains(line)));
}
