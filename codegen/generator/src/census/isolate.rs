//! Measures a document in its own process, so that neither a crash nor a hang ends the census.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use super::measure::{Measured, failed, whole};
use super::report::Reason;

/// The interval at which the process is polled.
const PAUSE: Duration = Duration::from_millis(20);

/// Runs `command` for at most `limit`; it must write the result of [`super::measure`] to `result` as JSON.
///
/// # Errors
///
/// If the process cannot be started or watched.
pub fn measure_isolated(path: &Path, mut command: Command, result: &Path, limit: Duration) -> Result<Measured> {
    let log = result.with_extension("log");
    let unwritable = || format!("cannot write `{}`", log.display());
    fs::create_dir_all(result.parent().unwrap_or(result)).with_context(unwritable)?;
    let stderr = File::create(&log).with_context(unwritable)?;
    // Do not mistake an earlier run's file for the result.
    if result.exists() {
        fs::remove_file(result).with_context(|| format!("cannot remove `{}`", result.display()))?;
    }
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(stderr);
    let mut process = command.spawn().context("cannot start the process for a document")?;
    let Some(status) = wait_at_most(&mut process, limit)? else {
        return Ok(failed(path, whole("timeout", format!("no result after {} s", limit.as_secs()))));
    };
    let written = fs::read(result).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
    Ok(written.unwrap_or_else(|| failed(path, crash(&status.to_string(), &log))))
}

/// Waits until a process ends; `None` if it does not within `limit` and is killed.
///
/// # Errors
///
/// If it cannot be watched or killed.
pub fn wait_at_most(process: &mut Child, limit: Duration) -> Result<Option<ExitStatus>> {
    let start = Instant::now();
    while start.elapsed() <= limit {
        if let Some(status) = process.try_wait().context("cannot watch the process")? {
            return Ok(Some(status));
        }
        sleep(PAUSE);
    }
    process.kill().and_then(|()| process.wait()).context("cannot end the process")?;
    Ok(None)
}

fn crash(status: &str, log: &Path) -> Reason {
    let log = fs::read(log).unwrap_or_default();
    let log = String::from_utf8_lossy(&log);
    let said = log.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or("no output");
    whole("crash", format!("{status}: {said}"))
}
