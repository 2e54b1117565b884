//! The document with a known defect: a tool that accepts this checks nothing.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::{Map, Value};

/// Writes the document without any operation's `responses`, which OpenAPI requires, and returns where it is.
pub(super) fn write(document: &Value, folder: &Path) -> Result<PathBuf> {
    let mut broken = document.clone();
    let paths = broken.get_mut("paths").and_then(Value::as_object_mut).context("the document has no `paths`")?;
    for operation in paths.values_mut().filter_map(Value::as_object_mut).flat_map(Map::values_mut) {
        if let Some(operation) = operation.as_object_mut() {
            operation.remove("responses");
        }
    }
    let path = folder.join("broken.json");
    let text = serde_json::to_vec_pretty(&broken).context("the document cannot be written")?;
    fs::write(&path, text).with_context(|| format!("`{}` cannot be written", path.display()))?;
    Ok(path)
}
