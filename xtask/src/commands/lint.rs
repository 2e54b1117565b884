//! `cargo xtask lint [FILE]`: shows every finding and fails if one of them is an error.

use std::path::PathBuf;
use std::process::ExitCode;

use openscaler_generator::lint;
use openscaler_openapi::document::Source;
use openscaler_openapi::lint::{Severity, render_for};

use crate::workspace;

/// The arguments of `cargo xtask lint`.
#[derive(clap::Args)]
pub struct Arguments {
    /// The document, in YAML or JSON [default: openapi/openscaler.yaml of this repository]
    file: Option<PathBuf>,
}

/// Prints the findings; the exit code is 1 when one of them is an error.
///
/// # Errors
///
/// When the file cannot be read, or is no YAML.
#[expect(clippy::print_stdout, reason = "the findings are what this command is for")]
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let path = arguments.file.clone().unwrap_or_else(workspace::document);
    let source = Source::read(&path)?;
    let findings = lint::check(&source);
    print!("{}", render_for(&std::io::stdout(), &source, &findings));
    let failed = findings.iter().any(|finding| finding.severity == Severity::Error);
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
