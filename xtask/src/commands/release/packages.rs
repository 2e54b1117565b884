//! The published packages, from `cargo metadata`.

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::process::{cargo, output};
use crate::workspace;

/// A published package.
pub(in crate::commands) struct Package {
    pub(in crate::commands) name: String,
    /// Its `rust-version`.
    pub(in crate::commands) rust_version: Option<String>,
    pub(super) version: String,
    /// Its dependencies in this repository: name and required version (`*` if it requires none).
    pub(super) siblings: Vec<(String, String)>,
}

/// The output of `cargo metadata`.
pub(super) fn metadata() -> Result<Value> {
    let mut cargo = cargo(&workspace::root());
    let output = output(cargo.args(["metadata", "--no-deps", "--format-version", "1", "--locked"]))?;
    ensure!(output.status.success(), "cargo metadata failed: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).context("the output of cargo metadata is not JSON")
}

/// All published packages.
pub(in crate::commands) fn published() -> Result<Vec<Package>> {
    let metadata = metadata()?;
    let packages = metadata.get("packages").and_then(Value::as_array).context("cargo metadata has no packages")?;
    // `publish = false` is an empty list of registries.
    let is_published = |package: &&Value| package.get("publish").is_none_or(Value::is_null);
    Ok(packages.iter().filter(is_published).filter_map(package).collect())
}

fn package(value: &Value) -> Option<Package> {
    let text = |key: &str| value.get(key)?.as_str().map(str::to_owned);
    let dependencies = value.get("dependencies")?.as_array()?;
    let sibling = |dependency: &Value| {
        // Cargo drops a development dependency without a version when it publishes.
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
