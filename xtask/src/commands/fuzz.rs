//! `cargo xtask fuzz [TARGET…]`: runs the fuzz targets in `tests/fuzz`.
//!
//! It runs on the pinned toolchain, without a sanitizer: safe Rust has no errors that one would find.

use std::path::PathBuf;
use std::process::{Child, Command, ExitCode, Stdio};
use std::thread;

use anyhow::{Context, Result, bail, ensure};

use crate::process::{cargo, succeeds};
use crate::workspace;

/// The package of the targets, relative to the repository's root.
const PACKAGE: &str = "tests/fuzz";

/// The arguments of `cargo xtask fuzz`.
#[derive(clap::Args)]
pub struct Arguments {
    /// The targets to run [default: all]
    targets: Vec<String>,
    /// Seconds of core time for each target
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..))]
    seconds: u32,
}

/// Builds the targets and runs them in parallel; the exit code is 1 if one fails.
///
/// # Errors
///
/// If `cargo fuzz` is not installed, or a target is unknown or does not compile.
#[expect(clippy::print_stdout, reason = "the result is what this command is for")]
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    ensure_installed()?;
    let known = targets()?;
    let chosen = if arguments.targets.is_empty() { &known } else { &arguments.targets };
    if let Some(unknown) = chosen.iter().find(|target| !known.contains(target)) {
        bail!("unknown target `{unknown}`: expected one of `{}`", known.join("`, `"));
    }
    ensure!(succeeds(&mut cargo_fuzz("build"))?, "cannot build the targets");
    let cores = thread::available_parallelism().map_or(1, usize::from);
    // With more targets than cores, each runs longer for the same core time.
    let share = (chosen.len() as f64 / cores as f64).max(1.0);
    let seconds = (f64::from(arguments.seconds) * share).ceil();
    let running = chosen.iter().map(|target| Ok((target, start(target, seconds)?))).collect::<Result<Vec<_>>>()?;
    let mut failed = false;
    for (target, child) in running {
        let output = child.wait_with_output().with_context(|| format!("cannot wait for `{target}`"))?;
        let stderr = String::from_utf8_lossy(&output.stderr);
        if output.status.success() {
            let done = stderr.lines().rev().find(|line| line.starts_with("Done ")).unwrap_or("no count reported");
            println!("{target:10} passed: {}", done.to_lowercase());
        } else {
            failed = true;
            println!("{target:10} FAILED\n{stderr}");
        }
    }
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn ensure_installed() -> Result<()> {
    let version = cargo(&workspace::root()).args(["fuzz", "--version"]).output();
    ensure!(
        version.is_ok_and(|output| output.status.success()),
        "`cargo fuzz` is not installed; run `cargo install cargo-fuzz --locked`"
    );
    Ok(())
}

/// The names of the targets, which are those of their files.
fn targets() -> Result<Vec<String>> {
    let folder = workspace::root().join(PACKAGE).join("fuzz_targets");
    let unreadable = || format!("cannot read `{}`", folder.display());
    let mut names = Vec::new();
    for entry in std::fs::read_dir(&folder).with_context(unreadable)? {
        let path = entry.with_context(unreadable)?.path();
        names.extend(path.file_stem().map(|name| name.to_string_lossy().into_owned()));
    }
    names.sort_unstable();
    Ok(names)
}

fn cargo_fuzz(command: &str) -> Command {
    let mut cargo = cargo(&workspace::root());
    cargo.args(["fuzz", command, "--fuzz-dir", PACKAGE, "--sanitizer", "none"]);
    cargo.arg("--target-dir").arg(folder());
    cargo
}

/// The corpus is kept in the target folder, so that the next run continues from it.
fn start(target: &str, seconds: f64) -> Result<Child> {
    let corpus = folder().join("corpus").join(target);
    let artifacts = folder().join("artifacts").join(target);
    for folder in [&corpus, &artifacts] {
        std::fs::create_dir_all(folder).with_context(|| format!("cannot create `{}`", folder.display()))?;
    }
    let package = workspace::root().join(PACKAGE);
    let mut cargo = cargo_fuzz("run");
    cargo.arg(target).arg(&corpus).arg(package.join("seeds").join(target)).arg("--");
    cargo.arg(format!("-max_total_time={seconds}")).args(["-seed=1", "-timeout=20"]).arg("-rss_limit_mb=4096");
    cargo.arg(format!("-dict={}", package.join(format!("{target}.dict")).display()));
    cargo.arg(format!("-artifact_prefix={}/", artifacts.display()));
    cargo.stdout(Stdio::null()).stderr(Stdio::piped());
    cargo.spawn().context("cannot start cargo")
}

fn folder() -> PathBuf {
    workspace::target_directory().join("fuzz")
}
