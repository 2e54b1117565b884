//! The committed client is the one that the document makes.

use xtask::commands::generate::freshness;

#[test]
fn the_generated_file_is_up_to_date() {
    let (generated, committed) = freshness().expect("the document can be read");
    let generated = generated.expect("the document has no errors").code;
    let committed = committed.unwrap_or_default();
    assert!(generated == committed, "openscaler-api/src/generated.rs is stale; run `cargo xtask generate`");
}

#[test]
fn a_second_generation_gives_the_same_bytes() {
    let once = || freshness().expect("the document can be read").0.expect("the document has no errors").code;
    assert_eq!(once(), once());
}
