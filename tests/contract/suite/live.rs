//! A live run: against the reference server, and against one whose answers are odd in every way.

use std::path::{Path, PathBuf};

use openscaler_reference_server::{Config, ReferenceServer};
use openscaler_tests::cases::{Case, Placeholders, Secrets, Then, read_file};
use openscaler_tests::document::Document;
use openscaler_tests::faults::{Fault, FaultServer, answer, refusing_url};

use super::{assert_none, cases};
use crate::judge::Judge;
use crate::live::{self, Settings, Unfit};
use crate::play::play;

const TOKEN: &str = "a-token-that-must-not-be-seen";

fn settings(url: &str, variables: &[(&str, &str)]) -> Settings {
    let given = [("OPENSCALER_URL", url), ("OPENSCALER_TOKEN", TOKEN), ("OPENSCALER_LB_ID", "42")];
    let variable = |name: &str| {
        let mut all = given.iter().chain(variables);
        all.find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
    };
    Settings::read(variable, "7".to_owned()).expect("settings")
}

/// Whether all was as expected, and what was told.
async fn run(settings: &Settings) -> (bool, String) {
    let mut told = Vec::new();
    let clean = live::run(&cases(), settings, &mut told).await.expect("a run");
    let told = String::from_utf8(told).expect("text");
    assert!(!told.contains(TOKEN) && !told.contains("BEGIN"), "{told}");
    (clean, told)
}

async fn run_recorded(url: &str, file: &Path) -> (bool, String, Vec<Case>) {
    let mut settings = settings(url, &[]);
    settings.record = Some(PathBuf::from(file));
    let (clean, told) = run(&settings).await;
    let text = std::fs::read_to_string(file).expect("a recording");
    assert!(!text.contains(TOKEN) && !text.contains("BEGIN"), "{text}");
    (clean, told, read_file(file).expect("cases"))
}

/// Holds a recording against the client and the document, as any other case.
async fn replay(recorded: &[Case]) {
    let (judge, values) = (Judge::of_repository(), Placeholders::new());
    let secrets = Secrets::new(values.get("token"), &Document::of_repository());
    let mut complaints = Vec::new();
    for case in recorded {
        let mut found = play(case, &values, &secrets).await;
        let filled = values.fill(case).expect("known placeholders");
        let Then::Sent(exchange) = &filled.then else { unreachable!("what is recorded was sent") };
        for answer in &exchange.answers {
            let openscaler_tests::cases::Answer::Http(http) = answer else { continue };
            let departs = judge.answer(judge.operation(&filled.call.operation), answer);
            let departs: Vec<_> = departs.into_iter().map(|found| found.departure).collect();
            if departs != http.departs {
                found.push(format!("{departs:?} and not {:?}", http.departs));
            }
        }
        complaints.push((case.name.clone(), found));
    }
    assert_none(complaints);
}

#[tokio::test]
async fn the_reference_server_is_as_expected() {
    let mut config = Config::new(TOKEN);
    config.load_balancers = vec!["42".to_owned()];
    let server = ReferenceServer::start_with(config).expect("the server starts");
    let optional = [("OPENSCALER_DOMAIN", "shop.example.com"), ("OPENSCALER_EMAIL", "admin@example.com")];
    let (clean, told) = run(&settings(&server.base_url(), &optional)).await;
    assert!(clean, "{told}");
    let mut names: Vec<_> = server.stored_certificates("42").into_iter().map(|stored| stored.name).collect();
    names.sort();
    let expected = ["conformance 7/ü", "conformance-7-a", "conformance-7-b", "conformance-7-c"];
    assert_eq!(names[..4], expected);
    assert_eq!(names.len(), 7);
    for name in names {
        assert!(told.contains(&format!("201, created name `{name}`, cert_type `")), "{told}");
        assert!(told.contains(&format!("\nname `{name}`, cert_type `")), "{told}");
    }
    assert!(told.contains("live: a name that is taken: 409, refused"), "{told}");
    assert!(told.contains("live: a token that nobody knows: 401, refused"), "{told}");
    assert!(told.ends_with("cases: 10 played, 0 skipped; not as expected: 0; departures: 0\n"), "{told}");
}

/// The id of a load balancer may have to be written in another way in a path.
#[tokio::test]
async fn an_id_that_a_path_cannot_hold_as_it_is() {
    let mut config = Config::new(TOKEN);
    config.load_balancers = vec!["a b/ü".to_owned()];
    let server = ReferenceServer::start_with(config).expect("the server starts");
    let mut settings = settings(&server.base_url(), &[]);
    settings.lb_id = "a b/ü".to_owned();
    let (clean, told) = run(&settings).await;
    assert!(clean, "{told}");
    assert_eq!(server.stored_certificates("a b/ü").len(), 6);
}

#[test]
fn it_says_beforehand_what_it_creates() {
    let told = live::warning(&cases(), &settings("https://api.example.com", &[]));
    let first = "This creates 6 certificates on load balancer `42` at https://api.example.com. They stay there.\n";
    assert!(told.starts_with(first), "{told}");
    assert!(told.contains("live: let_encrypt: skipped, since `OPENSCALER_DOMAIN` is not set\n"), "{told}");
    assert!(told.contains("live: a name that is taken: is refused\n"), "{told}");
    assert!(!told.contains(TOKEN));
}

