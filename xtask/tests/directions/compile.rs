//! What is generated compiles with the client's hand-written layer, and does what it is for.

use xtask::document::Source;
use xtask::generate::generate;
use xtask::lint::{self, Severity};

use crate::generated_crate::GeneratedCrate;

#[test]
fn a_document_with_all_that_depends_on_the_direction_works() {
    let source = Source::parse("everything.yaml", include_str!("everything.yaml").to_owned()).expect("YAML");
    let errors: Vec<_> = lint::check(&source).into_iter().filter(|found| found.severity == Severity::Error).collect();
    assert_eq!(errors, []);
    let generated = generate(&source.value, "everything.yaml").expect("it can be generated from");
    for needless in ["chrono", "uuid", "regress"] {
        assert!(!generated.code.contains(&format!("::{needless}::")), "the client would depend on {needless}");
    }
    GeneratedCrate::write("everything", &generated.code, include_str!("everything.rs")).run();
}
