//! Schemathesis against the reference server: requests that the document allows, and requests that it does not.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use super::bench::{Bench, write};
use super::process;
use super::report::{Reached, Report, excerpt};
use crate::commands::programs::TOKEN;

const NAME: &str = "schemathesis";

/// The bundle that `tests/contract/tools/schemathesis_hooks.py` uploads.
const BUNDLES: &[&[&str]] = &[
    &["--domain", "example.com"],
    &["--domain", "*.example.com", "--domain", "example.com"],
    &["--domain", "example.com", "--domain", "www.example.com", "--chain"],
];

pub(super) fn run(bench: &Bench) -> Result<Report> {
    let log = bench.new_log(NAME)?;
    let folder = bench.work(NAME)?;
    for (number, arguments) in BUNDLES.iter().enumerate() {
        write(&folder.join(format!("{number}.pem")), bench.bundle(arguments)?)?;
    }
    let version = process::run(bench.python(NAME).arg("--version"), &log)?.output;
    let server = bench.server("schemathesis-server")?;
    let har = folder.join("requests.har");
    let mut command = bench.python(NAME);
    command.arg("--config-file").arg(bench.configuration("schemathesis.toml"));
    command.arg("run").arg(bench.document_path()).args(["--url", &server.url]);
    command.arg("--header").arg(format!("Authorization: Bearer {TOKEN}"));
    // The same requests in each run, so that a failure can be reproduced.
    command.args(["--checks", "all", "--seed", "1", "--max-examples", "200", "--no-color"]);
    command.args(["--generation-database", "none"]);
    command.args(["--report", "har,junit", "--report-har-path"]).arg(&har);
    command.arg("--report-junit-path").arg(folder.join("junit.xml"));
    command.env("SCHEMATHESIS_HOOKS", "schemathesis_hooks").env("PYTHONPATH", bench.configuration(""));
    command.env("PYTHONDONTWRITEBYTECODE", "1").env("OPENSCALER_BUNDLES", &folder).current_dir(&folder);
    let finished = process::run(&mut command, &log)?;

    let mut complaints = Vec::new();
    if !finished.status.success() {
        complaints.push(excerpt(&finished.output, "== FAILURES ==").to_owned());
    }
    let (cases, reached) = exchanges(&har, bench.document())?;
    let version = version.split_whitespace().last().unwrap_or_default().to_owned();
    Ok(Report { version, cases, reached: Some(reached), complaints })
}

/// The number of requests in the tool's own record, and which of them succeeded.
fn exchanges(har: &Path, document: &Value) -> Result<(u64, Reached)> {
    let text = fs::read(har).with_context(|| format!("cannot read its record `{}`", har.display()))?;
    let record: Value = serde_json::from_slice(&text).context("its record is not JSON")?;
    let entries = record.pointer("/log/entries").and_then(Value::as_array).context("its record has no entries")?;
    let mut reached = Reached::none(document);
    for entry in entries {
        let status = entry.pointer("/response/status").and_then(Value::as_u64);
        let text = |pointer| entry.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
        if let Some(200..=299) = status {
            let body = serde_json::from_str(text("/request/postData/text")).unwrap_or_default();
            reached.count(text("/request/method"), text("/request/url"), &body);
        }
    }
    Ok((entries.len() as u64, reached))
}
