//! The base64 between BEGIN and END.

use super::lines::{
    BEGIN, CARRIAGE_RETURN, ENCRYPTED_KEY, END, ESCAPED_LINE_BREAK, NO_END, is_line_end, is_line_start, skip_blanks,
};
use super::near_marker::near_marker;
use crate::{text::has_at, violation::Violation};

/// Reads the base64 from byte `start` on, and returns the offset of the END line after it.
pub(super) const fn read_body(text: &str, begin: usize, start: usize) -> Result<usize, Violation> {
    let bytes = text.as_bytes();
    let (_, mut rest) = bytes.split_at(start);
    let mut digits = 0_usize;
    let mut padding = 0_usize;
    let mut last_digit = 0;
    // The first is that of the BEGIN line.
    let mut line_breaks = 0_usize;
    // The start of the current line, and the amount of base64 before it.
    let mut line = start;
    let mut before_line = 0_usize;
    let mut blank_line = None;
    loop {
        // Nearly all of a body is digits: reading four at once takes a third of the time, which saves seconds per megabyte at
        // compile time.
        if let [first, second, third, fourth, after @ ..] = rest {
            let last = CLASSES[*fourth as usize];
            // A class that is not a digit has a bit above the lower six, and keeps it.
            let classes = CLASSES[*first as usize] | CLASSES[*second as usize] | CLASSES[*third as usize] | last;
            if classes < 64 && padding == 0 {
                last_digit = last;
                digits += 4;
                rest = after;
                continue;
            }
        }
        let [byte, after @ ..] = rest else {
            return Err(Violation::at(text, begin, NO_END));
        };
        match CLASSES[*byte as usize] {
            digit @ 0..64 if padding == 0 => {
                last_digit = digit;
                digits += 1;
            }
            0..64 => {
                return Err(Violation::at(
                    text,
                    bytes.len() - rest.len(),
                    "base64 continues after its padding (`=`): copy the whole block again",
                ));
            }
            PADDING => padding += 1,
            LINE_BREAK => {
                // For OpenSSL, a second blank line, or one after base64, ends the headers of RFC 1421.
                if line_breaks > 1 && digits + padding == before_line && blank_line.is_none() {
                    blank_line = Some(line);
                }
                line_breaks += 1;
                line = bytes.len() - after.len();
                before_line = digits + padding;
            }
            BLANK if *byte == b'\r' && !is_line_end(bytes, skip_blanks(bytes, bytes.len() - rest.len())) => {
                return Err(Violation::at(text, bytes.len() - rest.len(), CARRIAGE_RETURN));
            }
            BLANK => {}
            _ => break,
        }
        rest = after;
    }
    let at = bytes.len() - rest.len();
    if !has_at(bytes, at, END) {
        return Err(stranger(text, begin, at));
    }
    if !is_line_start(bytes, at) {
        return Err(Violation::at(text, at, "END must start its line: move its five hyphens to a line of their own"));
    }
    if digits == 0 {
        return Err(Violation::at(text, begin, "empty block: expected base64 between BEGIN and END"));
    }
    if let Some(line) = blank_line {
        return Err(Violation::at(text, line, "blank line inside a block, which OpenSSL cannot read: remove it"));
    }
    // Four digits are three bytes; two and three digits at the end are one and two, and leave four and two bits over.
    let bits_left = match (digits % 4, padding) {
        (0, 0) => 0,
        (3, 1) => last_digit & 0b11,
        (2, 2) => last_digit & 0b1111,
        _ => {
            return Err(Violation::at(
                text,
                at,
                "truncated base64, or wrong padding (`=`): copy the whole block again",
            ));
        }
    };
    if bits_left != 0 {
        return Err(Violation::at(
            text,
            at,
            "damaged base64, whose last character has excess bits: copy the whole block again",
        ));
    }
    Ok(at)
}

/// The violation for the character at `at`, in the base64 of the block that starts at `begin`.
const fn stranger(text: &str, begin: usize, at: usize) -> Violation {
    let bytes = text.as_bytes();
    let line = line_start(bytes, at);
    if has_at(bytes, at, BEGIN) {
        Violation::at(text, begin, NO_END)
    } else if has_at(bytes, line, b"Proc-Type:") {
        Violation::at(text, line, ENCRYPTED_KEY)
    } else if has_at(bytes, at, br"\n") || has_at(bytes, at, br"\r") {
        Violation::at(text, at, ESCAPED_LINE_BREAK)
    } else if has_at(bytes, at, b"...") || has_at(bytes, at, "…".as_bytes()) {
        Violation::at(text, at, "expected base64, found an ellipsis: give the whole block")
    } else if let Some(violation) = near_marker(text, line) {
        violation
    } else {
        Violation::at(text, at, "invalid base64 character: copy the whole block again")
    }
}

/// Whether there are only base64 and blanks.
pub(super) const fn is_base64(bytes: &[u8]) -> bool {
    let mut at = 0;
    while at < bytes.len() {
        if CLASSES[bytes[at] as usize] == STRANGE {
            return false;
        }
        at += 1;
    }
    true
}

const fn line_start(bytes: &[u8], at: usize) -> usize {
    let mut start = at;
    while !is_line_start(bytes, start) {
        start -= 1;
    }
    start
}

const PADDING: u8 = 64;
const BLANK: u8 = 65;
const LINE_BREAK: u8 = 66;
const STRANGE: u8 = 67;

/// The class of each byte in a block's body: the value of a base64 digit (RFC 4648, section 4), or one of the above.
const CLASSES: [u8; 256] = {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut classes = [STRANGE; 256];
    let mut value = 0;
    while value < 64 {
        classes[DIGITS[value] as usize] = value as u8;
        value += 1;
    }
    classes[b'=' as usize] = PADDING;
    classes[b' ' as usize] = BLANK;
    classes[b'\t' as usize] = BLANK;
    classes[b'\n' as usize] = LINE_BREAK;
    classes[b'\r' as usize] = BLANK;
    classes
};
