//! Batches that stop before their end.

use std::fs::File;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use openscaler_reference_server::Fault;
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

use crate::batch::{BATCH, posts, write_lines};
use crate::support::{Stage, program, run};

fn interrupt(child: &Child) {
    kill_process(Pid::from_raw(child.id() as i32).expect("a process"), Signal::INT).expect("it runs");
}

fn wait_for_requests(stage: &Stage, count: u64) {
    while stage.server.request_count() < count {
        std::thread::sleep(Duration::from_millis(5));
    }
    std::thread::sleep(Duration::from_millis(200));
}

#[test]
fn an_interrupt_ends_a_batch_that_has_stopped() {
    for (presses, options) in [(1, "--timeout 2s"), (2, "--timeout 60s")] {
        let stage = Stage::new();
        write_lines(&stage, &["a", "b"]);
        stage.server.fail_next(Fault::no_answer());
        stage.server.fail_next(Fault::status(403));
        let batch = format!("{BATCH} --concurrency 2 --max-failures 1 --resolve-wait 0s --max-attempts 1 {options}");
        let mut child = stage.command(&batch).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("it starts");
        wait_for_requests(&stage, 2);
        for _ in 0..presses {
            interrupt(&child);
            std::thread::sleep(Duration::from_millis(200));
        }
        let start = Instant::now();
        while child.try_wait().expect("a child").is_none() {
            if start.elapsed() > Duration::from_secs(20) {
                child.kill().expect("it runs");
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let output = child.wait_with_output().expect("it has ended");
        let text = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(130), "{presses}: {text}");
    }
}

#[test]
fn a_closed_pipe_does_not_end_a_batch() {
    let stage = Stage::new();
    write_lines(&stage, &["a", "b", "c"]);
    let mut command = stage.command(&format!("{BATCH} --concurrency 1"));
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && text.contains("3 done"), "{text}");
    assert_eq!((posts(&stage), stage.read("run.journal").lines().count()), (3, 7));
}

/// `/dev/full` is a disk without space.
#[cfg(target_os = "linux")]
#[test]
fn an_answer_that_cannot_be_written_was_carried_out() {
    let stage = Stage::new();
    write_lines(&stage, &["b"]);
    let single = "lb certificate create self-signed --lb-id 42 --name a";
    for (arguments, code, outcome) in [(single, 5, "succeeded"), (BATCH, 1, "unknown")] {
        let full = File::options().write(true).open("/dev/full").expect("Linux has it");
        let mut command = stage.command(&format!("{arguments} --output json"));
        let child = command.stdout(full).stderr(Stdio::piped()).spawn().expect("it starts");
        let output = child.wait_with_output().expect("it ends");
        assert_eq!(output.status.code(), Some(code));
        let object: Value = serde_json::from_slice(&output.stderr).expect("one JSON object");
        assert_eq!((&object["outcome"], &object["retry_is_safe"]), (&outcome.into(), &false.into()), "{object}");
    }
    assert_eq!(stage.names("42").len(), 2);
}

#[test]
fn a_token_that_cannot_be_read_again_stops_the_batch() {
    let stage = Stage::new();
    write_lines(&stage, &["a", "b"]);
    stage.server.fail_next(Fault::status(401).after(Duration::from_millis(500)));
    let mut command = stage.command(&format!("{BATCH} --concurrency 1"));
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    wait_for_requests(&stage, 1);
    std::fs::remove_file(stage.path("token")).expect("it exists");
    let output = child.wait_with_output().expect("it ends");
    let text = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{text}");
    assert!(text.contains("cannot be read from `token`") && text.contains("1 not carried out"), "{text}");
    assert!(text.contains("1 not sent"), "{text}");
    let mut command = program(stage.folder.path());
    command.env("OPENSCALER_URL", stage.server.base_url()).args(["--token-file", "-"]).args(BATCH.split_whitespace());
    run(&mut command, &stage.server.token()).expect(2).says("`--token-file` cannot be `-` with `--batch`");
}

#[test]
fn options_of_batches_have_no_meaning_without_one() {
    let stage = Stage::new();
    let single = "lb certificate create self-signed --lb-id 42 --name a";
    for option in ["--journal x", "--concurrency 2", "--max-failures 2", "--accept-changes", "--repeat-unknown"] {
        let arguments = single.replace("self-signed", &format!("{option} self-signed"));
        stage.run(&arguments).expect(2).says("--batch <FILE>");
    }
    stage.run(&single.replace("self-signed", "--files-from . self-signed")).expect(2).says("--batch <FILE>");
    assert_eq!(stage.server.request_count(), 0);
}

#[test]
fn max_attempts_counts_in_a_batch() {
    let stage = Stage::new();
    write_lines(&stage, &["a"]);
    stage.server.fail_always(Fault::status(429).header("Retry-After", "0"));
    stage.run(&format!("{BATCH} --max-attempts 2")).expect(3).says("429 Too Many Requests");
    assert_eq!(posts(&stage), 2);
    let dead = "--url http://127.0.0.1:1 --max-attempts 1";
    stage.run(&BATCH.replace("run.journal", &format!("dead.journal {dead}"))).expect(3);
    // The head, the attempt and its end.
    assert_eq!(stage.read("dead.journal").lines().count(), 3);
}

#[test]
fn with_json_standard_error_is_json() {
    let stage = Stage::new();
    write_lines(&stage, &["a", "b"]);
    let dry = stage.run(&format!("{BATCH} --output json --dry-run")).expect(0);
    let object: Value = serde_json::from_str(&dry.stderr).expect("one JSON object");
    assert_eq!((&object["outcome"], &object["lines"]), (&"not_sent".into(), &2.into()), "{object}");
    stage.server.fail_next(Fault::status(409));
    let run = stage.run(&format!("{BATCH} --output json --concurrency 1")).expect(3);
    let object: Value = serde_json::from_str(&run.stderr).expect("one JSON object");
    assert_eq!((&object["outcome"], run.stdout.lines().count()), (&"rejected".into(), 2), "{object}");
    let done = stage.run(&format!("{BATCH} --output json")).expect(0);
    assert_eq!(done.stderr, "");
}
