//! One client in many places, with more than one token, and calls that are given up.

use std::time::Duration;

use openscaler_api::{BearerToken, Client};
use openscaler_reference_server::{Config, ReferenceServer};

use crate::support::{CREATED, Fault, FaultServer, TOKEN, answer, call, client, once, request, self_signed};

#[test]
fn a_client_and_its_calls_can_go_to_other_threads() {
    fn assert_shared<T: Clone + Send + Sync + 'static>() {}
    fn assert_send<T: Send>(_: T) {}
    assert_shared::<Client>();
    assert_send(call(&once("http://127.0.0.1:9"), &request()));
    fn assert_error<T: std::error::Error + Send + Sync + 'static>() {}
    assert_error::<openscaler_api::Error>();
}

#[tokio::test]
async fn another_token_on_the_same_connections() {
    let server = FaultServer::play([answer(201, &[], CREATED)]).await;
    let old = once(&server.url());
    let new = old.with_token(BearerToken::new("another")).expect("a client");
    for (client, token) in [(&new, "another"), (&old, TOKEN)] {
        call(client, &request()).await.result.expect("a certificate");
        let requests = server.requests();
        assert!(requests.last().expect("a request").contains(&format!("authorization: Bearer {token}\r\n")));
    }

    let server = ReferenceServer::start_with(Config::new(TOKEN)).expect("a server");
    let wrong = client!(server.base_url(), .configure_reqwest(|http| http.pool_max_idle_per_host(1)))
        .with_token(BearerToken::new("old"));
    let wrong = wrong.expect("a client");
    assert_eq!(call(&wrong, &request()).await.error().status().map(|status| status.as_u16()), Some(401));
    let right = wrong.with_token(BearerToken::new(TOKEN)).expect("a client");
    call(&right, &request()).await.result.expect("a certificate");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_calls_at_once() {
    let server = ReferenceServer::start_with(Config::new(TOKEN)).expect("a server");
    let client = client!(server.base_url());
    let calls = (0..64).map(|index| {
        let client = client.clone();
        tokio::spawn(async move { call(&client, &self_signed(&format!("cert-{index}"))).await })
    });
    for call in calls.collect::<Vec<_>>() {
        call.await.expect("no panic").result.expect("a certificate");
    }
    assert_eq!(server.stored_certificates("42").len(), 64);
}

/// Documented as `Unknown`: here it was sent, and nothing is sent afterwards.
#[tokio::test]
async fn a_call_that_is_given_up_is_not_tried_again() {
    let server = FaultServer::play([Fault::StallAfterReading]).await;
    let client = client!(server.url());
    let request = request();
    let is_sent = async {
        while server.requests().is_empty() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::select! {
        ended = call(&client, &request) => panic!("it ended: {:?}", ended.result),
        () = is_sent => {}
    }
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!((server.connections(), server.requests().len()), (1, 1));
}
