//! A census of small documents: what it counts, and each verdict on a value.

use std::path::{Path, PathBuf};

use openscaler_generator::census::{
    Builder, Census, Direction, Document, Settings, Verdict, compare, documents, measure, render,
};

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
    assert_eq!(names, ["big-integer.yml", "broken.yaml", "carried.yaml", "cookie.yaml", "newer.json"]);
    assert!(document(&census, "carried.yaml").is_whole());
    assert_eq!(left_out(document(&census, "carried.yaml")), []);
    assert_eq!(left_out(document(&census, "cookie.yaml")), [("list_borrowed", vec!["unsupported-security-scheme"])]);
    let version = vec!["unsupported-version"];
    assert_eq!(left_out(document(&census, "newer.json")), [("list_books", version.clone()), ("GET /films", version)]);
    assert_eq!(left_out(document(&census, "big-integer.yml")), [("get_seed", vec!["unreadable"])]);
    assert_eq!(document(&census, "broken.yaml").failures[0].rule, "unreadable");
}

#[test]
fn what_the_generator_could_carry_is_shown_by_changing_documents_in_memory() {
    let settings = Settings { ignore_security: true, assume_3_0: true, ..Settings::default() };
    let census = plain(settings);
    for document in census.documents.iter().filter(|document| document.name != "broken.yaml") {
        assert!(document.is_whole(), "{}: {:?}", document.name, left_out(document));
    }
    let differences = compare(&plain(Settings::default()), &census);
    assert_eq!(
        differences,
        "the two censuses were made with different options\n\
         big-integer.yml: better: now carried: 1: get_seed\n\
         cookie.yaml: better: now carried: 1: list_borrowed\n\
         newer.json: better: now carried: 2: GET /films, list_books\n"
    );
    assert_eq!(compare(&census, &census), "nothing changed\n");
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
            "document         operations  carried  left out  whole  CPU s  peak MB",
            "big-integer.yml           1        0         1     no      -        -",
            "broken.yaml               0        0         0     no      -        -",
            "carried.yaml              1        1         0    yes      -        -",
            "cookie.yaml               2        1         1     no      -        -",
            "newer.json                2        0         2     no      -        -",
            "5 documents               6        2         4      1   0.00        0",
        ]
    );
    assert!(text.contains("unsupported-version                   2            2          1\n"), "{text}");
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
    let target = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let builder = Builder::new(&root, &target.join("census"), &target.join("generated/target"));
    let paths = documents(&folder("values")).expect("documents");
    let built = paths.iter().map(|path| builder.build(measure(path, settings)).expect("cargo can be run"));
    let census = Census { settings, documents: built.collect() };
    for document in &census.documents {
        assert_eq!(document.build.as_ref().map(|build| &build.error), Some(&None), "{}", document.name);
    }
    let of = |name, of_type, direction| verdicts(document(&census, name), of_type, direction);
    let example = |verdict, value: &str| (verdict, Some(value.to_owned()));
    let same = || (Verdict::Same, None);

    for (name, direction) in
        [("Book", Direction::Request), ("Book", Direction::Response), ("Binding", Direction::Response)]
    {
        assert_eq!(of("faithful.yaml", name, direction), [same()], "{name}");
    }
    // What today's generator gets wrong; when it does not any more, these documents have to go wrong in another way.
    let card = r#"{"source":{"object":"card","id":"text-3","last4":"text-4"}}"#;
    assert_eq!(of("unions.yaml", "Payment", Direction::Response), [same(), example(Verdict::Lossy, card)]);
    let state = [example(Verdict::Lossy, r#"{"code":1}"#), example(Verdict::Unknown, r#"{"code":2}"#)];
    assert_eq!(of("unions.yaml", "State", Direction::Response), state);
    let change = [same(), example(Verdict::NullDropped, r#"{"shelf":null}"#)];
    assert_eq!(of("requests.yaml", "Change", Direction::Request), change);
    let replacement = [same(), example(Verdict::Lossy, r#"{"title":"text-2","extra-1":"text"}"#)];
    assert_eq!(of("requests.yaml", "Replacement", Direction::Request), replacement);
    let bytes = example(Verdict::Refused, r#"{"bytes":9223372036854775807}"#);
    assert_eq!(of("integers.yaml", "body of get_usage", Direction::Response), [same(), bytes]);
}
