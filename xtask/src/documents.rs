//! A document by what a person calls it: a file, or a revision of this repository.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use anyhow::{Context, Result, bail};
use openscaler_generator::compat::Version;
use openscaler_openapi::document::Source;

use crate::workspace::{self, DOCUMENT};

/// Where the documents of releases stand, from the repository's root; each is named by its version.
pub(crate) const RELEASED: &str = "openapi/released";

/// Reads `name`: a file if there is one, else the project's document as it was at a git revision.
///
/// # Errors
///
/// When it is neither, or what it names cannot be read.
pub(crate) fn read(name: &str) -> Result<Source> {
    let path = Path::new(name);
    if path.exists() {
        return Source::read(path);
    }
    if path.extension().is_some_and(|extension| ["yaml", "yml", "json"].iter().any(|known| extension == *known)) {
        bail!("there is no file `{name}`");
    }
    let commit = git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{name}^{{commit}}")])?;
    if !commit.status.success() {
        bail!("`{name}` is neither a file nor a revision of this repository; name a document, a tag or a commit");
    }
    let commit = String::from_utf8_lossy(&commit.stdout).trim().to_owned();
    let shown = git(&["show", &format!("{commit}:{DOCUMENT}")])?;
    if !shown.status.success() {
        bail!("the revision `{name}` has no `{DOCUMENT}`");
    }
    let text = String::from_utf8(shown.stdout).with_context(|| format!("`{name}:{DOCUMENT}` is not UTF-8"))?;
    Source::parse(&format!("{name}:{DOCUMENT}"), text)
}

/// Runs git in the repository.
fn git(arguments: &[&str]) -> Result<Output> {
    let mut git = Command::new("git");
    git.args(arguments).current_dir(workspace::root()).output().context("git cannot be started; name two files instead")
}

/// The last released document and its version: of the files in the folder the one with the highest.
///
/// # Errors
///
/// When the folder cannot be read, or has a document whose name is no version.
pub(crate) fn last_released() -> Result<Option<(Version, PathBuf)>> {
    let folder = workspace::root().join(RELEASED);
    if !folder.exists() {
        return Ok(None);
    }
    let unreadable = || format!("`{RELEASED}` cannot be read");
    let mut last: Option<(Version, PathBuf)> = None;
    for entry in std::fs::read_dir(&folder).with_context(unreadable)? {
        let name = entry.with_context(unreadable)?.file_name().to_string_lossy().into_owned();
        let Some(stem) = name.strip_suffix(".yaml") else { continue };
        let Some(version) = Version::parse(stem) else {
            bail!("`{RELEASED}/{name}` is not named by a version; name it like `1.2.3.yaml`");
        };
        let path = match std::env::current_dir() {
            // As a person would type it where they are.
            Ok(current) if current == workspace::root() => Path::new(RELEASED).join(&name),
            _ => folder.join(&name),
        };
        if last.as_ref().is_none_or(|(known, _)| *known < version) {
            last = Some((version, path));
        }
    }
    Ok(last)
}
