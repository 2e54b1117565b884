//! The reference server as a process: its memory is its own, and what its callers hold does not count.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};

use super::exchange::{Answer, Exchange, with_length};

pub(crate) const TOKEN: &str = "token-of-the-process";

/// A running `reference-server`, killed at the end of the test.
pub(crate) struct Server {
    child: Child,
    pub(crate) address: SocketAddr,
    /// The most memory that it has had when it was ready.
    start: Option<usize>,
}

impl Server {
    pub(crate) fn start(arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_reference-server"))
            .args(arguments)
            .env("OPENSCALER_TOKEN", TOKEN)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("a pipe")).read_line(&mut line).expect("a line");
        let address = line.trim().strip_prefix("listening on http://").expect("an address");
        let mut server = Self { address: address.parse().expect("an address"), child, start: None };
        server.start = server.peak();
        server
    }

    /// Sends a body of a known length to the load balancer `42`.
    pub(crate) async fn create(&self, body: &[u8]) -> Answer {
        let mut exchange = Exchange::open(self.address).await;
        exchange.send(&with_length(body)).await;
        exchange.answer().await
    }

    /// Asserts that no more memory was taken at any moment so far than `allowed`, above what the start took.
    pub(crate) fn assert_took_at_most(&self, allowed: usize) {
        let (Some(start), Some(peak)) = (self.start, self.peak()) else {
            eprintln!("memory is not looked at: this system has no /proc/PID/status");
            return;
        };
        let taken = (peak - start) >> 10;
        eprintln!("peak above start: {taken} KiB, allowed: {} KiB", allowed >> 10);
        assert!(taken <= allowed >> 10, "{taken} KiB at the peak, and {} KiB are allowed", allowed >> 10);
    }

    fn peak(&self) -> Option<usize> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
        line.trim().strip_suffix(" kB")?.parse::<usize>().ok().map(|kilobytes| kilobytes << 10)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
