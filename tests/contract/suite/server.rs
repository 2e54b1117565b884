//! The reference server takes what is sent and refuses what is refused, and answers as the document says.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;

use openscaler_reference_server::{Config, ReferenceServer};
use openscaler_tests::cases::{Answer, Body, Call, Case, HttpAnswer, Placeholders, Request, Then, Violation};
use openscaler_tests::connection::exchange;

use super::{assert_none, cases};
use crate::judge::Judge;

#[tokio::test]
async fn the_reference_server_agrees_with_every_case() {
    let (judge, values) = (Judge::of_repository(), Placeholders::new());
    let mut complaints = Vec::new();
    for case in cases() {
        let case = values.fill(&case).expect("known placeholders");
        complaints.push((case.name.clone(), complain(&judge, &values, &case).await));
    }
    assert_none(complaints);
}

async fn complain(judge: &Judge, values: &Placeholders, case: &Case) -> Vec<String> {
    // A server for each: a name can be taken once.
    let server = ReferenceServer::start_with(Config::new(values.get("token"))).expect("the server starts");
    let operation = judge.operation(&case.call.operation);
    let (request, expected) = match &case.then {
        Then::Sent(exchange) if case.call.token.is_some() => (exchange.sends.clone(), 401..=401),
        Then::Sent(exchange) => (exchange.sends.clone(), 200..=299),
        Then::Refused(_) => (unchecked(judge, values, &case.call), 400..=499),
    };
    if let Some(creation) = creation(case) {
        send(server.address(), &creation).await;
    }
    let answer = Answer::Http(send(server.address(), &request).await);
    let found = judge.answer(operation, &answer);
    let mut complaints: Vec<_> =
        found.iter().map(|found| format!("the answer's `{}` {}", found.departure.at, found.message)).collect();
    let Answer::Http(answer) = answer else { unreachable!("it was just made") };
    if !expected.contains(&answer.status) {
        complaints.push(format!("the server answers {}: {}", answer.status, answer.body.text()));
    } else if let Then::Refused(violations) = &case.then {
        complaints.extend(refused(violations, &answer));
    }
    complaints
}

/// The request that creates what a case finds.
fn creation(case: &Case) -> Option<Request> {
    let Then::Sent(exchange) = &case.then else { return None };
    let (path, _) = exchange.sends.path.rsplit_once('/').filter(|_| exchange.sends.method == "GET")?;
    let name = case.call.parameters.get("certificate_name")?;
    let headers = exchange.sends.headers.clone().into_iter();
    Some(Request {
        method: "POST".to_owned(),
        path: path.to_owned(),
        headers: headers.chain([("content-type".to_owned(), "application/json".to_owned())]).collect(),
        body: serde_json::json!({ "name": name, "cert_type": "self_signed" }).to_string(),
    })
}

/// What a client would send that checks nothing.
fn unchecked(judge: &Judge, values: &Placeholders, call: &Call) -> Request {
    let described = judge.describe(call, values.get("token"));
    let body = call.body.as_ref().map(Body::text).unwrap_or_default();
    Request { method: described.method, path: described.path, headers: described.headers, body }
}

/// The server's violations are at the same places as the client's; an id that cannot be has no place, and is 404.
fn refused(expected: &[Violation], answer: &HttpAnswer) -> Vec<String> {
    let wrong_id = expected.iter().any(|violation| violation.at.starts_with("/parameters/"));
    if wrong_id {
        return if answer.status == 404 { Vec::new() } else { vec![format!("the server answers {}", answer.status)] };
    }
    let body = answer.body.json().unwrap_or_default();
    let found = body.pointer("/error/violations").and_then(serde_json::Value::as_array).cloned().unwrap_or_default();
    let found: BTreeSet<_> =
        found.iter().filter_map(|one| Some(format!("/body{}", one.get("pointer")?.as_str()?))).collect();
    let expected: BTreeSet<_> = expected.iter().map(|violation| violation.at.clone()).collect();
    // The server repeats no name that does not look like one, and points at the object around it.
    let is_at =
        |found: &&String, at: &&String| found == at || at.rsplit_once('/').is_some_and(|(above, _)| above == *found);
    let same = found.iter().all(|found| expected.iter().any(|at| is_at(&found, &at)))
        && expected.iter().all(|at| found.iter().any(|found| is_at(&found, &at)));
    if same { Vec::new() } else { vec![format!("the server refuses {found:?}, and not {expected:?}")] }
}

/// Sends these bytes, and reads the answer to the end of the connection.
async fn send(address: SocketAddr, request: &Request) -> HttpAnswer {
    let Request { method, path, headers, body } = request;
    let mut head = format!("{method} {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n");
    headers.iter().for_each(|(name, value)| head += &format!("{name}: {value}\r\n"));
    let text = format!("{head}content-length: {}\r\n\r\n{body}", body.len());
    let answer = exchange(address, text).await;
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
    let mut lines = head.split("\r\n");
    let status = lines.next().and_then(|line| line.get(9..12)?.parse().ok()).expect("a status");
    let header = |line: &str| line.split_once(": ").map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()));
    let headers: BTreeMap<_, _> = lines.filter_map(header).collect();
    HttpAnswer { status, headers, body: Body::Text(body.to_owned()), departs: Vec::new() }
}
