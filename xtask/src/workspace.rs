//! Paths of the repository and its document.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use openscaler_generator::compat::Version;

/// The OpenAPI document, relative to the repository's root.
pub(crate) const DOCUMENT: &str = "openapi/openscaler.yaml";

/// The repository's root: the nearest folder above the running package that contains the document.
///
/// Cargo passes the package's folder at run time. The folder in which it was compiled may be another clone that shares the
/// target folder, so it is used only if cargo did not start the program.
#[must_use]
pub(crate) fn root() -> PathBuf {
    let package = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let above = package.as_deref().into_iter().flat_map(Path::ancestors).find(|folder| folder.join(DOCUMENT).is_file());
    let compiled = || Path::new(env!("CARGO_MANIFEST_DIR")).parent();
    above.or_else(compiled).map(Path::to_owned).unwrap_or_default()
}

/// The document.
#[must_use]
pub(crate) fn document() -> PathBuf {
    path_of(DOCUMENT)
}

/// A file of the repository, as it is called in the current directory.
pub(crate) fn path_of(file: &str) -> PathBuf {
    match std::env::current_dir() {
        Ok(current) if current == root() => file.into(),
        _ => root().join(file),
    }
}

/// Cargo's target directory, which also holds what this command installs and writes.
#[must_use]
pub(crate) fn target_directory() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// The version that all packages of the workspace share.
///
/// # Errors
///
/// If the workspace's manifest cannot be read, or has no version of three numbers.
pub(crate) fn version() -> Result<Version> {
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).context("cannot read `Cargo.toml`")?;
    let manifest: toml::Table = manifest.parse().context("cannot read `Cargo.toml`")?;
    let version = manifest.get("workspace").and_then(|workspace| workspace.get("package")?.get("version")?.as_str());
    version.and_then(Version::parse).context("`Cargo.toml` has no version such as `1.2.3` in `workspace.package`")
}
