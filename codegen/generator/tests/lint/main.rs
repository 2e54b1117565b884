//! What lint says of documents when the generator's rules are checked along with those of `openscaler-openapi`.
//!
//! Every fixture gives its one finding here too, and the documents in `fixtures/clean` give none.

#[path = "../../../openapi/tests/lint/fixtures.rs"]
mod fixtures;
mod mistakes;
mod mutated;
mod mutation;

use std::path::{Path, PathBuf};

use fixtures::{assert_each_gives_its_finding, assert_each_rule_has_one, file_name, files, read};
use openscaler_generator::lint::{RULES, check};
use openscaler_openapi::lint;

/// The findings that interpretation makes, which are in no table of rules.
const OF_INTERPRETATION: [&str; 20] = [
    "contradicting-schemas",
    "too-many-combinations",
    "indistinct-members",
    "wide-integer",
    "missing-operation-id",
    "colliding-operation-id",
    "reserved-operation-id",
    "unsupported-parameter",
    "colliding-arguments",
    "ignored-header-parameter",
    "optional-body",
    "free-form",
    "unsupported-form",
    "unchecked-body",
    "json-without-schema",
    "no-success-response",
    "unsupported-upgrade",
    "unusable-link",
    "colliding-command",
    "invalid-cli-name",
];

/// The fixtures of the generator's rules.
fn own_fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lint/fixtures")
}

/// The fixtures of the rules of `openscaler-openapi`.
fn openapi_fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../openapi/tests/lint/fixtures")
}

fn project_document() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../openapi/openscaler.yaml")
}

#[test]
fn each_fixture_gives_its_finding_alone() {
    assert_each_gives_its_finding(&own_fixtures(), check);
    assert_each_gives_its_finding(&openapi_fixtures(), check);
}

#[test]
fn each_rule_has_a_fixture_and_each_fixture_a_rule() {
    let rules = RULES.iter().map(|rule| rule.name).chain(OF_INTERPRETATION);
    assert_each_rule_has_one(&own_fixtures(), rules);
}

#[test]
fn no_rule_has_the_name_of_one_in_the_other_package() {
    let duplicate = RULES.iter().find(|rule| lint::RULES.iter().any(|other| other.name == rule.name));
    assert_eq!(duplicate.map(|rule| rule.name), None);
}

#[test]
fn clean_documents_have_no_findings() {
    for path in files(&own_fixtures().join("clean")) {
        assert_eq!(check(&read(&path)), [], "{}", file_name(&path));
    }
}

#[test]
fn the_projects_document_has_no_findings() {
    assert_eq!(check(&read(&project_document())), []);
}
