//! `cargo xtask generate`: writes the client's generated file, says how it differs, or writes another document's crate.

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use openscaler_generator::generate::{Checked, Generated, check_and_generate};
use openscaler_generator::skeleton;
use openscaler_generator::skip;
use openscaler_openapi::document::Source;
use openscaler_openapi::lint::{Finding, render};
use serde_json::Value;
use similar::TextDiff;

use crate::workspace::{self, DOCUMENT};

const OUTPUT: &str = "openscaler-api/src/generated.rs";

/// The arguments of `cargo xtask generate`.
#[derive(clap::Args, Default)]
pub struct Arguments {
    /// Write nothing; show what would change and fail if anything would
    #[arg(long)]
    check: bool,
    /// Another document, in YAML or JSON, of which to write a crate
    #[arg(long, value_name = "FILE", requires = "out", conflicts_with = "check")]
    document: Option<PathBuf>,
    /// The folder of that crate
    #[arg(long, value_name = "DIR", requires = "document")]
    out: Option<PathBuf>,
    /// Leave out the operations that cannot be generated, and list them
    #[arg(long, requires = "document")]
    skip_unsupported: bool,
    /// Its name [default: the document's title and `-api`]
    #[arg(long, requires = "document")]
    name: Option<String>,
}

/// Brings the generated file up to date, or with `--check` compares it.
///
/// # Errors
///
/// When the document cannot be read or generated from, or the file cannot be written.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    match (&arguments.document, &arguments.out) {
        (Some(document), Some(out)) => write_crate(document, out, arguments),
        _ => update(arguments),
    }
}

#[expect(clippy::print_stdout, reason = "what changed is what this command is for")]
fn update(arguments: &Arguments) -> Result<ExitCode> {
    let start = Instant::now();
    let root = workspace::root();
    let Some(generated) = generate_checked(&workspace::document())? else { return Ok(ExitCode::FAILURE) };
    let output = root.join(OUTPUT);
    let current = read_if_there(&output)?;
    let up_to_date = current.as_deref() == Some(&*generated.code);
    if arguments.check {
        if !up_to_date {
            print!("{}", difference(current.as_deref().unwrap_or_default(), &generated.code));
            let state = if current.is_some() { "is not what the document makes" } else { "is missing" };
            eprintln!("error: `{OUTPUT}` {state}; run `cargo xtask generate` and commit the result");
            return Ok(ExitCode::FAILURE);
        }
    } else if !up_to_date {
        write_atomically(&output, &generated.code)?;
    }
    let state = if up_to_date { "up to date" } else { "changed" };
    print!("{}", summary(&generated));
    println!("{OUTPUT}: {state}, {} lines, {} ms", generated.code.lines().count(), start.elapsed().as_millis());
    Ok(ExitCode::SUCCESS)
}

#[expect(clippy::print_stdout, reason = "what was written is what this command is for")]
fn write_crate(document: &Path, out: &Path, arguments: &Arguments) -> Result<ExitCode> {
    let source = Source::read(document)?;
    let file_name = file_name(document);
    let (generated, left_out) = if arguments.skip_unsupported {
        generate_carried(&source, &file_name)
    } else {
        (generate_from(&source, &file_name)?, 0)
    };
    let Some(generated) = generated else { return Ok(ExitCode::FAILURE) };
    let has_operations = !generated.model.operations.is_empty();
    if left_out > 0 && !has_operations {
        bail!("none of the operations of `{}` can be generated, so there is no client to write", source.name);
    }
    let title = source.value.pointer("/info/title").and_then(Value::as_str).unwrap_or_default();
    let name = arguments.name.clone().unwrap_or_else(|| skeleton::package_name(title));
    skeleton::write(&workspace::root(), out, &name, title, &generated.code)?;
    print!("{}", summary(&generated));
    if !has_operations {
        println!("`{}` has no operations: what is written are its types, and a client without calls", source.name);
    }
    println!("{}: package {name}, {} generated lines", out.display(), generated.code.lines().count());
    Ok(ExitCode::SUCCESS)
}

