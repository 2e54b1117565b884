//! No secret is in anything that others can see.

use std::fs;
use std::process::Stdio;
use std::time::Duration;

use openscaler_reference_server::Fault;

use crate::support::{Stage, program, run};

/// A line of a key, or the token.
fn secrets(stage: &Stage) -> Vec<String> {
    let key = stage.read("privkey.pem");
    vec![key.lines().nth(1).expect("a line of the key").to_owned(), stage.server.token()]
}

const UPLOAD: &str =
    "lb certificate create upload --lb-id 42 --name a --cert-content fullchain.pem --cert-content privkey.pem";

#[test]
fn output_and_log_show_no_secret() {
    for fault in [None, Some(Fault::status(500)), Some(Fault::half_answer()), Some(Fault::status(422))] {
        let stage = Stage::new();
        if let Some(fault) = fault {
            let echo = secrets(&stage).join(" ");
            stage.server.fail_next(fault.body(format!("{{\"message\": \"{echo}\"}}")));
        }
        let run = stage.run(&format!("-vv {UPLOAD} --resolve-wait 0s"));
        assert!(run.stderr.contains("lb_create_certificate"), "{}", run.stderr);
        for secret in secrets(&stage) {
            assert!(!run.stdout.contains(&secret) && !run.stderr.contains(&secret), "{}", run.stderr);
        }
    }
}

/// A tired person gives the secret itself where its file is expected.
#[test]
fn a_secret_in_place_of_its_file_is_not_repeated() {
    let stage = Stage::new();
    let key = stage.read("privkey.pem");
    let get = "lb certificate get --lb-id 42 --certificate-name a";
    let with = |arguments: &str, value: &str| run(stage.command(arguments).arg(value), "").expect(2);
    let upload = "lb certificate create upload --lb-id 42 --name a";
    for run in [
        run(program(stage.folder.path()).args(["--token-file", &stage.server.token()]).args(get.split(' ')), ""),
        with(&format!("{get} --proxy-file"), &format!("http://me:{}@proxy:1", stage.server.token())),
        with(&format!("{upload} --cert-content"), &key),
        with(upload, &format!("--cert-content={key}")),
        with("lb certificate create --lb-id 42 --from", &format!("{{\"cert_content\": {key:?}}}")),
    ] {
        let run = run.expect(2);
        assert!(secrets(&stage).iter().all(|secret| !run.stderr.contains(secret)), "{}", run.stderr);
        assert!(run.stderr.contains("the name of"), "{}", run.stderr);
    }
}

#[test]
fn a_journal_holds_no_secret() {
    let stage = Stage::new();
    let line = r#"{"lb_id": "42", "body": {"name": "a", "cert_type": "upload", "cert_content": {"$file": ["fullchain.pem", "privkey.pem"]}}}"#;
    stage.write("lines.jsonl", line);
    stage.run("lb certificate create --batch lines.jsonl --journal run.journal").expect(0);
    let journal = stage.read("run.journal");
    assert_eq!(journal.lines().count(), 3, "{journal}");
    assert!(secrets(&stage).iter().all(|secret| !journal.contains(secret)), "{journal}");
    assert!(!journal.contains("BEGIN CERTIFICATE"), "{journal}");
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(stage.path("run.journal")).expect("it exists").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

/// Linux has `/proc`; elsewhere there is nothing to look at.
#[cfg(target_os = "linux")]
#[test]
fn the_process_shows_no_secret_and_leaves_no_core() {
    use std::process::Command;
    let stage = Stage::new();
    stage.server.fail_next(Fault::no_answer());
    let program = env!("CARGO_BIN_EXE_openscaler");
    let script = format!("ulimit -c unlimited; exec {program} --token-file token {UPLOAD}");
    let mut shell = Command::new("bash");
    shell.args(["-c", &script]).current_dir(stage.folder.path()).env("OPENSCALER_URL", stage.server.base_url());
    let mut child = shell.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("bash starts");
    while stage.server.request_count() == 0 {
        std::thread::sleep(Duration::from_millis(10));
    }
    let folder = format!("/proc/{}", child.id());
    let arguments = fs::read_to_string(format!("{folder}/cmdline")).expect("others can read it");
    assert!(arguments.contains("--cert-content") && secrets(&stage).iter().all(|secret| !arguments.contains(secret)));
    let status = fs::read_to_string(format!("{folder}/limits")).expect("it can be read");
    let core = status.lines().find(|line| line.starts_with("Max core file size")).unwrap_or_default();
    assert!(core.split_whitespace().nth(4) == Some("0"), "{core}");
    // Of a process that is not dumpable, the files belong to root and nobody else can read them.
    let pid = rustix::process::Pid::from_raw(child.id() as i32).expect("a process");
    rustix::process::kill_process(pid, rustix::process::Signal::ABORT).expect("it runs");
    let ended = child.wait().expect("it ends");
    use std::os::unix::process::ExitStatusExt;
    assert_eq!((ended.signal(), ended.core_dumped()), (Some(6), false));
    let files: Vec<_> =
        fs::read_dir(stage.folder.path()).expect("the folder").flatten().map(|file| file.file_name()).collect();
    assert!(files.iter().all(|name| !name.to_string_lossy().starts_with("core")), "{files:?}");
}
