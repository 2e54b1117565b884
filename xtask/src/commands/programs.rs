//! The executables of this workspace, and the reference server as a process.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::process::{cargo, output};
use crate::workspace;

/// The token of a reference server that listens on loopback, runs for seconds and has one client.
pub(super) const TOKEN: &str = "demo";

/// Executables by name.
pub(super) struct Programs(BTreeMap<String, PathBuf>);

impl Programs {
    /// Runs `cargo build` once for each of `targets`, which are its arguments.
    pub(super) fn build(targets: &[&[&str]]) -> Result<Self> {
        let mut programs = BTreeMap::new();
        for target in targets {
            let mut cargo = cargo(&workspace::root());
            cargo.args(["build", "--quiet", "--message-format=json-render-diagnostics"]).args(*target);
            let output = output(cargo.stderr(Stdio::inherit()))?;
            ensure!(output.status.success(), "the build failed");
            programs.extend(output.stdout.lines().map_while(Result::ok).filter_map(|line| executable(&line)));
        }
        Ok(Self(programs))
    }

    pub(super) fn path(&self, name: &str) -> Result<&Path> {
        self.0.get(name).map(PathBuf::as_path).with_context(|| format!("the build did not create `{name}`"))
    }
}

/// The name and the path of the executable in a line of cargo's output.
fn executable(line: &str) -> Option<(String, PathBuf)> {
    let message: Value = serde_json::from_str(line).ok()?;
    let name = message.get("target")?.get("name")?.as_str()?.to_owned();
    Some((name, message.get("executable")?.as_str()?.into()))
}

/// A running reference server, killed on drop.
pub(super) struct Server {
    process: Child,
    pub(super) url: String,
}

impl Server {
    /// Starts it on a free loopback port; a `log` gets a line for each request.
    pub(super) fn start(program: &Path, log: Option<File>) -> Result<Self> {
        let mut command = Command::new(program);
        if let Some(log) = log {
            command.arg("--verbose").stderr(log);
        }
        let mut process = command
            .args(["--listen", "127.0.0.1:0"])
            .env("OPENSCALER_TOKEN", TOKEN)
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot start the reference server")?;
        let mut first_line = String::new();
        if let Some(output) = process.stdout.take() {
            BufReader::new(output)
                .read_line(&mut first_line)
                .context("cannot read the output of the reference server")?;
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
        // It has no state to save, and may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A certificate with its key, in a file that only this user can read and that is deleted on drop.
pub(super) fn bundle_file(program: &Path) -> Result<tempfile::NamedTempFile> {
    let pem = make_bundle(program, &["--domain", "example.com", "--domain", "www.example.com", "--chain"])?;
    let mut file = tempfile::NamedTempFile::new().context("cannot create a file for the bundle")?;
    file.write_all(pem.as_bytes()).context("cannot write the bundle")?;
    Ok(file)
}

/// A new certificate with its key, from the arguments of `make-bundle`.
pub(super) fn make_bundle(program: &Path, arguments: &[&str]) -> Result<String> {
    let output = output(Command::new(program).args(arguments).stderr(Stdio::inherit()))?;
    ensure!(output.status.success(), "`make-bundle` failed");
    String::from_utf8(output.stdout).context("the bundle is not UTF-8")
}
