//! What an operator reads: the line of each kind of failure, word for word.

use std::time::Duration;

use openscaler_api::types::{CertificatePem, CreateCertificateRequest};
use openscaler_api::{BearerToken, Client, RetryPolicy};
use openscaler_reference_server::certificates::Recipe;
use openscaler_reference_server::{Config, ReferenceServer};

use crate::support::{Fault, FaultServer, TOKEN, answer, call, client, once, refusing_url, request, upload};

/// An error's line, with `…` for the ports and times of this run.
async fn line(client: &Client, request: &CreateCertificateRequest) -> String {
    let ended = call(client, request).await;
    crate::support::assert_presentable(ended.error());
    let line = ended.error().to_string();
    // To be read with `--nocapture`.
    eprintln!("{line}");
    let time = line.find(" s)").or_else(|| line.find(" ms)")).expect("a time");
    let start = line[..time].rfind(", ").expect("attempts") + 2;
    let line = format!("{}…{}", &line[..start], &line[time + line[time..].find(')').expect("an end")..]);
    let parts = line.split("127.0.0.1:").enumerate().map(|(index, part)| {
        let port = if index == 0 { "" } else { "127.0.0.1:…" };
        port.to_owned() + if index == 0 { part } else { part.trim_start_matches(|c: char| c.is_ascii_digit()) }
    });
    parts.collect()
}

/// The server's words are its own: what is asserted ends where they begin.
#[tokio::test]
async fn of_the_reference_server() {
    let server = ReferenceServer::start_with(Config::new(TOKEN)).expect("a server");
    let client = client!(server.base_url());
    let [one, other] = ["one.example", "other.example"].map(|name| Recipe::new([name]).make().expect("a bundle"));
    let pem = CertificatePem::from_parts(&one.certificates(), &other.key.pkcs8()).expect("PEM");
    let wrong_key = CreateCertificateRequest::upload().name("a".try_into().expect("a name")).cert_content(pem).build();
    call(&client, &request()).await.result.expect("a certificate");
    let wrong_token = client.with_token(BearerToken::new("wrong")).expect("a token");
    for (client, request, expected) in [
        (&client, wrong_key, "422 Unprocessable Entity: the request violates one rule; /cert_content: the private key"),
        (&client, request(), "409 Conflict: the load balancer already has "),
        (&wrong_token, request(), "401 Unauthorized: "),
    ] {
        let line = line(client, &request).await;
        let expected = format!("lb_create_certificate failed at 127.0.0.1:… (1 attempt, …): {expected}");
        assert!(line.starts_with(&expected), "{line}");
    }
}

#[tokio::test]
async fn without_a_connection() {
    let quick = RetryPolicy::default().backoff(Duration::from_millis(1), Duration::from_millis(1));
    let client = client!(refusing_url().await, .retry(quick));
    assert_eq!(
        line(&client, &upload()).await,
        "lb_create_certificate failed at 127.0.0.1:… (4 attempts, …): cannot connect: Connection refused (os error 111); the request never reached the server"
    );

    let refusing = refusing_url().await;
    let client = client!("https://api.example.com", .proxy(refusing).retry(RetryPolicy::never()));
    assert_eq!(
        line(&client, &upload()).await,
        "lb_create_certificate failed at api.example.com:443 through the proxy 127.0.0.1:… (1 attempt, …): cannot connect to the proxy: Connection refused (os error 111); the request never reached the server"
    );

    let proxy = FaultServer::play([answer(407, &[], "who are you")]).await;
    let client = client!("https://api.example.com", .proxy(proxy.url()).retry(RetryPolicy::never()));
    assert_eq!(
        line(&client, &upload()).await,
        "lb_create_certificate failed at api.example.com:443 through the proxy 127.0.0.1:… (1 attempt, …): cannot connect: the proxy requires a user name and a password; the request never reached the server"
    );

    let proxy = FaultServer::play([answer(403, &[], "not there")]).await;
    let client = client!("https://api.example.com", .proxy(proxy.url()).retry(RetryPolicy::never()));
    assert_eq!(
        line(&client, &upload()).await,
        "lb_create_certificate failed at api.example.com:443 through the proxy 127.0.0.1:… (1 attempt, …): cannot connect: the proxy refused to connect to the server; the request never reached the server"
    );
}

#[tokio::test]
async fn after_the_request_was_sent() {
    let cut =
        b"HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{\"name\": ".to_vec();
    let page = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>nginx</body>\r\n</html>\r\n";
    for (fault, expected) in [
        (
            Fault::StallAfterReading,
            "lb_create_certificate failed at 127.0.0.1:… (1 attempt, …): timed out waiting for the response; it may have taken effect",
        ),
        (
            Fault::CloseAfterReading,
            "lb_create_certificate failed at 127.0.0.1:… (1 attempt, …): no response after the request was sent: connection closed before message completed; it may have taken effect",
        ),
        (
            Fault::ResetAfterReading,
            "lb_create_certificate failed at 127.0.0.1:… (1 attempt, …): no response after the request was sent: Connection reset by peer (os error 104); it may have taken effect",
        ),
        (
            Fault::Bytes(b"SSH-2.0-OpenSSH_9.6\r\n".to_vec()),
            "lb_create_certificate failed at 127.0.0.1:… (1 attempt, …): no response after the request was sent: invalid HTTP version parsed; it may have taken effect",
        ),
        (
            Fault::Bytes(cut),
            "lb_create_certificate succeeded at 127.0.0.1:… (1 attempt, …), but the response cannot be read: 201 Created: the body is incomplete: end of file before message length reached: 9 bytes of application/json",
        ),
        (
            answer(502, &[("Content-Type", "text/html")], page),
            "lb_create_certificate failed at 127.0.0.1:… (1 attempt, …): 502 Bad Gateway: an HTML page of 82 bytes titled \"502 Bad Gateway\"; it may have taken effect",
        ),
        (
            answer(429, &[("Retry-After", "3600")], ""),
            "lb_create_certificate failed at 127.0.0.1:… (1 attempt, …): 429 Too Many Requests; the server asks to wait 3600 s",
        ),
        (
            answer(422, &[], &format!("{{\"message\": \"bad token {TOKEN}\"}}")),
            "lb_create_certificate failed at 127.0.0.1:… (1 attempt, …): 422 Unprocessable Entity: (withheld, because it repeats part of a credential, a private key or a header)",
        ),
    ] {
        let server = FaultServer::play([fault]).await;
        assert_eq!(line(&once(&server.url()), &upload()).await, expected);
    }
}
