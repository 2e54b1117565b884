//! Measures a document in a process of its own, so that neither a crash nor a hang ends the census.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use super::measure::{Measured, failed, whole};
use super::report::Reason;

/// How often the process is asked whether it has ended.
const PAUSE: Duration = Duration::from_millis(20);

/// Runs `command`, which has to write what [`super::measure`] returns to `result` as JSON, for at most `limit`.
///
/// # Errors
///
/// When the process cannot be started or watched.
pub fn measure_isolated(path: &Path, mut command: Command, result: &Path, limit: Duration) -> Result<Measured> {
    let log = result.with_extension("log");
    let unwritable = || format!("`{}` cannot be written", log.display());
    fs::create_dir_all(result.parent().unwrap_or(result)).with_context(unwritable)?;
    let stderr = File::create(&log).with_context(unwritable)?;
    // One of an earlier run is no result.
    if result.exists() {
        fs::remove_file(result).with_context(|| format!("`{}` cannot be removed", result.display()))?;
    }
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(stderr);
    let mut process = command.spawn().context("the process for a document cannot be started")?;
    let start = Instant::now();
    let status = loop {
        if let Some(status) = process.try_wait().context("the process for a document cannot be watched")? {
            break status;
        }
        if start.elapsed() > limit {
            process.kill().and_then(|()| process.wait()).context("the process for a document cannot be ended")?;
            return Ok(failed(path, whole("timeout", format!("no result after {} s", limit.as_secs()))));
        }
        sleep(PAUSE);
    };
    let written = fs::read(result).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
    Ok(written.unwrap_or_else(|| failed(path, crash(&status.to_string(), &log))))
}

fn crash(status: &str, log: &Path) -> Reason {
    let log = fs::read(log).unwrap_or_default();
    let log = String::from_utf8_lossy(&log);
    let said = log.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or("it printed nothing");
    whole("crash", format!("{status}: {said}"))
}
