//! `cargo bench -p openscaler-tests`: what a call costs beside the same call by reqwest alone, and what its parts cost.
//!
//! Both send the same bytes to the same server, a process of its own on loopback, under the same time-outs, and parse the
//! answer into the same struct; reqwest is given a body and a token that were written before. They take turns, since a
//! machine is never the same for long.
//!
//! One call after the other, client and server wait for each other: they share one core, or the times would tell which
//! cores they happened to run on and how long the idle one takes to wake up. With 64 at once they have all cores.
//!
//! For instructions per call:
//!
//! ```sh
//! client=$(ls -t target/release/deps/client-* | grep -v '\.d$' | head -1)
//! $client serve & # prints its address
//! for way in api raw; do for calls in 500 1500; do
//!     valgrind --tool=callgrind --callgrind-out-file=/dev/null $client calls $way self_signed $calls http://127.0.0.1:PORT
//! done; done # the difference between 1500 and 500, divided by 1000
//! ```

#![allow(clippy::print_stdout)] // It shows what it measured.

mod parts;
mod server;
mod ways;

use std::thread;
use std::time::{Duration, Instant};

use tokio::runtime::{Builder, Runtime};

use mimalloc::MiMalloc;
use server::ServerProcess;
use ways::{Way, Ways};

/// Of both ways. With glibc's, what one core asks for and another frees costs a lock that the two wait for, in some runs
/// much and in others little: 8,000 to 24,000 futex calls in 64,000 calls of the client, 70 to 2,000 by reqwest alone.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

const AT_ONCE: usize = 64;
const PAIRS: usize = 21;
/// In how many turns the two of a pair come, so that what else the machine does meets both.
const ROUNDS: usize = 20;

fn main() {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["serve"] => server::serve(),
        ["serve", "on-one-core"] => on_one_core(server::serve),
        ["calls", way, body, calls, url] => {
            let way = if *way == "api" { Way::Api } else { Way::Raw };
            let ways = Ways::new(url);
            let ways = if *body == "upload" { ways.with_upload() } else { ways };
            one_thread().block_on(ways.in_turn(way, calls.parse().expect("a number")));
        }
        ["at-once", way, calls, url] => {
            let way = if *way == "api" { Way::Api } else { Way::Raw };
            many_threads().block_on(at_once(&Ways::new(url), way, calls.parse().expect("a number")));
        }
        _ => all(),
    }
}

fn all() {
    println!(
        "median of {PAIRS} alternating pairs; a ratio above 1 means that the client is faster than reqwest alone\n"
    );
    // Threads that are started later inherit the core that one is bound to: this one stays unbound.
    thread::spawn(|| on_one_core(one_after_the_other)).join().expect("no panic");
    many_at_once();
    parts::report();
}

fn one_after_the_other() {
    let server = ServerProcess::start(&["serve", "on-one-core"]);
    let ways = Ways::new(server.url());
    let one = one_thread();
    for (body, way) in [("self_signed", ways.clone()), ("upload", ways.clone().with_upload())] {
        let run = |way_of, calls| one.block_on(way.in_turn(way_of, calls));
        report(&format!("{body}, one after the other"), 2000, run);
    }
}

fn many_at_once() {
    let server = ServerProcess::start(&["serve"]);
    let many = many_threads();
    let ways = Ways::new(server.url());
    report("self_signed, 64 at once", 20 * 4096, |way, calls| many.block_on(at_once(&ways, way, calls)));
}

/// So many calls, 64 of them at once.
async fn at_once(ways: &Ways, way: Way, calls: usize) {
    let tasks: Vec<_> = (0..AT_ONCE)
        .map(|_| {
            let ways = ways.clone();
            tokio::spawn(async move { ways.in_turn(way, calls / AT_ONCE).await })
        })
        .collect();
    for task in tasks {
        task.await.expect("no panic");
    }
}

fn on_one_core(run: impl FnOnce()) {
    let cores = core_affinity::get_core_ids().unwrap_or_default();
    // The first is the one that most else is bound to.
    if !cores.last().is_some_and(|core| core_affinity::set_for_current(*core)) {
        eprintln!("not bound to a core: what is measured one after the other says little");
    }
    run();
}

fn one_thread() -> Runtime {
    Builder::new_current_thread().enable_all().build().expect("a runtime")
}

fn many_threads() -> Runtime {
    Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime")
}

/// Runs both ways in turn and prints what they come to.
fn report(name: &str, calls: usize, run: impl Fn(Way, usize)) {
    let time = |way| {
        let start = Instant::now();
        run(way, calls / ROUNDS);
        start.elapsed()
    };
    // Connections are made, and code is brought into memory.
    let _ = (time(Way::Api), time(Way::Raw));
    let pairs: Vec<(Duration, Duration)> = (0..PAIRS)
        .map(|_| {
            let mut sums = (Duration::ZERO, Duration::ZERO);
            for round in 0..ROUNDS {
                if round % 2 == 0 {
                    sums.0 += time(Way::Api);
                    sums.1 += time(Way::Raw);
                } else {
                    sums.1 += time(Way::Raw);
                    sums.0 += time(Way::Api);
                }
            }
            sums
        })
        .collect();
    let ratios = sorted(pairs.iter().map(|(api, raw)| raw.as_secs_f64() / api.as_secs_f64()));
    let micros = |times: Vec<f64>| times[PAIRS / 2] * 1e6 / calls as f64;
    println!(
        "{name}: throughput ratio {:.3} (from {:.3} to {:.3}); a call takes {:.1} µs, by reqwest alone {:.1} µs",
        ratios[PAIRS / 2],
        ratios[0],
        ratios[PAIRS - 1],
        micros(sorted(pairs.iter().map(|(api, _)| api.as_secs_f64()))),
        micros(sorted(pairs.iter().map(|(_, raw)| raw.as_secs_f64()))),
    );
}

fn sorted(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut values: Vec<_> = values.collect();
    values.sort_by(f64::total_cmp);
    values
}
