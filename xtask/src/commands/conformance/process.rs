//! A tool's process, with its output in a log and a time limit.

use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

use anyhow::{Context, Result};
use openscaler_generator::census::wait_at_most;

/// Ten times what the slowest tool takes.
const LIMIT: Duration = Duration::from_secs(600);

/// A process that has ended.
pub(super) struct Finished {
    pub(super) status: ExitStatus,
    /// Its standard output and standard error.
    pub(super) output: String,
}

/// Runs a command to its end, and appends its output to the log.
pub(super) fn run(command: &mut Command, log: &Path) -> Result<Finished> {
    let mut file = open(log)?;
    let start = file.seek(SeekFrom::End(0)).context("cannot read the log")?;
    let mut process = spawn(command, log)?;
    let late = || format!("it did not end within {} s", LIMIT.as_secs());
    let status = wait_at_most(&mut process, LIMIT)?.with_context(late)?;
    file.seek(SeekFrom::Start(start)).context("cannot read the log")?;
    let mut output = Vec::new();
    file.read_to_end(&mut output).context("cannot read the log")?;
    Ok(Finished { status, output: String::from_utf8_lossy(&output).into_owned() })
}

/// Starts a command whose output is appended to the log.
pub(super) fn spawn(command: &mut Command, log: &Path) -> Result<Child> {
    let (output, errors) = (open(log)?, open(log)?);
    let program = command.get_program().to_owned();
    command.stdin(Stdio::null()).stdout(output).stderr(errors);
    command.spawn().with_context(|| format!("cannot start `{}`", program.display()))
}

fn open(log: &Path) -> Result<File> {
    let file = OpenOptions::new().create(true).append(true).read(true).open(log);
    file.with_context(|| format!("cannot open `{}`", log.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_output_is_that_of_the_one_run_and_the_log_has_all() {
        let folder = tempfile::tempdir().expect("a folder");
        let log = folder.path().join("log");
        let shell = |script: &str| run(Command::new("sh").args(["-c", script]), &log).expect("it runs");
        assert_eq!(shell("echo one; echo two >&2").output, "one\ntwo\n");
        let second = shell("echo three; exit 4");
        assert_eq!((second.output.as_str(), second.status.code()), ("three\n", Some(4)));
        assert_eq!(std::fs::read_to_string(&log).expect("a log"), "one\ntwo\nthree\n");
    }

    #[test]
    fn a_program_that_is_not_there_is_named() {
        let folder = tempfile::tempdir().expect("a folder");
        let result = run(&mut Command::new("no-such-program"), &folder.path().join("log"));
        let error = result.err().expect("an error").to_string();
        assert_eq!(error, "cannot start `no-such-program`");
    }
}
