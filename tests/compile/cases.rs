//! The files of the suite, and what holds for all of them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// One file: `<subject>/<kind>/<rule>.rs`, or what the compiler says of it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Case {
    pub(crate) subject: String,
    pub(crate) kind: String,
    pub(crate) rule: String,
    extension: String,
}

impl Case {
    /// `<subject>/<rule>`, by which the table knows it.
    pub(crate) fn name(&self) -> String {
        format!("{}/{}", self.subject, self.rule)
    }

    pub(crate) fn path(&self) -> PathBuf {
        let file = format!("{}.{}", self.rule, self.extension);
        folder().join(&self.subject).join(&self.kind).join(file)
    }

    pub(crate) fn text(&self) -> String {
        std::fs::read_to_string(self.path()).expect("the case can be read")
    }

    fn with(&self, kind: &str, extension: &str) -> Self {
        Self { kind: kind.to_owned(), extension: extension.to_owned(), ..self.clone() }
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("compile")
}

/// The files with this extension.
fn with_extension(extension: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    for subject in names(&folder()) {
        for kind in names(&folder().join(&subject)) {
            for file in names(&folder().join(&subject).join(&kind)) {
                if let Some((rule, found)) = file.rsplit_once('.').filter(|(_, found)| *found == extension) {
                    let (rule, extension) = (rule.to_owned(), found.to_owned());
                    cases.push(Case { subject: subject.clone(), kind: kind.clone(), rule, extension });
                }
            }
        }
    }
    cases.sort();
    cases
}

/// What is in a folder; nothing is in a file.
fn names(path: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(path) else { return Vec::new() };
    entries.map(|entry| entry.expect("the folder can be read").file_name().into_string().expect("a name")).collect()
}

/// The cases that are to `pass`, or to `fail`.
pub(crate) fn of_kind(kind: &str) -> Vec<Case> {
    with_extension("rs").into_iter().filter(|case| case.kind == kind).collect()
}

/// What the compiler says of the cases that fail.
pub(crate) fn messages() -> Vec<Case> {
    with_extension("stderr")
}

/// Writes a program that runs all of the cases.
pub(crate) fn program(cases: &[Case]) -> PathBuf {
    let (mut modules, mut calls) = (String::new(), String::new());
    for case in cases {
        let module = case.name().replace('/', "_");
        let run = "pub fn run() -> impl ::std::process::Termination { main() }";
        writeln!(modules, "mod {module} {{ include!({:?}); {run} }}", case.path()).expect("a text");
        writeln!(calls, "    assert_eq!({module}::run().report(), std::process::ExitCode::SUCCESS);").expect("a text");
    }
    let program = format!("{modules}\nfn main() {{\n    use std::process::Termination;\n{calls}}}\n");
    written("what_is_right.rs", &program)
}

/// Writes a file that is no part of the repository.
pub(crate) fn written(name: &str, text: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, text).expect("the file can be written");
    path
}

#[test]
fn each_message_has_its_case() {
    for message in messages() {
        assert_eq!(message.kind, "fail", "nothing is said of a case that passes: {message:?}");
        assert!(message.with("fail", "rs").path().exists(), "its case is gone: {message:?}");
    }
}

#[test]
fn each_failing_case_has_a_passing_twin() {
    for case in of_kind("fail") {
        let twin = case.with("pass", "rs");
        assert!(twin.path().exists(), "the rule is nowhere kept: {case:?}");
        let rule = |case: &Case| case.text().lines().next().map(str::to_owned);
        assert_eq!(rule(&case), rule(&twin), "{case:?}");
    }
}

#[test]
fn each_case_is_short_and_states_its_rule() {
    let mut rules = BTreeMap::new();
    for case in with_extension("rs") {
        let text = case.text();
        let rule = text.lines().next().unwrap_or_default();
        assert!(rule.starts_with("// ") && rule.ends_with('.'), "the first line states the rule: {case:?}");
        assert!(text.lines().count() <= 15, "a case has at most 15 lines: {case:?}");
        let other = rules.insert((case.subject.clone(), case.kind.clone(), rule.to_owned()), case.rule.clone());
        assert_eq!(other, None, "two cases state the same rule: {case:?}");
    }
}
