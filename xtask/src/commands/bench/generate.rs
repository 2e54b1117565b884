//! `cargo xtask bench generate`: time and memory of generating, from small documents to very large ones, against plain
//! progenitor and prettyplease on the same lowered document.
//!
//! Each generation is a process of its own, so that its peak of memory is its own, and the two kinds take turns, so that
//! whatever else the machine does falls on both.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use clap::ValueEnum;
use openscaler_generator::generate::{check_and_generate, generate_plain};
use openscaler_generator::lower::lower;
use openscaler_generator::synthetic::{Size, document};
use openscaler_openapi::document::Source;

use super::super::programs::Programs;
use crate::workspace;

/// The ratio that the project allows itself at [`JUDGED`] operations.
const ALLOWED: f64 = 1.3;
const JUDGED: usize = 1_000;

/// The arguments of `cargo xtask bench generate`.
#[derive(clap::Args)]
pub struct Arguments {
    /// How many operations the documents have
    #[arg(long, value_delimiter = ',', default_values_t = [10, 100, 1_000, 5_000], value_name = "OPERATIONS")]
    sizes: Vec<usize>,
    /// How often each is generated from; the median counts
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    runs: u32,
    /// Generate once from a file, and print what it took: what this command does in processes of its own
    #[arg(long, hide = true, requires = "file")]
    once: Option<Way>,
    #[arg(hide = true)]
    file: Option<PathBuf>,
}

/// Who generates.
#[derive(Clone, Copy, ValueEnum)]
enum Way {
    /// Reading, lint and generation, as `cargo xtask generate` does it.
    Ours,
    /// progenitor and prettyplease alone, on the lowered document.
    Plain,
}

/// Measures, and prints the medians, their ratios, and the time for an operation.
///
/// # Errors
///
/// When this command cannot be built in release mode, or a document cannot be generated from.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    match (arguments.once, &arguments.file) {
        (Some(way), Some(file)) => once(way, file)?,
        _ => compare(arguments)?,
    }
    Ok(ExitCode::SUCCESS)
}

#[expect(clippy::print_stdout, reason = "the figures are what this command is for")]
fn compare(arguments: &Arguments) -> Result<()> {
    let programs = Programs::build(&[&["--release", "--package", "xtask"]])?;
    let program = programs.path("xtask")?;
    let folder = workspace::target_directory().join("bench/generate");
    println!("release, each generation in a process of its own, in turns, median of {}", arguments.runs);
    println!("operations    lines   ours  an operation   plain  ratio    ours, peak   plain, peak  ratio");
    for operations in &arguments.sizes {
        let documents = Documents::write(&folder, *operations)?;
        let (mut ours, mut plain) = (Vec::new(), Vec::new());
        for _ in 0..arguments.runs {
            ours.push(Cost::of(program, Way::Ours, &documents.clean)?);
            plain.push(Cost::of(program, Way::Plain, &documents.lowered)?);
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

/// The same document in the form that each of the two takes.
struct Documents {
    clean: PathBuf,
    lowered: PathBuf,
}

impl Documents {
    fn write(folder: &Path, operations: usize) -> Result<Self> {
        let clean = document(Size::of(operations));
        let lowered = lower(&clean);
        let write = |name: &str, document| -> Result<PathBuf> {
            let path = folder.join(format!("{operations}.{name}.yaml"));
            let text = serde_yaml::to_string(document).context("the document cannot be written as YAML")?;
            let unwritable = || format!("`{}` cannot be written", path.display());
            fs::create_dir_all(folder).with_context(unwritable)?;
            fs::write(&path, text).with_context(unwritable)?;
            Ok(path)
        };
        Ok(Self { clean: write("clean", &clean)?, lowered: write("lowered", &lowered)? })
    }
}

/// What one generation took.
struct Cost {
    time: Duration,
    /// In bytes; 0 where the system does not tell.
    peak: usize,
    lines: usize,
}

impl Cost {
    /// The costs of a process that generates once, as it has printed them.
    fn of(program: &Path, way: Way, file: &Path) -> Result<Self> {
        let way = way.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default();
        let output = Command::new(program)
            .args(["bench", "generate", "--once", &way])
            .arg(file)
            .stderr(Stdio::inherit())
            .output()
            .context("the release build of this command cannot be started")?;
        ensure!(output.status.success(), "`{}` cannot be generated from", file.display());
        let printed = String::from_utf8_lossy(&output.stdout);
        let numbers: Option<Vec<usize>> = printed.split_whitespace().map(|word| word.parse().ok()).collect();
        let Some([micros, peak, lines]) = numbers.as_deref() else { bail!("it printed `{printed}`") };
        Ok(Self { time: Duration::from_micros(*micros as u64), peak: *peak, lines: *lines })
    }

    /// The middle one, or the later of the two in the middle, of each.
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
            let text = fs::read_to_string(file).with_context(|| format!("`{}` cannot be read", file.display()))?;
            generate_plain(&text)?
        }
    };
    println!("{} {} {}", start.elapsed().as_micros(), peak(), code.lines().count());
    Ok(())
}

/// The most memory that this process has had so far, in bytes; 0 where the system does not tell.
fn peak() -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"));
    line.and_then(|kilobytes| kilobytes.parse::<usize>().ok()).unwrap_or_default() << 10
}
