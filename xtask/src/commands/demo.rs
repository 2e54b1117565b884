//! `cargo xtask demo`: regenerates, builds, and creates one certificate of each type against the reference server.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use super::generate;
use crate::workspace;

/// The server is on loopback, lives for seconds and has this one client.
const TOKEN: &str = "demo";

/// The arguments of `cargo xtask demo`.
#[derive(clap::Args)]
pub struct Arguments {
    /// A PEM bundle to upload, in place of one made on the spot
    #[arg(long, value_name = "FILE")]
    pem: Option<PathBuf>,
}

/// Shows the whole way from the document to three certificates.
///
/// # Errors
///
/// When a step fails: generating, building, starting the server, or one of the calls.
#[expect(clippy::print_stdout, reason = "a demo is to be seen")]
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    println!("# regenerate the client from the document");
    if generate::run(&generate::Arguments::default())? != ExitCode::SUCCESS {
        return Ok(ExitCode::FAILURE);
    }
    println!("\n# build client and reference server");
    let programs = Programs::build()?;
    println!("built");

    let server = Server::start(programs.path("reference-server")?)?;
    println!("\n# create a certificate of each type at {}", server.url);
    let made;
    let pem = match &arguments.pem {
        Some(pem) => pem,
        None => {
            made = make_bundle(programs.path("make-bundle")?)?;
            made.path()
        }
    };
    let status = Command::new(programs.path("create_certificates")?)
        .args(["--url", &server.url, "--pem"])
        .arg(pem)
        .env("OPENSCALER_TOKEN", TOKEN)
        .status()
        .context("the client cannot be started")?;
    ensure!(status.success(), "the client failed");
    Ok(ExitCode::SUCCESS)
}

/// The executables of the demo, by name.
struct Programs(BTreeMap<String, PathBuf>);

impl Programs {
    fn build() -> Result<Self> {
        let mut programs = BTreeMap::new();
        for target in
            [["--package", "openscaler-tests", "--bins"].as_slice(), &["--package", "openscaler-api", "--examples"]]
        {
            let output = Command::new(env!("CARGO"))
                .current_dir(workspace::root())
                .args(["build", "--quiet", "--message-format=json-render-diagnostics"])
                .args(target)
                .stderr(Stdio::inherit())
                .output()
                .context("cargo cannot be started")?;
            ensure!(output.status.success(), "the build failed");
            programs.extend(output.stdout.lines().map_while(Result::ok).filter_map(|line| executable(&line)));
        }
        Ok(Self(programs))
    }

    fn path(&self, name: &str) -> Result<&Path> {
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
struct Server {
    process: Child,
    url: String,
}

impl Server {
    fn start(program: &Path) -> Result<Self> {
        let mut process = Command::new(program)
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
fn make_bundle(program: &Path) -> Result<tempfile::NamedTempFile> {
    let output = Command::new(program)
        .args(["--domain", "example.com", "--domain", "www.example.com", "--chain"])
        .stderr(Stdio::inherit())
        .output()
        .context("no bundle can be made")?;
    ensure!(output.status.success(), "no bundle was made");
    let mut file = tempfile::NamedTempFile::new().context("no file can be made for the bundle")?;
    file.write_all(&output.stdout).context("the bundle cannot be written")?;
    Ok(file)
}
