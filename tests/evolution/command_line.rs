//! The command line of a changed document: what is new there is a command or an option, with no hand-written Rust, and
//! old command lines work unless the report says that they do not.

use std::path::{Path, PathBuf};
use std::process::Command;

use openscaler_generator::cli;
use openscaler_generator::generate::generate;
use openscaler_generator::skeleton;
use openscaler_openapi::document::Source;

use super::case::Case;

/// The document after the edits of some cases.
fn edited(names: &[&str]) -> Source {
    let base = Source::read(&root().join("openapi/openscaler.yaml")).expect("the document can be read");
    let mut document = base.value;
    for case in Case::all().iter().filter(|case| names.contains(&&*case.name)) {
        json_patch::patch(&mut document, &case.edit).expect("the cases can be combined");
    }
    Source::parse("changed.yaml", document.to_string()).expect("it is JSON")
}

/// The exit code and the two outputs.
fn run(program: &Path, arguments: &str) -> (Option<i32>, String, String) {
    let output = Command::new(program).args(arguments.split(' ')).output().expect("it starts");
    let [stdout, stderr] = [output.stdout, output.stderr].map(|text| String::from_utf8(text).expect("UTF-8"));
    (output.status.code(), stdout, stderr)
}

#[test]
fn what_is_new_is_a_command_or_an_option() {
    let program = build(&edited(&["operation_added", "variant_added", "field_optional_added"]), "OpenScaler");
    let help = |arguments: &str| {
        let (code, stdout, stderr) = run(&program, arguments);
        assert_eq!(code, Some(0), "{arguments}: {stderr}");
        stdout
    };
    assert!(help("lb --help").contains("certificates"));
    assert!(help("lb certificates list --help").contains("--lb-id <TEXT>"));
    let acme = help("lb certificate create acme --help");
    assert!(acme.contains("--account-key <FILE>") && acme.contains("--name <TEXT>"), "{acme}");
    assert!(help("lb certificate create self-signed --help").contains("--let-encrypt-email <TEXT>"));
    let request =
        help("--dry-run lb certificate create self-signed --lb-id 42 --name a --let-encrypt-email a@example.com");
    assert!(request.contains(r#""let_encrypt_email": "a@example.com""#), "{request}");
}

#[test]
fn an_old_name_of_a_command_or_an_option_is_a_usage_error() {
    let program = build(&edited(&["command_renamed", "option_renamed"]), "Renamed");
    for (arguments, expected) in [
        ("lb certificate create self-signed --path-lb-id 42 --name a", 2),
        ("certificate new self-signed --lb-id 42 --name a", 2),
        ("certificate new self-signed --path-lb-id 42 --name a", 0),
    ] {
        let (code, stdout, stderr) = run(&program, &format!("--dry-run {arguments}"));
        assert_eq!(code, Some(expected), "{arguments}: {stdout}{stderr}");
    }
}

#[test]
fn what_an_api_does_not_have_is_no_warning() {
    let form = "{ type: object, properties: { file: { type: string, format: binary } } }";
    for (title, operation) in [
        ("Plain", "get: { operationId: list, responses: { '204': { description: None. } } }".to_owned()),
        (
            "Form",
            format!(
                "post: {{ operationId: upload, requestBody: {{ content: {{ multipart/form-data: {{ schema: {form} }} }} }}, \
                 responses: {{ '204': {{ description: None. }} }} }}"
            ),
        ),
    ] {
        let text = format!(
            "openapi: 3.0.3\ninfo: {{ title: {title}, version: 1.0.0 }}\n\
             servers: [{{ url: 'https://example.com' }}]\npaths: {{ /files: {{ {operation} }} }}\n"
        );
        build(&Source::parse("smallest.yaml", text).expect("it is YAML"), title);
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Generates and compiles the program of a document; programs with different titles do not overwrite each other.
fn build(source: &Source, title: &str) -> PathBuf {
    let (root, temporary) = (&root(), Path::new(env!("CARGO_TARGET_TMPDIR")));
    let name = title.to_lowercase();
    let folder = temporary.join("command-line").join(&name);
    let generated = generate(source, &source.name).expect("it can be generated from");
    let commands = cli::generate(&generated.api, &source.name).expect("it is Rust");
    let package = format!("client-{name}");
    skeleton::write(root, &folder, &package, title, &generated.code).expect("it can be written");
    skeleton::write_program(root, &folder, &package, title, &commands).expect("it can be written");
    let target = temporary.join("generated/target");
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--quiet"]).current_dir(folder.join("cli")).env("CARGO_TARGET_DIR", &target);
    cargo.env("CARGO_PROFILE_DEV_DEBUG", "0").env("CARGO_INCREMENTAL", "0");
    let output = cargo.output().expect("cargo can be started");
    let printed = String::from_utf8_lossy(&output.stderr);
    // A warning of cargo's own, about the network, is none of ours.
    assert!(output.status.success() && !printed.contains("generated"), "{printed}");
    target.join("debug").join(name)
}
