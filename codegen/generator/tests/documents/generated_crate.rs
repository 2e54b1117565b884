//! A crate of what another document generates to, and a program that uses it.

use std::path::Path;

use openscaler_generator::downstream::Downstream;

/// The client's hand-written layer with other generated code, and a program.
pub(crate) struct GeneratedCrate {
    downstream: Downstream,
}

impl GeneratedCrate {
    /// Writes the crate, in the folder `name`; `generated` is its generated file, `main` the program, in `edition`.
    ///
    /// All of them build into one folder in the target directory: what they depend on is compiled once.
    pub(crate) fn write(name: &str, edition: &'static str, generated: &str, main: &str) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("generated");
        let mut downstream = Downstream::new(&root, &folder.join(name), &folder.join("target")).with_edition(edition);
        let client = format!("client-{name}");
        downstream.client(&client, generated).expect("it can be written");
        let sources = [("src/main.rs".to_owned(), main.to_owned())];
        downstream.package(&format!("program-{name}"), &client, &sources).expect("it can be written");
        Self { downstream }
    }

    /// Compares what the compiler says of a program that must not compile with a file, or with `UPDATE_EXPECT` writes it.
    pub(crate) fn assert_refusal(&self, file: &str) {
        let refusal = self.refusal();
        // What follows the errors depends on the version of cargo.
        let end = refusal.find("\nerror: could not compile").unwrap_or(refusal.len());
        let errors =
            refusal[..end].lines().filter(|line| !line.starts_with("For more information")).collect::<Vec<_>>();
        let errors = errors.join("\n").trim().to_owned() + "\n";
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents").join(file);
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            std::fs::write(&path, &errors).expect("the file can be written");
        }
        assert_eq!(
            errors,
            std::fs::read_to_string(&path).unwrap_or_default(),
            "run it with `UPDATE_EXPECT=1` and read `{file}`"
        );
    }

    /// What the compiler says of a program that must not compile.
    pub(crate) fn refusal(&self) -> String {
        let mut cargo = self.downstream.cargo().expect("the workspace can be written");
        let output = cargo.args(["check", "--quiet"]).output().expect("cargo can be started");
        let printed = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success(), "it compiles\n{printed}");
        printed
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
