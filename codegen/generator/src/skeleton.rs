//! Writes a crate that compiles from generated code: the client's hand-written layer around other operations.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use toml::{Table, Value};

/// The package whose hand-written layer is copied, from the repository's root.
const PACKAGE: &str = "openscaler-api";

/// What rustdoc would say of descriptions that were not written for it.
const LENIENT: &str = "#[allow(rustdoc::bare_urls, rustdoc::broken_intra_doc_links, rustdoc::invalid_html_tags, \
    rustdoc::invalid_codeblock_attributes, rustdoc::private_intra_doc_links, rustdoc::redundant_explicit_links)]";

/// The package name that goes with a document's title: `OpenScaler` gives `openscaler-api`.
#[must_use]
pub fn package_name(title: &str) -> String {
    let words = title.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut words: Vec<_> = words.map(str::to_ascii_lowercase).collect();
    if words.last().is_none_or(|last| last != "api") {
        words.push("api".to_owned());
    }
    // A package's name begins with a letter.
    if words[0].starts_with(|letter: char| letter.is_ascii_digit()) {
        words.insert(0, "the".to_owned());
    }
    words.join("-")
}

/// Writes into `folder` the package `name`, whose generated file is `code` and whose subject is `title`.
///
/// It is a workspace of its own. The hand-written layer is copied from the repository at `root`; the macros and the
/// validators are path dependencies there.
/// Files that are as they should be are left alone, so that cargo does not compile them again.
///
/// # Errors
///
/// When the repository's files cannot be read, or the new ones cannot be written.
pub fn write(root: &Path, folder: &Path, name: &str, title: &str, code: &str) -> Result<()> {
    let package = root.join(PACKAGE);
    copy_sources(&package.join("src"), &folder.join("src"))?;
    let library = read(&package.join("src/lib.rs"))?;
    write_if_changed(&folder.join("src/lib.rs"), &about(&library, title))?;
    write_if_changed(&folder.join("src/generated.rs"), code)?;
    write_if_changed(&folder.join("Cargo.toml"), &manifest(root, name, title)?)?;
    // The versions that the repository is tested with; cargo drops those that are not needed.
    let lock = folder.join("Cargo.lock");
    if !lock.exists() {
        write_if_changed(&lock, &read(&root.join("Cargo.lock"))?)?;
    }
    Ok(())
}

/// The manifest of the copied package, standing alone.
fn manifest(root: &Path, name: &str, title: &str) -> Result<String> {
    let parsed = |path: &str| -> Result<Table> {
        read(&root.join(path))?.parse().with_context(|| format!("`{path}` cannot be read"))
    };
    let mut manifest = parsed(&format!("{PACKAGE}/Cargo.toml"))?;
    let workspace = parsed("Cargo.toml")?;
    let shared = workspace.get("workspace").and_then(|workspace| workspace.get("package"));
    if let Some(Value::Table(package)) = manifest.get_mut("package") {
        for (key, value) in package.iter_mut() {
            let is_inherited = value.get("workspace").is_some();
            if is_inherited && let Some(shared) = shared.and_then(|shared| shared.get(key)) {
                *value = shared.clone();
            }
        }
        package.insert("name".to_owned(), name.into());
        package.insert("description".to_owned(), format!("Typed client of {title}").into());
        package.insert("publish".to_owned(), false.into());
    }
    if let Some(Value::Table(dependencies)) = manifest.get_mut("dependencies") {
        for (_, dependency) in dependencies.iter_mut() {
            if let Some(Value::String(path)) = dependency.get_mut("path") {
                let absolute = root.join(PACKAGE).join(&*path);
                let absolute = absolute.canonicalize().with_context(|| format!("there is no folder `{path}`"))?;
                *path = absolute.display().to_string();
            }
        }
    }
    // Examples and lints are the repository's own.
    manifest.remove("dev-dependencies");
    manifest.remove("lints");
    manifest.insert("workspace".to_owned(), Table::new().into());
    Ok(manifest.to_string())
}

/// The crate's root with other documentation: its own shows the requests of this API.
fn about(library: &str, title: &str) -> String {
    let code: Vec<_> = library.lines().skip_while(|line| line.starts_with("//!")).collect();
    // The descriptions are the document's, and may hold anything.
    let code = code.join("\n").replacen("mod generated;", &format!("{LENIENT}\nmod generated;"), 1);
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("//! The typed client of {title}.\n{code}\n")
}

fn copy_sources(from: &Path, to: &Path) -> Result<()> {
    let unreadable = || format!("`{}` cannot be read", from.display());
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

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("`{}` cannot be read", path.display()))
}

/// Makes the folders that lead there, too.
pub(crate) fn write_if_changed(path: &Path, text: &str) -> Result<()> {
    if fs::read_to_string(path).is_ok_and(|current| current == text) {
        return Ok(());
    }
    let unwritable = || format!("`{}` cannot be written", path.display());
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
