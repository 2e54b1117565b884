//! `cargo xtask compat [OLD [NEW]]`: what a change of the document means for callers, and for the crate's version.

use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use openscaler_generator::compat::{self, Report, Version};
use openscaler_generator::lint;
use openscaler_openapi::document::Source;
use openscaler_openapi::lint::{Severity, render};

use crate::documents::{self, last_released};
use crate::workspace;

/// The arguments of `cargo xtask compat`.
#[derive(clap::Args)]
pub struct Arguments {
    /// The old document: a file or a git revision [default: the last released document]
    old: Option<String>,
    /// The new document: a file or a git revision [default: openapi/openscaler.yaml of this repository]
    new: Option<String>,
    /// The output format
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Compare without the operations that cannot be generated, and list them
    #[arg(long)]
    skip_unsupported: bool,
    /// Fail unless the version in Cargo.toml is at least the one that the verdict requires
    #[arg(long, conflicts_with_all = ["old", "new"])]
    check: bool,
}

/// The output format.
#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// For a comment on a pull request.
    Markdown,
    /// For machines; `--format json-schema` prints its JSON Schema.
    Json,
    /// The schema of the form `json`; compares nothing.
    JsonSchema,
}

/// Compares and prints.
///
/// # Errors
///
/// When a document cannot be read or generated from, or has lint errors.
#[expect(clippy::print_stdout, reason = "the report is what this command is for")]
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    if let Format::JsonSchema = arguments.format {
        print!("{}", compat::SCHEMA);
        return Ok(ExitCode::SUCCESS);
    }
    let Some((report, released)) = report(arguments)? else {
        return Ok(ExitCode::FAILURE);
    };
    match arguments.format {
        Format::Markdown => print!("{}", compat::markdown(&report, released)),
        Format::Json => println!("{:#}", compat::json(&report, released)),
        _ => print!("{}", compat::text(&report, released)),
    }
    if arguments.check {
        return check(&report, released);
    }
    Ok(ExitCode::SUCCESS)
}

/// The report, and the version that the old document was released with, if it is the last released one.
///
/// `None`, with the findings printed, if a document has lint errors.
fn report(arguments: &Arguments) -> Result<Option<(Report, Option<Version>)>> {
    let (old, released) = match &arguments.old {
        Some(old) => (documents::read(old)?, None),
        None => match last_released()? {
            Some((version, path)) => (Source::read(&path)?, Some(version)),
            None => bail!("no document has been released: name the one to compare with"),
        },
    };
    let new = match &arguments.new {
        Some(new) => documents::read(new)?,
        None => Source::read(&workspace::document())?,
    };
    if arguments.skip_unsupported {
        return Ok(report_carried(&old, &new)?.map(|report| (report, released)));
    }
    // Of the old document only what makes it useless here is worth telling.
    let are_clean = [&old, &new].map(passes);
    if are_clean.contains(&false) {
        return Ok(None);
    }
    Ok(Some((compat::compare(&old, &new)?, released)))
}

/// Whether a document has no lint errors; prints those that it has.
fn passes(source: &Source) -> bool {
    let mut findings = lint::check(source);
    findings.retain(|finding| finding.severity == Severity::Error);
    if findings.is_empty() {
        return true;
    }
    eprint!("{}", render(source, &findings));
    eprintln!(
        "error: `{}` has lint errors: correct them, or use `--skip-unsupported` to compare without the operations that have \
         them",
        source.name
    );
    false
}

/// The report on what can be generated; `None`, with the findings printed, if of a document nothing can.
fn report_carried(old: &Source, new: &Source) -> Result<Option<Report>> {
    let (old, new) = ((old, compat::carry(old)), (new, compat::carry(new)));
    let uncarried: Vec<_> = [&old, &new].into_iter().filter(|(_, carried)| carried.generated.is_none()).collect();
    for (source, carried) in &uncarried {
        eprint!("{}", render(source, &carried.findings));
        eprintln!("error: `{}` has errors that belong to no operation: correct them first", source.name);
    }
    if uncarried.is_empty() { compat::compare_carried(old, new).map(Some) } else { Ok(None) }
}

/// Whether the crate's version goes with the verdict.
fn check(report: &Report, released: Option<Version>) -> Result<ExitCode> {
    let current = workspace::version()?;
    let released = released.context("no document has been released")?;
    let least = released.after(report.level);
    if current >= least {
        return Ok(ExitCode::SUCCESS);
    }
    eprintln!(
        "error: the version in `Cargo.toml` is {current}, and the changes since {released} are {}: raise it to \
         {least}; `openapi/released/README.md` says what else can be done before a release",
        report.level.name()
    );
    Ok(ExitCode::FAILURE)
}
