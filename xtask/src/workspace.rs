//! Where the repository is.

use std::path::{Path, PathBuf};

/// The repository's root: the folder above this package.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_owned).unwrap_or_default()
}
