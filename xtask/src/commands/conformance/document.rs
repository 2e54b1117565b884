//! The tools that read the document and nothing else.
//!
//! Each judges two: the document, in which it must find nothing, and one with a known defect, in which it must.

use std::process::Command;

use anyhow::Result;

use super::bench::{Bench, start_log};
use super::report::Report;
use super::{broken, process};

/// Redocly by its strictest rules: warnings are errors.
pub(super) fn redocly(bench: &Bench) -> Result<Report> {
    judge(bench, "redocly", || {
        let mut command = bench.node("redocly");
        command.arg("lint").arg("--config").arg(bench.configuration("redocly.yaml"));
        command
    })
}

/// Spectral, which fails on a warning, too.
pub(super) fn spectral(bench: &Bench) -> Result<Report> {
    judge(bench, "spectral", || {
        let mut command = bench.node("spectral");
        command.args(["lint", "--fail-severity", "warn", "--ruleset"]).arg(bench.configuration("spectral.yaml"));
        command
    })
}

/// OpenAPI's own JSON schema, and what it cannot express.
pub(super) fn openapi_spec_validator(bench: &Bench) -> Result<Report> {
    judge(bench, "openapi-spec-validator", || bench.python("openapi-spec-validator"))
}

fn judge(bench: &Bench, name: &str, command: impl Fn() -> Command) -> Result<Report> {
    let log = bench.log(name);
    start_log(&log)?;
    let mut program = Command::new(command().get_program());
    let version = process::run(program.arg("--version"), &log)?.output;
    let version = version.split_whitespace().last().unwrap_or_default().to_owned();
    let mut complaints = Vec::new();
    let sound = process::run(command().arg(bench.document_path()), &log)?;
    if !sound.status.success() {
        complaints.push(sound.output);
    }
    let broken = broken::write(bench.document(), &bench.work(name)?)?;
    let unsound = process::run(command().arg(broken), &log)?;
    if !unsound.output.contains("responses") || unsound.status.success() {
        complaints.push("it does not notice that an operation has no `responses`".to_owned());
    }
    Ok(Report { version, cases: 2, reached: None, complaints })
}
