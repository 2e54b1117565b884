//! HTTP/2: ALPN selects it, and its refusals are distinguished from lost connections.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use h2::Reason;
use openscaler_api::{Outcome, RetryPolicy};
use openscaler_reference_server::certificates::{Bundle, Recipe};
use tokio::io::{AsyncRead, AsyncWrite};

use crate::support::tls::{Offer, TlsServer};
use crate::support::{CREATED, call, client, upload};

/// What happens to a request.
#[derive(Debug, Clone, Copy)]
enum Play {
    Answer(u16),
    /// Before or after its body was read.
    Reset(Reason, bool),
    /// The connection is ended by a GOAWAY that names no stream as processed, after the body was read.
    GoAway(Reason),
    CutOff,
}

/// Plays the first of `plays` for the first request, and so on; the last for all that come then.
async fn serve<S: AsyncRead + AsyncWrite + Unpin>(stream: S, plays: Arc<Vec<Play>>, requests: Arc<AtomicUsize>) {
    let Ok(mut connection) = h2::server::handshake(stream).await else { return };
    while let Some(Ok((request, mut respond))) = connection.accept().await {
        let count = requests.fetch_add(1, Ordering::SeqCst);
        let play = plays[count.min(plays.len() - 1)];
        if let Play::Reset(reason, false) = play {
            respond.send_reset(reason);
            continue;
        }
        let mut body = request.into_body();
        let read = async {
            while let Some(Ok(chunk)) = body.data().await {
                let _ = body.flow_control().release_capacity(chunk.len());
            }
        };
        // The connection has to be driven while the body is read.
        tokio::select! {
            () = read => {}
            _ = connection.accept() => return,
        }
        let head = |status: u16| http::Response::builder().status(status).body(()).expect("a head");
        match play {
            Play::Answer(status) => {
                let mut stream = respond.send_response(head(status), false).expect("a stream");
                stream.send_data(CREATED.into(), true).expect("a stream");
            }
            Play::Reset(reason, _) => respond.send_reset(reason),
            Play::GoAway(reason) => connection.abrupt_shutdown(reason),
            Play::CutOff => {
                let mut stream = respond.send_response(head(201), false).expect("a stream");
                stream.send_data("{\"name\"".into(), false).expect("a stream");
                // What is still to be written would be dropped.
                tokio::spawn(async move {
                    tokio::time::sleep(Duration::from_millis(200)).await;
                    stream.send_reset(Reason::INTERNAL_ERROR);
                });
            }
        }
    }
}

struct Server {
    server: TlsServer,
    requests: Arc<AtomicUsize>,
    bundle: Bundle,
}

impl Server {
    async fn play(plays: &[Play]) -> Self {
        let bundle = Recipe::new(["localhost"]).chain().make().expect("a bundle");
        let requests = Arc::new(AtomicUsize::new(0));
        let (plays, count) = (Arc::new(plays.to_vec()), requests.clone());
        let offer = Offer { bundle: &bundle, alpn: &["h2", "http/1.1"], client_root: None };
        let server = TlsServer::start(offer, move |stream| {
            assert_eq!(stream.get_ref().1.alpn_protocol(), Some(b"h2".as_slice()));
            serve(stream, plays.clone(), count.clone())
        });
        Self { server: server.await, requests, bundle }
    }

    fn client(&self, policy: RetryPolicy) -> openscaler_api::Client {
        client!(self.server.url(), .add_root_certificate(self.bundle.chain[2].clone()).retry(policy))
    }

    fn requests(&self) -> usize {
        self.requests.load(Ordering::SeqCst)
    }
}

#[tokio::test]
async fn it_is_spoken_where_the_server_speaks_it() {
    let server = Server::play(&[Play::Answer(201)]).await;
    let client = server.client(RetryPolicy::default());
    for _ in 0..3 {
        call(&client, &upload()).await.result.expect("a certificate");
    }
    assert_eq!(server.requests(), 3);
}

#[tokio::test]
async fn statuses_are_what_they_are() {
    for (status, outcome) in [(422, Outcome::Rejected), (503, Outcome::Unknown), (308, Outcome::Rejected)] {
        let server = Server::play(&[Play::Answer(status)]).await;
        call(&server.client(RetryPolicy::default()), &upload()).await.assert(outcome, Some(status));
        assert_eq!(server.requests(), 1);
    }
}

/// RFC 9113, section 8.7: it was not processed in any way, so it may be tried again.
#[tokio::test]
async fn a_refused_stream_was_not_processed() {
    for read in [false, true] {
        let refused = Play::Reset(Reason::REFUSED_STREAM, read);
        let server = Server::play(&[refused, Play::Answer(201)]).await;
        call(&server.client(RetryPolicy::never()), &upload()).await.assert(Outcome::NotSent, None);
        assert_eq!(server.requests(), 1);

        let server = Server::play(&[refused, Play::Answer(201)]).await;
        call(&server.client(RetryPolicy::default()), &upload()).await.result.expect("a certificate");
        assert_eq!(server.requests(), 2);
    }
}

#[tokio::test]
async fn any_other_end_leaves_doubt() {
    for play in [
        Play::Reset(Reason::CANCEL, true),
        Play::Reset(Reason::INTERNAL_ERROR, true),
        Play::GoAway(Reason::INTERNAL_ERROR),
        // reqwest by itself would send the request again.
        Play::GoAway(Reason::NO_ERROR),
    ] {
        let server = Server::play(&[play]).await;
        let ended = call(&server.client(RetryPolicy::default().max_attempts(9)), &upload()).await;
        ended.assert(Outcome::Unknown, None);
        assert_eq!(server.requests(), 1, "{play:?}");
    }
}

#[tokio::test]
async fn a_success_that_is_cut_off() {
    let server = Server::play(&[Play::CutOff]).await;
    call(&server.client(RetryPolicy::default()), &upload()).await.assert(Outcome::Succeeded, Some(201));
    assert_eq!(server.requests(), 1);
}
