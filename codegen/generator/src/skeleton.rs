//! Writes a crate around generated code, with the client's hand-written layer.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use toml::{Table, Value};

use crate::cli::program_name;

/// The package whose hand-written layer is copied, relative to the repository's root.
const PACKAGE: &str = "openscaler-api";
/// The package of the command line.
const PROGRAM: &str = "openscaler-api/cli";

/// Allows the lints that arbitrary names (`Self_Draft`) and descriptions can violate.
const LENIENT: &str = "#[allow(non_camel_case_types, rustdoc::bare_urls, rustdoc::broken_intra_doc_links, rustdoc::invalid_html_tags, \
    rustdoc::invalid_codeblock_attributes, rustdoc::private_intra_doc_links, rustdoc::redundant_explicit_links)]";

/// The package name for a document's title: `openscaler-api` for `OpenScaler`.
#[must_use]
pub fn package_name(title: &str) -> String {
    let words = title.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut words: Vec<_> = words.map(str::to_ascii_lowercase).collect();
    if words.last().is_none_or(|last| last != "api") {
        words.push("api".to_owned());
    }
    // A package name must begin with a letter.
    if words[0].starts_with(|letter: char| letter.is_ascii_digit()) {
        words.insert(0, "the".to_owned());
    }
    words.join("-")
}

/// Writes the package `name` with the generated file `code`, for the API `title`, to `folder`.
///
/// It is a workspace of its own. The hand-written layer is copied from the repository at `root`; the macros and the
/// validators are path dependencies there.
/// Unchanged files are not written, so that cargo does not recompile them.
///
/// # Errors
///
/// If the repository's files cannot be read, or the new ones cannot be written.
pub fn write(root: &Path, folder: &Path, name: &str, title: &str, code: &str) -> Result<()> {
    let package = root.join(PACKAGE);
    copy_sources(&package.join("src"), &folder.join("src"))?;
    let library = read(&package.join("src/lib.rs"))?;
    write_if_changed(&folder.join("src/lib.rs"), &about(&library, title))?;
    write_if_changed(&folder.join("src/generated.rs"), code)?;
    write_if_changed(&folder.join("Cargo.toml"), &client_manifest(root, name, title, &runtime_features(code))?)?;
    copy_lock_file(root, folder)
}

/// The features of the runtime that generated code needs: each is called as the module that it adds.
#[must_use]
pub fn runtime_features(code: &str) -> Vec<&'static str> {
    let is_used = |feature: &&str| code.contains(&format!("::openscaler_runtime::{feature}::"));
    ["events", "field", "multipart"].into_iter().filter(is_used).collect()
}

/// Writes the command line of the package `name` to the folder `cli` in its own, with the generated file `code`.
///
/// Like the client, it is a workspace of its own, and its hand-written part is copied.
///
/// # Errors
///
/// If the repository's files cannot be read, or the new ones cannot be written.
pub fn write_program(root: &Path, folder: &Path, name: &str, title: &str, code: &str) -> Result<()> {
    let (package, folder) = (root.join(PROGRAM), folder.join("cli"));
    copy_sources(&package.join("src"), &folder.join("src"))?;
    write_if_changed(&folder.join("src/generated.rs"), code)?;
    let program = program_name(title);
    let mut manifest = manifest(root, PROGRAM, &format!("{program}-cli"), &format!("{title} on the command line"))?;
    let bin = Table::from_iter([("name".to_owned(), program.into()), ("path".to_owned(), "src/main.rs".into())]);
    manifest.insert("bin".to_owned(), Value::Array(vec![bin.into()]));
    if let Some(Value::Table(client)) = manifest.get_mut("dependencies").and_then(|all| all.get_mut(PACKAGE)) {
        client.insert("package".to_owned(), name.into());
        client.insert("path".to_owned(), "..".into());
        client.remove("version");
    }
    write_if_changed(&folder.join("Cargo.toml"), &manifest.to_string())?;
    copy_lock_file(root, &folder)
}

/// The manifest of the client.
fn client_manifest(root: &Path, name: &str, title: &str, runtime_features: &[&str]) -> Result<String> {
    let mut manifest = manifest(root, PACKAGE, name, &format!("Typed client of {title}"))?;
    let runtime = manifest.get_mut("dependencies").and_then(|dependencies| dependencies.get_mut("openscaler-runtime"));
    if let Some(Value::Table(runtime)) = runtime.filter(|_| !runtime_features.is_empty()) {
        let features = runtime_features.iter().map(|&feature| feature.into()).collect();
        runtime.insert("features".to_owned(), Value::Array(features));
    }
    Ok(manifest.to_string())
}

