//! The commands as processes: what they print, and how they end.

use std::process::{Command, Output};

use openscaler_reference_server::certificates::Recipe;
use openscaler_tests::process::{ServerProcess, TOKEN};
use serde_json::json;

const PROGRAM: &str = env!("CARGO_BIN_EXE_reference-server");

async fn create(server: &ServerProcess, token: &str, body: String) -> u16 {
    let client = reqwest::Client::builder().no_proxy().build().expect("a client");
    let url = format!("http://{}/v1/lbs/42/certificates?secret=query", server.address());
    let request = client.post(url).bearer_auth(token).header("content-type", "application/json").body(body);
    request.send().await.expect("an answer").status().as_u16()
}

fn upload() -> String {
    let pem = Recipe::new(["example.com"]).make().expect("a bundle").to_pem();
    json!({"name": "cert", "cert_type": "upload", "cert_content": pem}).to_string()
}

#[tokio::test]
async fn it_says_where_it_listens_and_nothing_else() {
    for signal in ["-TERM", "-INT"] {
        let server = ServerProcess::start(PROGRAM, &["--listen", "127.0.0.1:0"]);
        assert_eq!(create(&server, TOKEN, upload()).await, 201);
        assert_eq!(create(&server, "wrong", upload()).await, 401);
        assert_eq!(create(&server, TOKEN, "{".into()).await, 400);
        let (status, stdout, stderr) = server.stop(signal);
        assert!(status.success(), "{signal}: {status}");
        assert_eq!((stdout.as_str(), stderr.as_str()), ("", ""));
    }
}

#[tokio::test]
async fn verbose_writes_a_line_a_request() {
    let server = ServerProcess::start(PROGRAM, &["--verbose", "--load-balancer", "41", "--load-balancer", "42"]);
    assert_eq!(create(&server, TOKEN, upload()).await, 201);
    assert_eq!(create(&server, "wrong", upload()).await, 401);
    let (_, stdout, stderr) = server.stop("-TERM");
    assert_eq!(stdout, "");
    let lines: Vec<_> = stderr.lines().collect();
    assert_eq!(lines.len(), 2, "{stderr}");
    for (line, status) in lines.into_iter().zip(["201", "401"]) {
        let fields: Vec<_> = line.split(' ').collect();
        assert_eq!(fields[..3], ["POST", "/v1/lbs/42/certificates", status]);
        assert!(fields.len() == 4 && fields[3].ends_with('s'), "{line}");
    }
}

fn run(arguments: &[&str], token: Option<&str>) -> Output {
    let mut command = Command::new(PROGRAM);
    command.args(arguments).env_remove("OPENSCALER_TOKEN");
    if let Some(token) = token {
        command.env("OPENSCALER_TOKEN", token);
    }
    command.output().expect("it runs")
}

#[test]
fn it_needs_a_token() {
    let missing = run(&[], None);
    assert_eq!(missing.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&missing.stderr).contains("--token"));
    let blank = run(&["--token", ""], None);
    assert_eq!(blank.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&blank.stderr).starts_with("reference-server: the token is empty"));
}

#[test]
fn its_help_does_not_show_the_token() {
    let help = run(&["--help"], Some(TOKEN));
    let text = String::from_utf8_lossy(&help.stdout);
    assert!(help.status.success() && text.contains("OPENSCALER_TOKEN"), "{text}");
    assert!(!text.contains(TOKEN), "{text}");
}

#[tokio::test]
async fn what_make_bundle_prints_can_be_uploaded() {
    for (arguments, certificates) in [(&[][..], 1), (&["--chain"], 3)] {
        let output = Command::new(env!("CARGO_BIN_EXE_make-bundle"))
            .args(["--domain", "example.com", "--domain", "www.example.com"])
            .args(arguments)
            .output()
            .expect("it runs");
        let pem = String::from_utf8(output.stdout).expect("text");
        assert_eq!(pem.matches("BEGIN CERTIFICATE").count(), certificates);
        let api = crate::support::Api::start().await;
        let reply = api.upload(&pem).await;
        assert_eq!(reply.status, 201, "{}", reply.text);
        assert_eq!(reply.body["domains"], "example.com, www.example.com");
    }
}

#[test]
fn make_bundle_refuses_a_domain_that_is_not_ascii() {
    let output = Command::new(env!("CARGO_BIN_EXE_make-bundle")).args(["--domain", "bücher.example"]).output();
    let output = output.expect("it runs");
    assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
    assert!(String::from_utf8_lossy(&output.stderr).starts_with("make-bundle: "));
}
