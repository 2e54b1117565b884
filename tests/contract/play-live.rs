//! `live`: plays wire cases against a real endpoint. `cargo xtask conformance live` runs it.

// The suite uses the rest of the shared code.
#![allow(dead_code)]

mod caller;
mod judge;
mod live;
mod play;

use std::io::{self, BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::SystemTime;

use clap::Parser;
use openscaler_tests::cases::read_folder;
use openscaler_tests::document::Document;

use live::{Settings, Unfit};

/// Plays the wire cases that are marked `live` against a real endpoint, and says where its answers depart from the
/// document. Exits with 1 if they do, or if anything else is not as expected.
#[derive(Parser)]
#[command(name = "cargo xtask conformance live")]
struct Arguments {
    /// Create certificates without asking
    #[arg(long)]
    yes: bool,
    /// Write each exchange to this file as a wire case, its secrets replaced; an existing file is added to
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<bool, live::Failure> {
    let cases = read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("contract/cases"))?;
    let run = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?.as_millis().to_string();
    let mut settings = match Settings::read(|name| std::env::var(name).ok(), run) {
        Ok(settings) => settings,
        Err(Unfit::Wrong(what)) => return Err(what.into()),
        Err(Unfit::Missing(names)) => {
            print(&live::explain(&cases, &names, &Document::of_repository().server()))?;
            return Ok(true);
        }
    };
    settings.record = arguments.record;
    print(&live::warning(&cases, &settings))?;
    if !arguments.yes && !agreed()? {
        print("nothing was run\n")?;
        return Ok(true);
    }
    live::run(&cases, &settings, &mut io::stdout()).await
}

/// Asks for confirmation, but only on a terminal.
fn agreed() -> Result<bool, live::Failure> {
    if !io::stdin().is_terminal() {
        return Err("this is no terminal to ask on; add `--yes` to create them all the same".into());
    }
    print("Create them? [y/N] ")?;
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    Ok(["y", "yes"].contains(&answer.trim().to_ascii_lowercase().as_str()))
}

fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}
