//! Compiles generated crates into one target folder, and round-trips the sampled values through their types.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use super::measure::Measured;
use super::report::{Build, Document, Fidelity};
use super::{driver, requests};
use crate::downstream::Downstream;

/// The program of a crate without sampled values.
const EMPTY: &str = "fn main() {}\n";

/// Writes crates and compiles them.
#[derive(Debug)]
pub struct Builder {
    root: PathBuf,
    folder: PathBuf,
    target: PathBuf,
}

/// The output of cargo.
#[derive(Default)]
struct Reported {
    client: Option<Build>,
    program_error: Option<String>,
    executable: Option<PathBuf>,
}

impl Builder {
    /// Writes crates to `folder`, with the hand-written layer of the repository at `root`; cargo builds into `target`,
    /// which may be shared.
    #[must_use]
    pub fn new(root: &Path, folder: &Path, target: &Path) -> Self {
        Self { root: root.to_owned(), folder: folder.to_owned(), target: target.to_owned() }
    }

    /// Compiles the crate generated from a document, and round-trips its values.
    ///
    /// # Errors
    ///
    /// If the crate cannot be written, or cargo cannot be run.
    pub fn build(&self, measured: Measured) -> Result<Document> {
        let Measured { mut document, code, sampled, requests } = measured;
        let Some(code) = code else { return Ok(document) };
        let name = document.name.to_ascii_lowercase().replace(|letter: char| !letter.is_ascii_alphanumeric(), "-");
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
        let is_compiled = reported.client.as_ref().is_some_and(|build| build.error.is_none());
        if let Some(requests) = requests.filter(|_| is_compiled) {
            let package = format!("census-requests-{name}");
            document.requests = Some(requests::check(&mut downstream, &self.folder, &package, &client, &requests)?);
        }
        document.build = reported.client;
        Ok(document)
    }
}

/// Runs cargo and groups its messages by package.
fn cargo(downstream: &Downstream, command: &str, client: &str, program: &str) -> Result<Reported> {
    let mut cargo = downstream.cargo()?;
    let output = cargo.args([command, "--quiet", "--message-format=json"]).output().context("cannot start cargo")?;
    let mut reported = Reported::default();
    let library = client.replace('-', "_");
    let mut is_client_compiled = false;
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let Ok(message) = serde_json::from_str::<Value>(line) else { continue };
        let target = message["target"]["name"].as_str().unwrap_or_default();
        let error = (message["message"]["level"] == "error").then(|| message["message"]["rendered"].as_str());
        let error = error.flatten().map(str::to_owned);
        if target == library {
            let build = reported.client.get_or_insert_default();
            is_client_compiled |= message["reason"] == "compiler-artifact";
            // The last warning is the count, and has no span.
            let has_place = message["message"]["spans"].as_array().is_some_and(|spans| !spans.is_empty());
            build.warnings += usize::from(has_place && message["message"]["level"] == "warning");
            build.error = build.error.take().or(error);
        } else if target == program {
            reported.executable = message["executable"].as_str().map(PathBuf::from).or(reported.executable);
            reported.program_error = reported.program_error.or(error);
        }
    }
    // A compiler that crashed or was killed emits no message.
    let said = || Some(String::from_utf8_lossy(&output.stderr).trim().to_owned());
    if !is_client_compiled {
        let build = reported.client.get_or_insert_default();
        build.error = build.error.take().or_else(said);
    } else if !output.status.success() {
        reported.program_error = reported.program_error.or_else(said);
    }
    Ok(reported)
}
