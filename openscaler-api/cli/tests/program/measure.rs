//! Measurements, by hand: `cargo test --release --package openscaler-cli --test program measure -- --ignored --nocapture`.

#![allow(clippy::print_stdout)] // It shows what it measured.

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::rc::Rc;
use std::time::{Duration, Instant};

use openscaler_api::types::{CreateCertificateRequest, LoadBalancerId};
use openscaler_api::{BearerToken, Client};

use crate::counting_server::CountingServer;
use crate::killed::number;
use crate::support::program;

const CONCURRENCY: u64 = 8;

fn name(index: u64) -> String {
    format!("c{index}")
}

fn write_lines(folder: &Path, count: u64) {
    let line = |index| {
        let name = name(index);
        format!("{{\"lb_id\": \"42\", \"body\": {{\"name\": \"{name}\", \"cert_type\": \"self_signed\"}}}}\n")
    };
    fs::write(folder.join("lines.jsonl"), (0..count).map(line).collect::<String>()).expect("a file");
}

/// Runs a batch; returns the time and the peak of the memory, in KiB.
fn run_batch(server: &CountingServer, folder: &Path) -> (Duration, u64) {
    let mut command = program(folder);
    command.env("OPENSCALER_TOKEN", "token").args(["--url", &format!("http://{}", server.address), "--quiet"]);
    command.args(["lb", "certificate", "create", "--batch", "lines.jsonl", "--journal", "run.journal"]);
    command.args(["--concurrency", &CONCURRENCY.to_string()]).stdout(Stdio::null());
    let start = Instant::now();
    let mut child = command.spawn().expect("it starts");
    let mut peak = 0;
    let status = loop {
        let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        peak = line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(peak);
        if let Some(status) = child.try_wait().expect("a child") {
            break status;
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    assert!(status.success(), "{status}");
    (start.elapsed(), peak)
}

/// The same calls by the library alone.
fn run_library(server: &CountingServer, count: u64) -> Duration {
    // As the program does; another crate's features may have installed one.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let client = Client::builder().token(BearerToken::new("token")).base_url(format!("http://{}", server.address));
    let client = client.build().expect("the settings are valid");
    let next = Rc::new(std::cell::Cell::new(0));
    let local = tokio::task::LocalSet::new();
    let start = Instant::now();
    for _ in 0..CONCURRENCY {
        let (client, next) = (client.clone(), Rc::clone(&next));
        local.spawn_local(async move {
            while next.get() < count {
                let index = next.replace(next.get() + 1);
                let id = LoadBalancerId::try_from("library").expect("an id");
                let name = name(index).try_into().expect("a name");
                let request = CreateCertificateRequest::self_signed().name(name).build();
                client.lb_create_certificate(&id, &request).await.expect("it is created");
            }
        });
    }
    runtime.block_on(local);
    start.elapsed()
}

#[test]
#[ignore = "a measurement"]
fn measure_rate() {
    for (count, latency) in [(number("OPENSCALER_LINES", 5000), 100), (number("OPENSCALER_LINES", 5000), 0)] {
        let folder = tempfile::tempdir().expect("a folder");
        write_lines(folder.path(), count);
        let server = CountingServer::start(1, 0, Duration::from_millis(latency));
        let library = run_library(&server, count);
        let (batch, _) = run_batch(&server, folder.path());
        let rate = |elapsed: Duration| count as f64 / elapsed.as_secs_f64();
        let ratio = rate(batch) / rate(library);
        println!("{latency} ms: library {:.1}/s, batch {:.1}/s, ratio {ratio:.3}", rate(library), rate(batch));
        assert!(latency == 0 || ratio >= 0.9);
    }
}

#[test]
#[ignore = "a measurement"]
fn measure_memory() {
    let folder = tempfile::tempdir().expect("a folder");
    let count = number("OPENSCALER_LINES", 100_000);
    write_lines(folder.path(), count);
    let server = CountingServer::start(1, 0, Duration::ZERO);
    let (elapsed, peak) = run_batch(&server, folder.path());
    let (again, peak_again) = run_batch(&server, folder.path());
    println!("{count} lines: {elapsed:.1?}, {peak} KiB; again, all done: {again:.1?}, {peak_again} KiB");
    assert!(peak.max(peak_again) < 64 * 1024);
}
