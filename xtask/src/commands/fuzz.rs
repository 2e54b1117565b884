//! `cargo xtask fuzz [TARGET…]`: gives the targets of `tests/fuzz` inputs that nobody thought of.
//!
//! Without a sanitizer, which looks for what safe Rust does not do, the pinned toolchain is enough.

use std::path::PathBuf;
use std::process::{Child, Command, ExitCode, Stdio};
use std::thread;

use anyhow::{Context, Result, bail, ensure};

use crate::workspace;

/// The package of the targets, from the repository's root.
const PACKAGE: &str = "tests/fuzz";

/// The arguments of `cargo xtask fuzz`.
#[derive(clap::Args)]
pub struct Arguments {
    /// What to give inputs to [default: every target]
    targets: Vec<String>,
    /// How many seconds of a core each target gets
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..))]
    seconds: u32,
}

/// Builds the targets, and runs them side by side; the exit code is 1 when one of them fails.
///
/// # Errors
///
/// When `cargo fuzz` is not installed, there is no such target, or one does not compile.
#[expect(clippy::print_stdout, reason = "the result is what this command is for")]
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    ensure_installed()?;
    let known = targets()?;
    let chosen = if arguments.targets.is_empty() { &known } else { &arguments.targets };
    if let Some(unknown) = chosen.iter().find(|target| !known.contains(target)) {
        bail!("there is no target `{unknown}`; the targets are `{}`", known.join("`, `"));
    }
    let built = cargo_fuzz("build").status().context("cargo cannot be started")?;
    ensure!(built.success(), "the targets cannot be built");
    let cores = thread::available_parallelism().map_or(1, usize::from);
    // More targets than cores share them, and take turns for longer.
    let turns = u32::try_from(chosen.len().div_ceil(cores)).unwrap_or(1);
    let share = if chosen.len() > cores { chosen.len() as f64 / cores as f64 } else { f64::from(turns) };
    let seconds = (f64::from(arguments.seconds) * share).ceil();
    let running = chosen.iter().map(|target| Ok((target, start(target, seconds)?))).collect::<Result<Vec<_>>>()?;
    let mut failed = false;
    for (target, child) in running {
        let output = child.wait_with_output().with_context(|| format!("`{target}` cannot be waited for"))?;
        let told = String::from_utf8_lossy(&output.stderr);
        if output.status.success() {
            let done = told.lines().rev().find(|line| line.starts_with("Done ")).unwrap_or("nothing was counted");
            println!("{target:10} passed: {}", done.to_lowercase());
        } else {
            failed = true;
            println!("{target:10} FAILED\n{told}");
        }
    }
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn ensure_installed() -> Result<()> {
    let version = Command::new(env!("CARGO")).args(["fuzz", "--version"]).stderr(Stdio::null()).output();
    ensure!(
        version.is_ok_and(|output| output.status.success()),
        "`cargo fuzz` is not installed; run `cargo install cargo-fuzz --locked`"
    );
    Ok(())
}

/// The names of the targets: those of their files.
fn targets() -> Result<Vec<String>> {
    let folder = workspace::root().join(PACKAGE).join("fuzz_targets");
    let unreadable = || format!("`{}` cannot be read", folder.display());
    let mut names = Vec::new();
    for entry in std::fs::read_dir(&folder).with_context(unreadable)? {
        let path = entry.with_context(unreadable)?.path();
        names.extend(path.file_stem().map(|name| name.to_string_lossy().into_owned()));
    }
    names.sort_unstable();
    Ok(names)
}

fn cargo_fuzz(command: &str) -> Command {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(workspace::root()).args(["fuzz", command, "--fuzz-dir", PACKAGE, "--sanitizer", "none"]);
    cargo.arg("--target-dir").arg(folder());
    cargo
}

/// Inputs found are kept beside what was built, so that a second run goes on from the first.
fn start(target: &str, seconds: f64) -> Result<Child> {
    let corpus = folder().join("corpus").join(target);
    let artifacts = folder().join("artifacts").join(target);
    for folder in [&corpus, &artifacts] {
        std::fs::create_dir_all(folder).with_context(|| format!("`{}` cannot be made", folder.display()))?;
    }
    let package = workspace::root().join(PACKAGE);
    let mut cargo = cargo_fuzz("run");
    cargo.arg(target).arg(&corpus).arg(package.join("seeds").join(target)).arg("--");
    cargo.arg(format!("-max_total_time={seconds}")).arg("-timeout=20").arg("-rss_limit_mb=4096");
    cargo.arg(format!("-dict={}", package.join(format!("{target}.dict")).display()));
    cargo.arg(format!("-artifact_prefix={}/", artifacts.display()));
    cargo.stdout(Stdio::null()).stderr(Stdio::piped());
    cargo.spawn().context("cargo cannot be started")
}

fn folder() -> PathBuf {
    workspace::target_directory().join("fuzz")
}
