//! A census of small documents: what it counts, and each verdict on a value.

mod random;

use std::path::{Path, PathBuf};

use openscaler_generator::census::{
    Builder, Census, Document, Example, Requests, Settings, Verdict, compare, documents, measure, render,
};
use openscaler_openapi::context::Direction;
use serde_json::Value;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/census").join(name)
}

/// A census without compiling anything, all of it in this process.
fn plain(settings: Settings) -> Census {
    let paths = documents(&folder("plain")).expect("documents");
    Census { settings, documents: paths.iter().map(|path| measure(path, settings).document).collect() }
}

fn document<'c>(census: &'c Census, name: &str) -> &'c Document {
    census.documents.iter().find(|document| document.name == name).expect("the document")
}

/// The operations of a document that are left out, with the rules that say so.
fn left_out(document: &Document) -> Vec<(&str, Vec<&str>)> {
    let operations = document.operations.iter().filter(|operation| !operation.reasons.is_empty());
    operations.map(|left| (&*left.id, left.reasons.iter().map(|reason| &*reason.rule).collect())).collect()
}

#[test]
fn operations_are_carried_or_left_out_for_a_reason() {
    let census = plain(Settings::default());
    let names: Vec<_> = census.documents.iter().map(|document| &*document.name).collect();
    assert_eq!(names, ["big-integer.yml", "broken.yaml", "carried.yaml", "newer.json", "remote.yaml"]);
    for name in ["big-integer.yml", "carried.yaml", "newer.json"] {
        assert!(document(&census, name).is_whole(), "{name}: {:?}", left_out(document(&census, name)));
    }
    assert_eq!(left_out(document(&census, "remote.yaml")), [("list_borrowed", vec!["remote-reference"])]);
    assert_eq!(document(&census, "broken.yaml").failures[0].rule, "unreadable");
}

#[test]
fn what_is_better_and_what_is_worse_than_before_is_said() {
    let census = plain(Settings::default());
    assert_eq!(compare(&census, &census), "nothing changed\n");
    let mut before = plain(Settings { ignore_security: true, assume_3_0: true, ..Settings::default() });
    let carried = before.documents.iter().position(|document| document.name == "carried.yaml").expect("a document");
    let reason = document(&census, "remote.yaml").operations[1].reasons.clone();
    before.documents[carried].operations[0].reasons = reason;
    assert_eq!(
        compare(&before, &census),
        "the censuses have different options\ncarried.yaml: better: newly supported: 1: list_shelves\n"
    );
    let lost = compare(&census, &before);
    assert!(lost.contains("carried.yaml: worse: no longer supported: 1: list_shelves"), "{lost}");
}

#[test]
fn missed_mistakes_and_refused_requests_are_compared() {
    let with = |refused: usize, missed: usize| {
        let examples = |count| vec![Example { value: Value::Null, result: String::new() }; count];
        let requests = Requests { refused: examples(refused), missed: examples(missed), ..Requests::default() };
        let document = Document { name: "a.yaml".to_owned(), requests: Some(requests), ..Document::default() };
        Census { settings: Settings::default(), documents: vec![document] }
    };
    for (before, after, expected) in [
        ((1, 2), (1, 2), "nothing changed\n"),
        ((0, 0), (0, 1), "a.yaml: worse: missed requests 0 → 1\n"),
        ((0, 3), (1, 2), "a.yaml: worse: refused requests 0 → 1, missed requests 3 → 2\n"),
        ((1, 2), (0, 2), "a.yaml: better: refused requests 1 → 0\n"),
    ] {
        assert_eq!(compare(&with(before.0, before.1), &with(after.0, after.1)), expected);
    }
}

