//! Errors in a file of cases contain the file, the key and what to do.

use openscaler_tests::cases::{CaseError, read_file, read_folder};

const GOOD: &str = "
- name: one
  call: { operation: lb_create_certificate, body: { name: a } }
  sends: { method: POST, path: /, headers: {} }
  answer: { status: 201 }
  sees: { status: 201, outcome: succeeded }
";

/// What is said of a file with this text.
fn error(text: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("odd.yaml");
    std::fs::write(&path, text).expect("a file");
    let error = read_file(&path).expect_err("it is no file of cases").to_string();
    assert!(error.starts_with(&format!("`{}`", path.display())) && !error.contains('\n'), "{error}");
    error
}

#[test]
fn a_mistake_is_told_with_its_key() {
    for (from, to, expected) in [
        ("  answer:", "  answr:", "[0]: unknown field `answr`, expected one of `name`, `live`, `call`, "),
        ("{ status: 201 }", "{ stauts: 201 }", "[0].answer: unknown field `stauts`, expected one of `status`, "),
        ("{ status: 201 }", "{}", "[0].answer: missing field `status` at line 5"),
        ("{ status: 201 }", "{ status: created }", "[0].answer.status: invalid type: string \"created\", expected u16"),
        (
            "{ status: 201 }",
            "gone",
            "[0].answer: invalid value: string \"gone\", expected an answer with its `status`, or `lost`",
        ),
        (
            "{ status: 201 }",
            "[lost, { status: 1, body: [] }]",
            "[0].answer[1].body: invalid type: sequence, expected a mapping, or the body's text",
        ),
        ("{ status: 201 }", "[]", "case `one`: `answer` is an empty list"),
        ("- name: one\n ", "-", "[0]: missing field `name`"),
        ("operation: lb_create_certificate, ", "", "[0].call: missing field `operation`"),
        ("body: { name: a }", "bodi: {}", "[0].call: unknown field `bodi`, expected one of `operation`, `token`, "),
        ("path: /, ", "", "[0].sends: missing field `path`"),
        ("  sees: { status: 201, outcome: succeeded }\n", "", "case `one`: missing `sees`"),
        (", outcome: succeeded", "", "`sees` has neither `value` nor `outcome`"),
        ("outcome: succeeded", "outcome: succeeded, value: {}", "`sees` has both"),
        ("outcome: succeeded", "outcome: done", "unknown variant `done`, expected one of `not_sent`, `rejected`, "),
        ("  answer: { status: 201 }\n", "", "case `one`: missing `answer`"),
        ("  sends: { method: POST, path: /, headers: {} }\n", "", "case `one`: missing `sends`"),
        ("  sends:", "  refused: [{ at: /body, rule: type }]\n  sends:", "case `one`: `refused` cannot be combined"),
        (
            "- name: one",
            "- name: one\n  live: perhaps",
            "[0].live: unknown variant `perhaps`, expected `created` or `refused`",
        ),
    ] {
        assert!(GOOD.contains(from), "{from}");
        let error = error(&GOOD.replace(from, to));
        assert!(error.contains(expected), "{error}\n  does not say\n{expected}");
    }
}

#[test]
fn a_call_that_is_refused_is_not_sent() {
    let call = "- name: one\n  call: { operation: lb_create_certificate }\n";
    assert!(error(call).contains("case `one`: missing result of the call"));
    assert!(error(&format!("{call}  refused: []\n")).contains("case `one`: `refused` is empty"));
    let live = format!("{call}  live: created\n  refused: [{{ at: /body, rule: type }}]\n");
    assert!(error(&live).contains("case `one`: `live` is not allowed for a call that is not sent"));
}

#[test]
fn a_file_without_cases_is_a_mistake() {
    for text in ["", "# nothing yet\n", "[]"] {
        assert!(error(text).contains("contains no cases"), "{text}");
    }
    assert!(error("name: one").contains("expected a sequence"));
    assert!(error("- name: [").contains("line"));
}

#[test]
fn a_name_is_given_once() {
    assert!(error(&GOOD.repeat(2)).contains("duplicate name `one`: a case in"));
    let folder = tempfile::tempdir().expect("a folder");
    for file in ["a.yaml", "b.yaml", "c.txt"] {
        std::fs::write(folder.path().join(file), GOOD).expect("a file");
    }
    let error = read_folder(folder.path()).expect_err("two of one name").to_string();
    assert!(error.contains("b.yaml`: duplicate name `one`: a case in `"), "{error}");
    assert!(error.contains("a.yaml` already has it; rename one"), "{error}");
}

#[test]
fn what_is_not_there_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    assert!(matches!(read_folder(folder.path()), Err(CaseError::Empty { .. })));
    let missing = folder.path().join("missing");
    for error in [read_file(&missing), read_folder(&missing)] {
        let error = error.expect_err("nothing is there").to_string();
        assert!(error.starts_with(&format!("cannot read `{}`: ", missing.display())), "{error}");
    }
}
