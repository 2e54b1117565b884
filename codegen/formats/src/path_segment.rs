//! Path segments: strings that can be one segment of a URL's path after percent-encoding.

use crate::{
    text::{char_at, is_invisible, is_joiner, is_whitespace},
    violation::Violation,
};

/// Whether `text` can be one segment of a path.
///
/// With percent-encoding, nearly any string can be a segment (RFC 3986, section 3.3), including `/`, `%`, `\` and all
/// scripts. Refused are:
///
/// - the empty string, which changes the path;
/// - `.` and `..`, which are removed from a path (RFC 3986, section 5.2.4), by URL libraries even when percent-encoded
///   (WHATWG URL, "double-dot URL path segment");
/// - control characters (Unicode's category Cc), which servers and proxies refuse or log differently;
/// - invisible characters, and white space at either end, which are artifacts of copying and change the id. The two
///   joiners are allowed, because scripts and emoji require them.
pub(crate) const fn check(text: &str) -> Result<(), Violation> {
    match text.as_bytes() {
        b"" => return Err(Violation::of_whole("expected a name, found an empty string")),
        b"." => {
            return Err(Violation::of_whole("`.` means the current level of a path: use another name"));
        }
        b".." => {
            return Err(Violation::of_whole("`..` means the parent level of a path: use another name"));
        }
        _ => {}
    }
    let mut is_blank = true;
    // The start of trailing white space.
    let mut white_space = None;
    let mut at = 0;
    while at < text.len() {
        let (character, next) = char_at(text, at);
        if let Some(reason) = control(character) {
            return Err(Violation::at(text, at, reason));
        }
        if is_whitespace(character) {
            if white_space.is_none() {
                white_space = Some(at);
            }
        } else if is_joiner(character) {
            white_space = None;
        } else if is_invisible(character) {
            return Err(Violation::at(text, at, "a path segment cannot contain invisible characters: remove this one"));
        } else {
            is_blank = false;
            white_space = None;
        }
        at = next;
    }
    if is_blank {
        return Err(Violation::of_whole("expected a name, found only white space"));
    }
    if is_whitespace(char_at(text, 0).0) {
        return Err(Violation::at(text, 0, OUTER_WHITE_SPACE));
    }
    match white_space {
        Some(start) => Err(Violation::at(text, start, OUTER_WHITE_SPACE)),
        None => Ok(()),
    }
}

const OUTER_WHITE_SPACE: &str = "a path segment cannot start or end with white space: remove it";

/// Why `character` is refused, if it is a control character.
const fn control(character: char) -> Option<&'static str> {
    match character {
        '\n' | '\r' => Some("a path segment cannot contain a line break"),
        '\t' => Some("a path segment cannot contain a tab"),
        '\0'..='\x1F' | '\x7F'..='\u{9F}' => Some("a path segment cannot contain control characters"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        Format::PathSegment,
        testing::{assert_accepts, assert_refuses},
    };

    #[test]
    fn accepts() {
        assert_accepts(
            PathSegment,
            &[
                "42",
                "my-cert",
                "a b",
                "a/b",
                "a\\b",
                "%2e%2e",
                "...",
                ".a",
                "..a",
                "a..",
                "?#[]@",
                "ümläut",
                "证书",
                "🦀",
                "a\u{a0}b",
                "نمی\u{200c}خواهم",
                "👩\u{200d}💻",
            ],
        );
    }

    #[test]
    fn refuses() {
        const WHITE_SPACE: &str = "a path segment cannot start or end with white space: remove it";
        const INVISIBLE: &str = "a path segment cannot contain invisible characters: remove this one";
        const CONTROL: &str = "a path segment cannot contain control characters";
        assert_refuses(
            PathSegment,
            &[
                ("", None, "expected a name, found an empty string"),
                (".", None, "`.` means the current level of a path: use another name"),
                ("..", None, "`..` means the parent level of a path: use another name"),
                (" ", None, "expected a name, found only white space"),
                ("\u{a0}\u{2003}\u{3000}", None, "expected a name, found only white space"),
                ("\u{200d}", None, "expected a name, found only white space"),
                (" 42", Some(0), WHITE_SPACE),
                ("\u{3000}42", Some(0), WHITE_SPACE),
                ("42 ", Some(2), WHITE_SPACE),
                (" 4 2 \u{a0}", Some(0), WHITE_SPACE),
                ("4 2 \u{a0}", Some(3), WHITE_SPACE),
                ("\u{feff}42", Some(0), INVISIBLE),
                ("4\u{200b}2", Some(1), INVISIBLE),
                ("42\u{2060}", Some(2), INVISIBLE),
                ("\u{202a}42\u{202c}", Some(0), INVISIBLE),
                ("\u{200e}", Some(0), INVISIBLE),
                ("a\0", Some(1), CONTROL),
                ("ä\x1Fb", Some(2), CONTROL),
                ("\x7F", Some(0), CONTROL),
                ("🦀\u{80}", Some(4), CONTROL),
                ("a\u{9f}", Some(1), CONTROL),
                ("name\n", Some(4), "a path segment cannot contain a line break"),
                ("\ta", Some(0), "a path segment cannot contain a tab"),
            ],
        );
    }
}
