//! `cargo xtask bench generate`: time and memory of generating, from small documents to very large ones, against plain
//! progenitor and prettyplease on the same document; with `--documents`, what lint and generation take for other
//! documents by their size.
//!
//! Each generation runs in its own process, so that its peak memory is its own, and the two kinds take turns, so that
//! other load on the machine affects both.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use clap::ValueEnum;
use openscaler_generator::census;
use openscaler_generator::generate::{check_and_generate, generate_plain};
use openscaler_generator::skeleton::write_if_changed;
use openscaler_generator::synthetic::document;
use openscaler_openapi::document::Source;

use super::super::programs::Programs;
use crate::process::output;
use crate::workspace;

/// The greatest ratio that the project accepts at [`JUDGED`] operations.
const ALLOWED: f64 = 1.5;
const JUDGED: usize = 1_000;

/// What lint and generation of a document may take: seconds of processor time and megabytes of memory, and the same for
/// each megabyte of the document.
const BOUNDS: [(f64, f64); 2] = [(0.2, 0.25), (60.0, 40.0)];

/// The time limit for a document.
const LIMIT: Duration = Duration::from_secs(600);

/// The arguments of `cargo xtask bench generate`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Numbers of operations in the documents
    #[arg(long, value_delimiter = ',', default_values_t = [10, 100, 1_000, 5_000], value_name = "OPERATIONS")]
    sizes: Vec<usize>,
    /// Number of runs for each document; the median is reported, with `--documents` the least
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    runs: u32,
    /// Measure the documents in this folder instead
    #[arg(long, value_name = "DIR", conflicts_with = "sizes")]
    documents: Option<PathBuf>,
    /// Generate once from a file and print the cost; this command runs itself with it
    #[arg(long, hide = true, requires = "file")]
    once: Option<Way>,
    #[arg(hide = true)]
    file: Option<PathBuf>,
}

/// Which generator runs.
#[derive(Clone, Copy, ValueEnum)]
enum Way {
    /// Reading, lint and generation, as `cargo xtask generate` does it.
    Ours,
    /// progenitor and prettyplease alone.
    Plain,
}

/// Measures, and prints the medians, their ratios, and the time for an operation.
///
/// # Errors
///
/// If this command cannot be built in release mode, or generation fails.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    match (arguments.once, &arguments.file) {
        (Some(way), Some(file)) => once(way, file)?,
        _ => match &arguments.documents {
            Some(folder) => measure_documents(folder, arguments.runs)?,
            None => compare(arguments)?,
        },
    }
    Ok(ExitCode::SUCCESS)
}

#[expect(clippy::print_stdout, reason = "the figures are what this command is for")]
fn compare(arguments: &Arguments) -> Result<()> {
    let programs = Programs::build(&[&["--release", "--package", "xtask"]])?;
    let program = programs.path("xtask")?;
    let folder = workspace::target_directory().join("bench/generate");
    println!("release build, each generation in its own process, taking turns, median of {}", arguments.runs);
    println!("operations    lines   ours  an operation   plain  ratio    ours, peak   plain, peak  ratio");
    for operations in &arguments.sizes {
        let file = write_document(&folder, *operations)?;
        let (mut ours, mut plain) = (Vec::new(), Vec::new());
        for _ in 0..arguments.runs {
            ours.push(Cost::of(program, Way::Ours, &file)?);
            plain.push(Cost::of(program, Way::Plain, &file)?);
        }
        let (ours, plain) = (Cost::median(&mut ours), Cost::median(&mut plain));
        let ratio = ours.time.as_secs_f64() / plain.time.as_secs_f64();
        let each = ours.time / u32::try_from(*operations).unwrap_or(1).max(1);
        println!(
            "{operations:10} {:8} {:5} ms {:9} µs {:5} ms {ratio:6.2} {:9} MiB {:9} MiB {:6.2}",
            ours.lines,
            ours.time.as_millis(),
            each.as_micros(),
            plain.time.as_millis(),
            ours.peak >> 20,
            plain.peak >> 20,
            ours.peak as f64 / plain.peak as f64,
        );
        if *operations == JUDGED {
            println!("           {} {ALLOWED}", if ratio <= ALLOWED { "within" } else { "above" });
        }
    }
    Ok(())
}

