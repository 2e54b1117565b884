//! Batches that are started again: what the journal says of a line stays true.

use std::time::Duration;

use openscaler_reference_server::Fault;
use openscaler_reference_server::certificates::Recipe;

use crate::batch::{BATCH, posts, write_lines};
use crate::support::Stage;

/// One line at a time, and one look at what may have been carried out.
fn one_look() -> String {
    format!("{BATCH} --concurrency 1 --resolve-wait 0s --max-attempts 1")
}

/// A line whose secrets are in two files.
fn write_upload(stage: &Stage) {
    let line = r#"{"lb_id": "42", "body": {"name": "a", "cert_type": "upload", "cert_content": {"$file": ["fullchain.pem", "privkey.pem"]}}}"#;
    stage.write("lines.jsonl", line);
}

fn renew(stage: &Stage) {
    let bundle = Recipe::new(["shop.example.com"]).make().expect("a bundle").to_pem();
    let key = bundle.find("-----BEGIN PRIVATE KEY").expect("the key is the last block");
    stage.write("fullchain.pem", &bundle[..key]);
    stage.write("privkey.pem", &bundle[key..]);
}

/// The answer to a request that is carried out is lost, and so is the look at what it made.
fn lose_the_answer(stage: &Stage) {
    stage.server.fail_next(Fault::delay(Duration::from_millis(900)));
    stage.server.fail_next(Fault::status(404));
}

#[test]
fn what_was_carried_out_is_never_sent_again() {
    let stage = Stage::new();
    write_lines(&stage, &["a"]);
    stage.server.fail_next(Fault::status(201).header("Content-Type", "application/json").body("{"));
    stage.run(&one_look()).expect(5).says("1 done without a readable answer");
    for options in ["", " --repeat-unknown"] {
        let run = stage.run(&format!("{}{options}", one_look())).expect(5);
        assert!(run.stdout.contains("\"result\":\"carried_out\""), "{}", run.stdout);
    }
    assert_eq!(posts(&stage), 1);
    // It appears.
    stage.run("lb certificate create self-signed --lb-id 42 --name a").expect(0);
    stage.run(&one_look()).expect(0).says("1 found");
    assert_eq!(posts(&stage), 2);
}

#[test]
fn what_is_found_of_a_changed_line_may_have_the_former_content() {
    let stage = Stage::new();
    write_upload(&stage);
    lose_the_answer(&stage);
    stage.run(&format!("{} --timeout 400ms", one_look())).expect(4);
    let journal = stage.read("run.journal");
    renew(&stage);
    stage.run(&one_look()).expect(2).says("line 1: has changed since it was sent");
    let again = format!("{} --accept-changes --repeat-unknown", one_look());
    stage.run(&again).expect(4).says("may have the former content");
    assert_eq!((posts(&stage), stage.read("run.journal")), (1, journal));
}

#[test]
fn what_is_found_after_two_contents_were_sent_may_be_either() {
    let stage = Stage::new();
    write_upload(&stage);
    // Not stored.
    stage.server.fail_next(Fault::close_after_reading());
    stage.run(&one_look()).expect(4);
    renew(&stage);
    // The first look finds nothing.
    stage.server.fail_next(Fault::delay(Duration::ZERO));
    lose_the_answer(&stage);
    stage.run(&format!("{} --timeout 400ms --accept-changes --repeat-unknown", one_look())).expect(4);
    assert_eq!((posts(&stage), stage.names("42").len()), (2, 1));
    stage.run(&one_look()).expect(4).says("may have the former content");
    assert_eq!(posts(&stage), 2);
}

#[test]
fn what_is_found_after_a_changed_line_was_refused_may_be_the_former_one() {
    let stage = Stage::new();
    write_upload(&stage);
    lose_the_answer(&stage);
    stage.run(&format!("{} --timeout 400ms", one_look())).expect(4);
    renew(&stage);
    // It appears between the look and the request.
    stage.server.fail_next(Fault::status(404).header("Content-Type", "application/json").body("{}"));
    let again = format!("{} --accept-changes --repeat-unknown", one_look());
    stage.run(&again).expect(4).says("409 Conflict");
    stage.run(&one_look()).expect(4).says("may have the former content");
    assert_eq!(posts(&stage), 2);
}

#[test]
fn what_is_found_after_a_changed_line_was_carried_out_is_ours() {
    let stage = Stage::new();
    write_upload(&stage);
    // Not stored.
    stage.server.fail_next(Fault::close_after_reading());
    stage.run(&one_look()).expect(4);
    renew(&stage);
    // The first look finds nothing.
    stage.server.fail_next(Fault::delay(Duration::ZERO));
    stage.server.fail_next(Fault::half_answer());
    stage.run(&format!("{} --accept-changes --repeat-unknown", one_look())).expect(0).says("1 found");
    assert_eq!(posts(&stage), 2);
}

#[test]
fn a_look_in_vain_leaves_the_journal_as_it_is() {
    let stage = Stage::new();
    write_lines(&stage, &["a"]);
    stage.server.fail_next(Fault::close_after_reading());
    stage.run(&one_look()).expect(4);
    let journal = stage.read("run.journal");
    std::thread::sleep(Duration::from_millis(1100));
    stage.run(&one_look()).expect(4).says("is not found");
    assert_eq!(stage.read("run.journal"), journal);
}

#[test]
fn looks_that_fail_in_a_row_stop_the_batch() {
    let stage = Stage::new();
    write_lines(&stage, &["a", "b", "c", "d", "e", "f"]);
    stage.server.fail_always(Fault::close_after_reading());
    stage.run(&one_look()).expect(4).says("6 unknown");
    stage.server.stop_failing();
    stage.write("token", "wrong");
    let stopped = stage.run(&format!("{} --max-failures 3", one_look())).expect(4);
    stopped.says("stopped after 3 failures in a row").says("3 unknown, 3 not sent");
    stage.write("token", &stage.server.token());
    // The token file is read again.
    stage.server.fail_next(Fault::status(401));
    let again = stage.run(&one_look()).expect(4);
    assert!(again.says("6 unknown").stderr.matches("is not found").count() == 6, "{}", again.stderr);
    let run = stage.run(&format!("{} --repeat-unknown", one_look())).expect(0);
    run.says("6 done");
}

#[test]
fn a_line_that_the_batch_did_not_reach_stays_unknown() {
    let stage = Stage::new();
    write_lines(&stage, &["a"]);
    stage.server.fail_next(Fault::close_after_reading());
    stage.run(&one_look()).expect(4);
    write_lines(&stage, &["b", "a"]);
    stage.server.fail_next(Fault::status(403));
    let stopped = stage.run(&format!("{} --max-failures 1", one_look())).expect(4);
    stopped.says("1 not carried out, 0 unknown, 1 not sent");
}
