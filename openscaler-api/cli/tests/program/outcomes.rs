//! What the program says of a call that failed, and its exit code.

use std::process::Stdio;
use std::time::Duration;

use openscaler_reference_server::Fault;
use serde_json::Value;

use crate::support::Stage;

const CREATE: &str = "lb certificate create self-signed --lb-id 42 --name a --resolve-wait 0s";

#[test]
fn each_fault_has_its_exit_code() {
    let cases = [
        (Fault::status(400), 3, "rejected", "400 Bad Request"),
        (Fault::status(401), 3, "rejected", "401 Unauthorized"),
        (Fault::status(403), 3, "rejected", "403 Forbidden"),
        (Fault::status(409), 3, "rejected", "409 Conflict"),
        (Fault::status(500), 4, "unknown", "it may have taken effect"),
        (Fault::status(502), 4, "unknown", "it may have taken effect"),
        (Fault::status(503), 4, "unknown", "it may have taken effect"),
        (Fault::close_before_reading(), 4, "unknown", "it may have taken effect"),
        (Fault::close_after_reading(), 4, "unknown", "it may have taken effect"),
        (Fault::not_http(), 4, "unknown", "it may have taken effect"),
        (Fault::no_answer(), 4, "unknown", "timed out"),
        (
            Fault::status(200).header("Content-Type", "text/html").body("<html>"),
            4,
            "unknown",
            "it may have taken effect",
        ),
        (Fault::half_answer(), 5, "succeeded", "the response cannot be read"),
    ];
    for (fault, code, outcome, message) in cases {
        let stage = Stage::new();
        let called = format!("{fault:?}");
        stage.server.fail_next(fault);
        let run = stage.run(&format!("{CREATE} --timeout 1s --output json"));
        assert_eq!(run.code, code, "{called}: {}", run.stderr);
        let object: Value = serde_json::from_str(&run.stderr).expect("one JSON object");
        assert_eq!(object["outcome"], outcome, "{called}");
        assert!(object["error"].as_str().is_some_and(|line| line.contains(message)), "{called}: {object}");
        assert_eq!(object["retry_is_safe"], code == 3, "{called}");
        assert_eq!((&object["attempts"], run.stdout.as_str()), (&1.into(), ""), "{called}");
    }
}

#[test]
fn a_server_that_is_not_there_is_not_carried_out() {
    let stage = Stage::new();
    let run = stage.run(&format!("{CREATE} --url http://127.0.0.1:1 --max-attempts 1")).expect(3);
    run.says("error: lb_create_certificate failed").says("the request never reached the server");
}

#[test]
fn a_lost_answer_is_looked_for() {
    let stage = Stage::new();
    // It is stored, and the answer is lost.
    stage.server.fail_next(Fault::delay(Duration::from_millis(700)));
    let create = "lb certificate create self-signed --lb-id 42 --name a --timeout 400ms --resolve-wait 5s";
    let run = stage.run(create).expect(0);
    run.says("found: it exists");
    assert!(run.stdout.contains("name"), "{}", run.stdout);
    // The answer that cannot be read, too.
    stage.server.fail_next(Fault::half_answer());
    let create = "lb certificate create self-signed --lb-id 42 --name b --output json";
    let run = stage.run(create).expect(0);
    assert_eq!(run.stderr.trim(), r#"{"outcome":"found"}"#);
    // What is not there stays unknown.
    stage.server.fail_next(Fault::close_after_reading());
    let create = "lb certificate create self-signed --lb-id 42 --name c --resolve-wait 1s";
    stage.run(create).expect(4).says("it may have taken effect; it was not found for 1 s");
}

#[test]
fn what_is_found_is_not_taken_for_ours() {
    let stage = Stage::new();
    stage.run("lb certificate create self-signed --lb-id 42 --name a").expect(0);
    stage.server.fail_next(Fault::close_after_reading());
    let upload =
        "lb certificate create upload --lb-id 42 --name a --cert-content fullchain.pem --cert-content privkey.pem";
    stage.run(upload).expect(4).says("another one exists in its place, with a different `cert_type`");
}

#[test]
fn a_read_that_failed_changed_nothing() {
    for fault in [Fault::status(500), Fault::close_after_reading(), Fault::no_answer()] {
        let stage = Stage::new();
        let called = format!("{fault:?}");
        stage.server.fail_next(fault);
        let get = "lb certificate get --lb-id 42 --certificate-name a --timeout 1s --max-attempts 1";
        let run = stage.run(&format!("{get} --output json")).expect(3);
        let object: Value = serde_json::from_str(&run.stderr).expect("one JSON object");
        assert_eq!((&object["outcome"], &object["retry_is_safe"]), (&"rejected".into(), &true.into()));
        assert!(!run.stderr.contains("may have"), "{called}: {}", run.stderr);
    }
}

#[test]
fn an_interrupt_says_what_may_have_been_done() {
    use rustix::process::Signal;
    let create = "create self-signed --lb-id 42 --name a";
    for (signal, code, arguments, message, outcome) in [
        (Signal::INT, 130, create, "it may have been carried out", "unknown"),
        (Signal::TERM, 143, create, "it may have been carried out", "unknown"),
        (Signal::INT, 130, &format!("{create} --if-exists ok"), "nothing was sent that changes anything", "not_sent"),
        (Signal::INT, 130, "get --lb-id 42 --certificate-name a", "it changes nothing", "rejected"),
    ] {
        let stage = Stage::new();
        stage.server.fail_next(Fault::no_answer());
        let mut command = stage.command(&format!("lb certificate {arguments} --output json"));
        let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
        while stage.server.request_count() == 0 {
            std::thread::sleep(Duration::from_millis(10));
        }
        let pid = rustix::process::Pid::from_raw(child.id() as i32).expect("a process");
        rustix::process::kill_process(pid, signal).expect("it runs");
        let output = child.wait_with_output().expect("it ends");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{said}");
        assert!(said.contains(message), "{arguments}: {said}");
        let object: Value = serde_json::from_str(&said).expect("one JSON object");
        assert_eq!((&object["outcome"], &object["retry_is_safe"]), (&outcome.into(), &(outcome != "unknown").into()));
    }
}

#[test]
fn what_an_answer_is_read_without_is_said() {
    let stage = Stage::new();
    stage.run("lb certificate create self-signed --lb-id 42 --name a").expect(0);
    let get = "lb certificate get --lb-id 42 --certificate-name a";
    let answer = stage.run(&format!("{get} --output json")).expect(0);
    assert_eq!(answer.stderr, "");
    let mut answer: Value = serde_json::from_str(&answer.stdout).expect("JSON");
    answer["size"] = "large".into();
    let fault = || Fault::status(200).header("content-type", "application/json").body(answer.to_string());
    stage.server.fail_next(fault());
    let run = stage.run(get).expect(0);
    let warning = "warning: the answer does not match the API's document: `/size` must be an integer, not a string";
    assert_eq!(run.stderr.trim(), warning);
    stage.server.fail_next(fault());
    let run = stage.run(&format!("{get} --output json")).expect(0);
    let object: Value = serde_json::from_str(&run.stderr).expect("one JSON object");
    assert!(object["warning"].as_str().is_some_and(|warning| warning.contains("`/size`")), "{object}");
}
