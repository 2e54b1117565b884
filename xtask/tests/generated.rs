//! The committed client and its command line are up to date.

use xtask::commands::generate::{Freshness, freshness};

fn generated() -> Vec<Freshness> {
    freshness().expect("the document can be read").expect("the document has no errors")
}

#[test]
fn the_generated_files_are_up_to_date() {
    for file in generated() {
        assert!(file.is_fresh(), "{} is stale; run `cargo xtask generate`", file.path);
    }
}

#[test]
fn a_second_generation_gives_the_same_bytes() {
    let once = || generated().into_iter().map(|file| file.generated).collect::<Vec<_>>();
    assert_eq!(once(), once());
}
