//! Programs that depend on generated crates, in one workspace that compiles shared dependencies once.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::skeleton;

/// A workspace of packages, each of which depends on one generated crate as `openscaler_api`.
#[derive(Debug)]
pub struct Downstream {
    root: PathBuf,
    folder: PathBuf,
    target: PathBuf,
    members: Vec<String>,
    default_features: bool,
    edition: &'static str,
}

impl Downstream {
    /// An empty workspace in `folder`, for clients with the hand-written layer of the repository at `root`; cargo builds
    /// into `target`, which may be shared.
    #[must_use]
    pub fn new(root: &Path, folder: &Path, target: &Path) -> Self {
        Self {
            root: root.to_owned(),
            folder: folder.to_owned(),
            target: target.to_owned(),
            members: Vec::new(),
            default_features: true,
            edition: "2024",
        }
    }

    /// Disables TLS, which takes longer to compile than everything else.
    #[must_use]
    pub fn without_tls(self) -> Self {
        Self { default_features: false, ..self }
    }

    /// The same with programs of another edition of Rust.
    #[must_use]
    pub fn with_edition(self, edition: &'static str) -> Self {
        Self { edition, ..self }
    }

    /// Writes a crate with the generated `code`.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn client(&self, name: &str, code: &str) -> Result<()> {
        skeleton::write(&self.root, &self.folder.join("clients").join(name), name, name, code)
    }

    /// Writes a package that depends on one of the crates; `sources` are its files with their contents.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn package(&mut self, name: &str, client: &str, sources: &[(String, String)]) -> Result<()> {
        let folder = self.folder.join("programs").join(name);
        let manifest = format!(
            "[package]\nname = \"{name}\"\nedition = \"{}\"\n\n[dependencies]\nbytes = \"1\"\nfutures-core = \"0.3\"\n\
             serde = \"1\"\nserde_json = \"1\"\ntokio = {{ version = \"1\", features = [\"rt\"] }}\n\n\
             [dependencies.openscaler-api]\npackage = \"{client}\"\npath = \"../../clients/{client}\"\n\
             default-features = {}\nfeatures = [\"requests\"]\n",
            self.edition, self.default_features
        );
        // Cargo treats each file left over from an earlier run as a program.
        let kept: Vec<_> = sources.iter().map(|(path, _)| folder.join(path)).collect();
        for entry in fs::read_dir(folder.join("src/bin")).into_iter().flatten() {
            let path = entry.context("cannot read the folder")?.path();
            if !kept.contains(&path) {
                fs::remove_file(&path).with_context(|| format!("cannot remove `{}`", path.display()))?;
            }
        }
        skeleton::write_if_changed(&folder.join("Cargo.toml"), &manifest)?;
        for (path, text) in sources {
            skeleton::write_if_changed(&folder.join(path), text)?;
        }
        if !self.members.iter().any(|member| member == name) {
            self.members.push(name.to_owned());
        }
        Ok(())
    }

    /// A cargo command for the workspace.
    ///
    /// # Errors
    ///
    /// If the workspace cannot be written.
    pub fn cargo(&self) -> Result<Command> {
        let folder = self.folder.join("programs");
        let members: Vec<_> = self.members.iter().map(|member| format!("\"{member}\"")).collect();
        let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [{}]\n", members.join(", "));
        skeleton::write_if_changed(&folder.join("Cargo.toml"), &manifest)?;
        skeleton::copy_lock_file(&self.root, &folder)?;
        let mut cargo = Command::new(env!("CARGO"));
        cargo.current_dir(folder).env("CARGO_TARGET_DIR", &self.target);
        // Without debug info and incremental compilation, they compile and link faster.
        cargo
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env("CARGO_PROFILE_DEV_STRIP", "symbols")
            .env("CARGO_INCREMENTAL", "0");
        Ok(cargo)
    }
}
