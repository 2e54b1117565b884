//! What a client refuses to be built with, and what each request carries.

use std::time::Duration;

use openscaler_api::{BearerToken, Client, ConfigurationError, Error, Outcome, RetryPolicy};

use crate::support::{CREATED, Fault, FaultServer, TOKEN, answer, call, client, once, request};

#[tokio::test]
async fn what_each_request_carries() {
    let server = FaultServer::play([answer(201, &[], CREATED)]).await;
    for base_path in ["/base/path/", "/base/path"] {
        let client = client!(format!("{}{base_path}", server.url()));
        call(&client, &request()).await.result.expect("a certificate");
    }
    let [seen, other] = server.requests().try_into().expect("two requests");
    assert_eq!(seen, other);
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

#[test]
fn plain_http_is_not_for_other_hosts() {
    let error = Client::builder().token(BearerToken::new(TOKEN)).base_url("http://api.invalid").build();
    let error = error.expect_err("refused");
    assert!(error.to_string().contains("plain `http`") && error.to_string().contains(".allow_insecure_http(true)"));
}

#[test]
fn an_error_of_the_builder_is_one_of_a_call_too() {
    fn build(base_url: &str, token: &str) -> Result<Client, Error> {
        let client = Client::builder().token(BearerToken::new(TOKEN)).base_url(base_url).build()?;
        Ok(client.with_token(token.parse()?)?.with_header("x-tenant", "blue")?)
    }
    assert!(build("https://api.invalid", "token").is_ok());
    for (base_url, token, line) in [
        (
            "https://api.invalid/v1",
            "token",
            "the base URL ends in `/v1`, which the API's paths already have: remove it",
        ),
        ("https://api.invalid", "'token'", "the token is in quotes: remove the quotes"),
    ] {
        let error = build(base_url, token).expect_err("refused");
        assert_eq!((error.to_string().as_str(), error.outcome()), (line, Outcome::NotSent));
        assert!(std::error::Error::source(&error).is_none(), "{error:?}");
        crate::support::assert_presentable(&error);
    }
}

#[test]
fn a_bad_token_is_the_same_error_everywhere() {
    let client = Client::builder().token(BearerToken::new(TOKEN)).build().expect("a client");
    for token in ["", "a\r\nX-Injected: y", "a\nb", "tokén", "a b", "\0", "'quoted'", "Bearer x"] {
        let error = Client::builder().token(BearerToken::new(token)).build().expect_err("refused");
        assert!(error.to_string().contains("the token") && error.setting() == "token", "{error}");
        assert!(token.is_empty() || !format!("{error} {error:?}").contains(token), "{error}");
        let invalid = client.with_token(BearerToken::new(token)).expect_err("refused");
        assert_eq!(ConfigurationError::from(invalid.clone()), error);
        assert_eq!(token.parse::<BearerToken>().expect_err("refused"), invalid);
    }
}

#[test]
fn a_limit_of_zero_is_refused() {
    let builder = || Client::builder().token(BearerToken::new(TOKEN));
    for (builder, setting) in [
        (builder().timeout(Duration::ZERO), "timeout"),
        (builder().connect_timeout(Duration::ZERO), "connect_timeout"),
        (builder().max_response_size(0), "max_response_size"),
    ] {
        let error = builder.build().expect_err("refused");
        assert_eq!(error.setting(), setting);
        assert!(error.to_string().starts_with(&format!("`{setting}` is zero")), "{error}");
    }
}

#[test]
fn bad_certificates_are_errors_of_the_builder_and_are_not_quoted() {
    let key = crate::support::key_lines().join("\n");
    let garbage = "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n";
    let private = format!("-----BEGIN PRIVATE KEY-----\n{key}\n-----END PRIVATE KEY-----\n");
    for pem in [key, private.clone(), String::new(), garbage.to_owned(), format!("{garbage}{private}")] {
        let builder = || Client::builder().token(BearerToken::new(TOKEN));
        let identity = builder().identity(pem.clone()).build().expect_err("no identity");
        let root = builder().add_root_certificate(pem).build().expect_err("no root");
        for (error, setting) in [(identity, "identity"), (root, "add_root_certificate")] {
            assert_eq!(error.setting(), setting, "{error}");
            crate::support::assert_presentable(&error.into());
        }
    }
}

#[test]
fn a_key_that_belongs_to_another_certificate_is_an_error_of_the_builder() {
    let make =
        || openscaler_reference_server::certificates::Recipe::new(["client.example"]).chain().make().expect("a bundle");
    let mixed = make().certificates() + &make().key.pkcs8();
    let error = Client::builder().token(BearerToken::new(TOKEN)).identity(mixed).build().expect_err("refused");
    assert!(error.to_string().starts_with("the identity cannot be used (keys may not be consistent"), "{error}");
}

#[test]
fn settings_that_reqwest_refuses_are_not_taken_for_tls() {
    let builder = Client::builder().token(BearerToken::new(TOKEN));
    let builder =
        builder.configure_reqwest(|http| http.tls_version_max(openscaler_api::reqwest::tls::Version::TLS_1_1));
    let error = builder.build().expect_err("refused");
    assert_eq!(error.setting(), "configure_reqwest", "{error}");
}

#[tokio::test]
async fn the_program_s_name_comes_before_ours() {
    let server = FaultServer::play([answer(201, &[], CREATED)]).await;
    let client = client!(server.url(), .app_name("my-service/1.2 (test)"));
    call(&client, &request()).await.result.expect("a certificate");
    let expected = "user-agent: my-service/1.2 (test) openscaler-api/0.1.0\r\n";
    assert!(server.requests()[0].to_lowercase().contains(expected), "{}", server.requests()[0]);
    for name in ["", " ", "a\r\nx: y", "a\n", "é", " a"] {
        let error = Client::builder().token(BearerToken::new(TOKEN)).app_name(name).build().expect_err("refused");
        assert_eq!(error.setting(), "app_name");
    }
}

#[tokio::test]
async fn a_header_is_sent_with_each_attempt_and_by_the_copy_alone() {
    let server = FaultServer::play([answer(429, &[("Retry-After", "0")], ""), answer(201, &[], CREATED)]).await;
    let client = once(&server.url()).with_retry(RetryPolicy::default().backoff(Duration::ZERO, Duration::ZERO));
    let with = client.with_header("X-Tenant", "not-to-be-seen").expect("a client");
    assert!(!format!("{with:?} {with:#?}").contains("not-to-be-seen"));
    for client in [&with, &client] {
        call(client, &request()).await.result.expect("a certificate");
    }
    let carries = |request: &String| request.contains("\r\nx-tenant: not-to-be-seen\r\n");
    assert_eq!(server.requests().iter().map(carries).collect::<Vec<_>>(), [true, true, false]);
}

#[tokio::test]
async fn a_header_does_not_replace_the_client_s_own() {
    let client = once("http://127.0.0.1:1");
    for name in ["authorization", "Host", "content-type", "Content-Length", "user-agent", "accept", "transfer-encoding"]
    {
        let error = client.with_header(name, "not-to-be-seen").expect_err(name);
        assert!(error.to_string().contains(&name.to_lowercase()) && error.setting() == "with_header", "{error}");
        assert!(!format!("{error} {error:?}").contains("not-to-be-seen"), "{error:?}");
    }
}

#[tokio::test]
async fn a_copy_has_its_own_time() {
    let server = FaultServer::play([Fault::StallAfterReading]).await;
    let patient = client!(server.url(), .timeout(Duration::from_secs(60)));
    let hasty = patient.with_timeout(Duration::from_millis(300));
    let ended = call(&hasty, &request()).await;
    ended.assert(Outcome::Unknown, None);
    assert!(ended.time < Duration::from_secs(10), "{:?}", ended.time);

    // One second for each hundred bytes.
    let slow = format!("HTTP/1.1 201 x\r\nContent-Length: {}\r\n\r\n{CREATED}", CREATED.len());
    let server = FaultServer::play([Fault::Drip(slow.into_bytes(), Duration::from_millis(10))]).await;
    let hasty = client!(server.url(), .timeout(Duration::from_millis(300)));
    assert!(call(&hasty, &request()).await.error().is_timeout());
    call(&hasty.with_timeout(Duration::from_secs(60)), &request()).await.result.expect("a certificate");
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
