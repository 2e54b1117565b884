//! Ten thousand calls, with faults drawn at random between the client and the reference server: no certificate is created
//! twice, and what each call tells is true of what the server holds.

mod draw;
mod middle;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use openscaler_api::{Client, Outcome, RetryPolicy};
use openscaler_reference_server::{Config, ReferenceServer};
use tokio::task::JoinSet;

use crate::support::{TOKEN, call, client, refusing_url, self_signed};
use draw::Draw;
use middle::{Middle, Played};

const CALLS: u64 = 10_000;
const AT_ONCE: u64 = 32;
/// Set it to play the same faults again.
const SEED: &str = "OPENSCALER_FAULT_SEED";

/// How a call ended, as far as a caller can see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    Created,
    Failed(Outcome),
    /// The time ran out, which depends on the machine and not on the faults alone.
    Late(Outcome),
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_told_is_true() {
    let seed = std::env::var(SEED).ok().and_then(|seed| seed.parse().ok()).unwrap_or(0x05ca_1e70);
    eprintln!("{SEED}={seed}");
    let server = ReferenceServer::start_with(Config::new(TOKEN)).expect("a server");
    let orderly = Middle::start(server.address(), seed, false).await;
    let unruly = Middle::start(server.address(), seed, true).await;
    let quick = RetryPolicy::default().backoff(Duration::from_millis(1), Duration::from_millis(8));
    let pair = |url: String| {
        let client = |policy| client!(url.as_str(), .timeout(Duration::from_secs(2)).retry(policy));
        [client(quick.clone()), client(quick.clone().retry_service_unavailable(true))]
    };
    let clients = Arc::new([pair(orderly.url()), pair(unruly.url()), pair(refusing_url().await)]);

    let mut workers = JoinSet::new();
    for worker in 0..AT_ONCE {
        workers.spawn(work(clients.clone(), seed, worker));
    }
    let told: BTreeMap<_, _> = workers.join_all().await.into_iter().flatten().collect();
    assert_eq!(told.len(), usize::try_from(CALLS).expect("a size"));

    let mut played = orderly.stop().await;
    let exact: BTreeSet<_> = played.keys().cloned().collect();
    played.extend(unruly.stop().await);
    let stored: Vec<_> = server.stored_certificates("42").into_iter().map(|certificate| certificate.name).collect();
    let mut counts = BTreeMap::new();
    for (name, told) in &told {
        *counts.entry(format!("{told:?}")).or_insert(0) += 1;
        let played = played.get(name).map(Vec::as_slice).unwrap_or_default();
        assert_true(name, *told, played, stored.contains(name));
        if exact.contains(name) {
            assert_exact(name, *told, played);
        }
    }
    eprintln!("{counts:?}");
    assert!(counts.len() >= 5, "too few kinds of ends: {counts:?}");
}

/// The calls of one of those that call at once.
async fn work(clients: Arc<[[Client; 2]; 3]>, seed: u64, worker: u64) -> Vec<(String, Told)> {
    let mut ends = Vec::new();
    for number in (worker..CALLS).step_by(usize::try_from(AT_ONCE).expect("a size")) {
        let mut draw = Draw::new(seed ^ number);
        let name = format!("cert-{number}");
        // Half of the calls meet known faults only, one of ten finds nobody; one of ten asks for 503 to be tried again.
        let way = [0, 0, 0, 0, 0, 1, 1, 1, 1, 2][usize::try_from(draw.below(10)).expect("small")];
        let client = &clients[way][usize::from(draw.below(10) == 0)];
        let ended = call(client, &self_signed(&name)).await;
        let told = match &ended.result {
            Ok(certificate) => {
                assert_eq!(certificate.name, name);
                Told::Created
            }
            Err(error) if ended.time > Duration::from_millis(1900) => Told::Late(error.outcome()),
            Err(error) => Told::Failed(error.outcome()),
        };
        ends.push((name, told));
    }
    ends
}

#[track_caller]
fn assert_true(name: &str, told: Told, played: &[Played], is_stored: bool) {
    let context = format!("{name}: told {told:?}, stored {is_stored}, played {played:?}");
    let created = played.iter().filter(|played| played.created).count();
    assert!(created <= 1, "created twice: {context}");
    assert_eq!(created == 1, is_stored, "{context}");
    // A request that may have been processed is followed by no other, unless the caller asked for it.
    let processed = played.iter().position(|played| played.reached);
    if let Some(first) = processed {
        let is_503 = played[first].status == Some(503);
        assert!(first + 1 == played.len() || is_503, "tried again: {context}");
    }
    match told {
        Told::Created | Told::Failed(Outcome::Succeeded) | Told::Late(Outcome::Succeeded) => {
            assert!(is_stored, "{context}");
        }
        Told::Failed(Outcome::NotSent | Outcome::Rejected) | Told::Late(Outcome::NotSent | Outcome::Rejected) => {
            assert!(!is_stored, "{context}");
        }
        _ => {}
    }
}

/// Where every attempt is known, what is told is what they come to, the most doubtful of them.
#[track_caller]
fn assert_exact(name: &str, told: Told, played: &[Played]) {
    let last = played.last().map(|played| played.status);
    let worst = played.iter().map(|played| played.outcome).max();
    match told {
        Told::Created => assert_eq!(last, Some(Some(201)), "{name}: {played:?}"),
        Told::Failed(outcome) => assert_eq!(worst, Some(outcome), "{name}: {played:?}"),
        Told::Late(_) => {}
    }
}
