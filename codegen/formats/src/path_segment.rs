//! Path segments: what can stand as one segment of a URL's path once it is percent-encoded.

use crate::{
    Violation,
    text::{char_at, is_whitespace},
};

/// Whether `text` can stand as one segment of a path.
///
/// Percent-encoding makes a segment (RFC 3986, section 3.3) of nearly any text, `/`, `%`, `\` and all other scripts
/// included. What it cannot save is refused:
///
/// - an empty text, which leaves another path;
/// - `.` and `..`, which are removed from a path (RFC 3986, section 5.2.4), by URL libraries also when they are encoded
///   (WHATWG URL, "double-dot URL path segment");
/// - control characters (Unicode's category Cc), which servers and proxies refuse or log as something else;
/// - a blank text, which nobody means.
pub(crate) const fn check(text: &str) -> Result<(), Violation> {
    match text.as_bytes() {
        b"" => return Err(Violation::of_whole("it is empty: give a name")),
        b"." => {
            return Err(Violation::of_whole("`.` stands for the same level in a path: give a name"));
        }
        b".." => {
            return Err(Violation::of_whole("`..` stands for the level above in a path: give a name"));
        }
        _ => {}
    }
    let mut blank = true;
    let mut at = 0;
    while at < text.len() {
        let (character, next) = char_at(text, at);
        if let Some(reason) = control(character) {
            return Err(Violation::at(text, at, reason));
        }
        blank = blank && is_whitespace(character);
        at = next;
    }
    if blank {
        return Err(Violation::of_whole("it is blank: give a name"));
    }
    Ok(())
}

/// Why `character` cannot stand in a path segment, if it is a control character.
const fn control(character: char) -> Option<&'static str> {
    match character {
        '\n' | '\r' => Some("a line break cannot stand in a path segment"),
        '\t' => Some("a tab cannot stand in a path segment"),
        '\0'..='\x1F' | '\x7F'..='\u{9F}' => Some("a control character cannot stand in a path segment"),
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
                " a ",
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
                "\u{feff}a",
            ],
        );
    }

    #[test]
    fn refuses() {
        const CONTROL: &str = "a control character cannot stand in a path segment";
        assert_refuses(
            PathSegment,
            &[
                ("", None, "it is empty: give a name"),
                (".", None, "`.` stands for the same level in a path: give a name"),
                ("..", None, "`..` stands for the level above in a path: give a name"),
                (" ", None, "it is blank: give a name"),
                ("\u{a0}\u{2003}\u{3000}", None, "it is blank: give a name"),
                ("a\0", Some(1), CONTROL),
                ("ä\x1Fb", Some(2), CONTROL),
                ("\x7F", Some(0), CONTROL),
                ("🦀\u{80}", Some(4), CONTROL),
                ("a\u{9f}", Some(1), CONTROL),
                ("name\n", Some(4), "a line break cannot stand in a path segment"),
                ("\ta", Some(0), "a tab cannot stand in a path segment"),
            ],
        );
    }
}
