//! `cargo xtask conformance live`: plays wire cases against a real endpoint.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::Result;

use crate::commands::programs::Programs;
use crate::process::succeeds;

/// The arguments of `cargo xtask conformance live`.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// Create certificates without asking
    #[arg(long)]
    yes: bool,
    /// Append each exchange to this file as a wire case, with its secrets replaced
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
}

/// Builds and runs the program that uses the client, since this package must build without the client.
///
/// # Errors
///
/// If the program cannot be built or started.
pub(super) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let programs = Programs::build(&[&["--package", "openscaler-tests", "--example", "live"]])?;
    let record = arguments.record.as_deref().into_iter().flat_map(|file| [Path::new("--record"), file]);
    let mut live = Command::new(programs.path("live")?);
    live.args(arguments.yes.then_some("--yes")).args(record);
    Ok(if succeeds(&mut live)? { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
