//! The packages that are published, by what cargo says of the workspace.

use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::workspace;

/// A package that is published.
pub(in crate::commands) struct Package {
    pub(in crate::commands) name: String,
    /// The oldest Rust that it states to support.
    pub(in crate::commands) rust_version: Option<String>,
    pub(super) version: String,
    /// What it takes from this repository: the name, and the version it asks for (`*` if it asks for none).
    pub(super) siblings: Vec<(String, String)>,
}

/// What cargo says of the workspace.
pub(super) fn metadata() -> Result<Value> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1", "--locked"])
        .current_dir(workspace::root())
        .output()
        .context("cargo cannot be started")?;
    ensure!(output.status.success(), "cargo metadata failed: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).context("cargo metadata is not JSON")
}

/// All of them, each after those that it depends on.
pub(in crate::commands) fn published() -> Result<Vec<Package>> {
    let metadata = metadata()?;
    let packages = metadata.get("packages").and_then(Value::as_array).context("cargo metadata has no packages")?;
    // `publish = false` is an empty list of registries.
    let is_published = |package: &&Value| package.get("publish").is_none_or(Value::is_null);
    let packages = packages.iter().filter(is_published).filter_map(package).collect();
    Ok(in_order(packages))
}

fn package(value: &Value) -> Option<Package> {
    let text = |key: &str| value.get(key)?.as_str().map(str::to_owned);
    let dependencies = value.get("dependencies")?.as_array()?;
    let sibling = |dependency: &Value| {
        // A development dependency by its path alone is left out of what is published.
        let is_left_out = dependency["kind"] == "dev" && dependency["req"] == "*";
        let is_here = dependency.get("path").is_some_and(Value::is_string);
        let text = |key: &str| dependency[key].as_str().map(str::to_owned);
        if is_here && !is_left_out { text("name").zip(text("req")) } else { None }
    };
    Some(Package {
        name: text("name")?,
        rust_version: text("rust_version"),
        version: text("version")?,
        siblings: dependencies.iter().filter_map(sibling).collect(),
    })
}

/// Each after those that it depends on; packages in a circle, which cargo refuses, as they come.
fn in_order(mut packages: Vec<Package>) -> Vec<Package> {
    let mut ordered: Vec<Package> = Vec::new();
    while !packages.is_empty() {
        let is_ready = |package: &Package| {
            let waits = |name: &String| packages.iter().any(|other| other.name == *name && other.name != package.name);
            !package.siblings.iter().any(|(name, _)| waits(name))
        };
        let next = packages.iter().position(is_ready).unwrap_or(0);
        ordered.push(packages.remove(next));
    }
    ordered
}
