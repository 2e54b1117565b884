//! Texts from outside in one line: invisible characters are escaped, and long texts are truncated.

/// JSON without the byte order mark that some servers begin it with (RFC 8259, section 8.1).
pub(super) fn without_byte_order_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)
}

/// The maximum number of characters shown.
const SHOWN: usize = 300;

/// `text` with its control and invisible characters escaped, in at most 300 characters.
pub(super) fn printable(text: &str) -> String {
    let mut line = String::new();
    let mut room = SHOWN;
    let mut rest = text.trim().chars();
    while let Some(character) = rest.next() {
        let escaped = is_invisible(character);
        let length = if escaped { character.escape_default().count() } else { 1 };
        // The last character is reserved for the ellipsis, unless nothing follows.
        let is_last = rest.as_str().is_empty();
        if length + usize::from(!is_last) > room {
            line.push('…');
            break;
        }
        room -= length;
        if escaped { line.extend(character.escape_default()) } else { line.push(character) }
    }
    line
}

/// Unicode's categories Cc, Cf, Zl and Zp (16.0): characters that control a terminal or are invisible.
pub(super) fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}' | '\u{890}' | '\u{891}' | '\u{8e2}'
            | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{110bd}' | '\u{110cd}'
            | '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0001}'
            | '\u{e0020}'..='\u{e007f}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_escaped() {
        for (text, shown) in [
            ("the name is taken", "the name is taken"),
            ("  trimmed \r\n", "trimmed"),
            ("a\nb\tc\u{1b}[2Jd", r"a\nb\tc\u{1b}[2Jd"),
            ("a\u{200b}b\u{202e}c\u{feff}d\u{2028}e\u{e0041}", r"a\u{200b}b\u{202e}c\u{feff}d\u{2028}e\u{e0041}"),
            ("Zertifikat für „München“ \u{1f512} \"x\" \\n", "Zertifikat für „München“ \u{1f512} \"x\" \\n"),
            ("", ""),
        ] {
            assert_eq!(printable(text), shown);
        }
    }

    #[test]
    fn it_is_cut_between_characters() {
        let exact = "é".repeat(SHOWN);
        assert_eq!(printable(&exact), exact);
        assert_eq!(printable(&(exact + "x")), "é".repeat(SHOWN - 1) + "…");
        for text in ["\u{200b}".repeat(SHOWN), "x".repeat(SHOWN - 1) + "\nx", "x".repeat(SHOWN - 2) + "\nx"] {
            let shown = printable(&text);
            assert!(
                shown.chars().count() <= SHOWN && shown.ends_with(['…', 'x']) && !shown.ends_with("\\…"),
                "{shown}"
            );
        }
    }
}
