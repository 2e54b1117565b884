//! `cargo xtask msrv`: checks the published packages with the oldest Rust that they support.

use std::process::{Command, ExitCode};

use anyhow::{Context, Result, ensure};

use super::release::packages::published;
use crate::process::succeeds;
use crate::workspace;

/// The minimum supported Rust version: what Debian stable ships.
const VERSION: &str = "1.85";

/// Debian's compiler, which `.ci/run` installs; rustup's, which comes first in `PATH`, is a different one.
const RUSTC: &str = "/usr/bin/rustc";
const RUSTDOC: &str = "/usr/bin/rustdoc";
const CARGO: &str = "/usr/bin/cargo";

/// Checks every published package with all features, in its own target folder.
///
/// # Errors
///
/// If this Rust is not installed, or a published package states another version.
pub fn run() -> Result<ExitCode> {
    ensure_installed()?;
    let mut check = Command::new(CARGO);
    check
        .current_dir(workspace::root())
        // Without these, Debian's cargo runs the first compiler in `PATH`.
        .envs([("RUSTC", RUSTC), ("RUSTDOC", RUSTDOC)])
        .args(["check", "--locked", "--all-features", "--target-dir", "target/msrv"]);
    for package in published()? {
        ensure!(
            package.rust_version.as_deref() == Some(VERSION),
            "the manifest of `{}`, which is published, must state `rust-version = \"{VERSION}\"`",
            package.name
        );
        check.args(["--package", &package.name]);
    }
    Ok(if succeeds(&mut check)? { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn ensure_installed() -> Result<()> {
    let output = Command::new(RUSTC).arg("--version").output();
    let output = output.with_context(|| format!("cannot start `{RUSTC}`: run `.ci/run`, which installs it"))?;
    let version = String::from_utf8_lossy(&output.stdout);
    ensure!(
        version.starts_with(&format!("rustc {VERSION}.")),
        "`{RUSTC}` is `{}`: install Debian's rustc-web, cargo-web and libstd-rust-web-dev of {VERSION}",
        version.trim()
    );
    Ok(())
}
