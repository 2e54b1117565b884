//! PEM bundles: blocks of base64 between BEGIN and END, at least one of them a certificate.

mod body;
mod lines;
mod near_marker;
mod no_block;
#[cfg(test)]
mod tests;

use body::read_body;
use lines::{
    BEGIN, CARRIAGE_RETURN, ENCRYPTED_KEY, END, ESCAPED_LINE_BREAK, HYPHENS, NO_CERTIFICATE, is_line_end, skip_blanks,
};
use near_marker::{NOT_A_DASH, is_dash, misnamed, near_marker};
use no_block::no_block;

use crate::{
    text::{find, has_at, ok},
    violation::Violation,
};

/// Whether `text` is a PEM bundle: well-formed blocks, at least one of which is a `CERTIFICATE`.
///
/// The grammar is RFC 7468's, section 3, in its lax form: lines of any length, blanks within the base64, blanks at the end
/// of the BEGIN and END lines, and text of any kind around the blocks (section 2; such as OpenSSL's `Bag Attributes`).
/// The base64 is that of RFC 4648, section 4, padded, and with nothing in the bits that decoding drops (section 3.5).
///
/// The lax form also allows two things that OpenSSL, and so most servers, cannot read. Both are refused: a carriage return
/// alone as a line break, and a blank line in a block, except directly after the BEGIN line.
///
/// Readers skip what they do not recognize as a block, so a typo silently loses a certificate. These are therefore
/// refused, although for the RFC they are explanatory text:
///
/// - a BEGIN that does not start its line, for example because of a byte order mark, and an END without BEGIN;
/// - a line that is almost a marker: four hyphens, dashes, lower case;
/// - labels that are almost `CERTIFICATE`, such as `MY CERTIFICATE`, and `TRUSTED CERTIFICATE`, which only OpenSSL reads;
/// - `ENCRYPTED PRIVATE KEY`, since a server cannot ask for the passphrase.
///
/// Blocks with any other label are allowed.
pub(crate) const fn check(text: &str) -> Result<(), Violation> {
    let bytes = text.as_bytes();
    let mut certificate = false;
    let mut other_block = None;
    let mut at = 0;
    // Each iteration reads a block, or a line outside the blocks.
    while at < bytes.len() {
        if has_at(bytes, at, BEGIN) {
            let block = ok!(Block::read(text, at));
            if block.has_label(bytes, b"CERTIFICATE") {
                certificate = true;
            } else if other_block.is_none() {
                other_block = Some(block);
            }
            at = block.end;
        } else {
            at = ok!(skip_line(text, at));
        }
    }
    match (certificate, other_block) {
        (true, _) => Ok(()),
        (false, Some(block)) => Err(block.not_a_certificate(text)),
        (false, None) => Err(no_block(text)),
    }
}

/// Whether `pem` contains the BEGIN line of a private key of any kind, even if the block is broken.
///
/// For macros that keep keys out of programs, so `true` in case of doubt.
///
/// ```
/// use openscaler_formats::has_private_key;
///
/// assert!(has_private_key("-----BEGIN EC PRIVATE KEY-----\n"));
/// assert!(!has_private_key("-----BEGIN CERTIFICATE-----\n"));
/// ```
#[must_use]
pub const fn has_private_key(pem: &str) -> bool {
    let bytes = pem.as_bytes();
    let mut begun = false;
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            // With any number of hyphens, and optionally a blank after them, as in SSH2.
            b'-' if has_at(bytes, at, b"-BEGIN ") || has_at(bytes, at, b"- BEGIN ") => begun = true,
            b'P' if begun && has_at(bytes, at, b"PRIVATE KEY") => return true,
            b'\n' | b'\r' => begun = false,
            _ => {}
        }
        at += 1;
    }
    false
}

