//! Finds a document by name: a file, or a revision of this repository.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use openscaler_generator::compat::Version;
use openscaler_openapi::document::Source;

use crate::process::git;
use crate::workspace::{self, DOCUMENT};

/// The folder of the released documents, relative to the repository's root; each is named after its version.
pub(crate) const RELEASED: &str = "openapi/released";

/// Reads `name`: a file if it exists, else the project's document at that git revision.
///
/// # Errors
///
/// If it is neither, or the document cannot be read.
pub(crate) fn read(name: &str) -> Result<Source> {
    let path = Path::new(name);
    if path.exists() {
        return Source::read(path);
    }
    if path.extension().is_some_and(|extension| ["yaml", "yml", "json"].iter().any(|known| extension == *known)) {
        bail!("the file `{name}` does not exist");
    }
    let commit = git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{name}^{{commit}}")])?;
    if !commit.status.success() {
        bail!("`{name}` is neither a file nor a revision of this repository; give a document, a tag or a commit");
    }
    let commit = String::from_utf8_lossy(&commit.stdout).trim().to_owned();
    let shown = git(&["show", &format!("{commit}:{DOCUMENT}")])?;
    if !shown.status.success() {
        bail!("the revision `{name}` has no `{DOCUMENT}`");
    }
    let text = String::from_utf8(shown.stdout).with_context(|| format!("`{name}:{DOCUMENT}` is not UTF-8"))?;
    Source::parse(&format!("{name}:{DOCUMENT}"), text)
}

/// The last released document and its version: the highest in the folder.
///
/// # Errors
///
/// If the folder cannot be read, or a document is not named after a version.
pub(crate) fn last_released() -> Result<Option<(Version, PathBuf)>> {
    let folder = workspace::root().join(RELEASED);
    if !folder.exists() {
        return Ok(None);
    }
    let unreadable = || format!("cannot read `{RELEASED}`");
    let mut last: Option<(Version, PathBuf)> = None;
    for entry in std::fs::read_dir(&folder).with_context(unreadable)? {
        let name = entry.with_context(unreadable)?.file_name().to_string_lossy().into_owned();
        let Some(stem) = name.strip_suffix(".yaml") else { continue };
        let Some(version) = Version::parse(stem) else {
            bail!("`{RELEASED}/{name}` is not named after a version; rename it, for example to `1.2.3.yaml`");
        };
        if last.as_ref().is_none_or(|(known, _)| *known < version) {
            last = Some((version, workspace::path_of(&format!("{RELEASED}/{name}"))));
        }
    }
    Ok(last)
}
