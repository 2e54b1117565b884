//! A client of an edited document, and programs that are compiled against it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use xtask::document::Source;
use xtask::generate::generate;
use xtask::lint::{self, Severity};
use xtask::{skeleton, workspace};

/// The generated client, with a package beside it that depends on it.
pub(crate) struct Client {
    downstream: PathBuf,
}

impl Client {
    /// Generates the client of `document`, in the folder `name`.
    pub(crate) fn generate(name: &str, document: &Value) -> Self {
        let source = Source::parse(name, document.to_string()).expect("it is JSON");
        let findings = lint::check(&source);
        let has_errors = findings.iter().any(|finding| finding.severity == Severity::Error);
        assert!(!has_errors, "{}", lint::render(&source, &findings));
        let generated = generate(&source.value, name).expect("it can be generated from");
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("evolution").join(name);
        let client = folder.join("client");
        skeleton::write(&client, "openscaler-api", "the edited document", &generated.code).expect("it can be written");
        let downstream = folder.join("downstream");
        write(&downstream.join("Cargo.toml"), MANIFEST);
        let lock = fs::read_to_string(workspace::root().join("Cargo.lock")).expect("the repository has it");
        write(&downstream.join("Cargo.lock"), &lock);
        Self { downstream }
    }

    /// The program compiles without a warning of its own, and runs to its end.
    #[track_caller]
    pub(crate) fn runs(&self, program: &str) {
        write(&self.downstream.join("src/main.rs"), program);
        let output = self.cargo(&["run", "--quiet"]);
        let printed = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{printed}");
        for file in ["src/main.rs", "src/generated.rs"] {
            assert!(!printed.contains(&format!("--> {file}")), "{printed}");
        }
    }

    /// The statement does not compile, and what the compiler says holds each of `messages`.
    #[track_caller]
    pub(crate) fn refuses(&self, statement: &str, messages: &[&str]) {
        let imports = "#[allow(unused_imports)]\nuse openscaler_api::{*, types::*};";
        write(&self.downstream.join("src/main.rs"), &format!("{imports}\nfn main() {{\n    {statement}\n}}\n"));
        let output = self.cargo(&["check", "--quiet"]);
        let printed = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success(), "it compiles: {statement}");
        for message in messages {
            assert!(printed.contains(message), "`{message}` is not in\n{printed}");
        }
    }

    /// All clients share a target directory: what they depend on is compiled once.
    fn cargo(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO"))
            .args(arguments)
            .current_dir(&self.downstream)
            .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("generated/target"))
            .output()
            .expect("cargo can be started")
    }
}

const MANIFEST: &str = r#"[package]
name = "downstream"
edition = "2024"

[dependencies]
openscaler-api = { path = "../client" }
serde_json = "1"

[workspace]
"#;

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
    fs::write(path, text).expect("the file can be written");
}
