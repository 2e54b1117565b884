//! What the tools work with: their installations, the document, logs.

use std::cell::OnceCell;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use openscaler_openapi::document::Source;
use serde_json::Value;

use super::need::Need;
use super::process;
use super::progress::Progress;
use crate::commands::programs::{self, Programs, Server};
use crate::workspace;

/// The whole workspace, as `cargo test --workspace` builds it: with the features that one package asks for, its
/// dependencies would be compiled anew.
const PROGRAMS: &[&[&str]] =
    &[&["--workspace", "--bins", "--examples", "--features", "openscaler-reference-server/bin"]];

/// A folder under the target directory with all that this command installs and writes.
pub(super) struct Bench {
    folder: PathBuf,
    document: Value,
    programs: OnceCell<Programs>,
    /// One run at a time: they would share installations and logs.
    _lock: fs::File,
}

impl Bench {
    pub(super) fn new() -> Result<Self> {
        let folder = workspace::target_directory().join("conformance");
        let folder = std::path::absolute(&folder).context("there is no current folder")?;
        fs::create_dir_all(folder.join("logs")).with_context(|| format!("`{}` cannot be made", folder.display()))?;
        let lock = fs::File::create(folder.join("lock")).context("the lock file cannot be made")?;
        lock.lock().context("the lock file cannot be locked")?;
        let document = Source::read(&workspace::document())?.value;
        Ok(Self { folder, document, programs: OnceCell::new(), _lock: lock })
    }

    /// The document as a value.
    pub(super) fn document(&self) -> &Value {
        &self.document
    }

    /// Where the document is.
    pub(super) fn document_path(&self) -> PathBuf {
        workspace::root().join(workspace::DOCUMENT)
    }

    /// A file of `tests/contract/tools`.
    pub(super) fn configuration(&self, name: &str) -> PathBuf {
        workspace::root().join("tests/contract/tools").join(name)
    }

    /// Where what a tool writes is kept.
    pub(super) fn log(&self, tool: &str) -> PathBuf {
        self.folder.join("logs").join(format!("{tool}.log"))
    }

    /// A new and empty folder for a tool's files.
    pub(super) fn work(&self, tool: &str) -> Result<PathBuf> {
        let folder = self.folder.join("work").join(tool);
        empty(&folder)?;
        Ok(folder)
    }

    /// A file that a tool brings beside its command.
    pub(super) fn node_module(&self, path: &str) -> PathBuf {
        self.folder.join("node/node_modules").join(path)
    }

    /// A tool that is written in JavaScript.
    pub(super) fn node(&self, name: &str) -> Command {
        let mut command = Command::new(self.node_module(".bin").join(name));
        // What runs here tells nobody.
        command.env("REDOCLY_TELEMETRY", "off").env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
        command
    }

    /// A tool that is written in Python.
    pub(super) fn python(&self, name: &str) -> Command {
        Command::new(self.folder.join("python/bin").join(name))
    }

    /// Reference server, bundles, and the client as programs, built by the first who asks for them.
    pub(super) fn programs(&self) -> Result<&Programs> {
        if let Some(programs) = self.programs.get() {
            return Ok(programs);
        }
        let progress = Progress::start("building server and client");
        let programs = Programs::build(PROGRAMS)?;
        progress.end("done");
        Ok(self.programs.get_or_init(|| programs))
    }

    /// A new reference server; each request is a line in the log that is named.
    pub(super) fn server(&self, log: &str) -> Result<Server> {
        let path = self.log(log);
        let file = fs::File::create(&path).with_context(|| format!("`{}` cannot be made", path.display()))?;
        Server::start_with_log(self.programs()?.path("reference-server")?, file)
    }

    /// A new bundle, by the arguments of `make-bundle`.
    pub(super) fn bundle(&self, arguments: &[&str]) -> Result<String> {
        programs::make_bundle(self.programs()?.path("make-bundle")?, arguments)
    }

    /// Installs what is not there in the version wanted.
    pub(super) fn prepare(&self, needs: &[Need]) -> Result<()> {
        if needs.contains(&Need::Node) {
            self.install("node", "package-lock.json", |folder, log| {
                for file in ["package.json", "package-lock.json", ".npmrc"] {
                    let from = self.configuration(file);
                    fs::copy(&from, folder.join(file))
                        .with_context(|| format!("`{}` cannot be copied", from.display()))?;
                }
                succeed(Command::new("npm").arg("ci").current_dir(folder), log)
            })?;
        }
        if needs.contains(&Need::Python) {
            self.install("python", "requirements.lock", |folder, log| {
                succeed(Command::new("python3").args(["-m", "venv"]).arg(folder), log)?;
                let mut pip = Command::new(folder.join("bin/pip"));
                pip.args(["install", "--require-hashes", "--requirement"]).arg(self.configuration("requirements.lock"));
                succeed(&mut pip, log)
            })?;
        }
        Ok(())
    }

    /// Installs into an empty folder unless that was done from the same lock file.
    fn install(&self, name: &str, lock: &str, install: impl FnOnce(&Path, &Path) -> Result<()>) -> Result<()> {
        let folder = self.folder.join(name);
        let path = self.configuration(lock);
        let wanted = fs::read(&path).with_context(|| format!("`{}` cannot be read", path.display()))?;
        let stamp = folder.join("installed");
        if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
            return Ok(());
        }
        let log = self.log(&format!("install-{name}"));
        start_log(&log)?;
        let progress = Progress::start(&format!("installing the tools for {name}"));
        empty(&folder)?;
        install(&folder, &log)?;
        write(&stamp, wanted)?;
        progress.end("done");
        Ok(())
    }
}

/// An empty log in the place of the last run's.
pub(super) fn start_log(log: &Path) -> Result<()> {
    write(log, "")
}

/// Writes a file into a folder of [`Bench::work`].
pub(super) fn write(path: &Path, text: impl AsRef<[u8]>) -> Result<()> {
    fs::write(path, text).with_context(|| format!("`{}` cannot be written", path.display()))
}

fn empty(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("`{}` cannot be emptied", folder.display()))?;
    }
    fs::create_dir_all(folder).with_context(|| format!("`{}` cannot be made", folder.display()))
}

fn succeed(command: &mut Command, log: &Path) -> Result<()> {
    let program = command.get_program().to_owned();
    let finished = process::run(command, log)?;
    ensure!(finished.status.success(), "`{}` failed:\n{}", program.display(), finished.output.trim_end());
    Ok(())
}
