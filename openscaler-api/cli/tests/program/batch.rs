//! Batches: all lines are checked first, and a journal continues them.

use std::fs;
use std::process::Stdio;
use std::time::Duration;

use openscaler_reference_server::Fault;
use serde_json::Value;

use crate::support::{Stage, run};

pub(crate) const BATCH: &str = "lb certificate create --batch lines.jsonl --journal run.journal";

pub(crate) fn self_signed(name: &str) -> String {
    format!(r#"{{"lb_id": "42", "body": {{"name": "{name}", "cert_type": "self_signed"}}}}"#)
}

pub(crate) fn write_lines(stage: &Stage, names: &[&str]) {
    let lines: Vec<_> = names.iter().map(|name| self_signed(name)).collect();
    stage.write("lines.jsonl", &lines.join("\n"));
}

pub(crate) fn posts(stage: &Stage) -> usize {
    stage.server.requests().iter().filter(|request| request.method() == "POST").count()
}

#[test]
fn a_second_run_has_nothing_to_do_in_any_order() {
    let stage = Stage::new();
    write_lines(&stage, &["a", "b", "c"]);
    let first = stage.run(BATCH).expect(0);
    assert_eq!(first.stdout.lines().count(), 3);
    let line: Value = serde_json::from_str(first.stdout.lines().next().expect("a line")).expect("JSON");
    assert_eq!((&line["result"], &line["status"]), (&"done".into(), &201.into()), "{line}");
    first.says("3 done, 0 found, 0 not carried out, 0 unknown");
    write_lines(&stage, &["c", "b", "a"]);
    let second = stage.run(BATCH).expect(0);
    second.says("0 done, 0 found, 0 not carried out, 0 unknown, 3 done before");
    write_lines(&stage, &["c", "d", "a"]);
    stage.run(BATCH).expect(0).says("1 done");
    assert_eq!((posts(&stage), stage.names("42")), (4, ["a", "b", "c", "d"].map(str::to_owned).to_vec()));
}

#[test]
fn what_an_answer_is_read_without_is_said_of_its_line() {
    let stage = Stage::new();
    write_lines(&stage, &["a"]);
    let create = "lb certificate create self-signed --lb-id 43 --name a --output json";
    let mut answer: Value = serde_json::from_str(&stage.run(create).expect(0).stdout).expect("JSON");
    answer["size"] = "large".into();
    stage.server.fail_next(Fault::status(201).header("content-type", "application/json").body(answer.to_string()));
    let run = stage.run(BATCH).expect(0);
    let line: Value = serde_json::from_str(&run.stdout).expect("one line of JSON");
    assert_eq!(line["departures"], serde_json::json!(["`/size` must be an integer, not a string"]), "{line}");
}

#[test]
fn every_mistake_has_its_line_and_nothing_is_sent() {
    let stage = Stage::new();
    stage.write("other.txt", "hello");
    let lines = [
        self_signed("a"),
        "{".to_owned(),
        r#"{"lb_id": "", "body": {"name": "b", "cert_type": "self_signed", "cn_name": "exa mple.com"}}"#.to_owned(),
        r#"{"lb_id": "42", "bodi": {}}"#.to_owned(),
        String::new(),
        self_signed("a"),
        r#"{"lb_id": "42", "body": {"name": {"$file": "token"}, "cert_type": "self_signed"}}"#.to_owned(),
        r#"{"lb_id": "42", "body": {"name": "c", "cert_type": "upload", "cert_content": {"$file": "other.txt"}}}"#
            .to_owned(),
    ];
    stage.write("lines.jsonl", &lines.join("\n"));
    let run = stage.run(BATCH).expect(2);
    for line in [
        "line 2: is not complete JSON",
        "line 3: `/lb_id` is not a valid `LoadBalancerId`",
        "line 3: `/body/cn_name` is not a valid `DomainName`",
        "line 4: `/bodi` is unknown: expected `lb_id`, `body`",
        "line 6: has the identity of line 1",
        "line 7: `/body/name` cannot be read from a file: only secrets can",
        "line 8: `/body/cert_content` is not a valid `CertificatePem`",
    ] {
        run.says(line);
    }
    assert_eq!(stage.server.request_count(), 0);
    assert!(!run.stderr.contains(&stage.server.token()));
}

#[test]
fn a_key_outside_of_the_folder_is_not_sent() {
    let stage = Stage::new();
    fs::create_dir(stage.path("batch")).expect("a folder");
    std::os::unix::fs::symlink("../privkey.pem", stage.path("batch/key.pem")).expect("a link");
    fs::copy(stage.path("fullchain.pem"), stage.path("batch/chain.pem")).expect("a copy");
    let line = r#"{"lb_id": "42", "body": {"name": "a", "cert_type": "upload", "cert_content": {"$file": ["chain.pem", "key.pem"]}}}"#;
    stage.write("batch/lines.jsonl", line);
    let batch = "lb certificate create --batch batch/lines.jsonl --journal run.journal";
    stage.run(batch).expect(2).says("outside of the folder: see `--files-from`");
    // The folder is given; the names are relative to it.
    let line = line.replace("chain.pem", "fullchain.pem").replace("key.pem", "privkey.pem");
    stage.write("batch/lines.jsonl", &line);
    stage.run(&format!("{batch} --files-from .")).expect(0);
    assert_eq!(stage.names("42"), ["a"]);
}

#[test]
fn another_content_needs_permission() {
    let stage = Stage::new();
    write_lines(&stage, &["a", "b"]);
    stage.run(BATCH).expect(0);
    stage.write(
        "lines.jsonl",
        &self_signed("a").replace("self_signed\"", "self_signed\", \"cn_name\": \"a.example.com\""),
    );
    stage.run(BATCH).expect(2).says("line 1: has changed since it was sent: restore it, or use `--accept-changes`");
    // The name is taken, so the server refuses it.
    stage.run(&format!("{BATCH} --accept-changes")).expect(3).says("409 Conflict");
    assert_eq!(posts(&stage), 3);
}

#[test]
fn a_journal_belongs_to_one_address() {
    let stage = Stage::new();
    write_lines(&stage, &["a"]);
    stage.run(BATCH).expect(0);
    stage.run(&format!("{BATCH} --url http://127.0.0.1:1")).expect(2).says("use another journal");
    stage.run("lb certificate create --batch lines.jsonl").expect(2).says("`--batch` requires `--journal FILE`");
}

#[test]
fn options_of_a_single_call_are_refused() {
    let stage = Stage::new();
    write_lines(&stage, &["a"]);
    stage.run(&format!("{BATCH} --lb-id 42")).expect(2).says("`--lb-id`: each line is a whole request");
    stage.run(&format!("{BATCH} --if-exists ok")).expect(2).says("a batch looks only for what its journal");
    assert_eq!(posts(&stage), 0);
}

#[test]
fn a_torn_tail_is_cut_and_a_bad_line_is_refused() {
    let stage = Stage::new();
    write_lines(&stage, &["a", "b"]);
    stage.run(BATCH).expect(0);
    let journal = stage.read("run.journal");
    stage.write("run.journal", &format!("{journal}{{\"state\":\"send"));
    stage.run(BATCH).expect(0).says("2 done before");
    assert_eq!(stage.read("run.journal"), journal);
    stage.write("run.journal", &journal.replacen("\"state\"", "\"stat\"", 1));
    stage.run(BATCH).expect(1).says("line 2 of the journal");
    assert_eq!(posts(&stage), 2);
}

#[test]
fn what_may_have_been_carried_out_is_looked_for_and_not_repeated_unasked() {
    let stage = Stage::new();
    write_lines(&stage, &["a", "b"]);
    let batch = format!("{BATCH} --concurrency 1 --resolve-wait 0s");
    // Not stored.
    stage.server.fail_next(Fault::close_after_reading());
    let first = stage.run(&batch).expect(4);
    first.says("1 done, 0 found, 0 not carried out, 1 unknown").says("LINE  ID");
    stage.run(&batch).expect(4).says("was sent before and is not found: see `--repeat-unknown`");
    assert_eq!(posts(&stage), 2);
    stage.run(&format!("{batch} --repeat-unknown")).expect(0).says("1 done, 0 found");
    assert_eq!((posts(&stage), stage.names("42").len()), (3, 2));
    // Stored, and the answer is lost.
    write_lines(&stage, &["a", "b", "c"]);
    stage.server.fail_next(Fault::half_answer());
    stage.run(&batch).expect(0).says("0 done, 1 found");
    assert_eq!(posts(&stage), 4);
}

#[test]
fn a_busy_server_pauses_the_batch() {
    let stage = Stage::new();
    write_lines(&stage, &["a", "b", "c"]);
    stage.server.fail_next(Fault::status(429).header("Retry-After", "1"));
    let start = std::time::Instant::now();
    stage.run(&format!("{BATCH} --concurrency 1")).expect(0).says("3 done");
    assert!(start.elapsed() >= Duration::from_secs(1));
    assert_eq!(posts(&stage), 4);
}

#[test]
fn a_token_that_changes_is_read_again_and_a_wrong_one_stops_the_batch() {
    let stage = Stage::new();
    let names: Vec<String> = (0..20).map(|number| format!("n{number}")).collect();
    write_lines(&stage, &names.iter().map(String::as_str).collect::<Vec<_>>());
    stage.write("token", "wrong");
    let stopped = stage.run(&format!("{BATCH} --concurrency 1 --max-failures 3")).expect(3);
    stopped.says("stopped after 3 failures in a row").says("17 not sent");
    stage.write("token", &stage.server.token());
    stage.run(BATCH).expect(0).says("20 done");
    // Midway.
    write_lines(&stage, &["x", "y", "z"]);
    stage.server.fail_next(Fault::status(401));
    stage.run(&format!("{BATCH} --concurrency 1")).expect(0).says("3 done");
}

#[test]
fn a_line_is_text_of_up_to_16_mib() {
    let stage = Stage::new();
    for (line, message) in [(vec![b' '; (16 << 20) + 1], "line 1 is too long"), (vec![0xff], "line 1 is not UTF-8")] {
        std::fs::write(stage.path("lines.jsonl"), line).expect("a file");
        stage.run(BATCH).expect(2).says(message);
    }
}

#[test]
fn a_dead_host_stops_the_batch() {
    let stage = Stage::new();
    let names: Vec<String> = (0..20).map(|number| format!("n{number}")).collect();
    write_lines(&stage, &names.iter().map(String::as_str).collect::<Vec<_>>());
    let stopped = stage.run(&format!("{BATCH} --url http://127.0.0.1:1 --concurrency 1")).expect(3);
    stopped.says("stopped after 5 failures in a row");
}

#[test]
fn an_interrupt_lets_running_calls_end() {
    let stage = Stage::new();
    write_lines(&stage, &["a", "b", "c", "d"]);
    stage.server.fail_always(Fault::delay(Duration::from_millis(500)));
    let mut command = stage.command(&format!("{BATCH} --concurrency 2"));
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    while stage.server.request_count() < 2 {
        std::thread::sleep(Duration::from_millis(5));
    }
    let pid = rustix::process::Pid::from_raw(child.id() as i32).expect("a process");
    rustix::process::kill_process(pid, rustix::process::Signal::INT).expect("it runs");
    let output = child.wait_with_output().expect("it ends");
    let text = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(130), "{text}");
    assert!(
        text.contains("2 done") && text.contains("2 not sent") && text.contains("the same command continues"),
        "{text}"
    );
    stage.server.stop_failing();
    stage.run(BATCH).expect(0).says("2 done, 0 found, 0 not carried out, 0 unknown, 2 done before");
    assert_eq!(posts(&stage), 4);
}

/// `/dev/full` is a disk without space.
#[cfg(target_os = "linux")]
#[test]
fn a_journal_that_cannot_be_written_stops_all_sending() {
    let stage = Stage::new();
    write_lines(&stage, &["a", "b", "c"]);
    // A limit on the size of files is what a full disk looks like.
    let program = env!("CARGO_BIN_EXE_openscaler");
    let script = format!("trap '' XFSZ; ulimit -f 1; exec {program} --token-file token {BATCH} --concurrency 1");
    let names: Vec<String> = (0..60).map(|number| format!("n{number}")).collect();
    write_lines(&stage, &names.iter().map(String::as_str).collect::<Vec<_>>());
    let mut shell = std::process::Command::new("bash");
    shell.args(["-c", &script]).current_dir(stage.folder.path()).env("OPENSCALER_URL", stage.server.base_url());
    let stopped = run(&mut shell, "").expect(1);
    stopped.says("the journal cannot be written: file too large");
    let sent = posts(&stage);
    assert!(sent < 60, "{sent} were sent");
    // With space, the same command goes on, and nothing is lost or done twice.
    stage.run(BATCH).expect(0);
    assert_eq!((posts(&stage), stage.names("42").len()), (60, 60));
}
