//! A tool's process: its output in a log, and an end to it in any case.

use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// No tool takes a tenth of this where nothing hangs.
const LIMIT: Duration = Duration::from_secs(600);

/// A process that has ended.
pub(super) struct Finished {
    pub(super) status: ExitStatus,
    /// What it wrote, to both outputs.
    pub(super) output: String,
}

/// Runs a command to its end; what it writes is added to the log.
pub(super) fn run(command: &mut Command, log: &Path) -> Result<Finished> {
    let mut file = open(log)?;
    let start = file.seek(SeekFrom::End(0)).context("the log cannot be read")?;
    let mut process = spawn(command, log)?;
    let status = wait(&mut process)?;
    file.seek(SeekFrom::Start(start)).context("the log cannot be read")?;
    let mut output = Vec::new();
    file.read_to_end(&mut output).context("the log cannot be read")?;
    Ok(Finished { status, output: String::from_utf8_lossy(&output).into_owned() })
}

/// Starts a command with both of its outputs added to the log.
pub(super) fn spawn(command: &mut Command, log: &Path) -> Result<Child> {
    let (output, errors) = (open(log)?, open(log)?);
    let program = command.get_program().to_owned();
    command.stdin(Stdio::null()).stdout(output).stderr(errors);
    command.spawn().with_context(|| format!("`{}` cannot be started", program.display()))
}

fn wait(process: &mut Child) -> Result<ExitStatus> {
    let start = Instant::now();
    loop {
        if let Some(status) = process.try_wait().context("the process is lost")? {
            return Ok(status);
        }
        if start.elapsed() > LIMIT {
            // If it ends by itself at this moment, that is as good.
            let _ = process.kill();
            let _ = process.wait();
            bail!("it did not end within {} s", LIMIT.as_secs());
        }
        thread::sleep(Duration::from_millis(20));
    }
}

fn open(log: &Path) -> Result<File> {
    let file = OpenOptions::new().create(true).append(true).read(true).open(log);
    file.with_context(|| format!("`{}` cannot be opened", log.display()))
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
        assert_eq!(error, "`no-such-program` cannot be started");
    }
}