#[tokio::test]
async fn what_is_recorded_can_be_played() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = ReferenceServer::start_with(Config::new(TOKEN)).expect("the server starts");
    let (clean, told, recorded) = run_recorded(&server.base_url(), &folder.path().join("live.yaml")).await;
    // Every load balancer exists here.
    assert!(!clean && told.contains("live: a load balancer that there is none of: it was to be refused"), "{told}");
    assert!(told.contains("live: let_encrypt: skipped, `OPENSCALER_DOMAIN` is not set\n"), "{told}");
    assert_eq!(recorded.len(), 9);
    replay(&recorded).await;
}

#[tokio::test]
async fn a_server_that_departs_from_the_document_is_reported() {
    let json = [("content-type", "application/json")];
    let long = "x".repeat(300);
    let faults = [
        answer(201, &json, r#"{"name":"n\u001b[31m","cert_type":"acme","size":"big","id":77,"serial":null}"#),
        answer(200, &json, r#"{"cert_type":"upload","not_after":"tomorrow"}"#),
        answer(302, &[("location", "/login")], ""),
        answer(502, &[("content-type", "text/html")], "<html>"),
        Fault::CloseAfterReading,
        Fault::Bytes(
            b"HTTP/1.1 201 x\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{\"name\":".to_vec(),
        ),
        answer(201, &json, &format!(r#"{{"name":"{long}","cert_type":"upload","token":"{TOKEN}"}}"#)),
        answer(403, &json, "{}"),
        answer(404, &[("content-type", "application/problem+json")], "{}"),
    ];
    let server = FaultServer::play(faults).await;
    let folder = tempfile::tempdir().expect("a folder");
    let (clean, told, recorded) = run_recorded(&server.url(), &folder.path().join("live.yaml")).await;
    assert!(!clean);
    for expected in [
        "live: self_signed with only what it requires: 201, created name `n[31m`, cert_type `acme`, id `77`, lb_id `42`\n",
        "live: self_signed with everything: 200, created cert_type `upload`, lb_id `42`\n",
        "live: upload with only what it requires: 302, perhaps created what was asked for: name `conformance-7-c`, ",
        "live: upload with the line ends of Windows: no answer, perhaps created what was asked for: name `",
        "\nperhaps what was asked for: name `conformance-7-c`, cert_type `upload`, lb_id `42`\n",
        "live: upload with the line ends of Windows: it was to be created, and the answer is no answer\n",
        "`/body/size` is a string, which is no type of it [type], in one answer: live: self_signed with only",
        "`/body/cert_type` is none of the values listed [enum], in one answer: ",
        "`/body/id` is a number [unknown-property], in one answer: ",
        "`/body/name` is missing [required], in one answer: live: self_signed with everything\n",
        "`/body/not_after` breaks `format` [format], in one answer: ",
        "`/status` 302 is none of 2XX, 4XX, 5XX [status], in one answer: ",
        "`/body` is not JSON [json], in 2 answers: ",
        "`/headers/content-type` is `text/html` and not `application/json` [media-type], in one answer: ",
        "`/headers/content-type` is `application/problem+json` and not `application/json` [media-type], in one answer: ",
        "cases: 9 played, 1 skipped; not as expected: ",
    ] {
        assert!(told.contains(expected), "{expected}\nis not in\n{told}");
    }
    assert!(!told.contains(&long) && !told.contains('\u{1b}'), "{told}");
    // A surprise is a case, and the client does with it what it did.
    assert_eq!(recorded.len(), 9);
    replay(&recorded).await;
}

#[tokio::test]
async fn an_endpoint_that_is_not_there_ends_the_run() {
    let url = refusing_url().await;
    let mut told = Vec::new();
    let error = live::run(&cases(), &settings(&url, &[]), &mut told).await.expect_err("nobody listens");
    let told = String::from_utf8(told).expect("text");
    assert!(told.contains("the run ends here\n\n# what was created"), "{told}");
    assert!(error.to_string().starts_with("the endpoint cannot be reached: "), "{error}");
}

#[test]
fn without_its_variables_it_says_what_it_would_do() {
    let variable = |name: &str| (name == "OPENSCALER_TOKEN").then(|| TOKEN.to_owned());
    let Err(Unfit::Missing(missing)) = Settings::read(variable, String::new()) else { panic!("two are missing") };
    let told = live::explain(&cases(), &missing, &Document::of_repository().server());
    assert!(told.starts_with("nothing was run: these are not set: `OPENSCALER_URL`, `OPENSCALER_LB_ID`. "), "{told}");
    assert!(told.contains("where the API is, such as https://api.alpha.openscaler.net\n"), "{told}");
    assert!(told.contains("live: self_signed with only what it requires: creates\n"), "{told}");
    assert!(told.contains("live: a token that nobody knows: is refused\n"), "{told}");
    assert!(!told.contains(TOKEN));
}

#[test]
fn a_token_is_not_sent_anywhere() {
    for (url, expected) in [
        ("http://api.example.com", "is plain http to another machine"),
        ("ftp://api.example.com", "has the scheme `ftp`"),
        ("api.example.com", "is no URL"),
        ("https://user@api.example.com", "has a query, a fragment or a user"),
        ("https://api.example.com?x=1", "has a query, a fragment or a user"),
    ] {
        let variable = |name: &str| Some(if name == "OPENSCALER_URL" { url } else { "x" }.to_owned());
        let Err(Unfit::Wrong(what)) = Settings::read(variable, String::new()) else { panic!("{url} is wrong") };
        assert!(what.contains(expected), "{what}");
    }
    for url in ["https://api.example.com/base/", "http://127.0.0.1:8080", "http://[::1]:8080", "http://localhost"] {
        assert!(!settings(url, &[]).url.ends_with('/'));
    }
}
