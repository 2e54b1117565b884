//! `cargo xtask ci`: every check that a change has to pass, with all failures at the end.

use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::workspace;

/// A check: what it is called, and the arguments of cargo that run it.
struct Step {
    name: &'static str,
    cargo: &'static [&'static str],
    /// What the environment has to hold beside.
    environment: &'static [(&'static str, &'static str)],
}

const STEPS: &[Step] = &[
    Step { name: "format", cargo: &["fmt", "--all", "--check"], environment: &[] },
    Step {
        name: "format fuzz",
        cargo: &["fmt", "--manifest-path", "tests/fuzz/Cargo.toml", "--check"],
        environment: &[],
    },
    Step {
        name: "clippy",
        cargo: &["clippy", "--workspace", "--all-targets", "--locked", "--", "--deny", "warnings"],
        environment: &[],
    },
    Step {
        name: "features",
        // Each feature and each pair: a downstream crate may choose any of them, and no code depends on three.
        cargo: &[
            "hack",
            "clippy",
            "--feature-powerset",
            "--depth",
            "2",
            "--package",
            "openscaler-api",
            "--package",
            "openscaler-runtime",
            "--locked",
            "--",
            "--deny",
            "warnings",
        ],
        environment: &[],
    },
    Step { name: "msrv", cargo: &["xtask", "msrv"], environment: &[] },
    Step { name: "lint", cargo: &["xtask", "lint"], environment: &[] },
    Step { name: "generate", cargo: &["xtask", "generate", "--check"], environment: &[] },
    Step { name: "compat", cargo: &["xtask", "compat", "--check"], environment: &[] },
    // The command of the README, word for word. Here, a test that cannot run fails.
    Step { name: "test", cargo: &["test", "--workspace"], environment: &[("OPENSCALER_TESTS_NO_SKIPPING", "1")] },
    // After the tests, which compile what it needs. What it has to skip is no pass, here either.
    Step { name: "conformance", cargo: &["xtask", "conformance"], environment: &[] },
    Step { name: "fuzz", cargo: &["xtask", "fuzz"], environment: &[] },
    Step {
        name: "doc",
        cargo: &["doc", "--workspace", "--no-deps", "--locked"],
        environment: &[("RUSTDOCFLAGS", "--deny warnings")],
    },
    Step { name: "deny", cargo: &["deny", "check", "licenses", "bans", "sources"], environment: &[] },
];

/// Runs every step, also after one has failed, and says how each ended.
///
/// # Errors
///
/// When cargo cannot be started.
#[expect(clippy::print_stdout, reason = "the result is what this command is for")]
pub fn run() -> Result<ExitCode> {
    let mut results: Vec<(&Step, bool, Duration)> = Vec::new();
    for step in STEPS {
        println!("# cargo {}", step.cargo.join(" "));
        let start = Instant::now();
        let status = Command::new(env!("CARGO"))
            .current_dir(workspace::root())
            .args(step.cargo)
            .envs(step.environment.iter().copied())
            .status()
            .context("cargo cannot be started")?;
        results.push((step, status.success(), start.elapsed()));
    }
    println!("\n# result");
    for (step, passed, time) in &results {
        let result = if *passed { "passed" } else { "FAILED" };
        println!("{:11} {result} {:5} s", step.name, time.as_secs());
    }
    let all_passed = results.iter().all(|(_, passed, _)| *passed);
    Ok(if all_passed { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
