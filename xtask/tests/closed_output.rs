//! Commands whose reader has seen enough, such as `cargo xtask lint FILE | head`.

use std::process::Command;

#[test]
fn a_closed_pipe_is_not_an_error() {
    let document = concat!(env!("CARGO_MANIFEST_DIR"), "/../openapi/openscaler.yaml");
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    let output = command.args(["lint", document]).stdout(writer).output().expect("it can be started");
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
}