/// The manifest of a copied package, without inheritance from the workspace.
fn manifest(root: &Path, path: &str, name: &str, description: &str) -> Result<Table> {
    let parsed = |path: &str| -> Result<Table> {
        read(&root.join(path))?.parse().with_context(|| format!("cannot read `{path}`"))
    };
    let mut manifest = parsed(&format!("{path}/Cargo.toml"))?;
    let workspace = parsed("Cargo.toml")?;
    let shared = workspace.get("workspace").and_then(|workspace| workspace.get("package"));
    if let Some(Value::Table(package)) = manifest.get_mut("package") {
        for (key, value) in package.iter_mut() {
            let is_inherited = value.get("workspace").is_some();
            if is_inherited && let Some(shared) = shared.and_then(|shared| shared.get(key)) {
                *value = shared.clone();
            }
        }
        // What is said of the package of this repository.
        for key in ["readme", "keywords", "categories", "metadata"] {
            package.remove(key);
        }
        package.insert("name".to_owned(), name.into());
        package.insert("description".to_owned(), description.into());
        package.insert("publish".to_owned(), false.into());
    }
    if let Some(Value::Table(dependencies)) = manifest.get_mut("dependencies") {
        for (_, dependency) in dependencies.iter_mut() {
            if let Some(Value::String(dependency)) = dependency.get_mut("path") {
                let absolute = root.join(path).join(&*dependency).canonicalize();
                let absolute = absolute.with_context(|| format!("the folder `{dependency}` does not exist"))?;
                *dependency = absolute.display().to_string();
            }
        }
    }
    // Tests, examples and lints belong to the repository.
    for key in ["dev-dependencies", "lints", "test"] {
        manifest.remove(key);
    }
    manifest.insert("workspace".to_owned(), Table::new().into());
    Ok(manifest)
}

/// The crate's root, with other documentation, because the original shows requests of this API.
fn about(library: &str, title: &str) -> String {
    let code: Vec<_> = library.lines().skip_while(|line| line.starts_with("//!")).collect();
    // The document's descriptions may contain anything.
    let code = code.join("\n").replacen("mod generated;", &format!("{LENIENT}\nmod generated;"), 1);
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("//! The typed client of {title}.\n{code}\n")
}

fn copy_sources(from: &Path, to: &Path) -> Result<()> {
    let unreadable = || format!("cannot read `{}`", from.display());
    for entry in fs::read_dir(from).with_context(unreadable)? {
        let path = entry.with_context(unreadable)?.path();
        let target = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            copy_sources(&path, &target)?;
        } else if !path.ends_with("src/lib.rs") && !path.ends_with("src/generated.rs") {
            write_if_changed(&target, &read(&path)?)?;
        }
    }
    Ok(())
}

/// Copies the repository's lock file, unless the folder has one: the versions that the repository is tested with. Cargo
/// removes unused ones.
///
/// # Errors
///
/// If it cannot be read or written.
pub(crate) fn copy_lock_file(root: &Path, folder: &Path) -> Result<()> {
    let lock = folder.join("Cargo.lock");
    if lock.exists() { Ok(()) } else { write_if_changed(&lock, &read(&root.join("Cargo.lock"))?) }
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read `{}`", path.display()))
}

/// Writes a file, unless it has that text already, and creates its parent folders.
///
/// # Errors
///
/// If it cannot be written.
pub fn write_if_changed(path: &Path, text: &str) -> Result<()> {
    if fs::read_to_string(path).is_ok_and(|current| current == text) {
        return Ok(());
    }
    let unwritable = || format!("cannot write `{}`", path.display());
    fs::create_dir_all(path.parent().unwrap_or(path)).with_context(unwritable)?;
    fs::write(path, text).with_context(unwritable)
}

#[cfg(test)]
mod tests {
    use super::package_name;

    #[test]
    fn a_title_becomes_a_package_name() {
        for (title, name) in [
            ("OpenScaler", "openscaler-api"),
            ("Swagger Petstore API", "swagger-petstore-api"),
            ("1Password Connect", "the-1password-connect-api"),
            ("münchen", "m-nchen-api"),
            ("", "api"),
        ] {
            assert_eq!(package_name(title), name, "{title}");
        }
    }
}
