//! Tests that cannot run on every machine: they say so, and where all have to run, they fail.

use std::io::Write;

/// Set by `cargo xtask ci`, where a test that did not run is not passed.
const NO_SKIPPING: &str = "OPENSCALER_TESTS_NO_SKIPPING";

/// Says that a test, or the rest of it, does not run because `missing` is not there.
///
/// It is written past the capture of the test harness, which shows nothing of a test that passes.
///
/// # Panics
///
/// If no test may be skipped.
#[track_caller]
pub fn skip(missing: &str) {
    assert!(std::env::var_os(NO_SKIPPING).is_none(), "{missing} is missing, and {NO_SKIPPING} is set");
    let test = std::thread::current().name().unwrap_or("a test").to_owned();
    // Where there is no standard error, nobody reads it.
    let _ = writeln!(std::io::stderr(), "SKIPPED {test}, or a part of it: {missing} is missing");
}
