//! `cargo xtask generate`: writes the client and its command line, shows how they differ, or writes another document's
//! crate.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};
use openscaler_generator::api::{Kind, Operation, Tagged};
use openscaler_generator::cli;
use openscaler_generator::credential::{self, Choice};
use openscaler_generator::generate::{Checked, Generated, check_and_generate};
use openscaler_generator::skeleton;
use openscaler_generator::skip;
use openscaler_openapi::document::Source;
use openscaler_openapi::lint::{Finding, Selection, render_for};
use serde_json::Value;
use similar::TextDiff;

use crate::output::print;
use crate::workspace::{self, DOCUMENT};

/// `cargo xtask lint --limit` shows more.
const FINDINGS_SHOWN: usize = 50;

const OUTPUT: &str = "openscaler-api/src/generated.rs";
/// The generated file of the command line.
const COMMANDS: &str = "openscaler-api/cli/src/generated.rs";
const MANIFEST: &str = "openscaler-api/Cargo.toml";

/// The generated lines from which on a crate takes minutes, or gigabytes of memory, to compile.
const LARGE: usize = 150_000;

/// The arguments of `cargo xtask generate`.
#[derive(clap::Args, Default)]
pub struct Arguments {
    /// Write nothing; show the changes, and fail if there are any
    #[arg(long)]
    check: bool,
    /// Generate a crate from another document, in YAML or JSON
    #[arg(long, value_name = "FILE", requires = "out", conflicts_with = "check")]
    document: Option<PathBuf>,
    /// The folder to write that crate to
    #[arg(long, value_name = "DIR", requires = "document")]
    out: Option<PathBuf>,
    /// Skip the operations that cannot be generated, and list them
    #[arg(long, requires = "document")]
    skip_unsupported: bool,
    /// What to send for a security scheme that the document does not define: `bearer`, `basic` or `none`
    #[arg(long, value_name = "NAME=KIND", requires = "document")]
    credential: Vec<Choice>,
    /// Write the command line, too, to the folder `cli` in it
    #[arg(long, requires = "document")]
    cli: bool,
    /// Its name [default: the document's title and `-api`]
    #[arg(long, requires = "document")]
    name: Option<String>,
}

/// Updates the generated files or, with `--check`, compares them.
///
/// # Errors
///
/// If the document cannot be read, generation fails, or a file cannot be written.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    match (&arguments.document, &arguments.out) {
        (Some(document), Some(out)) => write_crate(document, out, arguments),
        _ => update(arguments),
    }
}

fn update(arguments: &Arguments) -> Result<ExitCode> {
    let start = Instant::now();
    let root = workspace::root();
    let Some(generated) = generate_checked(&workspace::document())? else { return Ok(ExitCode::FAILURE) };
    ensure_features(&root, &generated.code)?;
    let summary = summary(&generated);
    let mut states = String::new();
    for file in files(generated)? {
        let Freshness { path, generated, committed } = &file;
        if arguments.check && !file.is_fresh() {
            print(&difference(path, committed.as_deref().unwrap_or_default(), generated))?;
            let state = if committed.is_some() { "is out of date" } else { "is missing" };
            eprintln!("error: `{path}` {state}; run `cargo xtask generate` and commit the result");
            return Ok(ExitCode::FAILURE);
        }
        if !file.is_fresh() {
            write_atomically(&root.join(path), generated)?;
        }
        let state = if file.is_fresh() { "up to date" } else { "changed" };
        states += &format!("{path}: {state}, {} lines\n", generated.lines().count());
    }
    print(&format!("{summary}{states}{} ms\n", start.elapsed().as_millis()))?;
    Ok(ExitCode::SUCCESS)
}

/// Whether the crate's manifest, which a person writes, enables what the generated code needs of the runtime.
fn ensure_features(root: &Path, code: &str) -> Result<()> {
    let path = root.join(MANIFEST);
    let manifest = fs::read_to_string(&path).with_context(|| format!("`{MANIFEST}` cannot be read"))?;
    let runtime = manifest.lines().find(|line| line.starts_with("openscaler-runtime = ")).unwrap_or_default();
    for feature in skeleton::runtime_features(code) {
        ensure!(
            runtime.contains(&format!("\"{feature}\"")),
            "the document needs the feature `{feature}` of `openscaler-runtime`: add it to the dependency in `{MANIFEST}`"
        );
    }
    Ok(())
}

fn write_crate(document: &Path, out: &Path, arguments: &Arguments) -> Result<ExitCode> {
    let source = credential::apply(Source::read(document)?, &arguments.credential)?;
    let file_name = file_name(document);
    let (generated, left_out) = if arguments.skip_unsupported {
        generate_carried(&source, &file_name)?
    } else {
        (generate_from(&source, &file_name)?, 0)
    };
    let Some(generated) = generated else { return Ok(ExitCode::FAILURE) };
    let has_operations = !generated.api.operations.is_empty();
    if left_out > 0 && !has_operations {
        bail!("cannot generate any operation of `{}`: no client was written", source.name);
    }
    let title = source.value.pointer("/info/title").and_then(Value::as_str).unwrap_or_default();
    let name = arguments.name.clone().unwrap_or_else(|| skeleton::package_name(title));
    skeleton::write(&workspace::root(), out, &name, title, &generated.code)?;
    let mut written = summary(&generated);
    if arguments.cli {
        let commands = cli::generate(&generated.api, &file_name)?;
        skeleton::write_program(&workspace::root(), out, &name, title, &commands)?;
        written += &format!("{}/cli: program {}\n", out.display(), cli::program_name(title));
    }
    if !has_operations {
        written += &format!(
            "`{}` has no operations: the client has no methods, and no types, which only operations use\n",
            source.name
        );
    }
    let lines = generated.code.lines().count();
    written += &format!("{}: package {name}, {lines} generated lines\n", out.display());
    if lines > LARGE {
        written += "it is large: if it takes too long or too much memory to compile, turn off the feature `requests` \
            (`default-features = false, features = [\"rustls\"]`), which has the builders, the JSON form and the drafts\n";
    }
    print(&written)?;
    Ok(ExitCode::SUCCESS)
}

