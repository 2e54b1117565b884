//! Documents without operations, and documents without supported operations.

use std::process::{Command, Output};

const TYPES: &str = "
components:
  schemas:
    Pet: { type: object, required: [name], properties: { name: { type: string }, kind: { type: string, enum: [cat] } } }
";

fn generate(paths: &str, options: &[&str]) -> (Output, Option<String>) {
    let folder = tempfile::tempdir().expect("a folder");
    let (document, out) = (folder.path().join("a.yaml"), folder.path().join("out"));
    let text = format!("openapi: 3.0.3\ninfo: {{ title: A, version: 1.0.0 }}\n{paths}{TYPES}");
    std::fs::write(&document, text).expect("it can be written");
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(["generate", "--document"]).arg(&document).arg("--out").arg(&out).args(options);
    let output = command.output().expect("it can be started");
    (output, std::fs::read_to_string(out.join("src/generated.rs")).ok())
}

#[test]
fn a_document_without_operations_gives_a_client_without_calls_and_says_so() {
    let alone = generate("paths: {}", &[]);
    let skipping = generate("paths: {}", &["--skip-unsupported"]);
    for (output, code) in [&alone, &skipping] {
        let printed = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(printed.contains("has no operations: the client has no methods, and no types"), "{printed}");
        assert!(code.as_ref().is_some_and(|code| code.contains("pub mod types") && !code.contains("Pet")));
    }
    assert_eq!(alone.1, skipping.1);
}

#[test]
fn nothing_is_written_if_every_operation_is_left_out() {
    let paths =
        "paths: { /a: { get: { operationId: a, responses: { '200': { $ref: '#/components/responses/No' } } } } }";
    let (output, code) = generate(paths, &["--skip-unsupported"]);
    let (printed, errors) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(!output.status.success() && code.is_none());
    assert!(printed.starts_with("skipped a: GET /a, line 3\n  unresolved-reference at "), "{printed}");
    assert!(errors.contains("error: cannot generate any operation of `"), "{errors}");
}
