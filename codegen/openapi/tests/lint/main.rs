//! Each rule finds exactly what its fixture shows, in the order of the document.

mod fixtures;
mod rendering;

use std::path::{Path, PathBuf};

use openscaler_openapi::document::Source;
use openscaler_openapi::lint::{RULES, check};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lint/fixtures")
}

#[test]
fn each_fixture_gives_its_finding_alone() {
    fixtures::assert_each_gives_its_finding(&folder(), check);
}

#[test]
fn each_rule_has_a_fixture_and_each_fixture_a_rule() {
    fixtures::assert_each_rule_has_one(&folder(), RULES.iter().map(|rule| rule.name));
}

#[test]
fn findings_come_in_the_order_of_the_document() {
    let text = "openapi: 3.0.3\ninfo: {title: A, version: 1}\npaths:\n  b: {}\n  a: {}\n";
    let source = Source::parse("a.yaml", text.to_owned()).expect("YAML");
    let findings = check(&source);
    let pointers: Vec<_> = findings.iter().map(|finding| finding.pointer.as_str()).collect();
    assert_eq!(pointers, ["/info/version", "/paths/b", "/paths/a"]);
}
