//! TLS: a server that cannot prove who it is gets nothing, and roots, identity and ALPN work together.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use openscaler_api::{Outcome, RetryPolicy};
use openscaler_reference_server::certificates::{Bundle, Recipe};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio_rustls::server::TlsStream;

use crate::support::tls::{Offer, TlsServer};
use crate::support::{CREATED, call, client, read_request, upload};

fn bundle(domain: &str) -> Bundle {
    Recipe::new([domain]).chain().make().expect("a bundle")
}

/// Counts the requests that it answers.
async fn start(offer: Offer<'_>) -> (TlsServer, Arc<AtomicUsize>) {
    let requests = Arc::new(AtomicUsize::new(0));
    let count = requests.clone();
    let server = TlsServer::start(offer, move |stream| respond(stream, count.clone())).await;
    (server, requests)
}

async fn respond(mut stream: TlsStream<TcpStream>, count: Arc<AtomicUsize>) {
    if read_request(&mut stream).await.is_some() {
        count.fetch_add(1, Ordering::SeqCst);
        let head = format!("HTTP/1.1 201 x\r\nConnection: close\r\nContent-Length: {}\r\n\r\n", CREATED.len());
        let _ = stream.write_all((head + CREATED).as_bytes()).await;
        let _ = stream.shutdown().await;
    }
}

#[tokio::test]
async fn a_root_that_was_given_is_trusted_as_pem_and_as_der() {
    let bundle = bundle("localhost");
    let (server, requests) = start(Offer { bundle: &bundle, alpn: &[], client_root: None }).await;
    let pem = bundle.chain[2].clone();
    let der = rustls::pki_types::pem::PemObject::from_pem_slice(pem.as_bytes());
    let der: rustls::pki_types::CertificateDer<'_> = der.expect("a certificate");
    for root in [pem.clone().into_bytes(), der.to_vec(), format!("# text\n{pem}\n{pem}").into_bytes()] {
        let client = client!(server.url(), .add_root_certificate(root));
        call(&client, &upload()).await.result.expect("a certificate");
    }
    assert_eq!(requests.load(Ordering::SeqCst), 3);
}

#[tokio::test]
async fn a_server_that_cannot_prove_who_it_is_gets_nothing() {
    let good = bundle("localhost");
    let expired = Recipe::new(["localhost"]).chain().expired().make().expect("a bundle");
    let not_yet = Recipe::new(["localhost"]).chain().not_yet_valid().make().expect("a bundle");
    let wrong = bundle("other.example");
    let same_name = bundle("localhost");
    let unknown = Recipe::new(["unknown.example", "localhost"]).make().expect("a bundle");
    for (name, shown, trusted) in [
        ("certificate not valid for name", &wrong, &wrong),
        ("certificate expired", &expired, &expired),
        ("certificate not valid yet", &not_yet, &not_yet),
        ("BadSignature", &same_name, &good),
        ("unknown issuer: add its root certificate", &unknown, &good),
    ] {
        let (server, requests) = start(Offer { bundle: shown, alpn: &["h2", "http/1.1"], client_root: None }).await;
        // It would take a minute if it were tried again.
        let patient = RetryPolicy::default().backoff(Duration::from_secs(60), Duration::from_secs(60));
        let patient = patient.max_elapsed(Duration::from_secs(600));
        let client = client!(server.url(), .add_root_certificate(trusted.chain[2].clone()).retry(patient));
        let ended = call(&client, &upload()).await;
        let error = ended.assert(Outcome::NotSent, None);
        assert!(error.to_string().contains(&format!("cannot connect: invalid peer certificate: {name}")), "{error}");
        assert_eq!(error.io_kind(), Some(std::io::ErrorKind::InvalidData));
        assert!(ended.time < Duration::from_secs(30), "{name}");
        assert_eq!(requests.load(Ordering::SeqCst), 0, "{name}");
    }
}

#[tokio::test]
async fn what_the_hook_says_of_tls_does_not_weaken_it() {
    let bundle = bundle("localhost");
    let (server, requests) = start(Offer { bundle: &bundle, alpn: &[], client_root: None }).await;
    let client = client!(server.url(), .retry(RetryPolicy::never()).configure_reqwest(|http| {
        http.tls_danger_accept_invalid_certs(true).tls_danger_accept_invalid_hostnames(true)
    }));
    call(&client, &upload()).await.assert(Outcome::NotSent, None);
    assert_eq!(requests.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn an_identity_is_shown_to_who_asks_for_it() {
    let (server_side, client_side) = (bundle("localhost"), bundle("client.example"));
    let offer = Offer { bundle: &server_side, alpn: &["http/1.1"], client_root: Some(&client_side.chain[2]) };
    let (server, requests) = start(offer).await;
    let root = server_side.chain[2].clone();
    let with = client!(server.url(), .add_root_certificate(root.clone()).identity(client_side.to_pem()));
    call(&with, &upload()).await.result.expect("a certificate");
    let sec1 = client_side.certificates() + &client_side.key.sec1();
    let with = client!(server.url(), .identity(sec1).add_root_certificate(root.clone()));
    call(&with, &upload()).await.result.expect("a certificate");

    // With TLS 1.3 the server's refusal comes after the client's handshake is done.
    let without = client!(server.url(), .add_root_certificate(root).retry(RetryPolicy::never()));
    let ended = call(&without, &upload()).await;
    assert!(matches!(ended.error().outcome(), Outcome::NotSent | Outcome::Unknown), "{:?}", ended.error());
    assert_eq!(requests.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_server_that_speaks_no_tls() {
    let server = crate::support::FaultServer::play([crate::support::Fault::CloseAfterReading]).await;
    let url = server.url().replace("http:", "https:");
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let plain = format!("https://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.write_all(b"HTTP/1.1 400 x\r\n\r\n").await;
        }
    });
    for url in [url, plain] {
        let client = client!(url, .retry(RetryPolicy::never()).timeout(Duration::from_secs(2)));
        call(&client, &upload()).await.assert(Outcome::NotSent, None);
    }
}
