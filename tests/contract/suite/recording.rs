//! What the reference server records are cases, they can be played, and no secret is in them.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use openscaler_api::types::{CreateCertificateRequest, LoadBalancerId};
use openscaler_api::{BearerToken, Client, RetryPolicy};
use openscaler_reference_server::certificates::{Key, Recipe};
use openscaler_reference_server::{Config, ReferenceServer};
use openscaler_tests::cases::{Answer, Case, Placeholders, Recorder, Secrets, Then, read_file};
use openscaler_tests::connection::exchange;
use openscaler_tests::document::Document;
use serde_json::{Value, json};

use super::assert_none;
use crate::judge::Judge;
use crate::play::play;

fn server(values: &Placeholders, file: &Path) -> ReferenceServer {
    let mut config = Config::new(values.get("token"));
    let recorder = Recorder::open(file, values.get("token")).expect("a file");
    config.observer = Some(Arc::new(move |exchange| recorder.write_observed(exchange).expect("a recording")));
    config.load_balancers = vec!["42".to_owned(), "a/b c".to_owned()];
    ReferenceServer::start_with(config).expect("the server starts")
}

/// Makes a call, however it ends.
async fn call(server: &ReferenceServer, token: &str, lb_id: &str, body: Value) {
    let client =
        Client::builder().token(BearerToken::new(token)).base_url(server.base_url()).retry(RetryPolicy::never());
    let request: CreateCertificateRequest = serde_json::from_value(body).expect("a request");
    let lb_id = LoadBalancerId::try_from(lb_id).expect("an id");
    let _ = client.build().expect("a client").lb_create_certificate(&lb_id, &request).await;
}

fn status(case: &Case) -> Option<u16> {
    let Then::Sent(exchange) = &case.then else { return None };
    match exchange.answers.as_slice() {
        [Answer::Http(answer)] => Some(answer.status),
        _ => None,
    }
}

#[tokio::test]
async fn a_recording_is_played_and_holds_no_secret() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("recorded.yaml");
    let values = Placeholders::new();
    let (token, other) = (values.get("token").to_owned(), "a-token-that-is-wrong");
    let bundle = Recipe::new(["example.com"]).make().expect("a bundle");
    let chain = Recipe::new(["example.com"]).chain().make().expect("a chain");
    let expired = Recipe::new(["example.com"]).expired().make().expect("a bundle");
    let mut mismatch = bundle.clone();
    mismatch.key = Key::generate().expect("a key");
    let upload = |name: &str, pem: &str| json!({ "name": name, "cert_type": "upload", "cert_content": pem });

    let server = server(&values, &file);
    call(&server, &token, "42", json!({ "name": "a", "cert_type": "self_signed" })).await;
    call(&server, &token, "42", json!({ "name": "a", "cert_type": "self_signed" })).await;
    let let_encrypt = json!({
        "name": "ü {{b}} \"'", "cert_type": "let_encrypt", "cn_name": "example.com", "let_encrypt_email": "a@b.example",
    });
    call(&server, &token, "a/b c", let_encrypt).await;
    call(&server, &token, "42", upload("c", &bundle.to_pem())).await;
    call(&server, &token, "42", upload("d", &chain.to_pem().replace('\n', "\r\n"))).await;
    call(&server, &token, "42", upload("e", &bundle.certificates())).await;
    call(&server, &token, "42", upload("f", &expired.to_pem())).await;
    call(&server, &token, "42", upload("g", &mismatch.to_pem())).await;
    call(&server, &token, "43", json!({ "name": "h", "cert_type": "self_signed" })).await;
    call(&server, other, "42", json!({ "name": "i", "cert_type": "self_signed" })).await;
    server.stop();

    let text = std::fs::read_to_string(&file).expect("a recording");
    assert_eq!(std::fs::metadata(&file).expect("a file").permissions().mode() & 0o777, 0o600);
    for pem in [&bundle, &chain, &expired, &mismatch].map(|bundle| bundle.to_pem()) {
        for line in pem.lines().filter(|line| !line.starts_with("-----")) {
            assert!(!text.contains(line), "{text}");
        }
    }
    assert!(!text.contains(&token) && !text.contains(other) && !text.contains("-----BEGIN"), "{text}");

    let recorded = read_file(&file).expect("cases");
    let statuses: Vec<_> = recorded.iter().filter_map(status).collect();
    assert_eq!(statuses, [201, 409, 201, 201, 201, 201, 422, 422, 404, 401]);
    let (judge, secrets) = (Judge::of_repository(), Secrets::new(token, &Document::of_repository()));
    let mut complaints = Vec::new();
    for case in &recorded {
        let mut found = play(case, &values, &secrets).await;
        let filled = values.fill(case).expect("known placeholders");
        found.extend(judge.call(&filled.call).iter().map(|violation| format!("{violation:?}")));
        let Then::Sent(exchange) = &filled.then else { unreachable!("what is recorded was sent") };
        for answer in &exchange.answers {
            let departures = judge.answer(judge.operation(&filled.call.operation), answer);
            found.extend(departures.iter().map(|found| format!("{:?}", found.departure)));
        }
        complaints.push((case.name.clone(), found));
    }
    assert_none(complaints);
}

