//! The executables of this workspace, built, and the reference server as a process.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::workspace;

/// The token of a reference server that is on loopback, lives for seconds and has one client.
pub(super) const TOKEN: &str = "demo";

/// Executables by name.
pub(super) struct Programs(BTreeMap<String, PathBuf>);

impl Programs {
    /// Builds with cargo, once for each of `targets`: what follows `cargo build`.
    pub(super) fn build(targets: &[&[&str]]) -> Result<Self> {
        let mut programs = BTreeMap::new();
        for target in targets {
            let output = Command::new(env!("CARGO"))
                .current_dir(workspace::root())
                .args(["build", "--quiet", "--message-format=json-render-diagnostics"])
                .args(*target)
                .stderr(Stdio::inherit())
                .output()
                .context("cargo cannot be started")?;
            ensure!(output.status.success(), "the build failed");
            programs.extend(output.stdout.lines().map_while(Result::ok).filter_map(|line| executable(&line)));
        }
        Ok(Self(programs))
    }

    pub(super) fn path(&self, name: &str) -> Result<&Path> {
        self.0.get(name).map(PathBuf::as_path).with_context(|| format!("the build made no `{name}`"))
    }
}

/// The name and the path of the executable that a line of cargo's output reports.
fn executable(line: &str) -> Option<(String, PathBuf)> {
    let message: Value = serde_json::from_str(line).ok()?;
    let name = message.get("target")?.get("name")?.as_str()?.to_owned();
    Some((name, message.get("executable")?.as_str()?.into()))
}

/// A running reference server, ended when this is dropped.
pub(super) struct Server {
    process: Child,
    pub(super) url: String,
}

impl Server {
    /// Starts it on a free port of loopback.
    pub(super) fn start(program: &Path) -> Result<Self> {
        Self::run(Command::new(program))
    }

    /// As `start`, with a line for each request in the file `log`.
    pub(super) fn start_with_log(program: &Path, log: File) -> Result<Self> {
        let mut command = Command::new(program);
        command.arg("--verbose").stderr(log);
        Self::run(command)
    }

    fn run(mut command: Command) -> Result<Self> {
        let mut process = command
            .args(["--listen", "127.0.0.1:0"])
            .env("OPENSCALER_TOKEN", TOKEN)
            .stdout(Stdio::piped())
            .spawn()
            .context("the reference server cannot be started")?;
        let mut first_line = String::new();
        if let Some(output) = process.stdout.take() {
            BufReader::new(output).read_line(&mut first_line).context("the reference server says nothing")?;
        }
        let mut server = Self { process, url: String::new() };
        match first_line.trim().strip_prefix("listening on ") {
            Some(url) => server.url = url.to_owned(),
            None => bail!("the reference server did not start"),
        }
        Ok(server)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It holds nothing but memory; if it has ended already, all is well.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A certificate with its key in a file that only this user can read, gone when it is dropped.
pub(super) fn bundle_file(program: &Path) -> Result<tempfile::NamedTempFile> {
    let pem = make_bundle(program, &["--domain", "example.com", "--domain", "www.example.com", "--chain"])?;
    let mut file = tempfile::NamedTempFile::new().context("no file can be made for the bundle")?;
    file.write_all(pem.as_bytes()).context("the bundle cannot be written")?;
    Ok(file)
}

/// A new certificate with its key, by the arguments of `make-bundle`.
pub(super) fn make_bundle(program: &Path, arguments: &[&str]) -> Result<String> {
    let output =
        Command::new(program).args(arguments).stderr(Stdio::inherit()).output().context("no bundle can be made")?;
    ensure!(output.status.success(), "no bundle was made");
    String::from_utf8(output.stdout).context("the bundle is no text")
}
