//! The tools that read only the document.
//!
//! Each checks the document, in which it must find nothing, and a copy with a known defect, which it must report.

use std::process::Command;

use anyhow::Result;
use serde_json::{Map, Value};

use super::bench::{Bench, write};
use super::process;
use super::report::Report;

/// Redocly with its strictest rules: warnings are errors.
pub(super) fn redocly(bench: &Bench) -> Result<Report> {
    judge(bench, "redocly", || {
        let mut command = bench.node("redocly");
        command.arg("lint").arg("--config").arg(bench.configuration("redocly.yaml"));
        command
    })
}

/// Spectral, where a warning is a failure, too.
pub(super) fn spectral(bench: &Bench) -> Result<Report> {
    judge(bench, "spectral", || {
        let mut command = bench.node("spectral");
        command.args(["lint", "--fail-severity", "warn", "--ruleset"]).arg(bench.configuration("spectral.yaml"));
        command
    })
}

/// OpenAPI's own JSON Schema, and rules that it cannot express.
pub(super) fn openapi_spec_validator(bench: &Bench) -> Result<Report> {
    judge(bench, "openapi-spec-validator", || bench.python("openapi-spec-validator"))
}

fn judge(bench: &Bench, name: &str, command: impl Fn() -> Command) -> Result<Report> {
    let log = bench.new_log(name)?;
    let mut program = Command::new(command().get_program());
    let version = process::run(program.arg("--version"), &log)?.output;
    let version = version.split_whitespace().last().unwrap_or_default().to_owned();
    let mut complaints = Vec::new();
    let sound = process::run(command().arg(bench.document_path()), &log)?;
    if !sound.status.success() {
        complaints.push(sound.output);
    }
    let broken = bench.work(name)?.join("broken.json");
    write(&broken, without_responses(bench.document().clone()).to_string())?;
    let unsound = process::run(command().arg(broken), &log)?;
    if !unsound.output.contains("responses") || unsound.status.success() {
        complaints.push("it does not report an operation without `responses`".to_owned());
    }
    Ok(Report { version, cases: 2, reached: None, complaints })
}

/// The document without its operations' `responses`, which OpenAPI requires: a tool that accepts it checks nothing.
fn without_responses(mut document: Value) -> Value {
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    let items = paths.into_iter().flat_map(Map::values_mut).filter_map(Value::as_object_mut);
    for operation in items.flat_map(Map::values_mut).filter_map(Value::as_object_mut) {
        operation.remove("responses");
    }
    document
}
