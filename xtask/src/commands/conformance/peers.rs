//! Third-party programs that replace the server, or the load balancer behind it.
//!
//! The client side of both is an example in the package `openscaler-tests`, since this package must build without the
//! client.

use std::fs;
use std::path::Path;
use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use super::bench::Bench;
use super::need;
use super::process;
use super::report::{Reached, Report, excerpt};

/// Prism mocks the server: it must accept the client's requests and reject invalid ones.
pub(super) fn prism(bench: &Bench) -> Result<Report> {
    let log = bench.new_log("prism")?;
    let version = process::run(bench.node("prism").arg("--version"), &log)?.output;
    let document = bench.document_path();
    let examples = Prism::start(bench, "prism-examples", &document, &[])?;
    let dynamic = Prism::start(bench, "prism-dynamic", &document, &["--dynamic"])?;
    let mut command = Command::new(bench.programs()?.path("peer-prism")?);
    command.args(["--examples", &examples.url, "--dynamic", &dynamic.url]);
    let mut report = run(bench, &mut command, &log)?;
    report.version = version.trim().to_owned();
    // The client and Prism must report the same count.
    let valid: usize = ["prism-examples", "prism-dynamic"].iter().map(|name| passed(&bench.log(name))).sum();
    let reached = report.reached.as_ref().map_or(0, Reached::total);
    if valid as u64 != reached {
        report.complaints.push(format!("Prism accepted {valid} requests, but the client received {reached} responses"));
    }
    Ok(report)
}

/// HAProxy serves what the reference server stored; its clients must see the certificate of the API's response.
pub(super) fn haproxy(bench: &Bench) -> Result<Report> {
    let log = bench.new_log("haproxy")?;
    let program = need::haproxy().context("`haproxy` is no longer installed")?;
    let mut command = Command::new(bench.programs()?.path("peer-haproxy")?);
    command.args(["--haproxy", program]);
    let mut report = run(bench, &mut command, &log)?;
    let version = process::run(Command::new(program).arg("-v"), &log)?.output;
    report.version = version.split_whitespace().nth(2).unwrap_or_default().to_owned();
    Ok(report)
}

/// Runs a check that writes its report as JSON to standard output, and everything else to the log.
pub(super) fn run(bench: &Bench, command: &mut Command, log: &Path) -> Result<Report> {
    let finished = process::run(command, log)?;
    let last = finished.output.lines().last().unwrap_or_default();
    let report: Value = match serde_json::from_str(last) {
        Ok(report) if finished.status.success() => report,
        _ => bail!("it ended without a report:\n{}", excerpt(&finished.output, "panicked")),
    };
    let texts = |name: &str| {
        let texts = report.get(name).and_then(Value::as_array);
        texts.into_iter().flatten().filter_map(Value::as_str)
    };
    let mut reached = Reached::none(bench.document());
    texts("reached").for_each(|variant| reached.count_variant(variant));
    Ok(Report {
        version: String::new(),
        cases: report.get("cases").and_then(Value::as_u64).unwrap_or_default(),
        reached: Some(reached),
        complaints: texts("complaints").map(str::to_owned).collect(),
    })
}

/// The number of requests that Prism accepted, according to its log.
fn passed(log: &Path) -> usize {
    fs::read_to_string(log).unwrap_or_default().matches("The request passed the validation rules").count()
}

/// A running Prism, killed on drop.
pub(super) struct Prism {
    process: Child,
    pub(super) url: String,
}

impl Prism {
    /// Mocks a document's server; its log is called `name`.
    pub(super) fn start(bench: &Bench, name: &str, document: &Path, options: &[&str]) -> Result<Self> {
        let log = bench.new_log(name)?;
        let mut command = bench.node("prism");
        command.args(["mock", "--host", "127.0.0.1", "--port", "0"]).args(options).arg(document);
        // Color codes would break the search for these words.
        command.env("NO_COLOR", "1").env("FORCE_COLOR", "0");
        let process = process::spawn(&mut command, &log)?;
        let mut prism = Self { process, url: String::new() };
        let start = Instant::now();
        while prism.url.is_empty() {
            let said = fs::read_to_string(&log).unwrap_or_default();
            if let Some((_, rest)) = said.split_once("Prism is listening on ") {
                prism.url = rest.split_whitespace().next().unwrap_or_default().to_owned();
            }
            let ended = prism.process.try_wait().context("cannot watch Prism")?;
            ensure!(ended.is_none() && start.elapsed() < Duration::from_secs(60), "Prism does not listen:\n{said}");
            thread::sleep(Duration::from_millis(20));
        }
        Ok(prism)
    }
}

impl Drop for Prism {
    fn drop(&mut self) {
        // It has no state to save, and may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
