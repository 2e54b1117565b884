//! The messages for texts that do not match.

use std::format;
use std::string::ToString;

use super::table::{DEAD, DONE};
use super::{Pattern, Table};

const CLASSES: [u8; 128] = {
    let mut classes = [0; 128];
    let mut letter = b'a';
    while letter <= b'z' {
        classes[letter as usize] = 1;
        letter += 1;
    }
    classes[b'-' as usize] = 2;
    classes
};
const BEYOND: &[(char, char, u8)] = &[('à', 'ö', 1), ('ø', 'ÿ', 1), ('–', '—', 2)];

/// `^[a-z]+(-[a-z]+)?$`, dashes and letters of any kind.
const WORDS: Table =
    Table::new(&CLASSES, BEYOND, 4, &[0, DEAD, 5, DEAD, 1, DEAD, 5, 9, 0, DEAD, 13, DEAD, 1, DEAD, 13, DEAD]);
const PATTERN: Pattern = Pattern::new("^L+(-L+)?$", &WORDS);
/// `-` anywhere.
const DASH: Pattern = Pattern::new("-", &Table::new(&CLASSES, BEYOND, 4, &[0, 1, 1, DONE]));
/// `^.-$`, a dot being anything but a dash.
const DOT: Pattern =
    Pattern::new("^.-$", &Table::new(&CLASSES, BEYOND, 4, &[0, 5, 5, DEAD, 0, DEAD, DEAD, 9, 1, DEAD, DEAD, DEAD]));

#[test]
fn texts_that_match() {
    for text in ["a", "abc", "abc-def", "äöü–ÿ", "à-z"] {
        assert_eq!(PATTERN.check(text), Ok(()), "{text}");
    }
    assert_eq!(DASH.check("a 😀 – and whatever"), Ok(()));
}

#[test]
fn texts_that_do_not_match() {
    const LETTERS: &str = "`a` to `z`, `à` to `ö` or `ø` to `ÿ`";
    const LETTERS_AND_DASHES: &str = "`-`, `a` to `z`, `à` to `ö`, `ø` to `ÿ` or `–`, `—`";
    for (pattern, text, position, message, shown) in [
        (
            PATTERN,
            "a1",
            Some(1),
            format!(": the pattern `^L+(-L+)?$` expects {LETTERS_AND_DASHES} here (character 2)"),
            "`1`",
        ),
        (PATTERN, "ä–÷", Some(5), format!(": the pattern `^L+(-L+)?$` expects {LETTERS} here (character 3)"), "`÷`"),
        (PATTERN, "a-b-", Some(3), format!(": the pattern `^L+(-L+)?$` expects {LETTERS} here (character 4)"), "`-`"),
        (
            PATTERN,
            "a\nb",
            Some(1),
            format!(": the pattern `^L+(-L+)?$` expects {LETTERS_AND_DASHES} here (character 2)"),
            "`\\n`",
        ),
        (
            PATTERN,
            "a b",
            Some(1),
            format!(": the pattern `^L+(-L+)?$` expects {LETTERS_AND_DASHES} here (character 2)"),
            "space",
        ),
        (DOT, "--", Some(0), " for the pattern `^.-$` (character 1)".to_string(), "`-`"),
        (DOT, "a--", Some(2), ": the pattern `^.-$` expects the end here (character 3)".to_string(), "`-`"),
    ] {
        let violation = pattern.check(text).unwrap_err();
        assert_eq!((violation.rule(), violation.position()), ("pattern", position), "{text}");
        assert_eq!(violation.to_string(), format!("unexpected character{message}"), "{text}");
        assert_eq!(violation.shown_with(text).to_string(), format!("unexpected {shown}{message}"), "{text}");
        assert_eq!(violation.reason(), "unexpected character for the document's `pattern`");
    }
}

#[test]
fn texts_that_end_where_they_cannot() {
    for (pattern, text, message) in [
        (PATTERN, "", "unexpected end: the pattern `^L+(-L+)?$` expects `a` to `z`, `à` to `ö` or `ø` to `ÿ` here"),
        (DOT, "a", "unexpected end: the pattern `^.-$` expects `-` or `–`, `—` here"),
        (DOT, "", "unexpected end for the pattern `^.-$`"),
        (DASH, "a b", "no part matches the pattern `-`"),
        (DASH, "", "no part matches the pattern `-`"),
    ] {
        let violation = pattern.check(text).unwrap_err();
        assert_eq!((violation.rule(), violation.position()), ("pattern", None), "{text}");
        assert_eq!(violation.to_string(), message, "{text}");
        assert_eq!(violation.shown_with(text).to_string(), message, "{text}");
        assert_eq!(violation.reason(), "no match for the document's `pattern`");
    }
}
