//! `cargo xtask lint [FILE]`: shows every finding and fails if one of them is an error.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::document::Source;
use crate::lint::{self, Severity};
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
    let path = arguments.file.clone().unwrap_or_else(default_document);
    let source = Source::read(&path)?;
    let findings = lint::check(&source);
    print!("{}", lint::render_for(&std::io::stdout(), &source, &findings));
    let failed = findings.iter().any(|finding| finding.severity == Severity::Error);
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// The project's own document, named relative to the current directory where that is possible.
fn default_document() -> PathBuf {
    let document = Path::new("openapi/openscaler.yaml");
    let root = workspace::root();
    match std::env::current_dir() {
        Ok(current) if current == root => document.to_owned(),
        _ => root.join(document),
    }
}
