//! Text functions that the standard library does not have as constant functions.

use core::fmt;

/// The number of Unicode scalar values in `text`.
pub(crate) const fn length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut length = 0;
    let mut at = 0;
    while at < bytes.len() {
        if !is_continuation(bytes[at]) {
            length += 1;
        }
        at += 1;
    }
    length
}

/// The character that starts at byte `at` of `text`, and the offset of the one after it.
pub(crate) const fn char_at(text: &str, at: usize) -> (char, usize) {
    let bytes = text.as_bytes();
    let lead = bytes[at] as u32;
    // The number of leading ones of the first byte is the number of bytes (RFC 3629, section 3).
    let (mut code, width) = match lead {
        0x00..=0x7F => (lead, 1),
        0x80..=0xDF => (lead & 0x1F, 2),
        0xE0..=0xEF => (lead & 0x0F, 3),
        _ => (lead & 0x07, 4),
    };
    let mut next = at + 1;
    while next < at + width {
        code = code << 6 | (bytes[next] & 0x3F) as u32;
        next += 1;
    }
    match char::from_u32(code) {
        Some(character) => (character, next),
        None => panic!("`at` is not a character boundary"),
    }
}

/// Whether `character` has Unicode's property `White_Space`; `char::is_whitespace` is constant only from Rust 1.87 on.
pub(crate) const fn is_whitespace(character: char) -> bool {
    matches!(
        character,
        '\t'..='\r'
            | ' '
            | '\u{85}'
            | '\u{a0}'
            | '\u{1680}'
            | '\u{2000}'..='\u{200a}'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{202f}'
            | '\u{205f}'
            | '\u{3000}'
    )
}

/// Whether `character` is invisible: an artifact of copying text from a page or a document.
pub(crate) const fn is_invisible(character: char) -> bool {
    is_whitespace(character)
        || is_joiner(character)
        || matches!(
            character,
            '\u{ad}'
                | '\u{200b}'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{2064}'
                | '\u{2066}'..='\u{206f}'
                | '\u{feff}'
        )
}

/// Whether `character` is a joiner: invisible, but required by emoji and scripts such as Persian.
pub(crate) const fn is_joiner(character: char) -> bool {
    matches!(character, '\u{200c}' | '\u{200d}')
}

/// The byte at offset `at`, if there is one.
pub(crate) const fn byte_at(bytes: &[u8], at: usize) -> Option<u8> {
    if at < bytes.len() { Some(bytes[at]) } else { None }
}

/// Whether `bytes` has `part` at offset `at`.
pub(crate) const fn has_at(bytes: &[u8], at: usize, part: &[u8]) -> bool {
    if at > bytes.len() || bytes.len() - at < part.len() {
        return false;
    }
    let mut index = 0;
    while index < part.len() {
        if bytes[at + index] != part[index] {
            return false;
        }
        index += 1;
    }
    true
}

/// Whether `bytes` has `part` at offset `at`, in upper or lower case.
pub(crate) const fn has_at_ignoring_case(bytes: &[u8], at: usize, part: &[u8]) -> bool {
    if at > bytes.len() || bytes.len() - at < part.len() {
        return false;
    }
    let mut index = 0;
    while index < part.len() {
        if !bytes[at + index].eq_ignore_ascii_case(&part[index]) {
            return false;
        }
        index += 1;
    }
    true
}

/// The offset of the first `byte` in `bytes` at or after `from`.
pub(crate) const fn find(bytes: &[u8], from: usize, byte: u8) -> Option<usize> {
    let mut at = from;
    while at < bytes.len() {
        if bytes[at] == byte {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// The `?` operator for constant functions.
macro_rules! ok {
    ($result:expr) => {
        match $result {
            Ok(value) => value,
            Err(error) => return Err(error),
        }
    };
}
pub(crate) use ok;

/// The position of a character in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// The number of bytes before it.
    pub(crate) offset: usize,
    /// Its line, from 1.
    line: usize,
    /// Its column, from 1, in characters.
    column: usize,
}

/// The position of the character at byte `offset`.
pub(crate) const fn place(text: &str, offset: usize) -> Place {
    let bytes = text.as_bytes();
    let mut place = Place { offset, line: 1, column: 1 };
    let mut at = 0;
    while at < offset {
        let byte = bytes[at];
        at += 1;
        if byte == b'\n' || byte == b'\r' && !has_at(bytes, at, b"\n") {
            place.line += 1;
            place.column = 1;
        } else if !is_continuation(byte) {
            place.column += 1;
        }
    }
    place
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self { line: 1, column, .. } => write!(f, "character {column}"),
            // A fault at the start of a line usually concerns the whole line.
            Self { line, column: 1, .. } => write!(f, "line {line}"),
            Self { line, column, .. } => write!(f, "line {line}, character {column}"),
        }
    }
}

/// Whether `byte` is a continuation byte.
const fn is_continuation(byte: u8) -> bool {
    byte & 0xC0 == 0x80
}

#[cfg(test)]
mod tests {
    use std::string::{String, ToString};

    use proptest::prelude::*;

    use super::{byte_at, char_at, find, has_at, is_whitespace, length, place};

    #[test]
    fn whitespace_is_what_the_standard_library_takes_for_it() {
        for character in '\0'..=char::MAX {
            assert_eq!(is_whitespace(character), character.is_whitespace(), "{character:?}");
        }
    }

    #[test]
    fn a_place_counts_lines_of_every_ending_and_characters() {
        let text = "äb\nc\r\nd\re🦀f";
        for (character, message) in [
            ("ä", "character 1"),
            ("b", "character 2"),
            ("c", "line 2"),
            ("d", "line 3"),
            ("e", "line 4"),
            ("🦀", "line 4, character 2"),
            ("f", "line 4, character 3"),
        ] {
            let offset = text.find(character).unwrap();
            assert_eq!(place(text, offset).to_string(), message, "{character}");
        }
    }

    #[test]
    fn a_part_is_found_where_it_is() {
        assert_eq!((byte_at(b"ab", 1), byte_at(b"ab", 2)), (Some(b'b'), None));
        assert!(has_at(b"https://", 5, b"://"));
        assert!(has_at(b"abc", 3, b""));
        assert!(!has_at(b"abc", 2, b"cd"));
        assert!(!has_at(b"abc", 4, b""));
        assert_eq!(find(b"abcb", 2, b'b'), Some(3));
        assert_eq!(find(b"abc", 1, b'a'), None);
    }

    proptest! {
        #[test]
        fn characters_are_those_of_the_standard_library(text in any::<String>()) {
            prop_assert_eq!(length(&text), text.chars().count());
            let mut at = 0;
            for character in text.chars() {
                let next = at + character.len_utf8();
                prop_assert_eq!(char_at(&text, at), (character, next));
                at = next;
            }
            prop_assert_eq!(at, text.len());
        }
    }
}
