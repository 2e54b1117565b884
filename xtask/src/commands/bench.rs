//! `cargo xtask bench …`: what the bindings cost, beside progenitor's own in the same run.

pub mod compile;
pub mod generate;

use std::process::ExitCode;

use anyhow::Result;

/// What is measured.
#[derive(clap::Subcommand)]
pub enum Subject {
    /// Compare how long the compiler checks the client with plain progenitor output of the same document
    Compile(compile::Arguments),
    /// Compare what generating takes, at several sizes of documents, with plain progenitor on the same lowered document
    Generate(generate::Arguments),
}

/// Measures and prints; how fast something is fails nothing.
///
/// # Errors
///
/// When what is to be measured cannot be made or run.
pub fn run(subject: &Subject) -> Result<ExitCode> {
    match subject {
        Subject::Compile(arguments) => compile::run(arguments),
        Subject::Generate(arguments) => generate::run(arguments),
    }
}
