//! What compiles, what does not, and what the compiler says then.
//!
//! `<subject>/fail/<rule>.rs` breaks a rule and `<subject>/pass/<rule>.rs` keeps it. What stands in a `.stderr` is the
//! compiler's own output; after a change of a message, write it anew and read what has changed:
//! `TRYBUILD=overwrite cargo test -p openscaler-tests --test compile`.
//!
//! Lines of `generated.rs` that the compiler quotes are in it, their numbers are not: a change of the document changes
//! what is said of the fields that it touches, and nothing else.

mod cases;
mod large_literal;
mod messages;
mod table;

use trybuild::TestCases;

#[test]
fn what_is_wrong_is_refused() {
    TestCases::new().compile_fail("compile/*/fail/*.rs");
}

/// As one program: linking one for each case takes minutes.
#[test]
fn what_is_right_compiles() {
    // What says something of a whole crate stands alone.
    let (alone, together): (Vec<_>, Vec<_>) =
        cases::of_kind("pass").into_iter().partition(|case| case.text().contains("#!["));
    let cases = TestCases::new();
    cases.pass(cases::program(&together));
    for case in alone {
        cases.pass(case.path());
    }
}
