//! The processes that commands start.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use anyhow::{Context, Result};

use crate::workspace;

/// The cargo that runs this command, in a folder.
pub(crate) fn cargo(folder: &Path) -> Command {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(folder).stdin(Stdio::null());
    cargo
}

/// Runs git in the repository.
pub(crate) fn git(arguments: &[&str]) -> Result<Output> {
    output(Command::new("git").args(arguments).current_dir(workspace::root()))
}

/// Runs a command to its end; whether it succeeds.
pub(crate) fn succeeds(command: &mut Command) -> Result<bool> {
    let status = command.status();
    Ok(status.with_context(|| cannot_start(command))?.success())
}

/// Runs a command to its end, for what it writes.
pub(crate) fn output(command: &mut Command) -> Result<Output> {
    let output = command.output();
    output.with_context(|| cannot_start(command))
}

fn cannot_start(command: &Command) -> String {
    format!("cannot start `{}`", command.get_program().display())
}