/// Whether two strings are the parts of a bundle: the certificates, and their private key.
///
/// # Errors
///
/// If the first is not [`Format::Pem`](crate::Format::Pem) or contains a private key, or the second contains none.
///
/// ```
/// use openscaler_formats::check_pem_parts;
///
/// let violation = check_pem_parts("-----BEGIN PRIVATE KEY-----\n", "").unwrap_err();
/// assert_eq!(violation.rule(), "format");
/// ```
pub const fn check_pem_parts(certificates: &str, key: &str) -> Result<(), Violation> {
    if let Err(violation) = check(certificates) {
        if has_private_key(certificates) && check(key).is_ok() {
            return Err(Violation::of_whole("expected the certificates first, found the private key: swap the two"));
        }
        return Err(violation);
    }
    if has_private_key(certificates) {
        return Err(Violation::of_whole("unexpected private key in `certificates`: pass it only as `key`"));
    }
    if !has_private_key(key) {
        return Err(Violation::of_whole(
            "missing private key in `key`: expected a line such as -----BEGIN PRIVATE KEY-----",
        ));
    }
    Ok(())
}

const LABELS_DIFFER: &str = "the END label differs from the BEGIN label: make them the same";

/// A well-formed block: where its parts are.
#[derive(Clone, Copy)]
struct Block {
    /// The start of its BEGIN line.
    begin: usize,
    label: usize,
    label_end: usize,
    /// The end of its END line, without the line break.
    end: usize,
}

impl Block {
    /// Reads the block whose BEGIN line starts at byte `begin`.
    const fn read(text: &str, begin: usize) -> Result<Self, Violation> {
        let bytes = text.as_bytes();
        let label = begin + BEGIN.len();
        let label_end = ok!(read_label(text, label));
        let mut block = Self { begin, label, label_end, end: label_end + HYPHENS.len() };
        if block.has_label(bytes, b"ENCRYPTED PRIVATE KEY") {
            return Err(Violation::at(text, begin, ENCRYPTED_KEY));
        }
        if block.has_label(bytes, b"TRUSTED CERTIFICATE") {
            return Err(Violation::at(
                text,
                begin,
                "only OpenSSL reads `TRUSTED CERTIFICATE`: convert it with `openssl x509`",
            ));
        }
        if let Some(reason) = misnamed(bytes, label, label_end) {
            return Err(Violation::at(text, label, reason));
        }
        let body = ok!(end_line(text, block.end, "expected a line break after BEGIN's closing hyphens"));
        let end = ok!(read_body(text, begin, body));
        block.end = ok!(block.read_end(text, end));
        Ok(block)
    }

    /// Reads the END line at byte `end`, and returns the offset of its line break.
    const fn read_end(&self, text: &str, end: usize) -> Result<usize, Violation> {
        const END_HYPHENS: &str = "an END line must end in five hyphens: write -----END CERTIFICATE-----";
        let bytes = text.as_bytes();
        let label = end + END.len();
        if is_line_end(bytes, label) || has_at(bytes, label, b"\r") {
            return Err(Violation::at(text, end, END_HYPHENS));
        }
        let mut index = 0;
        while self.label + index < self.label_end {
            if label + index == bytes.len() || bytes[label + index] != bytes[self.label + index] {
                return Err(Violation::at(text, label, LABELS_DIFFER));
            }
            index += 1;
        }
        let label_end = label + index;
        if !has_at(bytes, label_end, HYPHENS) {
            return Err(if is_line_end(bytes, label_end) || matches!(bytes[label_end], b'-' | b'\r') {
                Violation::at(text, end, END_HYPHENS)
            } else if is_dash(bytes, label_end) {
                Violation::at(text, label_end, NOT_A_DASH)
            } else {
                Violation::at(text, label, LABELS_DIFFER)
            });
        }
        end_line(text, label_end + HYPHENS.len(), "expected a line break after END's closing hyphens")
    }

    const fn has_label(&self, bytes: &[u8], label: &[u8]) -> bool {
        self.label_end - self.label == label.len() && has_at(bytes, self.label, label)
    }

