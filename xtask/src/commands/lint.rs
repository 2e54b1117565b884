//! `cargo xtask lint [FILE]`: shows every finding and fails if one of them is an error.

use std::path::PathBuf;
use std::process::ExitCode;

use openscaler_generator::credential::{self, Choice};
use openscaler_generator::lint;
use openscaler_openapi::document::Source;
use openscaler_openapi::lint::{Selection, Severity, render_for};

use crate::output::print;
use crate::workspace;

/// The arguments of `cargo xtask lint`.
#[derive(clap::Args)]
pub struct Arguments {
    /// The document, in YAML or JSON [default: openapi/openscaler.yaml of this repository]
    file: Option<PathBuf>,
    /// Show only errors; warnings are counted
    #[arg(long)]
    errors: bool,
    /// The maximum number of findings to show, errors first; the others are counted
    #[arg(long, value_name = "COUNT", default_value_t = 50)]
    limit: usize,
    /// What to send for a security scheme that the document does not define: `bearer`, `basic` or `none`
    #[arg(long, value_name = "NAME=KIND")]
    credential: Vec<Choice>,
}

/// Prints the findings; the exit code is 1 if one of them is an error.
///
/// # Errors
///
/// If the file cannot be read, or is neither YAML nor JSON.
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let path = arguments.file.clone().unwrap_or_else(workspace::document);
    let source = credential::apply(Source::read(&path)?, &arguments.credential)?;
    let findings = lint::check(&source);
    let selection = Selection { errors_only: arguments.errors, limit: Some(arguments.limit) };
    print(&render_for(&std::io::stdout(), &source, &findings, selection))?;
    let failed = findings.iter().any(|finding| finding.severity == Severity::Error);
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
