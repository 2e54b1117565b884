//! Each rule finds exactly what its fixture shows, and nothing in the project's own document.
//!
//! `fixtures/<rule>.yaml` and `fixtures/<rule>.<case>.yaml` begin with the severity and the pointer of the one finding
//! that they give; the documents in `fixtures/clean` give none.

mod mistakes;
mod mutation;
mod rendering;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use openscaler_generator::lint::{RULES, check};
use openscaler_openapi::document::Source;
use openscaler_openapi::lint::{self, Finding, Severity};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lint/fixtures")
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the folder can be read");
    let mut files: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|path| path.is_file());
    files.sort();
    files
}

fn file_name(path: &Path) -> &str {
    path.file_name().and_then(|name| name.to_str()).expect("a name in UTF-8")
}

fn read(path: &Path) -> Source {
    Source::read(path).unwrap_or_else(|error| panic!("{}: {error:#}", file_name(path)))
}

fn the_documents_own() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../openapi/openscaler.yaml")
}

/// What the first line says: `# error at /a/pointer`.
fn expected(source: &Source) -> (Severity, &str) {
    let line = source.text.lines().next().unwrap_or_default();
    let words = line.strip_prefix("# ").and_then(|line| line.split_once(" at "));
    match words {
        Some(("error", pointer)) => (Severity::Error, pointer),
        Some(("warning", pointer)) => (Severity::Warning, pointer),
        _ => panic!("{}: the first line does not say what is expected", source.name),
    }
}

fn brief(finding: &Finding) -> (&str, Severity, &str) {
    (finding.rule, finding.severity, &finding.pointer)
}

#[test]
fn each_fixture_gives_its_finding_alone() {
    for path in files(&fixtures()) {
        let source = read(&path);
        let (severity, pointer) = expected(&source);
        let rule = file_name(&path).split('.').next().expect("a name");
        let findings = check(&source);
        let found: Vec<_> = findings.iter().map(brief).collect();
        assert_eq!(found, [(rule, severity, pointer)], "{}: {findings:#?}", file_name(&path));
    }
}

#[test]
fn each_rule_has_a_fixture_and_each_fixture_a_rule() {
    let files = files(&fixtures());
    let shown: BTreeSet<_> = files.iter().filter_map(|path| file_name(path).strip_suffix(".yaml")).collect();
    let shown: BTreeSet<_> = shown.into_iter().filter(|name| !name.contains('.')).collect();
    let all = || lint::RULES.iter().chain(RULES);
    let rules: BTreeSet<_> = all().map(|rule| rule.name).collect();
    assert_eq!(shown, rules);
    assert_eq!(rules.len(), all().count(), "two rules have one name");
}

#[test]
fn clean_documents_have_no_findings() {
    for path in files(&fixtures().join("clean")) {
        assert_eq!(check(&read(&path)), [], "{}", file_name(&path));
    }
}

#[test]
fn the_projects_document_has_no_findings() {
    assert_eq!(check(&read(&the_documents_own())), []);
}

#[test]
fn findings_come_in_the_order_of_the_document() {
    let text = "openapi: 3.0.3\ninfo: {title: A, version: é}\npaths:\n  b: {}\n  a: {}\n";
    let source = Source::parse("a.yaml", text.to_owned()).expect("YAML");
    let findings = check(&source);
    let pointers: Vec<_> = findings.iter().map(|finding| finding.pointer.as_str()).collect();
    assert_eq!(pointers, ["/info/version", "/paths/b", "/paths/a"]);
}