    /// The message if this is the first block of a text without certificates.
    const fn not_a_certificate(&self, text: &str) -> Violation {
        let bytes = text.as_bytes();
        let reason =
            if self.has_label(bytes, b"CERTIFICATE REQUEST") || self.has_label(bytes, b"NEW CERTIFICATE REQUEST") {
                "expected a certificate, found a certificate request: use the certificate that was issued for it"
            } else if self.has_label(bytes, b"PKCS7") || self.has_label(bytes, b"CMS") {
                "expected certificates, found a PKCS #7 bundle: convert it with `openssl pkcs7 -print_certs`"
            } else if has_private_key(text) {
                "missing `CERTIFICATE` block before the private key: add the certificate"
            } else {
                NO_CERTIFICATE
            };
        Violation::at(text, self.begin, reason)
    }
}

/// Reads the label at byte `start`, and returns its end, which five hyphens follow.
const fn read_label(text: &str, start: usize) -> Result<usize, Violation> {
    const LABEL: &str = "invalid label: expected words separated by single spaces, such as `CERTIFICATE`";
    let bytes = text.as_bytes();
    let mut at = start;
    while !has_at(bytes, at, HYPHENS) {
        if is_line_end(bytes, at) || bytes[at] == b'\r' {
            let begin = start - BEGIN.len();
            return Err(Violation::at(
                text,
                begin,
                "a BEGIN line must end in five hyphens: write -----BEGIN CERTIFICATE-----",
            ));
        }
        if is_dash(bytes, at) {
            return Err(Violation::at(text, at, NOT_A_DASH));
        }
        let follows_space = at == start || bytes[at - 1] == b' ';
        if !bytes[at].is_ascii_graphic() && bytes[at] != b' ' || bytes[at] == b' ' && follows_space {
            return Err(Violation::at(text, at, LABEL));
        }
        at += 1;
    }
    if at == start || bytes[at - 1] == b' ' {
        return Err(Violation::at(text, at, LABEL));
    }
    Ok(at)
}

/// Reads the blanks after a line's closing hyphens at byte `at`, and returns the offset of its line break.
const fn end_line(text: &str, at: usize, otherwise: &'static str) -> Result<usize, Violation> {
    let bytes = text.as_bytes();
    let end = skip_blanks(bytes, at);
    if is_line_end(bytes, end) {
        Ok(end)
    } else if let Some(carriage_return) = carriage_return_before(bytes, at, end) {
        Err(Violation::at(text, carriage_return, CARRIAGE_RETURN))
    } else if has_at(bytes, end, br"\n") || has_at(bytes, end, br"\r") {
        Err(Violation::at(text, end, ESCAPED_LINE_BREAK))
    } else {
        Err(Violation::at(text, end, otherwise))
    }
}

/// Reads the line at byte `start`, which is outside all blocks, and returns the start of the next one.
const fn skip_line(text: &str, start: usize) -> Result<usize, Violation> {
    let bytes = text.as_bytes();
    let mut at = start;
    while !is_line_end(bytes, at) {
        if bytes[at] == b'-' {
            if has_at(bytes, at, BEGIN) {
                // Concatenated files can have one in the middle, too.
                return Err(if has_at(bytes, start, "\u{feff}".as_bytes()) {
                    Violation::at(
                        text,
                        start,
                        "unexpected byte order mark (U+FEFF) before BEGIN: save the file without it",
                    )
                } else if bytes[at - 1] == b'\r' {
                    Violation::at(text, at - 1, CARRIAGE_RETURN)
                } else {
                    Violation::at(text, at, "BEGIN must start its line: remove what precedes its five hyphens")
                });
            }
            if has_at(bytes, at, END) {
                return Err(Violation::at(text, at, "END without BEGIN: copy the whole block"));
            }
        }
        at += 1;
    }
    if let Some(violation) = near_marker(text, start) {
        return Err(violation);
    }
    Ok(if at < bytes.len() { at + 1 } else { at })
}

/// The offset of the first carriage return from `start` to `end`.
const fn carriage_return_before(bytes: &[u8], start: usize, end: usize) -> Option<usize> {
    match find(bytes, start, b'\r') {
        Some(at) if at < end => Some(at),
        _ => None,
    }
}
