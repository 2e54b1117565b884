//! Proxies: those of the environment never see what stays on this machine; one that was given is used.

use std::process::Command;

use openscaler_api::reqwest::Proxy;
use openscaler_api::{Outcome, RetryPolicy};

use crate::support::{CREATED, Fault, FaultServer, TOKEN, answer, call, client, once, refusing_url, request};

const VARIABLES: [&str; 6] = ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];

/// Runs one of this suite's ignored tests in a process whose environment names `proxy`.
async fn run(test: &str, proxy: &str) {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command.args(["--exact", test, "--ignored", "--nocapture"]).env_remove("NO_PROXY").env_remove("no_proxy");
    command.envs(VARIABLES.map(|name| (name, proxy)));
    let output = tokio::task::spawn_blocking(move || command.output().expect("it runs")).await.expect("no panic");
    let text = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && text.contains("1 passed"), "{text}");
}

#[tokio::test]
async fn loopback_passes_by_a_proxy_of_the_environment() {
    let proxy = FaultServer::play([answer(201, &[], CREATED)]).await;
    run("proxies::in_a_process_with_a_proxy", &proxy.url()).await;
    assert_eq!(proxy.connections(), 0);
}

#[tokio::test]
#[ignore = "needs the environment that the test above gives it"]
async fn in_a_process_with_a_proxy() {
    let server = FaultServer::play([answer(201, &[], CREATED)]).await;
    for host in ["127.0.0.1", "localhost"] {
        let url = server.url().replace("127.0.0.1", host);
        assert!(call(&once(&url), &request()).await.result.is_ok(), "{host}");
    }
    assert_eq!(server.requests().len(), 2);
    // Not even if the HTTP client was given one behind the builder's back.
    let proxy = Proxy::all(std::env::var("HTTP_PROXY").expect("a proxy")).expect("a proxy");
    let client = client!(server.url(), .configure_reqwest(|http| http.proxy(proxy)));
    assert!(call(&client, &request()).await.result.is_ok());
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn other_hosts_go_through_a_proxy_of_the_environment() {
    let proxy = FaultServer::play([answer(201, &[], CREATED), answer(502, &[], "")]).await;
    run("proxies::in_a_process_with_a_proxy_that_is_used", &proxy.url()).await;
    let requests = proxy.requests();
    assert_eq!(requests.len(), 2);
    assert!(requests[0].starts_with("POST http://api.invalid/v1/lbs/42/certificates "), "{}", requests[0]);
    assert!(requests[1].starts_with("CONNECT api.invalid:443 "), "{}", requests[1]);
    assert!(!requests[1].contains(TOKEN) && !requests[1].contains("cert"), "{}", requests[1]);
}

#[tokio::test]
#[ignore = "needs the environment that the test above gives it"]
async fn in_a_process_with_a_proxy_that_is_used() {
    let client = client!("http://api.invalid", .allow_insecure_http(true));
    assert!(call(&client, &request()).await.result.is_ok());
    let client = client!("https://api.invalid", .retry(RetryPolicy::never()));
    call(&client, &request()).await.assert(Outcome::NotSent, None);
}

#[tokio::test]
async fn a_proxy_that_was_given_is_used_for_loopback_too() {
    let proxy = FaultServer::play([answer(201, &[], CREATED)]).await;
    let client = client!(refusing_url().await, .proxy(proxy.url()));
    assert!(call(&client, &request()).await.result.is_ok());
    assert_eq!(proxy.requests().len(), 1);
}

#[tokio::test]
async fn a_proxy_that_refuses_the_tunnel_or_is_not_there() {
    let proxy = FaultServer::play([answer(407, &[], ""), answer(502, &[], ""), Fault::CloseAtOnce]).await;
    let client = client!("https://api.invalid", .proxy(proxy.url()).retry(RetryPolicy::never()));
    for _ in 0..3 {
        call(&client, &request()).await.assert(Outcome::NotSent, None);
    }
    let client = client!("https://api.invalid", .proxy(refusing_url().await).retry(RetryPolicy::never()));
    call(&client, &request()).await.assert(Outcome::NotSent, None);
}

#[tokio::test]
async fn a_password_for_the_proxy_goes_to_the_proxy_alone() {
    let proxy = FaultServer::play([answer(201, &[], CREATED)]).await;
    let url = proxy.url().replace("//", "//user:password@");
    let client = client!(refusing_url().await, .proxy(url));
    assert!(!format!("{client:?}").contains("password"));
    assert!(call(&client, &request()).await.result.is_ok());
    // `user:password` in base64.
    assert!(proxy.requests()[0].to_lowercase().contains("proxy-authorization: basic dxnlcjpwyxnzd29yza==\r\n"));
}

#[tokio::test]
async fn a_socks_proxy_requires_its_feature() {
    let error = openscaler_api::Client::builder().token(openscaler_api::BearerToken::new(TOKEN));
    let error = error.proxy("socks5://user:password@127.0.0.1:1080").build().expect_err("refused");
    assert_eq!(error.to_string(), "the proxy is a SOCKS proxy: enable the feature `socks`");
    run("proxies::in_a_process_with_a_socks_proxy", "socks5h://127.0.0.1:1080").await;
}

#[test]
#[ignore = "needs the environment that the test above gives it"]
fn in_a_process_with_a_socks_proxy() {
    let builder = || openscaler_api::Client::builder().token(openscaler_api::BearerToken::new(TOKEN));
    let error = builder().base_url("https://api.invalid").build().expect_err("refused");
    assert_eq!(error.setting(), "proxy");
    assert!(error.to_string().starts_with("the environment sets a SOCKS proxy: enable"), "{error}");
    // It is not used for this machine, nor if there is another.
    let _client = builder().base_url("http://127.0.0.1:1").build().expect("a client");
    let _client = builder().base_url("https://api.invalid").proxy("http://127.0.0.1:1").build().expect("a client");
    let _client =
        builder().base_url("https://api.invalid").configure_reqwest(|http| http.no_proxy()).build().expect("a client");
}
