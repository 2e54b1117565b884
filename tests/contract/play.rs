//! Plays a case between the client and a server that answers what the case says, and compares what came of it.

use std::collections::BTreeMap;
use std::time::Duration;

use openscaler_api::{BearerToken, Client, RetryPolicy};
use openscaler_tests::cases::{Answer, Case, Exchange, Placeholders, Request, Secrets, Seen, Sight, Then};
use openscaler_tests::faults::{Fault, FaultServer};

use super::caller::{self, Ended};

/// What is not as the case says; nothing if all is. No complaint holds a secret.
pub(crate) async fn play(case: &Case, values: &Placeholders, secrets: &Secrets) -> Vec<String> {
    let case = match values.fill(case) {
        Ok(case) => case,
        Err(unknown) => return vec![unknown.to_string()],
    };
    let answers = match &case.then {
        Then::Refused(_) => vec![Fault::CloseAfterReading],
        Then::Sent(exchange) => exchange.answers.iter().map(fault).collect(),
    };
    let server = FaultServer::play(answers).await;
    // The waits are not what cases are about.
    let retry = RetryPolicy::default().backoff(Duration::from_millis(1), Duration::from_millis(1));
    let client = Client::builder()
        .token(BearerToken::new(case.call.token.as_deref().unwrap_or(values.get("token"))))
        .base_url(server.url())
        .retry(retry)
        .timeout(Duration::from_secs(10))
        .build()
        .expect("a client");
    let made = caller::call(&client, &case.call).await;
    let sent = server.raw_requests();
    let mut complaints = Vec::new();
    match (&case.then, &made.ended) {
        (Then::Refused(expected), Ended::Refused(found)) => {
            if sorted(expected) != *found {
                complaints.push(format!("the client finds {found:?}, and not {expected:?}"));
            }
        }
        (Then::Refused(_), Ended::Sent(_)) => complaints.push("the client sends it, and should refuse it".to_owned()),
        (Then::Sent(_), Ended::Refused(found)) => {
            complaints.push(format!("the client refuses it: {found:?}"));
        }
        (Then::Sent(exchange), Ended::Sent(seen)) => {
            let host = server.address().to_string();
            complaints.extend(compare_requests(exchange, &sent, &host, secrets));
            complaints.extend(compare_seen(&exchange.sees, seen, secrets));
            for (way, body) in &made.bodies {
                if *body != exchange.sends.body {
                    complaints.push(format!("{way} gives another body: {}", secrets.without_secrets(body)));
                }
            }
        }
    }
    if matches!(case.then, Then::Refused(_)) && server.connections() > 0 {
        complaints.push("a connection was made for a call that is refused".to_owned());
    }
    complaints
}

fn fault(answer: &Answer) -> Fault {
    match answer {
        Answer::Lost => Fault::CloseAfterReading,
        Answer::Http(answer) => Fault::Bytes(answer.to_bytes()),
    }
}

fn sorted<T: Ord + Clone>(list: &[T]) -> Vec<T> {
    let mut list = list.to_vec();
    list.sort();
    list
}

/// One request for each answer, each as the case says.
pub(crate) fn compare_requests(exchange: &Exchange, sent: &[Vec<u8>], host: &str, secrets: &Secrets) -> Vec<String> {
    let mut complaints = Vec::new();
    if sent.len() != exchange.answers.len() {
        complaints.push(format!("{} requests were sent, and not {}", sent.len(), exchange.answers.len()));
    }
    for request in sent {
        complaints.extend(compare_request(&exchange.sends, request, host, secrets));
    }
    complaints.dedup();
    complaints
}

/// A request as it came.
pub(crate) struct Sent {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Sent {
    pub(crate) fn parse(request: &[u8]) -> Self {
        let end = request.windows(4).position(|bytes| bytes == b"\r\n\r\n").unwrap_or(request.len());
        let head = String::from_utf8_lossy(&request[..end]).into_owned();
        let mut lines = head.split("\r\n");
        let line = lines.next().unwrap_or_default();
        let (method, rest) = line.split_once(' ').unwrap_or((line, ""));
        let path = rest.strip_suffix(" HTTP/1.1").unwrap_or(rest);
        let header = |line: &str| {
            let (name, value) = line.split_once(": ").unwrap_or((line, ""));
            (name.to_owned(), value.to_owned())
        };
        Self {
            method: method.to_owned(),
            path: path.to_owned(),
            headers: lines.map(header).collect(),
            body: request.get(end + 4..).unwrap_or_default().to_vec(),
        }
    }
}

/// Compares a request byte by byte, but for the order of its headers.
fn compare_request(expected: &Request, sent: &[u8], host: &str, secrets: &Secrets) -> Vec<String> {
    let mut complaints = Vec::new();
    let mut compare = |what: &str, found: &str, expected: &str| {
        if found != expected {
            let [found, expected] = [found, expected].map(|text| secrets.without_secrets(text));
            complaints.push(format!("{what} is `{found}`, and not `{expected}`"));
        }
    };
    let sent = Sent::parse(sent);
    compare("the method", &sent.method, &expected.method);
    compare("the path", &sent.path, &expected.path);
    let length = expected.body.len().to_string();
    let mut headers: BTreeMap<&str, &str> =
        expected.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    headers.insert("host", host);
    if !expected.body.is_empty() {
        headers.insert("content-length", length.as_str());
    }
    for (name, value) in &sent.headers {
        match headers.remove(name.as_str()) {
            Some(expected) => compare(&format!("header `{name}`"), value, expected),
            None => compare("a header", &format!("{name}: {value}"), ""),
        }
    }
    for (name, expected) in headers {
        compare(&format!("header `{name}`"), "", expected);
    }
    compare("the body", &String::from_utf8_lossy(&sent.body), &expected.body);
    complaints
}

/// Compares what the caller sees, as far as the case says it.
pub(crate) fn compare_seen(expected: &Seen, seen: &Seen, secrets: &Secrets) -> Vec<String> {
    let mut complaints = Vec::new();
    let mut compare = |what: &str, found: String, expected: String| {
        if found != expected {
            let [found, expected] = [found, expected].map(|text| secrets.without_key_like(&text));
            complaints.push(format!("{what} is {found}, and not {expected}"));
        }
    };
    compare("the status", format!("{:?}", seen.status), format!("{:?}", expected.status));
    match (&expected.what, &seen.what) {
        (Sight::Value(expected), Sight::Value(value)) if expected == value => {}
        (
            Sight::Error { outcome, error, message, request_id },
            Sight::Error { outcome: was, error: said, message: told, request_id: known },
        ) => {
            compare("the outcome", format!("{was:?}"), format!("{outcome:?}"));
            for (what, found, expected) in
                [("the error", said, error), ("the message", told, message), ("the request's id", known, request_id)]
            {
                if expected.is_some() {
                    compare(what, format!("{found:?}"), format!("{expected:?}"));
                }
            }
        }
        (expected, found) => compare("what is seen", format!("{found:?}"), format!("{expected:?}")),
    }
    complaints
}
