//! `cargo xtask`: the project's commands.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use xtask::commands;

/// The project's commands.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Measure what the bindings cost.
    #[command(subcommand)]
    Bench(commands::bench::Subject),
    /// Measure the generator over a folder of documents.
    Census(commands::census::Arguments),
    /// Run every check that a change has to pass.
    Ci,
    /// Hold client, document and server against tools that others wrote.
    Conformance(commands::conformance::Arguments),
    /// Say what a change of the OpenAPI document means for callers and for the version.
    Compat(commands::compat::Arguments),
    /// Create one certificate of each type against the reference server.
    Demo(commands::demo::Arguments),
    /// Give what reads the texts of others inputs that nobody thought of.
    Fuzz(commands::fuzz::Arguments),
    /// Regenerate the client crate from the OpenAPI document.
    Generate(commands::generate::Arguments),
    /// Check an OpenAPI document and show every finding at its place.
    Lint(commands::lint::Arguments),
    /// Check the published packages with the oldest Rust that they support.
    Msrv,
    /// Check all that a release has to be, and prepare it; a person publishes.
    Release(commands::release::Arguments),
}

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Bench(subject) => commands::bench::run(&subject),
        Command::Census(arguments) => commands::census::run(&arguments),
        Command::Ci => commands::ci::run(),
        Command::Conformance(arguments) => commands::conformance::run(&arguments),
        Command::Compat(arguments) => commands::compat::run(&arguments),
        Command::Demo(arguments) => commands::demo::run(&arguments),
        Command::Fuzz(arguments) => commands::fuzz::run(&arguments),
        Command::Generate(arguments) => commands::generate::run(&arguments),
        Command::Lint(arguments) => commands::lint::run(&arguments),
        Command::Msrv => commands::msrv::run(),
        Command::Release(arguments) => commands::release::run(&arguments),
    };
    result.unwrap_or_else(|error| {
        // One line: the causes, if any, follow after colons.
        eprintln!("error: {error:#}");
        ExitCode::FAILURE
    })
}
