//! Everything that anything in the process tells at TRACE, by `tracing` or by `log`, while all faults are played: neither
//! the token nor any line of the private key is in it.
//!
//! It fails when the connections' own log is not switched off, when `Debug` of a request, of a client or of an error shows
//! what it should not, and when what a server echoes is not withheld.

mod support;

use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use openscaler_api::RetryPolicy;
use openscaler_reference_server::certificates::Recipe;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::format::FmtSpan;

use support::tls::{Offer, TlsServer};
use support::{CREATED, Fault, FaultServer, NAME, TOKEN, answer, call, client, key_lines, upload};

#[derive(Clone, Default)]
struct Told(Arc<Mutex<Vec<u8>>>);

impl io::Write for Told {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("a lock").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Told {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

fn faults() -> Vec<Fault> {
    let cut = b"HTTP/1.1 201 x\r\nContent-Length: 900\r\n\r\n{".to_vec();
    vec![
        Fault::CloseAtOnce,
        Fault::ResetAtOnce,
        Fault::StallAtOnce,
        Fault::CloseAfterHead,
        Fault::CloseAfterReading,
        Fault::ResetAfterReading,
        Fault::StallAfterReading,
        Fault::Bytes(b"garbage".to_vec()),
        Fault::Bytes(cut.clone()),
        Fault::BytesThenReset(cut.clone()),
        Fault::BytesThenStall(cut.clone()),
        Fault::Drip(cut, Duration::from_millis(1)),
        Fault::Large { status: 201, bytes: 2 << 20, chunked: true },
        Fault::Echo { status: 200 },
        Fault::Echo { status: 422 },
        Fault::Echo { status: 500 },
        answer(307, &[("Location", "http://127.0.0.1:9/")], ""),
        answer(429, &[("Retry-After", "0"), ("X-Request-Id", "r-1")], ""),
        answer(503, &[("Retry-After", "0")], ""),
        answer(201, &[], CREATED),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn neither_token_nor_key_is_told() {
    let told = Told::default();
    tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
        .with_span_events(FmtSpan::FULL)
        .with_ansi(false)
        .with_writer(told.clone())
        .init();

    let quick = RetryPolicy::default().max_attempts(2).backoff(Duration::from_millis(1), Duration::from_millis(1));
    for fault in faults() {
        let server = FaultServer::play([fault]).await;
        // The hook may ask for it; it is not to be had.
        let client = client!(server.url(), .retry(quick.clone()).timeout(Duration::from_millis(500)).configure_reqwest(|http| {
            http.connection_verbose(true)
        }));
        let request = upload();
        let ended = call(&client, &request).await;
        // What an operator would log of it.
        tracing::info!(?client, ?request, result = ?ended.result, "called");
        if let Err(error) = &ended.result {
            support::assert_presentable(error);
        }
    }
    over_tls(&quick).await;

    dropped().await;

    let told = String::from_utf8_lossy(&told.0.lock().expect("a lock")).into_owned();
    // It did listen, to all that there is.
    for from in ["openscaler_runtime", "hyper_util", "h2::", "rustls::", "reqwest::"] {
        assert!(told.contains(from), "nothing from `{from}` in:\n{}", &told[..told.len().min(4000)]);
    }
    for field in [
        "operation=\"lb_create_certificate\"",
        "path=\"/v1/lbs/42/certificates\"",
        "attempt=2",
        "status=503",
        "elapsed_ms=",
        "attempts=2",
    ] {
        assert!(told.contains(field), "no `{field}`");
    }
    // One event ends each call, in the name of the client's own crate.
    let ends: Vec<_> = told.lines().filter(|line| line.contains(" openscaler_api: ")).collect();
    assert_eq!(ends.len(), faults().len() + 3, "{ends:#?}");
    for end in [
        "openscaler_api: call succeeded operation=\"lb_create_certificate\" status=201 attempts=1",
        "outcome=\"succeeded\"",
        "openscaler_api: call failed operation=\"lb_create_certificate\" status=429 attempts=2",
        "outcome=\"rejected\"",
        "request_id=\"r-1\"",
        "error=\"lb_create_certificate failed at 127.0.0.1:",
        "outcome=\"unknown\" error=\"lb_create_certificate was dropped before it was complete\"",
    ] {
        assert!(ends.iter().any(|line| line.contains(end)), "no `{end}` in {ends:#?}");
    }
    let secrets = [TOKEN.to_owned(), NAME.to_owned() + "\",\"cert_content"].into_iter().chain(key_lines());
    for secret in secrets {
        // As bytes, too, which is how a buffer prints itself.
        let bytes = format!("{:?}", secret.as_bytes());
        for form in [secret.as_str(), bytes.trim_matches(['[', ']'])] {
            let place = told.find(form).map(|at| &told[told[..at].rfind('\n').unwrap_or(0)..at]);
            assert!(place.is_none(), "a secret was told after: {}", place.unwrap_or_default());
        }
    }
}

/// A call whose future is dropped while it waits for its answer.
async fn dropped() {
    let server = FaultServer::play([Fault::StallAfterReading]).await;
    let (client, request) = (client!(server.url()), upload());
    let given_up = tokio::time::timeout(Duration::from_millis(300), call(&client, &request)).await;
    assert!(given_up.is_err());
}

/// HTTP/2 over TLS, which is what the real API is reached by.
async fn over_tls(policy: &RetryPolicy) {
    let bundle = Recipe::new(["localhost"]).chain().make().expect("a bundle");
    let offer = Offer { bundle: &bundle, alpn: &["h2"], client_root: None };
    let server = TlsServer::start(offer, |stream| async move {
        let Ok(mut connection) = h2::server::handshake(stream).await else { return };
        while let Some(Ok((_, mut respond))) = connection.accept().await {
            respond.send_reset(h2::Reason::REFUSED_STREAM);
        }
    });
    let server = server.await;
    for root in [bundle.chain[2].clone(), Recipe::new(["x"]).make().expect("a bundle").chain.remove(0)] {
        let client = client!(server.url(), .add_root_certificate(root).retry(policy.clone()));
        assert!(call(&client, &upload()).await.result.is_err());
    }
}
