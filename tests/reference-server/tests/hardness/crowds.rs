//! Very many callers and very many certificates: each answer is true, and nothing is lost.

use std::sync::Arc;

use openscaler_reference_server::certificates::Recipe;
use tokio::sync::Barrier;
use tokio::task::JoinSet;

use crate::support::{Exchange, Server, self_signed, upload, with_length};

/// All connections are open, and each has sent half of its request, before any sends the other half.
#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_and_fifty_six_connections_at_once() {
    const CALLERS: usize = 256;
    let server = Server::start(&[]);
    let pem = Arc::new(Recipe::new(["example.com"]).chain().make().expect("a bundle").to_pem());
    let barrier = Arc::new(Barrier::new(CALLERS));
    let mut callers = JoinSet::new();
    for number in 0..CALLERS {
        let (address, pem, barrier) = (server.address, pem.clone(), barrier.clone());
        callers.spawn(async move {
            // Each name is asked for twice, so that each has one winner.
            let request = with_length(upload(&format!("cert-{}", number / 2), &pem).as_bytes());
            let (first, second) = request.split_at(request.len() / 2);
            let mut exchange = Exchange::open(address).await;
            exchange.send(first).await;
            barrier.wait().await;
            exchange.send(second).await;
            let answer = exchange.answer().await;
            (number / 2, answer.status, answer.text)
        });
    }
    let mut answers = callers.join_all().await;
    answers.sort_unstable();
    for pair in answers.chunks(2) {
        let [(name, won, text), (_, lost, _)] = pair else { panic!("an odd number of answers") };
        assert_eq!((*won, *lost), (201, 409), "cert-{name}: {text}");
    }
    server.assert_took_at_most(96 << 20);
}

/// More connections than the server has places for: those that have to wait are served as others end.
#[tokio::test(flavor = "multi_thread")]
async fn more_connections_than_there_are_places() {
    const CALLERS: usize = 700;
    let server = Server::start(&[]);
    let mut callers = JoinSet::new();
    for number in 0..CALLERS {
        let mut exchange = Exchange::open(server.address).await;
        callers.spawn(async move {
            exchange.send(&with_length(self_signed(&format!("cert-{number}")).as_bytes())).await;
            exchange.answer().await.status
        });
    }
    assert!(callers.join_all().await.into_iter().all(|status| status == 201));
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_certificates_on_one_load_balancer() {
    const CERTIFICATES: usize = 10_000;
    let server = Server::start(&[]);
    for expected in [201, 409] {
        let mut callers = JoinSet::new();
        for first in 0..8 {
            let address = server.address;
            callers.spawn(async move {
                for number in (first..CERTIFICATES).step_by(8) {
                    let mut exchange = Exchange::open(address).await;
                    exchange.send(&with_length(self_signed(&format!("cert-{number}")).as_bytes())).await;
                    let answer = exchange.answer().await;
                    assert_eq!(answer.status, expected, "cert-{number}: {}", answer.text);
                }
            });
        }
        callers.join_all().await;
    }
    // A certificate and its key are a good 1,000 bytes of PEM.
    server.assert_took_at_most(CERTIFICATES * 3_000 + (32 << 20));
}
