//! The way out of an unknown outcome: what a lookup after the lost call finds, and what it does not prove.

use std::time::Duration;

use openscaler_api::types::LoadBalancerId;
use openscaler_api::{Client, Error, Outcome};
use openscaler_reference_server::{Config, Fault, ReferenceServer};
use openscaler_tests::faults::{FaultServer, answer};

use crate::support::{NAME, TOKEN, assert_presentable, call, once, upload};

/// The name of the certificate that is found, if there is one.
async fn resolve(client: &Client) -> Result<Option<String>, Error> {
    let id = LoadBalancerId::try_from("42").expect("an id");
    let found = client.resolve_lb_create_certificate(&id, &upload()).await?;
    Ok(found.map(|certificate| certificate.name.clone()))
}

#[tokio::test]
async fn a_call_that_took_effect_is_found_and_another_is_not() {
    for (fault, status, expected) in [
        (Fault::close_after_reading(), None, None),
        (Fault::status(502), Some(502), None),
        // The request is carried out, and its answer comes too late.
        (Fault::delay(Duration::from_secs(9)), None, Some(NAME.to_owned())),
    ] {
        let server = ReferenceServer::start_with(Config::new(TOKEN)).expect("the server starts");
        server.fail_next(fault);
        let client = once(&server.base_url());
        call(&client, &upload()).await.assert(Outcome::Unknown, status);
        assert_eq!(resolve(&client).await.expect("an answer"), expected);
    }
}

/// Found is not yet ours.
#[tokio::test]
async fn what_was_there_before_is_found_too() {
    let server = ReferenceServer::start_with(Config::new(TOKEN)).expect("the server starts");
    let client = once(&server.base_url());
    call(&client, &upload()).await.result.expect("a certificate");
    server.fail_next(Fault::close_after_reading());
    call(&client, &upload()).await.assert(Outcome::Unknown, None);
    assert_eq!(resolve(&client).await.expect("an answer").as_deref(), Some(NAME));
}

#[tokio::test]
async fn only_a_404_in_json_says_that_there_is_none() {
    let json: &[(&str, &str)] = &[("Content-Type", "application/json; charset=utf-8")];
    let problem: &[(&str, &str)] = &[("Content-Type", "Application/Problem+JSON")];
    let html: &[(&str, &str)] = &[("Content-Type", "text/html")];
    for (status, headers, body) in [(404, json, "{}"), (404, problem, "\u{feff}null"), (404, json, r#""none""#)] {
        let server = FaultServer::play([answer(status, headers, body)]).await;
        assert_eq!(resolve(&once(&server.url())).await.expect("an answer"), None, "{body}");
    }
    for (status, headers, body) in [
        (404, html, "<html>Not Found</html>"),
        (404, html, "{}"),
        (404, json, "<html>Not Found</html>"),
        (404, json, ""),
        (404, &[], "{}"),
        (410, json, "{}"),
        (403, json, "{}"),
        (200, json, "{}"),
        (503, json, "{}"),
    ] {
        let server = FaultServer::play([answer(status, headers, body)]).await;
        let error = resolve(&once(&server.url())).await.expect_err(body);
        assert_presentable(&error);
        assert_eq!(error.status().map(|status| status.as_u16()), Some(status), "{body}");
    }
}

#[tokio::test]
async fn an_answer_that_does_not_come_proves_nothing() {
    let server = FaultServer::play([openscaler_tests::faults::Fault::CloseAfterReading]).await;
    let error = resolve(&once(&server.url())).await.expect_err("no answer");
    assert!(error.to_string().starts_with("lb_get_certificate failed at "), "{error}");
}
