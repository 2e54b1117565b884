//! Skips tests that cannot run on every machine; fails them where all tests must run.

use std::io::Write;

/// Set by `cargo xtask ci`, where a skipped test is a failure.
const NO_SKIPPING: &str = "OPENSCALER_TESTS_NO_SKIPPING";

/// Reports that a test, or the rest of it, is skipped because `missing` is not installed.
///
/// It is written past the capture of the test harness, which shows nothing of a test that passes.
///
/// # Panics
///
/// If no test may be skipped.
#[track_caller]
pub fn skip(missing: &str) {
    assert!(std::env::var_os(NO_SKIPPING).is_none(), "missing {missing}, and {NO_SKIPPING} is set");
    let test = std::thread::current().name().unwrap_or("a test").to_owned();
    // Ignore a closed standard error.
    let _ = writeln!(std::io::stderr(), "SKIPPED {test}, or a part of it: missing {missing}");
}
