//! Programs that others wrote in the place of the server, or of the load balancer behind it.
//!
//! The client's side of both is an example of the package `openscaler-tests`, since this package must build without
//! the client.

use std::fs;
use std::path::Path;
use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use super::bench::{Bench, start_log};
use super::need;
use super::process;
use super::report::{Reached, Report, excerpt};

/// Prism plays the document: the client's requests are accepted, and broken ones are not.
pub(super) fn prism(bench: &Bench) -> Result<Report> {
    let log = bench.log("prism");
    start_log(&log)?;
    let version = process::run(bench.node("prism").arg("--version"), &log)?.output;
    let examples = Prism::start(bench, "prism-examples", &[])?;
    let dynamic = Prism::start(bench, "prism-dynamic", &["--dynamic"])?;
    let mut command = Command::new(bench.programs()?.path("peer-prism")?);
    command.args(["--examples", &examples.url, "--dynamic", &dynamic.url]);
    let mut report = run(bench, command, &log)?;
    report.version = version.trim().to_owned();
    // What the client says, and what Prism says, must be the same.
    let valid: usize = ["prism-examples", "prism-dynamic"].iter().map(|name| passed(&bench.log(name))).sum();
    let reached = report.reached.as_ref().map_or(0, Reached::total);
    if valid as u64 != reached {
        report.complaints.push(format!("Prism found {valid} requests valid, and the client had {reached} answers"));
    }
    Ok(report)
}

/// HAProxy serves what the reference server stored, and its clients see what the API answered with.
pub(super) fn haproxy(bench: &Bench) -> Result<Report> {
    let log = bench.log("haproxy");
    start_log(&log)?;
    let program = need::haproxy().context("`haproxy` is gone")?;
    let mut command = Command::new(bench.programs()?.path("peer-haproxy")?);
    command.args(["--haproxy", program]);
    let mut report = run(bench, command, &log)?;
    let version = process::run(Command::new(program).arg("-v"), &log)?.output;
    report.version = version.split_whitespace().nth(2).unwrap_or_default().to_owned();
    Ok(report)
}

/// Runs a check that ends with its report as JSON on standard output; what else it says goes to the log.
fn run(bench: &Bench, mut command: Command, log: &Path) -> Result<Report> {
    let finished = process::run(&mut command, log)?;
    let last = finished.output.lines().last().unwrap_or_default();
    let report: Value = match serde_json::from_str(last) {
        Ok(report) if finished.status.success() => report,
        _ => bail!("it ended with no report:\n{}", excerpt(&finished.output, "panicked")),
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

/// How many requests Prism found valid, by its own log.
fn passed(log: &Path) -> usize {
    fs::read_to_string(log).unwrap_or_default().matches("The request passed the validation rules").count()
}

/// A running Prism, ended when this is dropped.
struct Prism {
    process: Child,
    url: String,
}

impl Prism {
    fn start(bench: &Bench, name: &str, arguments: &[&str]) -> Result<Self> {
        let log = bench.log(name);
        start_log(&log)?;
        let mut command = bench.node("prism");
        command.args(["mock", "--host", "127.0.0.1", "--port", "0"]).args(arguments).arg(bench.document_path());
        // Colours would stand between the words that are looked for.
        command.env("NO_COLOR", "1").env("FORCE_COLOR", "0");
        let process = process::spawn(&mut command, &log)?;
        let mut prism = Self { process, url: String::new() };
        let start = Instant::now();
        while prism.url.is_empty() {
            let said = fs::read_to_string(&log).unwrap_or_default();
            if let Some((_, rest)) = said.split_once("Prism is listening on ") {
                prism.url = rest.split_whitespace().next().unwrap_or_default().to_owned();
            }
            let ended = prism.process.try_wait().context("Prism is lost")?;
            ensure!(ended.is_none() && start.elapsed() < Duration::from_secs(60), "Prism does not listen:\n{said}");
            thread::sleep(Duration::from_millis(20));
        }
        Ok(prism)
    }
}

impl Drop for Prism {
    fn drop(&mut self) {
        // It holds nothing; if it has ended already, all is well.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
