//! The `openssl` command, an independent reference for the server.

use std::io::Write;
use std::process::{Command, Stdio};

/// Whether there is an `openssl` of version 3, whose options the suites use; if not, that is said.
pub fn is_installed() -> bool {
    let version = Command::new("openssl").arg("version").output();
    let found = version.is_ok_and(|output| output.stdout.starts_with(b"OpenSSL 3"));
    if !found {
        crate::skip::skip("`openssl` 3");
    }
    found
}

/// What `openssl` prints for an input.
///
/// # Panics
///
/// If it fails.
pub fn run(arguments: &[&str], input: &str) -> String {
    let mut child = Command::new("openssl")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("openssl runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    // It may have read enough before it has read all.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    let output = child.wait_with_output().expect("openssl ends");
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "openssl {arguments:?}: {complaint}");
    String::from_utf8(output.stdout).expect("text")
}

/// Runs `openssl` on inputs that it reads only from files: an argument that is an input's name is replaced by its path.
///
/// # Panics
///
/// If it fails.
pub fn run_on_files(arguments: &[&str], files: &[(&str, &str)]) -> String {
    let directory = tempfile::tempdir().expect("a directory");
    let path = |name: &str| directory.path().join(name).to_str().expect("UTF-8").to_owned();
    for (name, content) in files {
        std::fs::write(path(name), content).expect("a file");
    }
    let arguments: Vec<_> = arguments
        .iter()
        .map(|argument| match files.iter().find(|(name, _)| name == argument) {
            Some((name, _)) => path(name),
            None => (*argument).to_owned(),
        })
        .collect();
    run(&arguments.iter().map(String::as_str).collect::<Vec<_>>(), "")
}
