//! `make-bundle`: prints a new certificate with its private key, to upload manually or in a demo.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;
use openscaler_reference_server::certificates::Recipe;

/// Prints a new PEM bundle: a certificate, valid for a year, and its private key.
#[derive(Parser)]
struct Arguments {
    /// A domain of the certificate; may be repeated. The first is the common name.
    #[arg(long = "domain", required = true, value_name = "DOMAIN")]
    domains: Vec<String>,
    /// Issue it from a new intermediate and root, and append their certificates.
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
