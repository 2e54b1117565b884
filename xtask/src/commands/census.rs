//! `cargo xtask census DIR`: how much of a folder of documents is generated, at what cost, and how faithfully.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Duration;

use anyhow::{Context, Result};

use crate::workspace;
use openscaler_generator::census::{Builder, Census, Settings, compare, documents, measure, measure_isolated, render};

/// The arguments of `cargo xtask census`.
#[derive(clap::Args)]
pub struct Arguments {
    /// The folder with the documents: `*.json`, `*.yaml` and `*.yml`
    #[arg(value_name = "DIR")]
    directory: PathBuf,
    /// Compile each generated crate
    #[arg(long)]
    check: bool,
    /// Read sampled values with the generated types and write them again; implies `--check`
    #[arg(long)]
    fidelity: bool,
    /// Remove `security` from the documents, in memory
    #[arg(long)]
    ignore_security: bool,
    /// Read OpenAPI 3.1 and 3.2 as 3.0, and clamp integers beyond 64 bits, in memory
    #[arg(long = "assume-3.0")]
    assume_3_0: bool,
    /// The form of what is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Say what is better and what is worse than in a census that `--format json` printed
    #[arg(long, value_name = "OLD.json", conflicts_with = "format")]
    compare: Option<PathBuf>,
    /// Where crates are written and compiled [default: target/census]
    #[arg(long, value_name = "DIR")]
    folder: Option<PathBuf>,
    /// How long one document may take, in seconds
    #[arg(long, default_value_t = 600, value_name = "SECONDS")]
    timeout: u64,
    /// Measure one document and write the result: what this command does in processes of its own
    #[arg(long, hide = true)]
    result: Option<PathBuf>,
}

/// The form of what is printed.
#[derive(Clone, Copy, PartialEq, clap::ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// For machines, and for `--compare`.
    Json,
}

/// Measures each document, and prints what came out of it.
///
/// # Errors
///
/// When the folder has no documents, or a process or a file that the census needs cannot be made.
#[expect(clippy::print_stdout, reason = "the report is what this command is for")]
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let settings = Settings {
        check: arguments.check || arguments.fidelity,
        fidelity: arguments.fidelity,
        ignore_security: arguments.ignore_security,
        assume_3_0: arguments.assume_3_0,
    };
    if let Some(result) = &arguments.result {
        let measured =
            serde_json::to_vec(&measure(&arguments.directory, settings)).context("no result can be written")?;
        fs::write(result, measured).with_context(|| format!("`{}` cannot be written", result.display()))?;
        return Ok(ExitCode::SUCCESS);
    }
    let old = arguments.compare.as_deref().map(read_census).transpose()?;
    let census = take_census(arguments, settings)?;
    match (arguments.format, &old) {
        (Format::Json, _) => println!("{}", serde_json::to_string_pretty(&census).context("no report can be written")?),
        (Format::Text, None) => print!("{}", render(&census)),
        (Format::Text, Some(old)) => print!("{}\n{}", render(&census), compare(old, &census)),
    }
    Ok(ExitCode::SUCCESS)
}

fn take_census(arguments: &Arguments, settings: Settings) -> Result<Census> {
    let folder = arguments.folder.clone().unwrap_or_else(|| workspace::target_directory().join("census"));
    let folder = std::path::absolute(&folder).with_context(|| format!("`{}` is not a path", folder.display()))?;
    let builder = Builder::new(&workspace::root(), &folder, &folder.join("target"));
    let program = std::env::current_exe().context("the path of this program is unknown")?;
    let limit = Duration::from_secs(arguments.timeout);
    let paths = documents(&arguments.directory)?;
    let mut census = Census { settings, documents: Vec::new() };
    for (index, path) in paths.iter().enumerate() {
        eprintln!("{} of {}: {}", index + 1, paths.len(), path.display());
        let result = folder.join("results").join(path.file_name().unwrap_or_default());
        let mut command = Command::new(&program);
        command.arg("census").arg(path).arg("--result").arg(&result).args(flags(settings));
        let measured = measure_isolated(path, command, &result, limit)?;
        census.documents.push(if settings.check { builder.build(measured)? } else { measured.document });
    }
    Ok(census)
}

/// The settings as they are given on the command line.
fn flags(settings: Settings) -> impl Iterator<Item = &'static str> {
    let flags = [
        (settings.check, "--check"),
        (settings.fidelity, "--fidelity"),
        (settings.ignore_security, "--ignore-security"),
        (settings.assume_3_0, "--assume-3.0"),
    ];
    flags.into_iter().filter(|(is_on, _)| *is_on).map(|(_, flag)| flag)
}

fn read_census(path: &Path) -> Result<Census> {
    let bytes = fs::read(path).with_context(|| format!("`{}` cannot be read", path.display()))?;
    serde_json::from_slice(&bytes).with_context(|| format!("`{}` is not a census", path.display()))
}
