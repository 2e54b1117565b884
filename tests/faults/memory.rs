//! An answer of 200 MB: what the process takes for it, at its peak.

mod support;

use openscaler_api::Outcome;
use openscaler_tests::process::peak_memory;
use openscaler_tests::skip::skip;

use support::{Fault, FaultServer, call, client, request};

const ANSWER: usize = 200 << 20;
const ALLOWED: usize = 64 << 20;

#[tokio::test]
async fn an_answer_of_200_mb_is_not_kept() {
    let Some(start) = peak_memory("self") else { return skip("/proc/self/status") };
    for (status, outcome) in [(201, Outcome::Succeeded), (400, Outcome::Rejected), (500, Outcome::Unknown)] {
        for chunked in [false, true] {
            let server = FaultServer::play([Fault::Large { status, bytes: ANSWER, chunked }]).await;
            let ended = call(&client!(server.url()), &request()).await;
            let error = ended.assert(outcome, Some(status));
            assert_eq!(error.body().map(<[u8]>::len), Some(64 << 10));
            assert_eq!(server.requests().len(), 1);
        }
    }
    let end = peak_memory("self").expect("as before");
    eprintln!("peak above start: {} KiB", (end - start) >> 10);
    assert!(end - start < ALLOWED, "{} KiB more at the peak", (end - start) >> 10);
}
