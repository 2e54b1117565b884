//! `cargo xtask demo`: regenerates, builds, and creates one certificate of each type against the reference server.

use std::path::PathBuf;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, ensure};

use super::generate;
use super::programs::{Programs, Server, TOKEN, bundle_file};

const PROGRAMS: &[&[&str]] = &[
    &["--package", "openscaler-reference-server", "--features", "bin", "--bins"],
    &["--package", "openscaler-api", "--examples"],
];

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
    let programs = Programs::build(PROGRAMS)?;
    println!("built");

    let server = Server::start(programs.path("reference-server")?)?;
    println!("\n# create a certificate of each type at {}", server.url);
    let made;
    let pem = match &arguments.pem {
        Some(pem) => pem,
        None => {
            made = bundle_file(programs.path("make-bundle")?)?;
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
