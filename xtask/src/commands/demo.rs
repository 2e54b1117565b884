//! `cargo xtask demo`: regenerates, builds, creates one certificate of each type against the reference server, and finds
//! out whether a request took effect whose response was lost.

use std::path::PathBuf;
use std::process::{Command, ExitCode};

use anyhow::{Result, ensure};

use super::generate;
use super::programs::{Programs, Server, TOKEN, bundle_file};
use crate::process::succeeds;

const PROGRAMS: &[&[&str]] = &[
    &["--package", "openscaler-reference-server", "--features", "bin", "--bins"],
    &["--package", "openscaler-api", "--examples"],
];

/// The arguments of `cargo xtask demo`.
#[derive(clap::Args)]
pub struct Arguments {
    /// A PEM bundle to upload [default: a generated one]
    #[arg(long, value_name = "FILE")]
    pem: Option<PathBuf>,
}

/// Shows every step from the document to three certificates, and the way out of an unknown outcome.
///
/// # Errors
///
/// If a step fails: generating, building, starting the server, or one of the calls.
#[expect(clippy::print_stdout, reason = "the output is what this command is for")]
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    println!("# regenerate the client from the document");
    if generate::run(&generate::Arguments::default())? != ExitCode::SUCCESS {
        return Ok(ExitCode::FAILURE);
    }
    println!("\n# build client and reference server");
    let programs = Programs::build(PROGRAMS)?;
    println!("built");

    let server = Server::start(programs.path("reference-server")?, None)?;
    println!("\n# create a certificate of each type at {}", server.url);
    let made;
    let pem = match &arguments.pem {
        Some(pem) => pem,
        None => {
            made = bundle_file(programs.path("make-bundle")?)?;
            made.path()
        }
    };
    let mut client = Command::new(programs.path("create_certificates")?);
    client.args(["--url", &server.url, "--pem"]).arg(pem).env("OPENSCALER_TOKEN", TOKEN);
    ensure!(succeeds(&mut client)?, "the client failed");

    println!("\n# lose the response to a request, and find out whether it took effect");
    ensure!(succeeds(&mut Command::new(programs.path("resolve_unknown")?))?, "the client failed");
    Ok(ExitCode::SUCCESS)
}
