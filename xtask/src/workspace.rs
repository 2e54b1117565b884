//! Where the repository and its document are.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use openscaler_generator::compat::Version;

/// The OpenAPI document, from the repository's root.
pub(crate) const DOCUMENT: &str = "openapi/openscaler.yaml";

/// The repository's root: the nearest folder above the running package that has the document.
///
/// Cargo says at run time where the package is. Where it was compiled may be another clone that shares the target
/// folder; that is only asked when cargo did not start the program.
#[must_use]
pub(crate) fn root() -> PathBuf {
    let package = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let above = package.as_deref().into_iter().flat_map(Path::ancestors).find(|folder| folder.join(DOCUMENT).is_file());
    let compiled = || Path::new(env!("CARGO_MANIFEST_DIR")).parent();
    above.or_else(compiled).map(Path::to_owned).unwrap_or_default()
}

/// The document, named as a person would type it where they are.
#[must_use]
pub(crate) fn document() -> PathBuf {
    match std::env::current_dir() {
        Ok(current) if current == root() => DOCUMENT.into(),
        _ => root().join(DOCUMENT),
    }
}

/// Where cargo puts what it makes, and this command what it installs and writes.
#[must_use]
pub(crate) fn target_directory() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// The version that all packages of the workspace share.
///
/// # Errors
///
/// When the workspace's manifest cannot be read, or has no version of three numbers.
pub(crate) fn version() -> Result<Version> {
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).context("`Cargo.toml` cannot be read")?;
    let manifest: toml::Table = manifest.parse().context("`Cargo.toml` cannot be read")?;
    let version = manifest.get("workspace").and_then(|workspace| workspace.get("package")?.get("version")?.as_str());
    version.and_then(Version::parse).context("`Cargo.toml` has no version like `1.2.3` below `workspace.package`")
}
