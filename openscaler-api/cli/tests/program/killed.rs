//! A batch that is killed at any moment and started again loses nothing and does nothing twice.

#![allow(clippy::print_stdout)] // It shows what it measured.

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use openscaler_reference_server::certificates::Recipe;
use serde_json::Value;

use crate::counting_server::{CountingServer, Event};
use crate::support::program;

/// A number from the environment, for longer runs by hand.
pub(crate) fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// Kills the program when the event has happened so many times.
struct Trigger {
    child: Arc<Mutex<Option<Child>>>,
    left: u64,
}

impl Trigger {
    fn count(&mut self) {
        self.left = self.left.saturating_sub(1);
        if self.left == 0 {
            if let Some(child) = self.child.lock().expect("no thread panics").as_mut() {
                // It may have ended.
                let _ = child.kill();
            }
        }
    }
}

#[test]
fn a_killed_batch_loses_nothing_and_does_nothing_twice() {
    let (seed, uploads) = (number("OPENSCALER_SEED", 7), number("OPENSCALER_UPLOADS", 120));
    let (balancers, kills) = (number("OPENSCALER_BALANCERS", 10), number("OPENSCALER_KILLS", 12));
    let folder = tempfile::tempdir().expect("a folder");
    let bundle = Recipe::new(["shop.example.com"]).make().expect("a bundle").to_pem();
    fs::write(folder.path().join("bundle.pem"), bundle).expect("a file");
    let write_lines = |set: u64| {
        let line = |index: u64| {
            let (balancer, name) = (index % balancers, index / balancers);
            format!(
                r#"{{"lb_id": "{balancer}", "body": {{"name": "s{set}c{name}", "cert_type": "upload", "cert_content": {{"$file": "bundle.pem"}}}}}}"#
            )
        };
        let lines: Vec<String> = (0..uploads).map(line).collect();
        fs::write(folder.path().join("lines.jsonl"), lines.join("\n")).expect("a file");
    };
    write_lines(1);
    let server = CountingServer::start(seed, 30, Duration::from_millis(3));
    let journal = folder.path().join("run.journal");
    let (mut hits, mut runs, mut sets) = (0, 0, 1);
    while hits < kills {
        runs += 1;
        assert!(runs < kills * 4 + 20, "{hits} kills have hit in {runs} runs");
        let draw = |below: u64| server.state.lock().expect("no thread panics").draw(below);
        let (kind, after) = (draw(3), 1 + draw(2 * uploads / kills));
        let was_killed = run_and_kill(&server, folder.path(), &journal, kind, after);
        let is_finished = !was_killed && done(&journal).len() as u64 == uploads;
        hits += u64::from(was_killed);
        let stored = server.state.lock().expect("no thread panics").stored.clone();
        let known = done(&journal);
        for id in known.keys() {
            assert!(stored.contains_key(id), "the journal has {id:?} as done, and it does not exist");
        }
        server.state.lock().expect("no thread panics").forbidden.extend(known);
        if is_finished {
            // There is nothing left to kill: another batch.
            sets += 1;
            write_lines(sets);
            fs::remove_file(&journal).expect("it exists");
        }
    }
    println!(
        "{hits} kills in {runs} runs of {sets} batches, {} requests so far",
        server.state.lock().expect("no thread panics").posts
    );
    let mut code = -1;
    for _ in 0..60 {
        code = start(&server, folder.path()).wait().expect("it ends").code().unwrap_or(-1);
        if code == 0 {
            break;
        }
    }
    assert_eq!(code, 0, "it does not come to an end");
    let state = server.state.lock().expect("no thread panics");
    assert_eq!(state.stored.len() as u64, uploads * sets, "every certificate exists");
    let twice = state.stored.values().filter(|count| **count > 1).count();
    println!("{} requests; created twice: {twice}", state.posts);
    // A request in a dead process's sockets is read at once here, before it is looked for.
    assert_eq!(twice, 0, "created twice");
    let forbidden: Vec<_> = state.forbidden.iter().filter(|(_, count)| **count > 0).collect();
    assert!(forbidden.is_empty(), "sent although the journal had them as done: {forbidden:?}");
    assert_eq!(done(&journal).len() as u64, uploads, "the journal has every line as done");
}

fn start(server: &CountingServer, folder: &Path) -> Child {
    let mut command: Command = program(folder);
    command.env("OPENSCALER_TOKEN", "token").args(["--url", &format!("http://{}", server.address)]);
    command.args(["lb", "certificate", "create", "--batch", "lines.jsonl", "--journal", "run.journal"]);
    command.args(["--concurrency", "8", "--repeat-unknown", "--resolve-wait", "400ms"]);
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts")
}

/// Whether the program was killed before it ended.
fn run_and_kill(server: &CountingServer, folder: &Path, journal: &Path, kind: u64, after: u64) -> bool {
    use std::os::unix::process::ExitStatusExt;
    let child = Arc::new(Mutex::new(None));
    let mut trigger = Trigger { child: Arc::clone(&child), left: after };
    let records = || fs::read(journal).map_or(0, |text| text.iter().filter(|byte| **byte == b'\n').count() as u64);
    let before = records();
    let wanted = if kind == 0 { Event::RequestRead } else { Event::AnswerSent };
    if kind < 2 {
        server.watch(Some(Box::new(move |event| {
            if event == wanted {
                trigger.count();
            }
        })));
    }
    *child.lock().expect("no thread panics") = Some(start(server, folder));
    let status = loop {
        if kind == 2 && records() >= before + after {
            let _ = child.lock().expect("no thread panics").as_mut().expect("it was started").kill();
        }
        let ended =
            child.lock().expect("no thread panics").as_mut().expect("it was started").try_wait().expect("a child");
        if let Some(status) = ended {
            break status;
        }
        std::thread::sleep(Duration::from_micros(300));
    };
    server.watch(None);
    status.signal() == Some(9)
}

/// The lines that the journal has as done, by load balancer and name.
fn done(journal: &Path) -> HashMap<(String, String), u32> {
    let text = fs::read_to_string(journal).unwrap_or_default();
    let mut states: HashMap<(String, String), bool> = HashMap::new();
    // The last line may be torn.
    for record in text.lines().skip(1).filter_map(|line| serde_json::from_str::<Value>(line).ok()) {
        let id: Vec<String> = serde_json::from_str(record["id"].as_str().expect("an id")).expect("a list");
        let is_done = record["state"] == "done" || record["state"] == "found";
        states.insert((id[0].clone(), id[1].clone()), is_done);
    }
    states.into_iter().filter(|(_, is_done)| *is_done).map(|(id, _)| (id, 0)).collect()
}
