//! The environment of the tools: their installations, the document, logs.

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

/// The whole workspace, as `cargo test --workspace` builds it: building a single package would enable other features, and
/// recompile its dependencies.
const PROGRAMS: &[&[&str]] =
    &[&["--workspace", "--bins", "--examples", "--features", "openscaler-reference-server/bin"]];

/// The folder under the target directory for everything that this command installs and writes.
pub(super) struct Bench {
    folder: PathBuf,
    document: Value,
    programs: OnceCell<Programs>,
    /// Only one run at a time, because runs share installations and logs.
    _lock: fs::File,
}

impl Bench {
    pub(super) fn new() -> Result<Self> {
        let folder = workspace::target_directory().join("conformance");
        let folder = std::path::absolute(&folder).context("cannot determine the current directory")?;
        fs::create_dir_all(folder.join("logs")).with_context(|| format!("cannot create `{}`", folder.display()))?;
        let lock = fs::File::create(folder.join("lock")).context("cannot create the lock file")?;
        lock.lock().context("cannot lock the lock file")?;
        let document = Source::read(&workspace::document())?.value;
        Ok(Self { folder, document, programs: OnceCell::new(), _lock: lock })
    }

    /// The document as a value.
    pub(super) fn document(&self) -> &Value {
        &self.document
    }

    /// The path of the document.
    pub(super) fn document_path(&self) -> PathBuf {
        workspace::root().join(workspace::DOCUMENT)
    }

    /// A file of `tests/contract/tools`.
    pub(super) fn configuration(&self, name: &str) -> PathBuf {
        workspace::root().join("tests/contract/tools").join(name)
    }

    /// The path of a tool's log.
    pub(super) fn log(&self, tool: &str) -> PathBuf {
        self.folder.join("logs").join(format!("{tool}.log"))
    }

    /// The same, with an empty log in place of the last run's.
    pub(super) fn new_log(&self, tool: &str) -> Result<PathBuf> {
        let log = self.log(tool);
        write(&log, "")?;
        Ok(log)
    }

    /// A new, empty folder for a tool's files.
    pub(super) fn work(&self, tool: &str) -> Result<PathBuf> {
        let folder = self.folder.join("work").join(tool);
        empty(&folder)?;
        Ok(folder)
    }

    /// A file that a tool's package contains besides its command.
    pub(super) fn node_module(&self, path: &str) -> PathBuf {
        self.folder.join("node/node_modules").join(path)
    }

    /// A tool written in JavaScript.
    pub(super) fn node(&self, name: &str) -> Command {
        let mut command = Command::new(self.node_module(".bin").join(name));
        // No telemetry.
        command.env("REDOCLY_TELEMETRY", "off").env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
        command
    }

    /// A tool written in Python.
    pub(super) fn python(&self, name: &str) -> Command {
        Command::new(self.folder.join("python/bin").join(name))
    }

    /// The reference server, `make-bundle` and the client as programs, built on first use.
    pub(super) fn programs(&self) -> Result<&Programs> {
        if let Some(programs) = self.programs.get() {
            return Ok(programs);
        }
        let progress = Progress::start("building server and client");
        let programs = Programs::build(PROGRAMS)?;
        progress.end("done");
        Ok(self.programs.get_or_init(|| programs))
    }

    /// A new reference server, which writes a line for each request to the named log.
    pub(super) fn server(&self, log: &str) -> Result<Server> {
        let path = self.log(log);
        let file = fs::File::create(&path).with_context(|| format!("cannot create `{}`", path.display()))?;
        Server::start(self.programs()?.path("reference-server")?, Some(file))
    }

    /// A new bundle, from the arguments of `make-bundle`.
    pub(super) fn bundle(&self, arguments: &[&str]) -> Result<String> {
        programs::make_bundle(self.programs()?.path("make-bundle")?, arguments)
    }

    /// Installs what is missing or has another version.
    pub(super) fn prepare(&self, needs: &[Need]) -> Result<()> {
        if needs.contains(&Need::Node) {
            self.install("node", "package-lock.json", |folder, log| {
                for file in ["package.json", "package-lock.json", ".npmrc"] {
                    let from = self.configuration(file);
                    fs::copy(&from, folder.join(file)).with_context(|| format!("cannot copy `{}`", from.display()))?;
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

    /// Installs into an empty folder, unless it was installed from the same lock file already.
    fn install(&self, name: &str, lock: &str, install: impl FnOnce(&Path, &Path) -> Result<()>) -> Result<()> {
        let folder = self.folder.join(name);
        let path = self.configuration(lock);
        let wanted = fs::read(&path).with_context(|| format!("cannot read `{}`", path.display()))?;
        let stamp = folder.join("installed");
        if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
            return Ok(());
        }
        let log = self.new_log(&format!("install-{name}"))?;
        let progress = Progress::start(&format!("installing the tools for {name}"));
        empty(&folder)?;
        install(&folder, &log)?;
        write(&stamp, wanted)?;
        progress.end("done");
        Ok(())
    }
}

/// Writes a file into a folder of [`Bench::work`].
pub(super) fn write(path: &Path, text: impl AsRef<[u8]>) -> Result<()> {
    fs::write(path, text).with_context(|| format!("cannot write `{}`", path.display()))
}

fn empty(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot empty `{}`", folder.display()))?;
    }
    fs::create_dir_all(folder).with_context(|| format!("cannot create `{}`", folder.display()))
}

fn succeed(command: &mut Command, log: &Path) -> Result<()> {
    let program = command.get_program().to_owned();
    let finished = process::run(command, log)?;
    ensure!(finished.status.success(), "`{}` failed:\n{}", program.display(), finished.output.trim_end());
    Ok(())
}
