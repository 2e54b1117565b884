//! What is generated compiles with the client's hand-written layer, and does what it is for.

use openscaler_generator::generate::generate;
use openscaler_generator::lint;
use openscaler_openapi::document::Source;
use openscaler_openapi::lint::Severity;

use crate::generated_crate::GeneratedCrate;

#[test]
fn a_document_with_all_that_depends_on_the_direction_works() {
    let code = code_of("everything.yaml", include_str!("everything.yaml"));
    for needless in ["chrono", "uuid", "regress"] {
        assert!(!code.contains(&format!("::{needless}::")), "the client would depend on {needless}");
    }
    GeneratedCrate::write("everything", &code, include_str!("everything.rs")).run();
}

#[test]
fn unions_with_names_that_are_awkward_in_rust_work() {
    let code = code_of("unions.yaml", include_str!("unions.yaml"));
    GeneratedCrate::write("unions", &code, include_str!("unions.rs")).run();
}

#[test]
fn what_people_write_works() {
    let code = code_of("idioms.yaml", include_str!("idioms.yaml"));
    GeneratedCrate::write("idioms", &code, include_str!("idioms.rs")).run();
}

/// What a document without errors generates to.
fn code_of(name: &str, text: &str) -> String {
    let source = Source::parse(name, text.to_owned()).expect("YAML");
    let errors: Vec<_> = lint::check(&source).into_iter().filter(|found| found.severity == Severity::Error).collect();
    assert_eq!(errors, []);
    generate(&source, name).expect("it can be generated from").code
}
