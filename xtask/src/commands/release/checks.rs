//! The checks before a release; a failure says what to do.

use anyhow::{Context, Result};
use openscaler_generator::compat::{self, Version};
use openscaler_openapi::document::Source;

use super::changelog::section;
use super::packages::Package;
use super::{packing, program};
use crate::commands::generate::{Freshness, freshness};
use crate::documents::last_released;
use crate::process::{cargo, git, succeeds};
use crate::workspace;

/// The result of a check.
pub(super) enum Outcome {
    Passed,
    /// The check could not run, and why.
    Skipped(String),
    Failed(String),
}

use Outcome::{Failed, Passed, Skipped};

/// A check: its name, and what runs it.
type Check = (&'static str, fn(Version, &[Package]) -> Result<Outcome>);

/// In the order in which to fix failures; slow checks come last.
pub(super) const ALL: &[Check] = &[
    ("the version is new", is_new),
    ("the version matches the changes of the document", goes_with_document),
    ("all packages have the version, and require it of each other", goes_with_packages),
    ("CHANGELOG.md has a section for the version, and no unreleased lines", has_changelog),
    ("the generated files are up to date", is_fresh),
    ("all changes are committed", is_committed),
    ("each package can be packed, and compiles as packed", can_be_packed),
    ("the program is packed with completions, manual pages, licences and checksums", packs_program),
    ("cargo-semver-checks: the version matches the changes of the public API", goes_with_interface),
];

fn is_new(version: Version, _: &[Package]) -> Result<Outcome> {
    let tag = format!("v{version}");
    Ok(if has_tag(&tag)? {
        Failed(format!("the tag `{tag}` already exists; raise the version in `Cargo.toml`"))
    } else {
        Passed
    })
}

fn goes_with_document(version: Version, _: &[Package]) -> Result<Outcome> {
    let Some((released, path)) = last_released()? else {
        return Ok(Skipped("no document has been released yet".to_owned()));
    };
    let report = compat::compare(&Source::read(&path)?, &Source::read(&workspace::document())?)?;
    let least = released.after(report.level);
    let level = report.level.name();
    Ok(if version >= least {
        Passed
    } else {
        Failed(format!(
            "the changes since {released} are {level}; raise the version to {least} or higher (see `cargo xtask compat`)"
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
            wrong.push(format!("`{}` requires `{name}` {wanted}", package.name));
        }
    }
    Ok(if wrong.is_empty() { Passed } else { Failed(format!("{}; change it to {version}", wrong.join(", "))) })
}

fn has_changelog(version: Version, _: &[Package]) -> Result<Outcome> {
    let path = workspace::root().join("CHANGELOG.md");
    let changelog = std::fs::read_to_string(path).context("cannot read `CHANGELOG.md`")?;
    let unreleased = section(&changelog, "Unreleased").is_some_and(|lines| !lines.is_empty());
    Ok(match section(&changelog, &version.to_string()) {
        None => Failed(format!("missing section `## {version}`; rename `## Unreleased`")),
        Some(lines) if lines.is_empty() => Failed(format!("the section `## {version}` is empty; describe the changes")),
        Some(_) if unreleased => Failed("`## Unreleased` is not empty; move its lines to `## {version}`".to_owned()),
        Some(_) => Passed,
    })
}

fn is_fresh(_: Version, _: &[Package]) -> Result<Outcome> {
    Ok(match freshness()? {
        None => Failed("the document has errors; see `cargo xtask lint`".to_owned()),
        Some(files) if files.iter().all(Freshness::is_fresh) => Passed,
        Some(_) => Failed("run `cargo xtask generate` and commit the result".to_owned()),
    })
}

fn is_committed(_: Version, _: &[Package]) -> Result<Outcome> {
    let output = git(&["status", "--porcelain"])?;
    let text = String::from_utf8_lossy(&output.stdout);
    Ok(match text.lines().count() {
        _ if !output.status.success() => Failed("this is not a git repository".to_owned()),
        0 => Passed,
        count => Failed(format!("{count} uncommitted files; see `git status`")),
    })
}

fn can_be_packed(_: Version, packages: &[Package]) -> Result<Outcome> {
    let passed = packing::packed_compile(packages)?;
    Ok(if passed { Passed } else { Failed("see the output above".to_owned()) })
}

#[expect(clippy::print_stdout, reason = "where the archive is, is a result")]
fn packs_program(version: Version, _: &[Package]) -> Result<Outcome> {
    Ok(match program::pack(version)? {
        Some(archive) => {
            println!("packed  {}", archive.display());
            Passed
        }
        None => Failed("see the output above".to_owned()),
    })
}

/// It runs on a stable toolchain, unlike cargo-public-api.
fn goes_with_interface(_: Version, packages: &[Package]) -> Result<Outcome> {
    let Some((released, _)) = last_released()? else {
        return Ok(Skipped("no version has been released yet".to_owned()));
    };
    let tag = format!("v{released}");
    if !has_tag(&tag)? {
        return Ok(Skipped(format!("missing tag `{tag}` to compare with")));
    }
    let is_installed = cargo(&workspace::root()).args(["semver-checks", "--version"]).output();
    if !is_installed.is_ok_and(|output| output.status.success()) {
        return Ok(Skipped("it is not installed; run `cargo install cargo-semver-checks --locked`".to_owned()));
    }
    let mut arguments = vec!["semver-checks", "--baseline-rev", &tag];
    // It supports neither procedural macros nor programs.
    let is_library = |package: &&Package| !["openscaler-codegen", "openscaler-cli"].contains(&&*package.name);
    let libraries = packages.iter().filter(is_library);
    arguments.extend(libraries.flat_map(|package| ["--package", &package.name]));
    let passed = succeeds(cargo(&workspace::root()).args(arguments))?;
    Ok(if passed { Passed } else { Failed("see its output above".to_owned()) })
}

fn has_tag(tag: &str) -> Result<bool> {
    let reference = format!("refs/tags/{tag}");
    Ok(git(&["rev-parse", "--verify", "--quiet", &reference])?.status.success())
}
