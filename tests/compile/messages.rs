//! What holds for every message, so that it need not be seen anew each time one is read.

use crate::cases::{Case, messages};

/// Cases with several mistakes, and how many.
const SEVERAL: [(&str, usize); 7] = [
    ("builder/domain_and_email_swapped", 2),
    ("builder/every_missing_field_is_named", 2),
    ("json/all_mistakes", 5),
    ("json/constant", 3),
    ("json/domain_and_email_swapped", 2),
    ("json/field_twice", 2),
    ("json/in_a_macro", 2),
];

/// The first lines of the errors, each with the line that says where it is.
fn errors(text: &str) -> Vec<(&str, &str)> {
    let lines: Vec<_> = text.lines().collect();
    lines.windows(2).filter(|pair| pair[0].starts_with("error")).map(|pair| (pair[0], pair[1].trim())).collect()
}

fn for_each_message(check: impl Fn(&Case, &str)) {
    let messages = messages();
    assert!(!messages.is_empty());
    for case in messages {
        check(&case, &case.text());
    }
}

#[test]
fn a_mistake_has_one_error() {
    for_each_message(|case, text| {
        let name = case.name();
        let mistakes = SEVERAL.iter().find(|(several, _)| *several == name).map_or(1, |(_, mistakes)| *mistakes);
        assert_eq!(errors(text).len(), mistakes, "{name}:\n{text}");
    });
}

#[test]
fn an_error_is_in_what_the_caller_wrote() {
    for_each_message(|case, text| {
        for (_, place) in errors(text) {
            let expected = format!("--> compile/{}/fail/{}.rs:", case.subject, case.rule);
            assert!(place.starts_with(&expected), "{}:\n{text}", case.name());
        }
    });
}

#[test]
fn an_error_names_nothing_internal() {
    for_each_message(|case, text| {
        for (error, _) in errors(text) {
            // A public path, which the compiler writes out because other crates have a `Client`, too.
            let error = error.replace("`openscaler_api::Client`", "`Client`");
            for internal in ["__", "_with", "value_of_", "openscaler_api::"] {
                assert!(!error.contains(internal), "`{internal}` in {}:\n{text}", case.name());
            }
        }
    });
}

/// The mistakes that the README shows, with what the compiler says.
const IN_THE_README: [&str; 2] = ["builder/cn_name_has_no_space", "json/every_missing_field_is_named"];

#[test]
fn the_readme_shows_what_the_compiler_says() {
    let readme = include_str!("../../README.md");
    let cases = messages();
    for name in IN_THE_README {
        let message = cases.iter().find(|case| case.name() == name).expect("a case");
        let program = std::fs::read_to_string(message.path().with_extension("rs")).expect("its program");
        let (_, body) = program.split_once("fn main() {\n").expect("a program");
        let body: String = body.trim_end_matches("}\n").lines().map(|line| format!("{}\n", &line[4..])).collect();
        let said =
            message.text().replace(&format!("compile/{}/fail/{}.rs", message.subject, message.rule), "src/main.rs");
        for (info, block) in [("rust", &body), ("text", &said)] {
            let block = format!("```{info}\n{block}```\n");
            assert!(readme.contains(&block), "the README does not show this of {name}:\n{block}");
        }
    }
}

/// Sources of the standard library are quoted where the rust-src component is installed; those of dependencies change
/// with their versions.
#[test]
fn messages_are_the_same_on_every_machine() {
    for_each_message(|case, text| {
        for elsewhere in ["$RUST", "$CARGO", "/rustc/", "--> /", "::: /"] {
            assert!(!text.contains(elsewhere), "`{elsewhere}` in {}:\n{text}", case.name());
        }
    });
}
