//! What would be published, packed, unpacked again and compiled.
//!
//! Cargo's own verification takes packages that depend on each other from where it once unpacked them, and does not
//! notice that they have changed since while the version is the same. So they are unpacked here, afresh each time.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};
use serde_json::Value;

use super::packages::{Package, metadata};
use crate::workspace;

/// Whether all packages can be packed, and compile as they are in their archives.
pub(super) fn packed_compile(packages: &[Package]) -> Result<bool> {
    let metadata = metadata()?;
    let target = metadata.get("target_directory").and_then(Value::as_str).map(PathBuf::from);
    let target = target.context("cargo metadata names no target directory")?;
    let mut pack = cargo(&workspace::root());
    // What is not committed is told of by another check.
    pack.args(["package", "--locked", "--quiet", "--allow-dirty", "--no-verify"]);
    pack.args(packages.iter().flat_map(|package| ["--package", &package.name]));
    if !succeeds(&mut pack)? {
        return Ok(false);
    }
    let folder = target.join("packed");
    let unwritable = || format!("`{}` cannot be written", folder.display());
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(unwritable)?;
    }
    fs::create_dir_all(&folder).with_context(unwritable)?;
    for package in packages {
        let archive = target.join("package").join(format!("{}-{}.crate", package.name, package.version));
        let mut unpack = Command::new("tar");
        unpack.arg("-xzf").arg(&archive).current_dir(&folder).stdin(Stdio::null());
        if !unpack.status().context("tar cannot be started")?.success() {
            return Ok(false);
        }
    }
    fs::write(folder.join("Cargo.toml"), manifest(packages)).with_context(unwritable)?;
    fs::copy(workspace::root().join("Cargo.lock"), folder.join("Cargo.lock")).with_context(unwritable)?;
    succeeds(cargo(&folder).args(["check", "--workspace", "--quiet"]).env("CARGO_TARGET_DIR", &target))
}

/// A workspace of what was unpacked, in which each package takes the others from beside it.
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

fn cargo(folder: &Path) -> Command {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(folder).stdin(Stdio::null());
    cargo
}

fn succeeds(cargo: &mut Command) -> Result<bool> {
    Ok(cargo.status().context("cargo cannot be started")?.success())
}
