//! `cargo xtask bench …`: what the bindings cost, compared with progenitor's in the same run.

pub mod compile;
pub mod generate;

use std::process::ExitCode;

use anyhow::Result;

/// What is measured.
#[derive(clap::Subcommand)]
pub enum Subject {
    /// Compare how long the compiler takes to check the client and plain progenitor output of the same document
    Compile(compile::Arguments),
    /// Compare time and memory of generation with plain progenitor, for documents of several sizes
    Generate(generate::Arguments),
}

/// Measures and prints; a slow result is not a failure.
///
/// # Errors
///
/// If what is measured cannot be built or run.
pub fn run(subject: &Subject) -> Result<ExitCode> {
    match subject {
        Subject::Compile(arguments) => compile::run(arguments),
        Subject::Generate(arguments) => generate::run(arguments),
    }
}
