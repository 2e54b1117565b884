//! Compiles generated crates, all of them into one target folder, and has them read and write the sampled values.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::driver;
use super::measure::Measured;
use super::report::{Build, Document, Fidelity};
use crate::downstream::Downstream;

/// A program for a crate of which no values are read.
const EMPTY: &str = "fn main() {}\n";

/// Where crates are written and compiled.
#[derive(Debug)]
pub struct Builder {
    root: PathBuf,
    folder: PathBuf,
    target: PathBuf,
}

/// What cargo reported.
#[derive(Default)]
struct Reported {
    client: Option<Build>,
    program_error: Option<String>,
    executable: Option<PathBuf>,
}

impl Builder {
    /// Crates are written into `folder`, with the hand-written layer of the repository at `root`; cargo builds into
    /// `target`, which others may share.
    #[must_use]
    pub fn new(root: &Path, folder: &Path, target: &Path) -> Self {
        Self { root: root.to_owned(), folder: folder.to_owned(), target: target.to_owned() }
    }

    /// Compiles what was generated from a document, and reads its values with it.
    ///
    /// # Errors
    ///
    /// When the crate cannot be written, or cargo cannot be run.
    pub fn build(&self, measured: Measured) -> Result<Document> {
        let Measured { mut document, code, sampled } = measured;
        let Some(code) = code else { return Ok(document) };
        let name = document.name.replace(|letter: char| !letter.is_ascii_alphanumeric(), "-");
        let (client, program) = (format!("census-client-{name}"), format!("census-{name}"));
        let sources = match &sampled {
            Some(sampled) => driver::sources(sampled),
            None => vec![("src/main.rs".to_owned(), EMPTY.to_owned())],
        };
        let mut downstream = Downstream::new(&self.root, &self.folder, &self.target).without_tls();
        downstream.client(&client, &code)?;
        downstream.package(&program, &client, &sources)?;
        let command = if sampled.is_some() { "build" } else { "check" };
        let reported = cargo(&downstream, command, &client, &program)?;
        if let Some(sampled) = sampled.filter(|_| reported.client.as_ref().is_some_and(|build| build.error.is_none())) {
            let values = self.folder.join("programs").join(&program).join(driver::VALUES);
            document.fidelity = Some(match reported.executable {
                Some(executable) => driver::run(&executable, &values, &sampled)?,
                None => Fidelity { error: reported.program_error, ..Fidelity::default() },
            });
        }
        document.build = reported.client;
        Ok(document)
    }
}

/// Runs cargo, and sorts what it says by the package that it is about.
fn cargo(downstream: &Downstream, command: &str, client: &str, program: &str) -> Result<Reported> {
    let mut cargo = downstream.cargo()?;
    let output =
        cargo.args([command, "--quiet", "--message-format=json"]).output().context("cargo cannot be started")?;
    let mut reported = Reported::default();
    let library = client.replace('-', "_");
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let Ok(message) = serde_json::from_str::<Value>(line) else { continue };
        let target = message["target"]["name"].as_str().unwrap_or_default();
        let error = (message["message"]["level"] == "error").then(|| message["message"]["rendered"].as_str());
        let error = error.flatten().map(str::to_owned);
        if target == library {
            let build = reported.client.get_or_insert(Build { error: None, warnings: 0 });
            // The last warning says how many there were, and points nowhere.
            let has_place = message["message"]["spans"].as_array().is_some_and(|spans| !spans.is_empty());
            build.warnings += usize::from(has_place && message["message"]["level"] == "warning");
            build.error = build.error.take().or(error);
        } else if target == program {
            reported.executable = message["executable"].as_str().map(PathBuf::from).or(reported.executable);
            reported.program_error = reported.program_error.or(error);
        }
    }
    if reported.client.is_none() {
        bail!("cargo did not come to compiling `{client}`: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(reported)
}
