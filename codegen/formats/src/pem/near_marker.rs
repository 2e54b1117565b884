//! Lines that readers skip because they are only almost a BEGIN or END line.

use super::lines::is_line_end;
use crate::{
    text::{has_at, has_at_ignoring_case},
    violation::Violation,
};

pub(super) const NOT_A_DASH: &str = "expected hyphens (`-`), found a dash: write -----BEGIN CERTIFICATE-----";
pub(super) const CAPITALS: &str = "markers and labels must be upper case: write -----BEGIN CERTIFICATE-----";
pub(super) const FIVE_HYPHENS: &str = "a marker has five hyphens on each side: write -----BEGIN CERTIFICATE-----";

/// What is wrong with the line at byte `start` if it is meant as a marker of a certificate or a private key.
///
/// Such a line starts with any number of hyphens, dashes and blanks, followed by BEGIN or END, in capitals if there is
/// neither hyphen nor dash. The line must not contain an exact marker.
pub(super) const fn near_marker(text: &str, start: usize) -> Option<Violation> {
    let bytes = text.as_bytes();
    let mut at = start;
    let mut first = None;
    let mut dash = None;
    loop {
        let width = if is_dash(bytes, at) {
            if dash.is_none() {
                dash = Some(at);
            }
            DASH_LENGTH
        } else if has_at(bytes, at, b"-") {
            1
        } else if has_at(bytes, at, b" ") || has_at(bytes, at, b"\t") {
            at += 1;
            continue;
        } else {
            break;
        };
        if first.is_none() {
            first = Some(at);
        }
        at += width;
    }
    if !has_at_ignoring_case(bytes, at, b"BEGIN ") && !has_at_ignoring_case(bytes, at, b"END ") {
        return None;
    }
    let end = line_end(bytes, at);
    if !contains_ignoring_case(bytes, at, end, b"CERTIFICATE")
        && !contains_ignoring_case(bytes, at, end, b"PRIVATE KEY")
    {
        return None;
    }
    match (dash, first) {
        (Some(dash), _) => Some(Violation::at(text, dash, NOT_A_DASH)),
        (None, Some(first)) if first + 5 == at && has_at(bytes, first, b"-----") => {
            Some(Violation::at(text, at, CAPITALS))
        }
        (None, Some(first)) => Some(Violation::at(text, first, FIVE_HYPHENS)),
        (None, None) if has_at(bytes, at, b"BEGIN ") || has_at(bytes, at, b"END ") => {
            Some(Violation::at(text, at, FIVE_HYPHENS))
        }
        (None, None) => None,
    }
}

/// What is wrong with the label from `start` to `end` if it is meant as that of a certificate or a private key.
///
/// A reader that looks for `CERTIFICATE` skips `MY CERTIFICATE` and, unless it is OpenSSL, `X509 CERTIFICATE`.
pub(super) const fn misnamed(bytes: &[u8], start: usize, end: usize) -> Option<&'static str> {
    let (label, _) = bytes.split_at(end);
    let (_, label) = label.split_at(start);
    if contains_ignoring_case(bytes, start, end, b"CERTIFICATE") {
        return match label {
            b"CERTIFICATE" | b"CERTIFICATE REQUEST" | b"NEW CERTIFICATE REQUEST" | b"ATTRIBUTE CERTIFICATE" => None,
            _ if has_lower_case(label) => Some(CAPITALS),
            _ => Some("the label of a certificate is `CERTIFICATE` alone: write -----BEGIN CERTIFICATE-----"),
        };
    }
    if contains_ignoring_case(bytes, start, end, b"PRIVATE KEY") && has_lower_case(label) {
        return Some(CAPITALS);
    }
    None
}

/// Whether a dash that looks like a hyphen is at `at`: U+2010 to U+2015, or the minus sign, U+2212.
pub(super) const fn is_dash(bytes: &[u8], at: usize) -> bool {
    has_at(bytes, at, b"\xE2\x80") && matches!(bytes[at + 2], 0x90..=0x95) || has_at(bytes, at, b"\xE2\x88\x92")
}

/// The length of each of these in UTF-8.
const DASH_LENGTH: usize = 3;

const fn line_end(bytes: &[u8], at: usize) -> usize {
    let mut end = at;
    while !is_line_end(bytes, end) {
        end += 1;
    }
    end
}

const fn has_lower_case(bytes: &[u8]) -> bool {
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at].is_ascii_lowercase() {
            return true;
        }
        at += 1;
    }
    false
}

const fn contains_ignoring_case(bytes: &[u8], start: usize, end: usize, part: &[u8]) -> bool {
    let mut at = start;
    while at + part.len() <= end {
        if has_at_ignoring_case(bytes, at, part) {
            return true;
        }
        at += 1;
    }
    false
}
