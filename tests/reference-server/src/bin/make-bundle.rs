//! `make-bundle`: prints a fresh certificate with its private key, to upload by hand or in a demo.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;
use openscaler_reference_server::certificates::Recipe;

/// Prints a new PEM bundle for some domains: certificate and private key, made on the spot and valid for a year.
#[derive(Parser)]
struct Arguments {
    /// A domain the certificate is valid for; may be given several times. The first is its common name.
    #[arg(long = "domain", required = true, value_name = "DOMAIN")]
    domains: Vec<String>,
    /// Let a new authority issue it, and put its intermediate and root certificates behind it.
    #[arg(long)]
    chain: bool,
}

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("make-bundle: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> Result<(), Box<dyn std::error::Error>> {
    let recipe = Recipe::new(arguments.domains);
    let recipe = if arguments.chain { recipe.chain() } else { recipe };
    let bundle = recipe.make()?;
    io::stdout().lock().write_all(bundle.to_pem().as_bytes())?;
    Ok(())
}
