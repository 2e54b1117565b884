//! `cargo xtask release`: checks all that a release has to be, and prepares it. A person publishes.
//!
//! What is published on crates.io stays for ever and needs a token that no program of ours shall hold, so the last steps
//! are printed and not done.

mod changelog;
mod checks;
pub(super) mod packages;
mod packing;

use std::process::ExitCode;

use anyhow::{Context, Result};
use openscaler_generator::compat::Version;

use crate::documents::RELEASED;
use crate::workspace::{self, DOCUMENT};
use checks::{Check, Outcome};
use packages::Package;

/// The arguments of `cargo xtask release`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Write nothing; run every check and say what would be done
    #[arg(long)]
    dry_run: bool,
}

/// Runs every check; if all pass, and not with `--dry-run`, puts the document among the released ones.
///
/// # Errors
///
/// When cargo or git cannot be started, or a file cannot be read or written.
#[expect(clippy::print_stdout, reason = "what was found and what is to be done is what this command is for")]
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let version = workspace::version()?;
    let packages = packages::published()?;
    let names: Vec<_> = packages.iter().map(|package| package.name.as_str()).collect();
    println!("release {version} of {}\n", names.join(", "));
    let mut all_passed = true;
    for check in checks::ALL {
        let outcome = check.run(version, &packages)?;
        all_passed &= !matches!(outcome, Outcome::Failed(_));
        println!("{}", line(check, &outcome));
    }
    if !all_passed {
        println!("\nnot released: put right what FAILED and run this again");
        return Ok(ExitCode::FAILURE);
    }
    let steps = steps(version, &packages);
    if arguments.dry_run {
        println!("\n`cargo xtask release` would copy `{DOCUMENT}` to `{RELEASED}/{version}.yaml`.");
        println!("A person would then run:\n\n{steps}");
    } else {
        put_among_released(version)?;
        println!(
            "\n`{RELEASED}/{version}.yaml` is the released document now. What is left is for a person:\n\n{steps}"
        );
    }
    Ok(ExitCode::SUCCESS)
}

fn line(check: &Check, outcome: &Outcome) -> String {
    let (word, reason) = match outcome {
        Outcome::Passed => ("passed ", None),
        Outcome::Skipped(reason) => ("skipped", Some(reason)),
        Outcome::Failed(reason) => ("FAILED ", Some(reason)),
    };
    let reason = reason.map(|reason| format!(": {reason}")).unwrap_or_default();
    format!("{word} {}{reason}", check.name)
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

/// Copies the document, and takes away those of the releases before: git remembers them.
fn put_among_released(version: Version) -> Result<()> {
    let folder = workspace::root().join(RELEASED);
    let unwritable = || format!("`{RELEASED}` cannot be written");
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
