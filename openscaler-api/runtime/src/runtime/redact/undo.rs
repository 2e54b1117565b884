//! Reverses the encodings in which a server may echo what it received.

use percent_encoding::percent_decode;
use zeroize::Zeroizing;

use crate::runtime::text::is_invisible;

/// A decoded text; wiped, because it may contain a secret.
type Bytes = Zeroizing<Vec<u8>>;

/// The maximum nesting of escapes.
const ROUNDS: usize = 5;

/// `text` itself, and its forms after one level of escapes after another is reversed: those of JSON, URLs and HTML.
pub(super) fn escapes(text: &[u8]) -> Vec<Bytes> {
    views(text, &[json, percent, html])
}

/// The same, removing white space and invisible characters in between, which one level may produce and which split another.
pub(super) fn escapes_and_space(text: &[u8]) -> Vec<Bytes> {
    views(text, &[json, percent, html, space])
}

fn views(text: &[u8], ways: &[fn(&[u8]) -> Bytes]) -> Vec<Bytes> {
    let mut view = with_room_for(text);
    view.extend_from_slice(text);
    let mut views = vec![view];
    for _ in 0..ROUNDS {
        let before = views.len();
        for undo in ways {
            let undone = undo(&views[views.len() - 1]);
            if undone != views[views.len() - 1] {
                views.push(undone);
            }
        }
        if views.len() == before {
            break;
        }
    }
    views
}

/// `text` without white space and invisible characters.
pub(super) fn space(text: &[u8]) -> Bytes {
    let mut visible = with_room_for(text);
    for chunk in text.utf8_chunks() {
        for character in chunk.valid().chars().filter(|c| !c.is_whitespace() && !is_invisible(*c)) {
            visible.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
        }
        visible.extend_from_slice(chunk.invalid());
    }
    visible
}

/// The bytes that `text`, which has no white space, encodes in hexadecimal or Base64, at every offset; only runs of at
/// least `shortest` bytes.
pub(super) fn digits(text: &[u8], shortest: usize) -> Vec<Bytes> {
    let mut hexadecimal = with_room_for(text);
    hexadecimal.extend(text.iter().filter(|byte| !matches!(byte, b':' | b'-' | b',')));
    let hexadecimal = (0..2).map(|offset| read(&hexadecimal, offset, 4, shortest, hexadecimal_digit));
    // Four digits encode three bytes.
    hexadecimal.chain((0..4).map(|offset| read(text, offset, 6, shortest, base64_digit))).collect()
}

/// The bytes that `digits` as a whole encode in Base64.
pub(super) fn base64(digits: &[u8]) -> Bytes {
    let mut bytes = read(digits, 0, 6, 0, base64_digit);
    bytes.pop();
    bytes
}

pub(super) fn base64_digit(byte: u8) -> Option<u8> {
    Some(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    })
}

fn hexadecimal_digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

/// The bytes of every long enough run of digits with `bits` bits each, without its first `offset` digits. Runs are
/// separated by a byte that is not a character.
fn read(text: &[u8], offset: usize, bits: u32, shortest: usize, digit: fn(u8) -> Option<u8>) -> Bytes {
    let shortest = (shortest * 8).div_ceil(bits as usize);
    let mut bytes = with_room_for(text);
    for run in text.split(|byte| digit(*byte).is_none()).filter(|run| run.len() >= shortest) {
        let (mut buffer, mut filled) = (0_u32, 0);
        for value in run.iter().skip(offset).filter_map(|byte| digit(*byte)) {
            buffer = buffer << bits | u32::from(value);
            filled += bits;
            if filled >= 8 {
                filled -= 8;
                bytes.push((buffer >> filled).to_be_bytes()[3]);
            }
        }
        bytes.push(0xff);
    }
    bytes
}

fn percent(text: &[u8]) -> Bytes {
    let mut undone = with_room_for(text);
    undone.extend(percent_decode(text));
    undone
}

/// The escapes of RFC 8259, section 7, and `\x41` of other languages.
fn json(text: &[u8]) -> Bytes {
    replace(text, b'\\', |escape| {
        let (first, rest) = escape.split_first()?;
        let numeric = |length: usize| number(rest.get(..length)?, 16).map(|character| (character, length + 1));
        match first {
            b'u' => numeric(4),
            b'x' => numeric(2),
            b'n' => Some(('\n', 1)),
            b'r' => Some(('\r', 1)),
            b't' => Some(('\t', 1)),
            other if other.is_ascii_punctuation() => Some((char::from(*other), 1)),
            _ => None,
        }
    })
}

/// Character references by number, and by name for the characters that occur in tokens and keys.
fn html(text: &[u8]) -> Bytes {
    const NAMES: [(&[u8], char); 12] = [
        (b"amp;", '&'),
        (b"plus;", '+'),
        (b"sol;", '/'),
        (b"equals;", '='),
        (b"lowbar;", '_'),
        (b"period;", '.'),
        (b"colon;", ':'),
        (b"quot;", '"'),
        (b"apos;", '\''),
        (b"lt;", '<'),
        (b"gt;", '>'),
        (b"nbsp;", ' '),
    ];
    replace(text, b'&', |reference| {
        let Some(rest) = reference.strip_prefix(b"#") else {
            let named = NAMES.iter().find(|(name, _)| reference.starts_with(name));
            return named.map(|(name, character)| (*character, name.len()));
        };
        let (digits, radix, before) = match rest.strip_prefix(b"x").or_else(|| rest.strip_prefix(b"X")) {
            Some(digits) => (digits, 16, 2),
            None => (rest, 10, 1),
        };
        let length = digits.iter().take_while(|byte| char::from(**byte).is_digit(radix)).count();
        let semicolon = usize::from(digits.get(length) == Some(&b';'));
        Some((number(&digits[..length], radix)?, before + length + semicolon))
    })
}

/// Replaces each `mark`, and what follows it, with the character that `read` finds there with its length in bytes.
fn replace(text: &[u8], mark: u8, read: impl Fn(&[u8]) -> Option<(char, usize)>) -> Bytes {
    let mut undone = with_room_for(text);
    let mut rest = text;
    while let Some((first, after)) = rest.split_first() {
        match Some(first).filter(|first| **first == mark).and_then(|_| read(after)) {
            Some((character, length)) => {
                undone.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
                rest = &after[length..];
            }
            None => {
                undone.push(*first);
                rest = after;
            }
        }
    }
    undone
}

fn number(digits: &[u8], radix: u32) -> Option<char> {
    let digits = std::str::from_utf8(digits).ok().filter(|digits| digits.chars().all(|digit| digit.is_digit(radix)))?;
    u32::from_str_radix(digits, radix).ok().and_then(char::from_u32)
}

/// No result is longer than its source, so that the `Vec` never grows and leaves no copy behind.
fn with_room_for(text: &[u8]) -> Bytes {
    Zeroizing::new(Vec::with_capacity(text.len() + 1))
}
