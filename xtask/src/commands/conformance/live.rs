//! `cargo xtask conformance live`: plays wire cases against a real endpoint.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, Result};

use crate::commands::programs::Programs;

/// The arguments of `cargo xtask conformance live`.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// Create certificates without asking
    #[arg(long)]
    yes: bool,
    /// Write each exchange to this file as a wire case, its secrets replaced; an existing file is added to
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
}

/// Builds the program that may use the client, and hands everything to it: this package must build without the client.
///
/// # Errors
///
/// When it cannot be built or started.
pub(super) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let programs = Programs::build(&[&["--package", "openscaler-tests", "--example", "live"]])?;
    let record = arguments.record.as_deref().into_iter().flat_map(|file| [Path::new("--record"), file]);
    let status = Command::new(programs.path("live")?)
        .args(arguments.yes.then_some("--yes"))
        .args(record)
        .status()
        .context("the live run cannot be started")?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
