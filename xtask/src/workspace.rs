//! Where the repository and its document are.

use std::path::{Path, PathBuf};

/// The OpenAPI document, from the repository's root.
pub const DOCUMENT: &str = "openapi/openscaler.yaml";

/// The repository's root: the folder above this package.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_owned).unwrap_or_default()
}

/// The document, named as a person would type it where they are.
#[must_use]
pub fn document() -> PathBuf {
    match std::env::current_dir() {
        Ok(current) if current == root() => DOCUMENT.into(),
        _ => root().join(DOCUMENT),
    }
}
