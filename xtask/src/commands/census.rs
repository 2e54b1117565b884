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
    /// Round-trip sampled values through the generated types; implies `--check`
    #[arg(long)]
    fidelity: bool,
    /// Sample every type of each document instead of some, and more values of each
    #[arg(long, requires = "fidelity")]
    thorough: bool,
    /// Compile requests with and without mistakes in JSON's form; implies `--check`
    #[arg(long)]
    requests: bool,
    /// Remove `security` from the documents, in memory
    #[arg(long)]
    ignore_security: bool,
    /// Read OpenAPI 3.1 and 3.2 as 3.0, and clamp integers beyond 64 bits, in memory
    #[arg(long = "assume-3.0")]
    assume_3_0: bool,
    /// Output format
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Compare with the output of an earlier `--format json`
    #[arg(long, value_name = "OLD.json", conflicts_with = "format")]
    compare: Option<PathBuf>,
    /// The folder in which crates are written and compiled [default: target/census]
    #[arg(long, value_name = "DIR")]
    folder: Option<PathBuf>,
    /// Time limit for each document, in seconds
    #[arg(long, default_value_t = 600, value_name = "SECONDS")]
    timeout: u64,
    /// Measure one document and write the result; this command runs itself with these two
    #[arg(long, hide = true, requires = "result")]
    document: Option<PathBuf>,
    #[arg(long, hide = true, requires = "document")]
    result: Option<PathBuf>,
}

/// Output format.
#[derive(Clone, Copy, PartialEq, clap::ValueEnum)]
enum Format {
    /// Text for people.
    Text,
    /// JSON, also for `--compare`.
    Json,
}

/// Measures each document and prints the result.
///
/// # Errors
///
/// If the folder has no documents, or a process or a file that the census needs cannot be created.
#[expect(clippy::print_stdout, reason = "the report is what this command is for")]
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let settings = Settings {
        check: arguments.check || arguments.fidelity || arguments.requests,
        fidelity: arguments.fidelity,
        thorough: arguments.thorough,
        requests: arguments.requests,
        ignore_security: arguments.ignore_security,
        assume_3_0: arguments.assume_3_0,
    };
    if let (Some(document), Some(result)) = (&arguments.document, &arguments.result) {
        let measured = serde_json::to_vec(&measure(document, settings)).context("cannot serialize the result")?;
        fs::write(result, measured).with_context(|| format!("cannot write `{}`", result.display()))?;
        return Ok(ExitCode::SUCCESS);
    }
    let old = arguments.compare.as_deref().map(read_census).transpose()?;
    let census = take_census(arguments, settings)?;
    match (arguments.format, &old) {
        (Format::Json, _) => {
            println!("{}", serde_json::to_string_pretty(&census).context("cannot serialize the report")?)
        }
        (Format::Text, None) => print!("{}", render(&census)),
        (Format::Text, Some(old)) => print!("{}\n{}", render(&census), compare(old, &census)),
    }
    Ok(ExitCode::SUCCESS)
}

fn take_census(arguments: &Arguments, settings: Settings) -> Result<Census> {
    let folder = arguments.folder.clone().unwrap_or_else(|| workspace::target_directory().join("census"));
    let folder = std::path::absolute(&folder).with_context(|| format!("`{}` is not a valid path", folder.display()))?;
    let builder = Builder::new(&workspace::root(), &folder, &folder.join("target"));
    let program = std::env::current_exe().context("cannot determine the path of this program")?;
    let limit = Duration::from_secs(arguments.timeout);
    let paths = documents(&arguments.directory)?;
    let mut census = Census { settings, documents: Vec::new() };
    for (index, path) in paths.iter().enumerate() {
        eprintln!("{} of {}: {}", index + 1, paths.len(), path.display());
        let result = folder.join("results").join(path.file_name().unwrap_or_default());
        let mut command = Command::new(&program);
        command.args(std::env::args_os().skip(1)).arg("--document").arg(path).arg("--result").arg(&result);
        let measured = measure_isolated(path, command, &result, limit)?;
        census.documents.push(if settings.check { builder.build(measured)? } else { measured.document });
    }
    Ok(census)
}

fn read_census(path: &Path) -> Result<Census> {
    let bytes = fs::read(path).with_context(|| format!("cannot read `{}`", path.display()))?;
    serde_json::from_slice(&bytes)
        .with_context(|| format!("`{}` is not the output of `cargo xtask census --format json`", path.display()))
}