/// Generates the supported operations and lists the skipped ones; `None`, with the findings printed, if nothing can be
/// generated.
fn generate_carried(source: &Source, name: &str) -> Result<(Option<Generated>, usize)> {
    let carried = skip::generate_carried(source, name);
    print(&left_out(source, &carried.skipped))?;
    if carried.generated.is_none() {
        show(source, &carried.findings);
    } else if !carried.findings.is_empty() {
        eprintln!("{}: {}; `cargo xtask lint` shows them", source.name, warnings(carried.findings.len()));
    }
    Ok((carried.generated, carried.skipped.len()))
}

/// Shows the first findings, errors first, and how many there are of each rule.
fn show(source: &Source, findings: &[Finding]) {
    let selection = Selection { errors_only: false, limit: Some(FINDINGS_SHOWN) };
    eprint!("{}", render_for(&std::io::stderr(), source, findings, selection));
}

fn warnings(count: usize) -> String {
    if count == 1 { "1 warning".to_owned() } else { format!("{count} warnings") }
}

/// A line for each skipped operation, followed by one for each reason.
fn left_out(source: &Source, skipped: &[skip::Skipped]) -> String {
    let mut lines = String::new();
    for operation in skipped {
        let id = operation.id.as_deref().map(|id| format!(" {id}")).unwrap_or_default();
        lines += &format!(
            "skipped{id}: {}, line {}\n",
            operation.route,
            source.line(source.place(&operation.pointer).start)
        );
        for reason in &operation.reasons {
            let Finding { rule, pointer, message, help, .. } = reason;
            lines += &format!("  {rule} at {pointer}, line {}: {message}; {help}\n", source.line(reason.place.start));
        }
    }
    if !skipped.is_empty() {
        lines += &format!("skipped in total: {}\n", skipped.len());
    }
    lines
}

/// The generated file names its document, but not the document's folder.
fn file_name(document: &Path) -> String {
    document.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Generates from the project's document; `None`, with the findings printed, if lint finds an error.
///
/// # Errors
///
/// If the document cannot be read, or generation fails.
pub fn generate_checked(document: &Path) -> Result<Option<Generated>> {
    generate_from(&Source::read(document)?, DOCUMENT)
}

fn generate_from(source: &Source, name: &str) -> Result<Option<Generated>> {
    let Checked { findings, generated } = check_and_generate(source, name);
    show(source, &findings);
    generated.transpose()
}

/// A generated file, and what is committed.
pub struct Freshness {
    /// Its path in the repository.
    pub path: &'static str,
    /// As it is generated now.
    pub generated: String,
    /// `None` if it is missing.
    pub committed: Option<String>,
}

impl Freshness {
    /// Whether it need not be written.
    #[must_use]
    pub fn is_fresh(&self) -> bool {
        self.committed.as_ref() == Some(&self.generated)
    }
}

/// The generated files; `None`, with the findings printed, if lint finds an error.
///
/// # Errors
///
/// If the document or a file cannot be read, or generation fails.
pub fn freshness() -> Result<Option<Vec<Freshness>>> {
    let Some(generated) = generate_checked(&workspace::document())? else { return Ok(None) };
    files(generated).map(Some)
}

fn files(generated: Generated) -> Result<Vec<Freshness>> {
    let commands = cli::generate(&generated.api, DOCUMENT)?;
    let file = |(path, generated): (&'static str, String)| {
        anyhow::Ok(Freshness { path, generated, committed: read_if_there(&workspace::root().join(path))? })
    };
    [(OUTPUT, generated.code), (COMMANDS, commands)].into_iter().map(file).collect()
}

fn summary(generated: &Generated) -> String {
    let mut lines = String::new();
    for Operation { name, method, path, .. } in &generated.api.operations {
        lines += &format!("operation {name}: {method} {path}\n");
    }
    for ty in &generated.api.types {
        if let Kind::Tagged(Tagged { tag, variants, .. }) = &ty.kind {
            let tags = variants.iter().flat_map(|variant| &variant.tags);
            let tags: Vec<String> =
                tags.map(|tag| tag.as_str().map_or_else(|| tag.to_string(), str::to_owned)).collect();
            lines += &format!("union {} by `{tag}`: {}\n", ty.name, tags.join(", "));
        }
    }
    lines
}

fn difference(path: &str, current: &str, generated: &str) -> String {
    let diff = TextDiff::from_lines(current, generated);
    diff.unified_diff().header(path, &format!("generated from {DOCUMENT}")).to_string()
}

fn read_if_there(path: &Path) -> Result<Option<String>> {
    match std::fs::read(path) {
        // A file that is not UTF-8 differs from the generated one.
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot read `{}`", path.display())),
    }
}

/// Writes a temporary file and renames it, so that an interrupted run leaves the old file intact.
fn write_atomically(path: &Path, text: &str) -> Result<()> {
    let directory: PathBuf = path.parent().map(Path::to_owned).unwrap_or_default();
    let mut file = tempfile::NamedTempFile::new_in(&directory)
        .with_context(|| format!("cannot create a file in `{}`", directory.display()))?;
    file.write_all(text.as_bytes()).and_then(|()| file.as_file().sync_all()).context("cannot write the file")?;
    file.persist(path).with_context(|| format!("cannot replace `{}`", path.display()))?;
    Ok(())
}