/// Prints the least cost of each document, and whether it is within the bounds.
#[expect(clippy::print_stdout, reason = "the figures are what this command is for")]
fn measure_documents(folder: &Path, runs: u32) -> Result<()> {
    let programs = Programs::build(&[&["--release", "--package", "xtask"]])?;
    let results = workspace::target_directory().join("bench/generate");
    println!("release build, each generation in its own process, least of {runs}");
    println!("{:40} {:>7} {:>7} {:>7} {:>7} {:>7}", "document", "size MB", "CPU s", "bound", "peak MB", "bound");
    for path in census::documents(folder)? {
        let cost = least_cost(programs.path("xtask")?, &path, &results, runs)?;
        let size = fs::metadata(&path).with_context(|| format!("cannot read `{}`", path.display()))?.len() as f64 / 1e6;
        let (seconds, peak) = (cost.cpu_seconds, cost.peak_bytes as f64 / 1e6);
        let bounds = BOUNDS.map(|(start, each)| start + each * size);
        let verdict = if seconds <= bounds[0] && peak <= bounds[1] { "" } else { "above" };
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        println!("{name:40} {size:7.2} {seconds:7.2} {:7.2} {peak:7.0} {:7.0} {verdict}", bounds[0], bounds[1]);
    }
    Ok(())
}

/// The least time and the least peak of some runs of `program`, this command, for a document; it writes its results to
/// `folder`.
///
/// # Errors
///
/// If nothing can be generated from the document, or the system does not report the cost.
pub fn least_cost(program: &Path, document: &Path, folder: &Path, runs: u32) -> Result<census::Cost> {
    let mut least = census::Cost { cpu_seconds: f64::INFINITY, peak_bytes: u64::MAX };
    for _ in 0..runs {
        let result = folder.join("result.json");
        let mut command = Command::new(program);
        command.arg("census").arg(document.parent().unwrap_or(document));
        command.arg("--document").arg(document).arg("--result").arg(&result);
        let measured = census::measure_isolated(document, command, &result, LIMIT)?.document;
        let Some(cost) = measured.cost else {
            let reasons: Vec<_> = measured.failures.iter().map(|reason| &*reason.message).collect();
            let reasons = if reasons.is_empty() { "no cost was reported".to_owned() } else { reasons.join("; ") };
            bail!("cannot measure `{}`: {reasons}", document.display())
        };
        least.cpu_seconds = least.cpu_seconds.min(cost.cpu_seconds);
        least.peak_bytes = least.peak_bytes.min(cost.peak_bytes);
    }
    Ok(least)
}

/// Writes a synthetic document for both.
fn write_document(folder: &Path, operations: usize) -> Result<PathBuf> {
    let path = folder.join(format!("{operations}.yaml"));
    let text = serde_yaml::to_string(&document(operations)).context("cannot write the document as YAML")?;
    write_if_changed(&path, &text)?;
    Ok(path)
}

/// What one generation took.
struct Cost {
    time: Duration,
    /// In bytes; 0 if the system does not report it.
    peak: usize,
    lines: usize,
}

impl Cost {
    /// The cost that a process which generates once has printed.
    fn of(program: &Path, way: Way, file: &Path) -> Result<Self> {
        let way = way.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default();
        let mut once = Command::new(program);
        let output = output(once.args(["bench", "generate", "--once", &way]).arg(file).stderr(Stdio::inherit()))?;
        ensure!(output.status.success(), "cannot generate from `{}`", file.display());
        let printed = String::from_utf8_lossy(&output.stdout);
        let numbers: Option<Vec<usize>> = printed.split_whitespace().map(|word| word.parse().ok()).collect();
        let Some([micros, peak, lines]) = numbers.as_deref() else {
            bail!("expected three numbers, found `{printed}`")
        };
        Ok(Self { time: Duration::from_micros(*micros as u64), peak: *peak, lines: *lines })
    }

    /// The median of each; of an even number, the later of the two in the middle.
    fn median(costs: &mut [Self]) -> Self {
        let middle = costs.len() / 2;
        costs.sort_unstable_by_key(|cost| cost.peak);
        let peak = costs[middle].peak;
        costs.sort_unstable_by_key(|cost| cost.time);
        Self { time: costs[middle].time, peak, lines: costs[middle].lines }
    }
}

/// Generates, and prints microseconds, bytes at the peak, and lines.
#[expect(clippy::print_stdout, reason = "read by the process that started this one")]
fn once(way: Way, file: &Path) -> Result<()> {
    let start = Instant::now();
    let code = match way {
        Way::Ours => {
            let source = Source::read(file)?;
            let checked = check_and_generate(&source, "synthetic.yaml");
            checked.generated.context("the document has errors")??.code
        }
        Way::Plain => {
            let text = fs::read_to_string(file).with_context(|| format!("cannot read `{}`", file.display()))?;
            generate_plain(&text)?
        }
    };
    let (time, peak) = (start.elapsed().as_micros(), census::cost().map_or(0, |cost| cost.peak_bytes));
    println!("{time} {peak} {}", code.lines().count());
    Ok(())
}
