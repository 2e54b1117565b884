//! Programs that depend on generated crates, in one workspace, so that shared dependencies are compiled once.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::skeleton;

/// A workspace of packages, each of which knows one generated crate as `openscaler_api`.
#[derive(Debug)]
pub struct Downstream {
    root: PathBuf,
    folder: PathBuf,
    target: PathBuf,
    members: Vec<String>,
    default_features: bool,
}

impl Downstream {
    /// A workspace in `folder`, empty as yet, of clients whose hand-written layer is that of the repository at `root`;
    /// cargo builds into `target`, which others may share.
    #[must_use]
    pub fn new(root: &Path, folder: &Path, target: &Path) -> Self {
        Self {
            root: root.to_owned(),
            folder: folder.to_owned(),
            target: target.to_owned(),
            members: Vec::new(),
            default_features: true,
        }
    }

    /// The same with clients that have no TLS, which takes longer to compile than all the rest.
    #[must_use]
    pub fn without_tls(self) -> Self {
        Self { default_features: false, ..self }
    }

    /// Writes a crate of what a document generates to: `code`.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn client(&self, name: &str, code: &str) -> Result<()> {
        skeleton::write(&self.root, &self.folder.join("clients").join(name), name, name, code)
    }

    /// Writes a package that depends on one of the crates; `sources` are its files and what stands in them.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn package(&mut self, name: &str, client: &str, sources: &[(String, String)]) -> Result<()> {
        let folder = self.folder.join("programs").join(name);
        let manifest = format!(
            "[package]\nname = \"{name}\"\nedition = \"2024\"\n\n[dependencies]\nfutures-core = \"0.3\"\n\
             serde = \"1\"\nserde_json = \"1\"\ntokio = {{ version = \"1\", features = [\"rt\"] }}\n\n\
             [dependencies.openscaler-api]\npackage = \"{client}\"\npath = \"../../clients/{client}\"\n\
             default-features = {}\n",
            self.default_features
        );
        // Cargo takes each file that is left of an earlier run for a program.
        let kept: Vec<_> = sources.iter().map(|(path, _)| folder.join(path)).collect();
        for entry in fs::read_dir(folder.join("src/bin")).into_iter().flatten() {
            let path = entry.context("the folder cannot be read")?.path();
            if !kept.contains(&path) {
                fs::remove_file(&path).with_context(|| format!("`{}` cannot be removed", path.display()))?;
            }
        }
        skeleton::write_if_changed(&folder.join("Cargo.toml"), &manifest)?;
        for (path, text) in sources {
            skeleton::write_if_changed(&folder.join(path), text)?;
        }
        self.members.push(name.to_owned());
        Ok(())
    }

    /// Cargo, to be run on the packages.
    ///
    /// # Errors
    ///
    /// When the workspace cannot be written.
    pub fn cargo(&self) -> Result<Command> {
        let folder = self.folder.join("programs");
        let members: Vec<_> = self.members.iter().map(|member| format!("\"{member}\"")).collect();
        let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [{}]\n", members.join(", "));
        skeleton::write_if_changed(&folder.join("Cargo.toml"), &manifest)?;
        let lock = folder.join("Cargo.lock");
        if !lock.exists() {
            // The versions that the repository is tested with; cargo drops those that are not needed.
            fs::copy(self.root.join("Cargo.lock"), &lock).context("the lock file cannot be copied")?;
        }
        let mut cargo = Command::new(env!("CARGO"));
        cargo.current_dir(folder).env("CARGO_TARGET_DIR", &self.target);
        // Nobody debugs these or edits them, and without what that needs they are compiled and linked sooner.
        cargo
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env("CARGO_PROFILE_DEV_STRIP", "symbols")
            .env("CARGO_INCREMENTAL", "0");
        Ok(cargo)
    }
}
