//! What has to hold before a release, each check with a reason that says what to do.

use std::process::{Command, Stdio};

use anyhow::{Context, Result};
use openscaler_generator::compat::{self, Version};
use openscaler_openapi::document::Source;

use super::changelog::section;
use super::packages::Package;
use super::packing;
use crate::commands::generate::freshness;
use crate::documents::last_released;
use crate::workspace;

/// How a check ended.
pub(super) enum Outcome {
    Passed,
    /// It could not be made; why that is no reason to stop.
    Skipped(String),
    Failed(String),
}

use Outcome::{Failed, Passed, Skipped};

/// One check.
pub(super) struct Check {
    pub(super) name: &'static str,
    check: fn(Version, &[Package]) -> Result<Outcome>,
}

impl Check {
    pub(super) fn run(&self, version: Version, packages: &[Package]) -> Result<Outcome> {
        (self.check)(version, packages)
    }
}

/// In the order in which a person would put right what they find: what takes long comes last.
pub(super) const ALL: &[Check] = &[
    Check { name: "the version was not released before", check: is_new },
    Check { name: "the version goes with what has changed in the document", check: goes_with_document },
    Check { name: "all packages have the version, and ask for it of each other", check: goes_with_packages },
    Check { name: "CHANGELOG.md has a section of the version, and nothing unreleased", check: has_changelog },
    Check { name: "the generated file is current", check: is_fresh },
    Check { name: "all changes are committed", check: is_committed },
    Check { name: "each package can be packed, and what is packed compiles", check: can_be_packed },
    Check { name: "cargo-semver-checks: the public interface goes with the version", check: goes_with_interface },
];

fn is_new(version: Version, _: &[Package]) -> Result<Outcome> {
    let tag = format!("v{version}");
    Ok(if has_tag(&tag)? {
        Failed(format!("there is a tag `{tag}`; raise the version in `Cargo.toml`"))
    } else {
        Passed
    })
}

fn goes_with_document(version: Version, _: &[Package]) -> Result<Outcome> {
    let Some((released, path)) = last_released()? else {
        return Ok(Skipped("no document was released before".to_owned()));
    };
    let report = compat::compare(&Source::read(&path)?, &Source::read(&workspace::document())?)?;
    let least = released.after(report.level);
    let level = report.level.name();
    Ok(if version >= least {
        Passed
    } else {
        Failed(format!(
            "the changes since {released} are {level}: it has to be {least} at least (`cargo xtask compat`)"
        ))
    })
}

fn goes_with_packages(version: Version, packages: &[Package]) -> Result<Outcome> {
    let version = version.to_string();
    let mut wrong = Vec::new();
    for package in packages {
        if package.version != version {
            wrong.push(format!("`{}` is {}", package.name, package.version));
        }
        for (name, wanted) in package.siblings.iter().filter(|(_, wanted)| wanted.trim_start_matches('^') != version) {
            wrong.push(format!("`{}` asks for `{name}` {wanted}", package.name));
        }
    }
    Ok(if wrong.is_empty() { Passed } else { Failed(format!("{}; write {version} there", wrong.join(", "))) })
}

fn has_changelog(version: Version, _: &[Package]) -> Result<Outcome> {
    let path = workspace::root().join("CHANGELOG.md");
    let changelog = std::fs::read_to_string(path).context("`CHANGELOG.md` cannot be read")?;
    let unreleased = section(&changelog, "Unreleased").is_some_and(|lines| !lines.is_empty());
    Ok(match section(&changelog, &version.to_string()) {
        None => Failed(format!("there is no `## {version}`; give what stands below `## Unreleased` that heading")),
        Some(lines) if lines.is_empty() => Failed(format!("nothing stands below `## {version}`")),
        Some(_) if unreleased => Failed("there are lines below `## Unreleased`; move them to the version".to_owned()),
        Some(_) => Passed,
    })
}

fn is_fresh(_: Version, _: &[Package]) -> Result<Outcome> {
    let (generated, committed) = freshness()?;
    Ok(match generated {
        None => Failed("the document has errors; see `cargo xtask lint`".to_owned()),
        Some(generated) if Some(&generated.code) == committed.as_ref() => Passed,
        Some(_) => Failed("run `cargo xtask generate` and commit the result".to_owned()),
    })
}

fn is_committed(_: Version, _: &[Package]) -> Result<Outcome> {
    let output = git(&["status", "--porcelain"])?;
    let text = String::from_utf8_lossy(&output.stdout);
    Ok(match text.lines().count() {
        _ if !output.status.success() => Failed("this is no git repository".to_owned()),
        0 => Passed,
        count => Failed(format!("{count} files are not; see `git status`")),
    })
}

fn can_be_packed(_: Version, packages: &[Package]) -> Result<Outcome> {
    let passed = packing::packed_compile(packages)?;
    Ok(if passed { Passed } else { Failed("it is said above what is wrong".to_owned()) })
}

/// It needs nothing but a stable toolchain; cargo-public-api would need a nightly one.
fn goes_with_interface(_: Version, packages: &[Package]) -> Result<Outcome> {
    let Some((released, _)) = last_released()? else { return Ok(Skipped("nothing was released before".to_owned())) };
    let tag = format!("v{released}");
    if !has_tag(&tag)? {
        return Ok(Skipped(format!("there is no tag `{tag}` to compare with")));
    }
    let is_installed = Command::new(env!("CARGO")).args(["semver-checks", "--version"]).output();
    if !is_installed.is_ok_and(|output| output.status.success()) {
        return Ok(Skipped("it is not installed; run `cargo install cargo-semver-checks --locked`".to_owned()));
    }
    let mut arguments = vec!["semver-checks", "--baseline-rev", &tag];
    // Macros have no interface that it could read.
    let libraries = packages.iter().filter(|package| package.name != "openscaler-codegen");
    arguments.extend(libraries.flat_map(|package| ["--package", &package.name]));
    let passed = cargo(&arguments)?;
    Ok(if passed { Passed } else { Failed("it says above what is broken".to_owned()) })
}

fn cargo(arguments: &[&str]) -> Result<bool> {
    let mut cargo = Command::new(env!("CARGO"));
    let cargo = cargo.args(arguments).current_dir(workspace::root()).stdin(Stdio::null());
    Ok(cargo.status().context("cargo cannot be started")?.success())
}

fn has_tag(tag: &str) -> Result<bool> {
    let reference = format!("refs/tags/{tag}");
    Ok(git(&["rev-parse", "--verify", "--quiet", &reference])?.status.success())
}

fn git(arguments: &[&str]) -> Result<std::process::Output> {
    let mut git = Command::new("git");
    git.args(arguments).current_dir(workspace::root()).output().context("git cannot be started")
}
