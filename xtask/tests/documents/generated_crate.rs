//! A crate of what another document generates to, and a program that uses it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use xtask::{skeleton, workspace};

/// The client's hand-written layer with other generated code, and a program.
pub(crate) struct GeneratedCrate {
    folder: PathBuf,
}

impl GeneratedCrate {
    /// Writes the crate, in the folder `name`; `generated` is its generated file, `main` the program.
    ///
    /// It stands in the target directory, in one that all of them share, and uses the repository's lock file: what they
    /// depend on is compiled once.
    pub(crate) fn write(name: &str, generated: &str, main: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("generated").join(name);
        skeleton::write(&folder.join("openscaler-api"), "openscaler-api", name, generated).expect("it can be written");
        write(&folder.join("downstream/Cargo.toml"), DOWNSTREAM);
        let lock = fs::read_to_string(workspace::root().join("Cargo.lock")).expect("the repository has it");
        write(&folder.join("downstream/Cargo.lock"), &lock);
        write(&folder.join("downstream/src/main.rs"), main);
        Self { folder }
    }

    /// Compiles the program and runs it; panics with what was printed if either fails.
    pub(crate) fn run(&self) {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("generated/target");
        let output = Command::new(env!("CARGO"))
            .args(["run", "--quiet"])
            .current_dir(self.folder.join("downstream"))
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
futures-core = "0.3"
openscaler-api = { path = "../openscaler-api" }
serde_json = "1"
tokio = { version = "1", features = ["macros", "rt"] }

[workspace]
"#;

/// Leaves a file alone that is as it should be, so that cargo does not compile it again.
fn write(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|current| current == text) {
        return;
    }
    fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
    fs::write(path, text).expect("the file can be written");
}
