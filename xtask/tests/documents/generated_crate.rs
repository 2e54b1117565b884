//! A crate like openscaler-api, but with what another document generates to.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use xtask::workspace::root;

/// A workspace of the hand-written client with other generated code, and of a program that uses it.
pub(crate) struct GeneratedCrate {
    folder: PathBuf,
}

impl GeneratedCrate {
    /// Writes the workspace `name`; `generated` is the client's generated file, `main` the program.
    ///
    /// It stands in the target directory, in one that all of them share, and uses the repository's lock file: what they
    /// depend on is compiled once.
    pub(crate) fn write(name: &str, generated: &str, main: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("generated").join(name);
        let api = folder.join("openscaler-api");
        copy(&root().join("openscaler-api/src"), &api.join("src"));
        write(&api.join("src/generated.rs"), generated);
        write(&api.join("Cargo.toml"), &manifest("openscaler-api/Cargo.toml"));
        write(&folder.join("Cargo.toml"), &workspace());
        write(&folder.join("Cargo.lock"), &manifest("Cargo.lock"));
        write(&folder.join("downstream/Cargo.toml"), DOWNSTREAM);
        write(&folder.join("downstream/src/main.rs"), main);
        Self { folder }
    }

    /// Compiles the program and runs it; panics with what was printed if either fails.
    pub(crate) fn run(&self) {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("generated/target");
        let output = Command::new(env!("CARGO"))
            .args(["run", "--quiet", "--package", "downstream"])
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", target)
            .output()
            .expect("cargo can be started");
        let printed = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{printed}");
        // What the document does not need of the hand-written layer has warnings; what was generated has none.
        assert!(!printed.contains("generated.rs"), "{printed}");
    }
}

const DOWNSTREAM: &str = r#"[package]
name = "downstream"
edition = "2024"

[dependencies]
openscaler-api = { path = "../openscaler-api" }
serde_json = "1"
"#;

/// The repository's workspace with other members.
fn workspace() -> String {
    let line = |line: &str| match line.starts_with("members = ") {
        true => "members = [\"openscaler-api\", \"downstream\"]\n".to_owned(),
        false => format!("{line}\n"),
    };
    manifest("Cargo.toml").lines().map(line).collect()
}

/// A file of the repository, with the paths in it made absolute.
fn manifest(path: &str) -> String {
    let root = root();
    let folder = root.join(path).parent().map(Path::to_owned).unwrap_or_default();
    let text = fs::read_to_string(root.join(path)).expect("the repository has it");
    text.replace("path = \"../", &format!("path = \"{}/", folder.parent().expect("a folder").display()))
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("the folder can be read") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            write(&target, &fs::read_to_string(&path).expect("the file can be read"));
        }
    }
}

/// Leaves a file alone that is as it should be, so that cargo does not compile it again.
fn write(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|current| current == text) {
        return;
    }
    fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
    fs::write(path, text).expect("the file can be written");
}
