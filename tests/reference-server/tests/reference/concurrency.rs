//! Many at once: a name is taken once, and nothing is lost.

use std::sync::Arc;

use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::support::{Api, LB, Reply};

async fn all_at_once(api: &Arc<Api>, bodies: Vec<Value>) -> Vec<Reply> {
    let mut tasks = JoinSet::new();
    for body in bodies {
        let api = api.clone();
        tasks.spawn(async move { api.create(&body).await });
    }
    tasks.join_all().await
}

#[tokio::test(flavor = "multi_thread")]
async fn one_name_is_taken_once() {
    let api = Arc::new(Api::start().await);
    let body = json!({"name": "same", "cert_type": "self_signed"});
    let mut replies = all_at_once(&api, vec![body; 32]).await;
    replies.sort_by_key(|reply| reply.status);
    let (winner, losers) = replies.split_first().expect("32 answers");
    assert_eq!(winner.status, 201);
    for loser in losers {
        assert_eq!((loser.status, loser.code()), (409, "name_taken"));
    }
    // The winner's certificate is the one that is kept, whoever came last.
    let kept = api.upload(&api.only_stored().pem).await;
    assert_eq!(kept.body["serial"], winner.body["serial"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn different_names_are_all_kept() {
    let api = Arc::new(Api::start().await);
    let bodies = (0..256).map(|number| json!({"name": format!("cert-{number}"), "cert_type": "self_signed"})).collect();
    for reply in all_at_once(&api, bodies).await {
        assert_eq!(reply.status, 201, "{}", reply.text);
    }
    let mut names: Vec<_> = api.server.stored_certificates(LB).into_iter().map(|stored| stored.name).collect();
    names.dedup();
    assert_eq!(names.len(), 256);
    assert_eq!(api.server.request_count(), 256);
}

#[tokio::test]
async fn a_name_is_free_on_another_load_balancer() {
    let api = Api::start().await;
    let body = json!({"name": "same", "cert_type": "self_signed"}).to_string();
    for load_balancer in ["1", "2"] {
        let path = format!("/v1/lbs/{load_balancer}/certificates");
        let reply = crate::support::send(api.request(&path).body(body.clone())).await;
        assert_eq!(reply.status, 201);
        assert_eq!(api.server.stored_certificates(load_balancer).len(), 1);
    }
}
