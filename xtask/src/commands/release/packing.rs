//! Packs the packages as for publishing, unpacks and compiles them.
//!
//! Cargo's own verification takes dependencies in the workspace from where it unpacked them once, and does not notice
//! changes if the version is the same. Here, they are unpacked each time.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use super::packages::{Package, metadata};
use crate::process::{cargo, succeeds};
use crate::workspace;

/// Whether all packages can be packed and compile from their archives.
pub(super) fn packed_compile(packages: &[Package]) -> Result<bool> {
    let metadata = metadata()?;
    let target = metadata.get("target_directory").and_then(Value::as_str).map(PathBuf::from);
    let target = target.context("the output of cargo metadata has no target directory")?;
    let mut pack = cargo(&workspace::root());
    // Another check reports uncommitted files.
    pack.args(["package", "--locked", "--quiet", "--allow-dirty", "--no-verify"]);
    pack.args(packages.iter().flat_map(|package| ["--package", &package.name]));
    if !succeeds(&mut pack)? {
        return Ok(false);
    }
    let folder = target.join("packed");
    let unwritable = || format!("cannot write `{}`", folder.display());
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(unwritable)?;
    }
    fs::create_dir_all(&folder).with_context(unwritable)?;
    for package in packages {
        let archive = target.join("package").join(format!("{}-{}.crate", package.name, package.version));
        let mut unpack = Command::new("tar");
        if !succeeds(unpack.arg("-xzf").arg(&archive).current_dir(&folder))? {
            return Ok(false);
        }
    }
    fs::write(folder.join("Cargo.toml"), manifest(packages)).with_context(unwritable)?;
    fs::copy(workspace::root().join("Cargo.lock"), folder.join("Cargo.lock")).with_context(unwritable)?;
    succeeds(cargo(&folder).args(["check", "--workspace", "--quiet"]).env("CARGO_TARGET_DIR", &target))
}

/// The workspace of the unpacked packages, in which they depend on each other by path.
fn manifest(packages: &[Package]) -> String {
    let folder = |package: &Package| format!("{}-{}", package.name, package.version);
    let members: Vec<_> = packages.iter().map(|package| format!("\"{}\"", folder(package))).collect();
    let patches: Vec<_> =
        packages.iter().map(|package| format!("{} = {{ path = \"{}\" }}\n", package.name, folder(package))).collect();
    format!(
        "[workspace]\nresolver = \"3\"\nmembers = [{}]\n\n[patch.crates-io]\n{}",
        members.join(", "),
        patches.concat()
    )
}