#[test]
fn a_table_has_a_row_for_each_document_and_the_totals() {
    let mut census = plain(Settings::default());
    census.documents.iter_mut().for_each(|document| document.cost = None);
    let text = render(&census);
    let rows: Vec<_> = text.lines().take_while(|line| !line.is_empty()).collect();
    assert_eq!(
        rows,
        [
            "documents as published",
            "document         operations  supported  skipped  whole  CPU s  peak MB",
            "big-integer.yml           1          1        0    yes      -        -",
            "broken.yaml               0          0        0     no      -        -",
            "carried.yaml              1          1        0    yes      -        -",
            "newer.json                2          2        0    yes      -        -",
            "remote.yaml               2          1        1     no      -        -",
            "5 documents               6          5        1      3   0.00        0",
        ]
    );
    assert!(text.contains("remote-reference"), "{text}");
}

fn builder() -> Builder {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    Builder::new(&root, &target.join("census"), &target.join("generated/target"))
}

/// The verdicts on the values of a type, and the smallest value that got each of them.
fn verdicts(document: &Document, name: &str, direction: Direction) -> Vec<(Verdict, Option<String>)> {
    let fidelity = document.fidelity.as_ref().expect("values that were read");
    let of_type = fidelity.types.iter().find(|of_type| of_type.name == name && of_type.direction == direction);
    let of_type = of_type.unwrap_or_else(|| panic!("no `{name}`: {fidelity:?}"));
    assert!(of_type.verdicts.values().sum::<usize>() >= 5 || name == "Binding", "{of_type:?}");
    let example = |verdict: &Verdict| of_type.examples.get(verdict).map(|example| example.value.to_string());
    of_type.verdicts.keys().map(|verdict| (*verdict, example(verdict))).collect()
}

#[test]
fn values_come_back_the_same_or_the_census_says_how_not() {
    let settings = Settings { check: true, fidelity: true, ..Settings::default() };
    let paths = documents(&folder("values")).expect("documents");
    let built = paths.iter().map(|path| builder().build(measure(path, settings)).expect("cargo can be run"));
    let census = Census { settings, documents: built.collect() };
    for document in &census.documents {
        let build = document.build.as_ref().map(|build| (&build.error, build.warnings));
        assert_eq!(build, Some((&None, 0)), "{}", document.name);
    }
    let kinds = document(&census, "kinds.yaml");
    let fidelity = kinds.fidelity.as_ref().expect("values that were read");
    assert_eq!(fidelity.without_sample, [""; 0]);
    let lost: Vec<_> = fidelity.types.iter().filter(|of_type| !of_type.examples.is_empty()).collect();
    assert!(lost.is_empty(), "{lost:#?}");
    let of = |name, of_type, direction| verdicts(document(&census, name), of_type, direction);
    let same = || (Verdict::Same, None);
    for (name, of_type, direction) in [
        ("faithful.yaml", "Book", Direction::Request),
        ("faithful.yaml", "Book", Direction::Response),
        ("faithful.yaml", "Binding", Direction::Response),
        ("unions.yaml", "Payment", Direction::Response),
        ("unions.yaml", "State", Direction::Response),
        ("requests.yaml", "Change", Direction::Request),
        ("requests.yaml", "Replacement", Direction::Request),
        ("Integers.yaml", "body of get_usage", Direction::Response),
    ] {
        // No type drops a null of a request, so `Verdict::NullDropped` has a test only where it is decided.
        assert_eq!(of(name, of_type, direction), [same()], "{of_type}");
    }
}

#[test]
fn mistakes_in_requests_do_not_compile_or_are_violations() {
    let settings = Settings { check: true, requests: true, ..Settings::default() };
    let document = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents/requests.yaml");
    let built = builder().build(measure(&document, settings)).expect("cargo can be run");
    assert_eq!(built.build.as_ref().map(|build| &build.error), Some(&None));
    let requests = built.requests.expect("requests that were compiled");
    assert!(requests.refused.is_empty() && requests.missed.is_empty(), "{requests:#?}");
    assert!(requests.valid >= 20 && requests.literals >= 200 && requests.expressions >= 50, "{requests:#?}");
}
