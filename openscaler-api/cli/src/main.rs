//! The program `openscaler`: the commands of the API's operations.
//!
//! `generated.rs` is a table of the commands and a function for each; all else knows no document.

mod arguments;
mod batch;
mod call;
mod failure;
mod files;
#[rustfmt::skip] // It is compared byte by byte with the generator's output.
mod generated;
mod input;
mod json;
mod mistakes;
mod output;
mod protection;
mod request;
mod resolution;
mod settings;
mod shell;
mod signals;
mod single;
mod spinner;
mod table;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::ArgMatches;
use clap::error::ErrorKind;
// Generated code names types as in its own crate.
#[allow(unused_imports)]
use openscaler_api::types;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::arguments::Extent;
use crate::failure::{Code, Failure};
use crate::generated::PROGRAM;
use crate::output::{Format, note};
use crate::table::Command;

fn main() -> ExitCode {
    protection::protect();
    let arguments: Vec<OsString> = std::env::args_os().collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if wants_json(&arguments) {
                note(&failure.json().to_string());
            } else {
                note(&format!("error: {}", failure.message));
            }
            failure.code.into()
        }
    }
}

fn run(arguments: &[OsString]) -> Result<(), Failure> {
    let given = arguments.get(1..).unwrap_or_default();
    let matches = match arguments::program(&PROGRAM, Extent::Named(given)).try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            return output::write(error.to_string().as_bytes());
        }
        Err(error) if is_command_missing(error.kind()) && wants_json(arguments) => {
            return Err(Failure::usage("missing command: see `--help`"));
        }
        Err(error) if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            note(error.to_string().trim_end());
            std::process::exit(Code::Usage as i32);
        }
        Err(error) => {
            let text = error.to_string();
            if text.contains("-----BEGIN") {
                return Err(Failure::usage("an argument contains PEM: give the name of its file"));
            }
            return Err(Failure::usage(text.strip_prefix("error: ").unwrap_or(&text).trim_end()));
        }
    };
    match matches.subcommand() {
        Some(("completions", matches)) => shell::completions(&PROGRAM, matches),
        Some(("manual", matches)) => shell::manual(&PROGRAM, matches),
        _ => match find(&matches) {
            Some((command, matches)) => operate(command, matches),
            None => Err(Failure::usage("unknown command")),
        },
    }
}

fn is_command_missing(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand)
}

/// The operation that was asked for, and its arguments.
fn find(mut matches: &ArgMatches) -> Option<(&'static Command, &ArgMatches)> {
    let mut words = Vec::new();
    loop {
        let (word, inner) = matches.subcommand()?;
        words.push(word);
        matches = inner;
        if let Some(command) = PROGRAM.commands.iter().find(|command| command.words == words) {
            return Some((command, matches));
        }
    }
}

fn operate(command: &'static Command, matches: &ArgMatches) -> Result<(), Failure> {
    // Global options are known to the innermost command.
    let innermost = matches.subcommand().map_or(matches, |(_, inner)| inner);
    let format = match innermost.get_one::<String>("output").map(String::as_str) {
        Some("json") => Format::Json,
        _ => Format::Table,
    };
    trace(innermost.get_count("verbose"));
    rustls::crypto::ring::default_provider()
        .install_default()
        .map_err(|_| Failure::new(Code::Local, "cannot set up TLS"))?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Failure::io("start", "the runtime", &error))?;
    let (quiet, dry_run) = (innermost.get_flag("quiet"), innermost.get_flag("dry-run"));
    let options = single::Options { format, quiet, dry_run };
    match batch::path(matches) {
        Some(batch) => runtime.block_on(batch::run(&PROGRAM, command, matches, batch, options)),
        None => runtime.block_on(single::run(&PROGRAM, command, matches, options)),
    }
}

/// Logs calls to standard error; other packages may log what is secret.
fn trace(verbosity: u8) {
    let level = match verbosity {
        0 => return,
        1 => LevelFilter::INFO,
        _ => LevelFilter::DEBUG,
    };
    let runtime = if verbosity == 1 { LevelFilter::WARN } else { level };
    let targets = Targets::new().with_target("openscaler_api", level).with_target("openscaler_runtime", runtime);
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_ansi(false).without_time();
    // It fails only if it is called twice.
    let _ = tracing_subscriber::registry().with(lines).with(targets).try_init();
}

/// Whether failures are printed as JSON, even those of clap.
fn wants_json(arguments: &[OsString]) -> bool {
    let is_option = |pair: &[OsString]| pair[0] == "--output" && pair[1] == "json";
    arguments.windows(2).any(is_option) || arguments.iter().any(|argument| argument == "--output=json")
}
