//! Prism mocks the servers of small OpenAPI 3.1 documents: it must accept the requests of the clients that are generated
//! from them, and they must read its responses.
//!
//! Each document in `tests/contract/documents` has a program of the same name, which prints a report as `peer-prism` does.

use std::borrow::Cow;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use openscaler_generator::census;
use openscaler_generator::downstream::Downstream;
use openscaler_generator::generate::generate;
use openscaler_openapi::document::Source;

use super::bench::Bench;
use super::peers::{self, Prism};
use super::process;
use super::report::Report;
use crate::workspace;

const FOLDER: &str = "tests/contract/documents";

/// Runs each program against a server that responds with examples, and against one that makes its responses up.
pub(super) fn run(bench: &Bench) -> Result<Report> {
    let folder = workspace::target_directory().join("conformance/documents");
    let mut downstream = Downstream::new(&workspace::root(), &folder, &folder.join("target")).without_tls();
    let documents = census::documents(&workspace::root().join(FOLDER))?;
    for document in &documents {
        write(&mut downstream, document)?;
    }
    let log = bench.new_log("prism-documents")?;
    let version = process::run(bench.node("prism").arg("--version"), &log)?.output;
    let built = process::run(downstream.cargo()?.args(["build", "--quiet"]), &log)?;
    ensure!(built.status.success(), "a generated client does not compile:\n{}", built.output);
    let mut all = Report { version: version.trim().to_owned(), ..Report::default() };
    for document in &documents {
        let name = name_of(document);
        for options in [&[][..], &["--dynamic"]] {
            let prism = Prism::start(bench, &format!("prism-{name}"), document, options)?;
            let mut program = Command::new(folder.join("target/debug").join(&*name));
            let report = peers::run(bench, program.arg(&prism.url), &log)?;
            all.cases += report.cases;
            all.complaints.extend(report.complaints.into_iter().map(|complaint| format!("{name}: {complaint}")));
        }
    }
    Ok(all)
}

/// The name that a document shares with its program.
fn name_of(document: &Path) -> Cow<'_, str> {
    document.file_stem().unwrap_or_default().to_string_lossy()
}

/// Writes the client of a document, and its program.
fn write(downstream: &mut Downstream, document: &Path) -> Result<()> {
    let source = Source::read(document)?;
    let name = name_of(document);
    let client = format!("{name}-client");
    downstream.client(&client, &generate(&source, &source.name)?.code)?;
    let sources =
        [(document.with_extension("rs"), "src/main.rs"), (document.with_file_name("report.rs"), "src/report.rs")];
    let sources = sources.map(|(file, path)| {
        let text = fs::read_to_string(&file).with_context(|| format!("cannot read `{}`", file.display()))?;
        Ok((path.to_owned(), text))
    });
    let sources = sources.into_iter().collect::<Result<Vec<_>>>()?;
    downstream.package(&name, &client, &sources)
}
