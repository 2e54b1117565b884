//! The reference server as a process: its memory is its own, and what its callers hold does not count.

use std::net::SocketAddr;

use openscaler_tests::process::ServerProcess;
use openscaler_tests::skip::skip;

use super::exchange::{Answer, Exchange, with_length};

/// A running `reference-server`, killed at the end of the test.
pub(crate) struct Server {
    process: ServerProcess,
    pub(crate) address: SocketAddr,
    /// The most memory that it has had when it was ready.
    start: Option<usize>,
}

impl Server {
    pub(crate) fn start(arguments: &[&str]) -> Self {
        let process = ServerProcess::start(env!("CARGO_BIN_EXE_reference-server"), arguments);
        Self { address: process.address(), start: process.peak_memory(), process }
    }

    /// Sends a body of a known length to the load balancer `42`.
    pub(crate) async fn create(&self, body: &[u8]) -> Answer {
        let mut exchange = Exchange::open(self.address).await;
        exchange.send(&with_length(body)).await;
        exchange.answer().await
    }

    /// Asserts that the peak memory so far exceeds that of the start by at most `allowed`.
    pub(crate) fn assert_took_at_most(&self, allowed: usize) {
        let (Some(start), Some(peak)) = (self.start, self.process.peak_memory()) else {
            return skip("/proc/PID/status");
        };
        let taken = (peak - start) >> 10;
        eprintln!("peak above start: {taken} KiB, allowed: {} KiB", allowed >> 10);
        assert!(taken <= allowed >> 10, "{taken} KiB at the peak, and {} KiB are allowed", allowed >> 10);
    }
}
