//! A crate of what another document generates to, and a program that uses it.

use std::path::Path;

use openscaler_generator::downstream::Downstream;

/// The client's hand-written layer with other generated code, and a program.
pub(crate) struct GeneratedCrate {
    downstream: Downstream,
}

impl GeneratedCrate {
    /// Writes the crate, in the folder `name`; `generated` is its generated file, `main` the program.
    ///
    /// All of them build into one folder in the target directory: what they depend on is compiled once.
    pub(crate) fn write(name: &str, generated: &str, main: &str) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("generated");
        let mut downstream = Downstream::new(&root, &folder.join(name), &folder.join("target"));
        let client = format!("client-{name}");
        downstream.client(&client, generated).expect("it can be written");
        let sources = [("src/main.rs".to_owned(), main.to_owned())];
        downstream.package(&format!("program-{name}"), &client, &sources).expect("it can be written");
        Self { downstream }
    }

    /// Compiles the program and runs it; panics with what was printed if either fails.
    pub(crate) fn run(&self) {
        let mut cargo = self.downstream.cargo().expect("the workspace can be written");
        let output = cargo.args(["run", "--quiet"]).output().expect("cargo can be started");
        let printed = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{printed}");
        // What the document does not need of the hand-written layer has warnings; what was generated has none.
        assert!(!printed.contains("generated.rs"), "{printed}");
    }
}
