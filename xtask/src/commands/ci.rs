//! `cargo xtask ci`: every check that a change must pass, with all failures at the end.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::process::{cargo, succeeds};
use crate::workspace;

/// The name of a check, the arguments of cargo that run it, and an additional environment variable.
type Step = (&'static str, &'static str, Option<(&'static str, &'static str)>);

/// The checks.
#[rustfmt::skip]
const STEPS: &[Step] = &[
    ("format", "fmt --all --check", None),
    ("format fuzz", "fmt --manifest-path tests/fuzz/Cargo.toml --check", None),
    ("clippy", "clippy --workspace --all-targets --locked -- --deny warnings", None),
    // Each feature and each pair: a downstream crate may choose any of them, and no code depends on three.
    ("features", "hack clippy --feature-powerset --depth 2 --package openscaler-api --package openscaler-runtime --locked \
        -- --deny warnings", None),
    ("msrv", "xtask msrv", None),
    ("lint", "xtask lint", None),
    ("generate", "xtask generate --check", None),
    ("compat", "xtask compat --check", None),
    // The command in the README. Here, a test that cannot run fails.
    ("test", "test --workspace", Some(("OPENSCALER_TESTS_NO_SKIPPING", "1"))),
    // What our own document does not use.
    ("optional", "test --package openscaler-runtime --features events,multipart --locked", None),
    // After the tests, which compile what it needs. Here, too, a skipped tool is a failure.
    ("conformance", "xtask conformance", None),
    ("fuzz", "xtask fuzz", None),
    ("doc", "doc --workspace --no-deps --locked", Some(("RUSTDOCFLAGS", "--deny warnings"))),
    ("deny", "deny check licenses bans sources", None),
];

/// Runs every step, even after a failure, and reports each result.
///
/// # Errors
///
/// If cargo cannot be started.
#[expect(clippy::print_stdout, reason = "the result is what this command is for")]
pub fn run() -> Result<ExitCode> {
    let mut results: Vec<(&str, bool, Duration)> = Vec::new();
    for (name, arguments, environment) in STEPS {
        println!("# cargo {arguments}");
        let start = Instant::now();
        let mut cargo = cargo(&workspace::root());
        cargo.args(arguments.split_whitespace()).envs(*environment);
        results.push((name, succeeds(&mut cargo)?, start.elapsed()));
    }
    println!("\n# result");
    for (name, passed, time) in &results {
        let result = if *passed { "passed" } else { "FAILED" };
        println!("{name:11} {result} {:5} s", time.as_secs());
    }
    let all_passed = results.iter().all(|(_, passed, _)| *passed);
    Ok(if all_passed { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
