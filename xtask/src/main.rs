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
    /// Benchmark generation and compile time.
    #[command(subcommand)]
    Bench(commands::bench::Subject),
    /// Measure the generator on a folder of documents.
    Census(commands::census::Arguments),
    /// Run every check that a change must pass.
    Ci,
    /// Run third-party conformance tools.
    Conformance(commands::conformance::Arguments),
    /// Report what a change of the OpenAPI document means for callers and the version.
    Compat(commands::compat::Arguments),
    /// Demonstrate the client against the reference server.
    Demo(commands::demo::Arguments),
    /// Fuzz the parsers.
    Fuzz(commands::fuzz::Arguments),
    /// Generate the client and its command line.
    Generate(commands::generate::Arguments),
    /// Check an OpenAPI document and show each finding in its context.
    Lint(commands::lint::Arguments),
    /// Check the published packages with their minimum supported Rust version.
    Msrv,
    /// Check and prepare a release; a person publishes it.
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
        // One line: the causes follow after colons.
        eprintln!("error: {error:#}");
        ExitCode::FAILURE
    })
}