/// A request that is not a call of the document becomes a comment, and the rest can still be read.
#[tokio::test]
async fn what_is_no_call_is_a_comment() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("recorded.yaml");
    let values = Placeholders::new();
    let token = values.get("token").to_owned();
    let pem = Recipe::new(["example.com"]).make().expect("a bundle").to_pem();
    let server = server(&values, &file);
    let head =
        format!("host: x\r\nconnection: close\r\nauthorization: Bearer {token}\r\ncontent-type: application/json");
    exchange(server.address(), format!("GET /v1/lbs?{token} HTTP/1.1\r\n{head}\r\n\r\n")).await;
    let broken = format!("{{\"cert_content\": \"{}", pem.replace('\n', "\\n"));
    for body in [&broken, &pem, ""] {
        let path = "/v1/lbs/42/certificates";
        let length = body.len();
        exchange(server.address(), format!("POST {path} HTTP/1.1\r\n{head}\r\ncontent-length: {length}\r\n\r\n{body}"))
            .await;
    }
    call(&server, &token, "42", json!({ "name": "a", "cert_type": "self_signed" })).await;
    server.stop();

    let text = std::fs::read_to_string(&file).expect("a recording");
    let comments: Vec<_> = text.lines().filter(|line| line.starts_with('#')).collect();
    let [unknown, refused @ ..] = comments.as_slice() else { panic!("{text}") };
    assert_eq!(*unknown, "# GET /v1/lbs?{{token}} 404: not a call of the document with a JSON body");
    assert!(refused.len() == 3 && refused.iter().all(|line| line.starts_with("# POST /v1/lbs/42/certificates 4")));
    assert!(!text.contains(&token) && pem.lines().all(|line| !text.contains(line)), "{text}");
    assert_eq!(read_file(&file).expect("cases").len(), 1);
}

/// What another client sends is written down as it came, and differs from what ours sends.
#[tokio::test]
async fn what_another_client_sends_is_told_apart() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("recorded.yaml");
    let values = Placeholders::new();
    let token = values.get("token").to_owned();
    let server = server(&values, &file);
    let body = r#"{"name": "a", "cert_type": "self_signed"}"#;
    let head = format!("host: x\r\ncookie: s=1\r\nuser-agent: curl/8\r\nauthorization: Bearer {token}");
    let text = format!(
        "POST /v1/lbs/42/certificates HTTP/1.1\r\n{head}\r\nconnection: close\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    exchange(server.address(), text).await;
    server.stop();
    let [case] = read_file(&file).expect("cases").try_into().expect("one case");
    let Then::Sent(exchange) = &case.then else { unreachable!("what is recorded was sent") };
    assert_eq!(exchange.sends.headers.get("cookie").map(String::as_str), Some("{{redacted}}"));
    assert_eq!(exchange.sends.body, body);
    let complaints = play(&case, &values, &Secrets::new(token, &Document::of_repository())).await;
    for expected in
        ["header `user-agent` is `openscaler-api/", "header `cookie` is ``", "a header is `accept: ", "the body is `"]
    {
        assert!(complaints.iter().any(|complaint| complaint.starts_with(expected)), "{expected}: {complaints:#?}");
    }
}

#[test]
fn a_file_that_cannot_be_written_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let program =
        Command::new(env!("CARGO_BIN_EXE_record-cases")).arg(folder.path()).env("OPENSCALER_TOKEN", "a").output();
    let output = program.expect("it runs");
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.starts_with(&format!("record-cases: cannot record to `{}`: ", folder.path().display())), "{said}");
}