/// What can be carried of a document, with all else listed and counted; `None`, with the findings printed, if nothing
/// can.
#[expect(clippy::print_stdout, reason = "what was left out is what this command is for")]
fn generate_carried(source: &Source, name: &str) -> (Option<Generated>, usize) {
    let carried = skip::generate_carried(source, name);
    print!("{}", left_out(source, &carried.skipped));
    if carried.generated.is_none() {
        eprint!("{}", render(source, &carried.findings));
    } else if !carried.findings.is_empty() {
        eprintln!("{}: {} warnings, which `cargo xtask lint` shows", source.name, carried.findings.len());
    }
    (carried.generated, carried.skipped.len())
}

/// A line for each operation, and one below it for each reason.
fn left_out(source: &Source, skipped: &[skip::Skipped]) -> String {
    let mut lines = String::new();
    for operation in skipped {
        let id = operation.id.as_deref().map(|id| format!(" {id}")).unwrap_or_default();
        lines += &format!(
            "left out{id}: {}, line {}\n",
            operation.route,
            source.line(source.place(&operation.pointer).start)
        );
        for reason in &operation.reasons {
            let Finding { rule, pointer, message, help, .. } = reason;
            lines += &format!("  {rule} at {pointer}, line {}: {message}; {help}\n", source.line(reason.place.start));
        }
    }
    if !skipped.is_empty() {
        lines += &format!("left out in all: {}\n", skipped.len());
    }
    lines
}

/// A file names its document, not where that was on the machine it was made on.
fn file_name(document: &Path) -> String {
    document.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// What the project's document generates to; `None`, with the findings printed, if lint has an error.
///
/// # Errors
///
/// When the document cannot be read or generated from.
pub fn generate_checked(document: &Path) -> Result<Option<Generated>> {
    generate_from(&Source::read(document)?, DOCUMENT)
}

fn generate_from(source: &Source, name: &str) -> Result<Option<Generated>> {
    let Checked { findings, generated } = check_and_generate(source, name);
    eprint!("{}", render(source, &findings));
    match generated {
        None => Ok(None),
        Some(Ok(generated)) => Ok(Some(generated)),
        Some(Err(error)) => {
            let obstacles = skip::obstacles(source);
            if obstacles.is_empty() {
                return Err(error);
            }
            eprint!("{}", render(source, &obstacles));
            Ok(None)
        }
    }
}

/// The generated file and where it belongs, for the test that keeps the two together.
///
/// # Errors
///
/// When the document cannot be read or generated from, or the file cannot be read.
pub fn freshness() -> Result<(Option<Generated>, Option<String>)> {
    Ok((generate_checked(&workspace::document())?, read_if_there(&workspace::root().join(OUTPUT))?))
}

fn summary(generated: &Generated) -> String {
    let model = &generated.model;
    let mut lines = String::new();
    for operation in &model.operations {
        lines += &format!("operation {}: {} {}\n", operation.method, operation.http_method, operation.path);
    }
    for union in &model.unions {
        let variants: Vec<_> = union.variants.iter().map(|variant| variant.tag.as_str()).collect();
        lines += &format!("union {} by `{}`: {}\n", union.type_name, union.tag, variants.join(", "));
    }
    lines
}

fn difference(current: &str, generated: &str) -> String {
    let diff = TextDiff::from_lines(current, generated);
    diff.unified_diff().header(OUTPUT, &format!("generated from {DOCUMENT}")).to_string()
}

fn read_if_there(path: &Path) -> Result<Option<String>> {
    match std::fs::read(path) {
        // Bytes that are no text differ from what is generated, as any others would.
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("`{}` cannot be read", path.display())),
    }
}

/// Writes beside the file and renames, so that an interrupted run leaves the old file whole.
fn write_atomically(path: &Path, text: &str) -> Result<()> {
    let directory: PathBuf = path.parent().map(Path::to_owned).unwrap_or_default();
    let mut file = tempfile::NamedTempFile::new_in(&directory)
        .with_context(|| format!("no file can be made in `{}`", directory.display()))?;
    file.write_all(text.as_bytes()).and_then(|()| file.as_file().sync_all()).context("the file cannot be written")?;
    file.persist(path).with_context(|| format!("`{}` cannot be replaced", path.display()))?;
    Ok(())
}
