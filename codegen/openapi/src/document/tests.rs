//! Values, positions, and the errors for files that are no documents.

use super::Source;

fn read(text: &str) -> Source {
    Source::parse("a.yaml", text.to_owned()).expect("the text is YAML")
}

fn refused(text: &str) -> String {
    match Source::parse("a.yaml", text.to_owned()) {
        Ok(_) => panic!("`{text}` was read"),
        Err(error) => format!("{error:#}"),
    }
}

fn shown<'s>(source: &'s Source, pointer: &str) -> &'s str {
    &source.text[source.place(pointer)]
}

#[test]
fn a_caret_is_under_the_smallest_thing() {
    let source = read("é: {b: [1, two]}\nc:\n  - d: x\n    e: |\n      long\n      text\n");
    assert_eq!(shown(&source, "/é/b/1"), "two");
    assert_eq!(shown(&source, "/é/b"), "b");
    assert_eq!(shown(&source, "/é"), "é");
    assert_eq!(shown(&source, "/c/0"), "d: x");
    assert_eq!(shown(&source, "/c/0/d"), "x");
    assert_eq!(shown(&source, "/c/0/e"), "e");
}

#[test]
fn what_is_not_written_is_shown_at_what_is_around_it() {
    let source = read("a:\n  b: 1\n");
    assert_eq!(shown(&source, "/a/missing/deeper"), "a");
}

#[test]
fn lines_may_end_as_on_windows() {
    let source = read("a: 1\r\nb:\r\n  - c\r\n");
    assert_eq!(shown(&source, "/a"), "1");
    assert_eq!(shown(&source, "/b/0"), "c");
}

#[test]
fn an_alias_and_a_merge_key_lead_to_their_anchor() {
    let source = read("a: &x {k: one}\nb: *x\nc:\n  <<: *x\n  l: two\n");
    assert_eq!(source.value["c"]["k"], "one");
    assert_eq!(shown(&source, "/b/k"), "one");
    assert_eq!(shown(&source, "/c/k"), "one");
    assert_eq!(shown(&source, "/c/l"), "two");
}

#[test]
fn json_with_surrogate_pairs_is_read() {
    let source = read(r#"{"a": "\ud83d\ude00", "b": {"c": 1}}"#);
    assert_eq!(source.value["a"], "😀");
    assert_eq!(source.value["b"]["c"], 1);
    assert_eq!(shown(&source, "/a"), r#""\ud83d\ude00""#);
    assert_eq!(shown(&source, "/b/c"), "1");
}

#[test]
fn json_has_the_positions_that_it_has_as_yaml() {
    const START: &str = "# YAML\n";
    let json = r#"{
      "a": [1, -2.5e3, null, {"b c": "}\"]", "": {}}, [], ["\\"]],
      "\u00e9\"/~": {"é": true, "l": [[[false]]]}, "twice": 1, "twice": {"x": 2}
    }"#;
    let (json, yaml) = (read(json), read(&format!("{START}{json}")));
    let moved = |range: std::ops::Range<usize>| range.start + START.len()..range.end + START.len();
    for pointer in [
        "/a",
        "/a/0",
        "/a/1",
        "/a/2",
        "/a/3",
        "/a/3/b c",
        "/a/3/",
        "/a/4",
        "/a/5/0",
        "/é\"~1~0",
        "/é\"~1~0/é",
        "/é\"~1~0/l/0/0/0",
        "/twice",
        "/twice/x",
        "/a/9",
    ] {
        assert_eq!(moved(json.place(pointer)), yaml.place(pointer), "{pointer}");
    }
    let duplicates =
        |source: &Source| source.duplicate_keys().iter().map(|key| key.pointer.clone()).collect::<Vec<_>>();
    assert_eq!((duplicates(&json), duplicates(&json)), (vec!["/twice".to_owned()], duplicates(&yaml)));
}

#[test]
fn json_indented_by_tabs_has_positions() {
    let source = read("{\n\t\"a\": {\n\t\t\"b\": 1\n\t}\n}\n");
    assert_eq!(shown(&source, "/a/b"), "1");
}

#[test]
fn both_places_of_a_duplicate_key_are_known() {
    let source = read("a:\n  - 200: x\n    '200': y\n");
    let [duplicate] = source.duplicate_keys() else { panic!("there is one duplicate") };
    assert_eq!(duplicate.pointer, "/a/0/200");
    assert_eq!(&source.text[duplicate.first.clone()], "200");
    assert_eq!(&source.text[duplicate.again.clone()], "'200'");
}

#[test]
fn what_is_no_document_is_refused_in_one_line() {
    assert_eq!(refused(""), "`a.yaml` is empty; expected an OpenAPI document");
    assert_eq!(refused("# only a comment\n"), "`a.yaml` is empty; expected an OpenAPI document");
    assert_eq!(refused("word"), "`a.yaml` is a string; expected an OpenAPI document, which is an object");
    assert!(refused("a: [").starts_with("`a.yaml` is neither YAML nor JSON: "));
    assert!(!refused("a: [").contains('\n'));
    assert!(refused("a\0b").contains("zero byte"));
}

#[test]
fn an_avalanche_of_aliases_is_refused() {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let alias = format!("*a{}", level - 1);
        text += &format!("a{level}: &a{level} [{}]\n", [alias.as_str(); 9].join(", "));
    }
    assert!(refused(&text).contains("repetition limit"));
}

#[test]
fn what_begins_as_json_does_is_judged_as_json() {
    for (text, error) in [
        ("{\n  \"a\": 1\n  \"b\": 2\n}\n", "a.yaml:3:3: invalid JSON: expected `,` or `}`"),
        (
            "{\n  // why\n  \"a\": 1\n}\n",
            "a.yaml:2:3: invalid JSON: key must be a string; JSON has no comments: remove it",
        ),
        ("{\"a\": \"\\ud800\"}", "a.yaml:1:14: invalid JSON: unexpected end of hex escape"),
        ("{\"a\": 1e400}", "a.yaml:1:11: invalid JSON: number out of range"),
        ("{\"a\": 1} {}", "a.yaml:1:10: invalid JSON: trailing characters"),
    ] {
        assert_eq!(refused(text), error);
    }
}
