//! Fixtures: documents that show one rule each.
//!
//! `fixtures/<rule>.yaml` and `fixtures/<rule>.<case>.yaml` begin with the severity and the pointer of the one finding
//! that they give. The generator's tests use this file too.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use openscaler_openapi::document::Source;
use openscaler_openapi::lint::{Finding, Severity};

/// The files of a folder, in the order of their names.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the folder can be read");
    let mut files: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|path| path.is_file());
    files.sort();
    files
}

pub(crate) fn file_name(path: &Path) -> &str {
    path.file_name().and_then(|name| name.to_str()).expect("a name in UTF-8")
}

pub(crate) fn read(path: &Path) -> Source {
    Source::read(path).unwrap_or_else(|error| panic!("{}: {error:#}", file_name(path)))
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

/// Checks each fixture of a folder: it gives its finding and no other.
pub(crate) fn assert_each_gives_its_finding(folder: &Path, check: impl Fn(&Source) -> Vec<Finding>) {
    let mut wrong = Vec::new();
    for path in files(folder) {
        let source = read(&path);
        let (severity, pointer) = expected(&source);
        let rule = file_name(&path).split('.').next().expect("a name");
        let findings = check(&source);
        let found: Vec<_> =
            findings.iter().map(|finding| (finding.rule, finding.severity, &*finding.pointer)).collect();
        if found != [(rule, severity, pointer)] {
            wrong.push(format!("{}: {found:?}", file_name(&path)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Checks that a folder has a fixture for each rule, and no other.
pub(crate) fn assert_each_rule_has_one<'r>(folder: &Path, rules: impl IntoIterator<Item = &'r str>) {
    let files = files(folder);
    let shown: BTreeSet<_> = files.iter().filter_map(|path| file_name(path).strip_suffix(".yaml")).collect();
    let shown: BTreeSet<_> = shown.into_iter().filter(|name| !name.contains('.')).collect();
    let rules: Vec<_> = rules.into_iter().collect();
    let names: BTreeSet<_> = rules.iter().copied().collect();
    assert_eq!(shown, names);
    assert_eq!(names.len(), rules.len(), "two rules have one name");
}
