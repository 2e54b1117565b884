//! `cargo xtask release`: checks and prepares a release. A person publishes it.
//!
//! Publishing on crates.io is permanent, and requires a token that none of our programs should hold, so the last steps are
//! only printed.

mod changelog;
mod checks;
pub(super) mod packages;
mod packing;
mod program;

use std::process::ExitCode;

use anyhow::{Context, Result};
use openscaler_generator::compat::Version;

use crate::documents::RELEASED;
use crate::workspace::{self, DOCUMENT};
use checks::Outcome;
use packages::Package;

/// The arguments of `cargo xtask release`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Write nothing; run every check and print the remaining steps
    #[arg(long)]
    dry_run: bool,
}

/// Runs every check; if all pass, copies the document to the released ones, unless `--dry-run` is given.
///
/// # Errors
///
/// If cargo or git cannot be started, or a file cannot be read or written.
#[expect(clippy::print_stdout, reason = "the result is what this command is for")]
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let version = workspace::version()?;
    let packages = packages::published()?;
    let names: Vec<_> = packages.iter().map(|package| package.name.as_str()).collect();
    println!("release {version} of {}\n", names.join(", "));
    let mut all_passed = true;
    for (name, check) in checks::ALL {
        let (word, reason) = match check(version, &packages)? {
            Outcome::Passed => ("passed ", String::new()),
            Outcome::Skipped(reason) => ("skipped", format!(": {reason}")),
            Outcome::Failed(reason) => ("FAILED ", format!(": {reason}")),
        };
        all_passed &= word != "FAILED ";
        println!("{word} {name}{reason}");
    }
    if !all_passed {
        println!("\nnot released: fix the checks that FAILED, and run this again");
        return Ok(ExitCode::FAILURE);
    }
    let steps = steps(version, &packages);
    if arguments.dry_run {
        println!("\n`cargo xtask release` would copy `{DOCUMENT}` to `{RELEASED}/{version}.yaml`.");
        println!("Then run:\n\n{steps}");
    } else {
        put_among_released(version)?;
        println!("\n`{RELEASED}/{version}.yaml` is now the released document. To finish the release, run:\n\n{steps}");
    }
    Ok(ExitCode::SUCCESS)
}

/// The commands of a release, ready to paste.
fn steps(version: Version, packages: &[Package]) -> String {
    let chosen: Vec<_> = packages.iter().map(|package| format!("--package {}", package.name)).collect();
    format!(
        "  git add {RELEASED}\n  git commit --allow-empty --message 'Release {version}'\n  git tag --annotate v{version} --message \
         'Release {version}'\n  cargo publish {}\n  git push --follow-tags\n",
        chosen.join(" ")
    )
}

/// Copies the document and removes those of earlier releases, which git keeps.
fn put_among_released(version: Version) -> Result<()> {
    let folder = workspace::root().join(RELEASED);
    let unwritable = || format!("cannot write `{RELEASED}`");
    std::fs::create_dir_all(&folder).with_context(unwritable)?;
    let released = folder.join(format!("{version}.yaml"));
    std::fs::copy(workspace::root().join(DOCUMENT), &released).with_context(unwritable)?;
    for entry in std::fs::read_dir(&folder).with_context(unwritable)? {
        let path = entry.with_context(unwritable)?.path();
        if path != released && path.extension().is_some_and(|extension| extension == "yaml") {
            std::fs::remove_file(&path).with_context(unwritable)?;
        }
    }
    Ok(())
}
