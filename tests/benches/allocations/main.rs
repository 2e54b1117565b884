//! `cargo bench -p openscaler-tests --bench allocations`: how often a call asks for memory beside the same call by
//! reqwest alone.
//!
//! Apart from the times: what counts is shared by all cores, and to contend for it would be a part of them.

#![allow(clippy::print_stdout)] // It shows what it measured.

#[path = "../client/server.rs"]
mod server;
#[path = "../client/ways.rs"]
mod ways;

use std::alloc::System;

use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use tokio::runtime::Builder;

use server::ServerProcess;
use ways::{Way, Ways};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const CALLS: usize = 1_000;

fn main() {
    if std::env::args().nth(1).as_deref() == Some("serve") {
        return server::serve();
    }
    let server = ServerProcess::start(&["serve"]);
    let one = Builder::new_current_thread().enable_all().build().expect("a runtime");
    let ways = Ways::new(server.url());
    for (body, ways) in [("self_signed", ways.clone()), ("upload", ways.clone().with_upload())] {
        let of = |way| {
            // A connection is made.
            one.block_on(ways.in_turn(way, 1));
            let region = Region::new(ALLOCATOR);
            one.block_on(ways.in_turn(way, CALLS));
            let change = region.change();
            let count = (change.allocations + change.reallocations) as f64 / CALLS as f64;
            println!("{body} by {way:?}: {count:.1} allocations, {} bytes a call", change.bytes_allocated / CALLS);
            count
        };
        let (api, raw) = (of(Way::Api), of(Way::Raw));
        println!("{body}: {:.2} times as many allocations as by reqwest alone", api / raw);
    }
}
