//! PEM bundles: blocks of base64 between BEGIN and END, at least one of them a certificate.

use crate::{
    Violation,
    text::{find, has_at, ok},
};

/// Whether `text` is a PEM bundle: well-formed blocks, at least one of them a `CERTIFICATE`.
///
/// The grammar is RFC 7468's, section 3, in its lax form: lines of any length and any ending, blanks within the base64
/// and at the end of a line, and text of any kind around the blocks (section 2; such as OpenSSL's `Bag Attributes`).
/// The base64 is that of RFC 4648, section 4, padded, and with nothing in the bits that decoding drops (section 3.5).
///
/// Readers pass over what they do not take for a block, so a slip loses a certificate without a word. Hence these are
/// refused though they may be called explanatory text: a BEGIN that does not start its line, be it for an invisible
/// byte order mark, and an END without BEGIN.
/// So are two labels whose blocks are well-formed and lost all the same: `TRUSTED CERTIFICATE`, which only OpenSSL
/// reads, and `ENCRYPTED PRIVATE KEY`, since a server that is handed a bundle has nobody to ask for the passphrase.
/// Blocks of all other labels are allowed.
pub(crate) const fn check(text: &str) -> Result<(), Violation> {
    let bytes = text.as_bytes();
    let mut certificate = false;
    let mut other_block = None;
    let mut at = 0;
    // Each turn reads a block or a line outside of the blocks.
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

/// Whether `pem` has the BEGIN line of a private key, of any kind and also where the block is broken.
///
/// For macros that keep keys out of programs: it is rather too strict than too lax.
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
            // However many hyphens there are, and with a blank after them as SSH2 has it.
            b'-' if has_at(bytes, at, b"-BEGIN ") || has_at(bytes, at, b"- BEGIN ") => begun = true,
            b'P' if begun && has_at(bytes, at, b"PRIVATE KEY") => return true,
            b'\n' | b'\r' => begun = false,
            _ => {}
        }
        at += 1;
    }
    false
}

const BEGIN: &[u8] = b"-----BEGIN ";
const END: &[u8] = b"-----END ";
const HYPHENS: &[u8] = b"-----";

const ESCAPED_LINE_BREAK: &str = r"`\n` stands where a line break should be: write real line breaks";

/// A well-formed block: where its parts are.
#[derive(Clone, Copy)]
struct Block {
    /// The start of its BEGIN line.
    begin: usize,
    label: usize,
    label_end: usize,
    /// What follows its END line, the line break not included.
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
                "only OpenSSL reads a TRUSTED CERTIFICATE: convert it with `openssl x509`",
            ));
        }
        let body = ok!(end_line(text, block.end, "a line break is missing after the BEGIN line's five hyphens"));
        let end = ok!(read_body(text, begin, body));
        block.end = ok!(block.read_end(text, end));
        Ok(block)
    }

    /// Reads the END line at byte `end`, and returns the offset of its line break.
    const fn read_end(&self, text: &str, end: usize) -> Result<usize, Violation> {
        let bytes = text.as_bytes();
        let label = end + END.len();
        let mut index = 0;
        while self.label + index < self.label_end {
            if label + index == bytes.len() || bytes[label + index] != bytes[self.label + index] {
                return Err(Violation::at(text, label, LABELS_DIFFER));
            }
            index += 1;
        }
        let label_end = label + index;
        if !has_at(bytes, label_end, HYPHENS) {
            return Err(if is_line_end(bytes, label_end) || bytes[label_end] == b'-' {
                Violation::at(text, end, "an END line ends in five hyphens: -----END CERTIFICATE-----")
            } else {
                Violation::at(text, label, LABELS_DIFFER)
            });
        }
        end_line(text, label_end + HYPHENS.len(), "a line break is missing after the END line's five hyphens")
    }

    const fn has_label(&self, bytes: &[u8], label: &[u8]) -> bool {
        self.label_end - self.label == label.len() && has_at(bytes, self.label, label)
    }

    /// What to say when this is the first block of a text without certificates.
    const fn not_a_certificate(&self, text: &str) -> Violation {
        let bytes = text.as_bytes();
        let reason =
            if self.has_label(bytes, b"CERTIFICATE REQUEST") || self.has_label(bytes, b"NEW CERTIFICATE REQUEST") {
                "this is a certificate request: the certificate that was issued for it is needed"
            } else if self.has_label(bytes, b"X509 CERTIFICATE") || self.has_label(bytes, b"X.509 CERTIFICATE") {
                "the label of a certificate is CERTIFICATE alone"
            } else if self.has_label(bytes, b"PKCS7") || self.has_label(bytes, b"CMS") {
                "this is a PKCS #7 bundle: convert it with `openssl pkcs7 -print_certs`"
            } else if has_private_key(text) {
                "a private key is here, but no CERTIFICATE block: put the certificate before it"
            } else {
                NO_CERTIFICATE
            };
        Violation::at(text, self.begin, reason)
    }
}

const NO_CERTIFICATE: &str = "no CERTIFICATE block: -----BEGIN CERTIFICATE----- is missing";
const LABELS_DIFFER: &str = "the label after END differs from the one after BEGIN";
const NO_END: &str = "BEGIN without END";
const ENCRYPTED_KEY: &str = "a server cannot use an encrypted private key: decrypt it with `openssl pkey`";

/// Reads the label at byte `start`, and returns its end, at which five hyphens stand.
const fn read_label(text: &str, start: usize) -> Result<usize, Violation> {
    const LABEL: &str = "a label is words with single spaces between, such as CERTIFICATE";
    let bytes = text.as_bytes();
    let mut at = start;
    while !has_at(bytes, at, HYPHENS) {
        if is_line_end(bytes, at) {
            // The line may just be longer than the text.
            let begin = start - BEGIN.len();
            return Err(Violation::at(text, begin, "a BEGIN line ends in five hyphens: -----BEGIN CERTIFICATE-----"));
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

/// Reads the base64 from byte `start` on, and returns the offset of the END line after it.
const fn read_body(text: &str, begin: usize, start: usize) -> Result<usize, Violation> {
    let bytes = text.as_bytes();
    let (_, mut rest) = bytes.split_at(start);
    let mut digits = 0;
    let mut padding = 0;
    let mut last_digit = 0;
    loop {
        // Nearly all of a body is digits. Four a turn take a constant of a megabyte through here in a third of the time.
        if let [first, second, third, fourth, after @ ..] = rest {
            let last = CLASSES[*fourth as usize];
            // A class that is no digit has a bit above the lower six, and keeps it.
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
                return Err(Violation::at(text, bytes.len() - rest.len(), "base64 goes on after its padding (=)"));
            }
            PADDING => padding += 1,
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
        return Err(Violation::at(text, at, "an END line starts with its five hyphens, on a line of its own"));
    }
    if digits == 0 {
        return Err(Violation::at(text, begin, "nothing stands between BEGIN and END"));
    }
    // Four digits are three bytes; two and three digits at the end are one and two, and leave four and two bits over.
    let bits_left = match (digits % 4, padding) {
        (0, 0) => 0,
        (3, 1) => last_digit & 0b11,
        (2, 2) => last_digit & 0b1111,
        _ => return Err(Violation::at(text, at, "the base64 is cut off, or its padding (=) is wrong")),
    };
    if bits_left != 0 {
        return Err(Violation::at(text, at, "the base64 is damaged: its last character has bits that count nowhere"));
    }
    Ok(at)
}

/// What is wrong with the character at `at`, which stands in the base64 of the block that starts at `begin`.
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
        Violation::at(text, at, "dots stand in for base64 here: give the whole block")
    } else {
        Violation::at(text, at, "a character that is not base64")
    }
}

/// Reads the blanks after a line's closing hyphens at byte `at`, and returns the offset of its line break.
const fn end_line(text: &str, at: usize, otherwise: &'static str) -> Result<usize, Violation> {
    let bytes = text.as_bytes();
    let mut end = at;
    while has_at(bytes, end, b" ") {
        end += 1;
    }
    if is_line_end(bytes, end) {
        Ok(end)
    } else if has_at(bytes, end, br"\n") || has_at(bytes, end, br"\r") {
        Err(Violation::at(text, end, ESCAPED_LINE_BREAK))
    } else {
        Err(Violation::at(text, end, otherwise))
    }
}

/// Reads the line at byte `start`, which is outside of all blocks, and returns the start of the next.
const fn skip_line(text: &str, start: usize) -> Result<usize, Violation> {
    let bytes = text.as_bytes();
    let mut at = start;
    while !is_line_end(bytes, at) {
        if bytes[at] == b'-' {
            if has_at(bytes, at, BEGIN) {
                // Files that were put together can have one in the middle of the text too.
                return Err(if has_at(bytes, start, "\u{feff}".as_bytes()) {
                    Violation::at(
                        text,
                        start,
                        "a byte order mark (U+FEFF) stands before BEGIN: save the file without it",
                    )
                } else {
                    Violation::at(text, at, "a BEGIN line starts with its five hyphens: nothing precedes them")
                });
            }
            if has_at(bytes, at, END) {
                return Err(Violation::at(text, at, "END without BEGIN"));
            }
        }
        at += 1;
    }
    Ok(if at < bytes.len() { at + 1 } else { at })
}

/// What to say of a text that has no block at all.
const fn no_block(text: &str) -> Violation {
    let bytes = text.as_bytes();
    let start = bytes.len() - bytes.trim_ascii_start().len();
    Violation::of_whole(if start == bytes.len() {
        "it is empty: give the text of the certificates, from -----BEGIN CERTIFICATE----- on"
    } else if has_at(bytes, start, b"LS0tLS1CRUdJTi") {
        "it is base64 of a PEM text: decode it first"
    } else if is_path(bytes, start) {
        "it is the path of a file: give what is in the file"
    } else if is_base64(bytes) && has_at(bytes, start, b"MI") {
        "base64 alone: the lines -----BEGIN CERTIFICATE----- and -----END CERTIFICATE----- are missing around it"
    } else if has_begin_certificate(bytes) {
        "five hyphens stand on each side of a label: -----BEGIN CERTIFICATE-----"
    } else {
        NO_CERTIFICATE
    })
}

/// Whether what stands from byte `start` on looks like the path of a file.
const fn is_path(bytes: &[u8], start: usize) -> bool {
    let (_, path) = bytes.split_at(start);
    let path = path.trim_ascii_end();
    if find(path, 0, b'\n').is_some() {
        return false;
    }
    let rooted = has_at(path, 0, b"/") || has_at(path, 0, b"./") || has_at(path, 0, b"../") || has_at(path, 0, b"~/");
    rooted
        || matches!(
            path,
            [.., b'.', b'p', b'e', b'm']
                | [.., b'.', b'c', b'r', b't']
                | [.., b'.', b'c', b'e', b'r']
                | [.., b'.', b'k', b'e', b'y']
        )
}

/// Whether there are only base64 and blanks.
const fn is_base64(bytes: &[u8]) -> bool {
    let mut at = 0;
    while at < bytes.len() {
        if CLASSES[bytes[at] as usize] == STRANGE {
            return false;
        }
        at += 1;
    }
    true
}

/// Whether there is a BEGIN line with another number of hyphens than it should have.
const fn has_begin_certificate(bytes: &[u8]) -> bool {
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b'B' && has_at(bytes, at, b"BEGIN CERTIFICATE") {
            return true;
        }
        at += 1;
    }
    false
}

const fn is_line_end(bytes: &[u8], at: usize) -> bool {
    at == bytes.len() || matches!(bytes[at], b'\n' | b'\r')
}

const fn is_line_start(bytes: &[u8], at: usize) -> bool {
    at == 0 || matches!(bytes[at - 1], b'\n' | b'\r')
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
const STRANGE: u8 = 66;

/// What each byte is in a block's body: a base64 digit by its value (RFC 4648, section 4, table 1), or one of the above.
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
    classes[b'\n' as usize] = BLANK;
    classes[b'\r' as usize] = BLANK;
    classes
};

#[cfg(test)]
mod tests {
    use std::{
        format,
        string::{String, ToString},
        vec::Vec,
    };

    use base64::{Engine, engine::general_purpose::STANDARD};
    use proptest::prelude::*;
    use rustls_pki_types::{CertificateDer, pem::PemObject};

    use super::has_private_key;
    use crate::{
        Format::Pem,
        testing::{assert_accepts, assert_refuses},
    };

    const CERTIFICATE: &str = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
    const NO_CERTIFICATE: &str = "no CERTIFICATE block: -----BEGIN CERTIFICATE----- is missing";
    const BEFORE_BEGIN: &str = "a BEGIN line starts with its five hyphens: nothing precedes them";
    const AFTER_BEGIN: &str = "a line break is missing after the BEGIN line's five hyphens";
    const AFTER_END: &str = "a line break is missing after the END line's five hyphens";
    const BEFORE_END: &str = "an END line starts with its five hyphens, on a line of its own";
    const LINE_BREAK: &str = r"`\n` stands where a line break should be: write real line breaks";
    const LABEL: &str = "a label is words with single spaces between, such as CERTIFICATE";
    const LABELS_DIFFER: &str = "the label after END differs from the one after BEGIN";
    const NOT_BASE64: &str = "a character that is not base64";
    const CUT_OFF: &str = "the base64 is cut off, or its padding (=) is wrong";
    const DAMAGED: &str = "the base64 is damaged: its last character has bits that count nowhere";
    const ENCRYPTED: &str = "a server cannot use an encrypted private key: decrypt it with `openssl pkey`";

    #[test]
    fn accepts() {
        assert_accepts(
            Pem,
            &[
                CERTIFICATE,
                CERTIFICATE.trim_end(),
                &CERTIFICATE.replace('\n', "\r\n"),
                &CERTIFICATE.replace('\n', "\r"),
                &CERTIFICATE.replace('\n', "  \n"),
                &CERTIFICATE.replace("MIIB", "M\n\n \tII\nB"),
                &CERTIFICATE.replace("MIIB", "MIE="),
                &CERTIFICATE.replace("MIIB", "MA=\n="),
                &format!("{CERTIFICATE}{CERTIFICATE}"),
                &format!("{CERTIFICATE}\n-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n"),
                &format!("-----BEGIN EC PARAMETERS-----\nMIIB\n-----END EC PARAMETERS-----\n{CERTIFICATE}"),
                &format!("-----BEGIN X-Y Z-----\nMIIB\n-----END X-Y Z-----\n{CERTIFICATE}"),
                &format!("-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----\n{CERTIFICATE}"),
                &format!("Bag Attributes\n    friendlyName: münchen -- 1\n{CERTIFICATE}\n# the end"),
            ],
        );
    }

    #[test]
    fn refuses_what_has_no_certificate() {
        assert_refuses(
            Pem,
            &[
                ("", None, "it is empty: give the text of the certificates, from -----BEGIN CERTIFICATE----- on"),
                (" \r\n", None, "it is empty: give the text of the certificates, from -----BEGIN CERTIFICATE----- on"),
                ("hello", None, NO_CERTIFICATE),
                ("-----", None, NO_CERTIFICATE),
                ("/etc/ssl/server.crt", None, "it is the path of a file: give what is in the file"),
                ("server.pem\n", None, "it is the path of a file: give what is in the file"),
                ("certs/server.pem", None, "it is the path of a file: give what is in the file"),
                (
                    "MIIBiDCCAS6gAwIBAgIUTeBqKft9o7mb\ntRBNkaFjRFt7CeUwCgYIKoZIzj0EAwIw\n",
                    None,
                    "base64 alone: the lines -----BEGIN CERTIFICATE----- and -----END CERTIFICATE----- are missing \
                     around it",
                ),
                ("LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCg==", None, "it is base64 of a PEM text: decode it first"),
                (
                    "----BEGIN CERTIFICATE----\nMIIB\n----END CERTIFICATE----\n",
                    None,
                    "five hyphens stand on each side of a label: -----BEGIN CERTIFICATE-----",
                ),
                (
                    "-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----\n",
                    Some(0),
                    "this is a certificate request: the certificate that was issued for it is needed",
                ),
                (
                    "\n-----BEGIN EC PRIVATE KEY-----\nMIIB\n-----END EC PRIVATE KEY-----\n",
                    Some(1),
                    "a private key is here, but no CERTIFICATE block: put the certificate before it",
                ),
                (
                    "-----BEGIN X509 CERTIFICATE-----\nMIIB\n-----END X509 CERTIFICATE-----\n",
                    Some(0),
                    "the label of a certificate is CERTIFICATE alone",
                ),
                (
                    "-----BEGIN PKCS7-----\nMIIB\n-----END PKCS7-----\n",
                    Some(0),
                    "this is a PKCS #7 bundle: convert it with `openssl pkcs7 -print_certs`",
                ),
                ("-----BEGIN DH PARAMETERS-----\nMIIB\n-----END DH PARAMETERS-----\n", Some(0), NO_CERTIFICATE),
            ],
        );
    }

    #[test]
    fn refuses_what_readers_pass_over() {
        assert_refuses(
            Pem,
            &[
                (
                    &format!("\u{feff}{CERTIFICATE}"),
                    Some(0),
                    "a byte order mark (U+FEFF) stands before BEGIN: save the file without it",
                ),
                (
                    &format!("{CERTIFICATE}\u{feff}{CERTIFICATE}"),
                    Some(CERTIFICATE.len()),
                    "a byte order mark (U+FEFF) stands before BEGIN: save the file without it",
                ),
                (&format!("  {CERTIFICATE}"), Some(2), BEFORE_BEGIN),
                (&format!("\"{CERTIFICATE}\""), Some(1), BEFORE_BEGIN),
                (&format!("-{CERTIFICATE}"), Some(1), BEFORE_BEGIN),
                (&format!("{CERTIFICATE}-----END CERTIFICATE-----"), Some(CERTIFICATE.len()), "END without BEGIN"),
                ("-----END CERTIFICATE-----", Some(0), "END without BEGIN"),
                (
                    &CERTIFICATE.replace("CERT", "TRUSTED CERT"),
                    Some(0),
                    "only OpenSSL reads a TRUSTED CERTIFICATE: convert it with `openssl x509`",
                ),
                (
                    &format!(
                        "{CERTIFICATE}-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIB\n-----END ENCRYPTED PRIVATE KEY-----"
                    ),
                    Some(CERTIFICATE.len()),
                    ENCRYPTED,
                ),
                (
                    &format!(
                        "{CERTIFICATE}-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: A,B\n\nMIIB\n"
                    ),
                    Some(CERTIFICATE.len() + "-----BEGIN RSA PRIVATE KEY-----\n".len()),
                    ENCRYPTED,
                ),
            ],
        );
    }

    #[test]
    fn refuses_broken_blocks() {
        let labels_differ = CERTIFICATE.find("-----END ").unwrap() + "-----END ".len();
        let five_hyphens = "a BEGIN line ends in five hyphens: -----BEGIN CERTIFICATE-----";
        let end_hyphens = "an END line ends in five hyphens: -----END CERTIFICATE-----";
        assert_refuses(
            Pem,
            &[
                ("-----BEGIN CERTIFICATE-----", Some(0), "BEGIN without END"),
                ("-----BEGIN CERTIFICATE-----\nMIIB\n", Some(0), "BEGIN without END"),
                (&format!("-----BEGIN CERTIFICATE-----\nMIIB\n{CERTIFICATE}"), Some(0), "BEGIN without END"),
                ("-----BEGIN CERTIFICATE", Some(0), five_hyphens),
                ("-----BEGIN CERTIFICATE----\nMIIB", Some(0), five_hyphens),
                ("-----BEGIN  CERTIFICATE-----\n", Some(11), LABEL),
                ("-----BEGIN A  B-----\n", Some(13), LABEL),
                ("-----BEGIN CERTIFICATE -----\n", Some(23), LABEL),
                ("-----BEGIN -----\n", Some(11), LABEL),
                ("-----BEGIN ZERTIFIKÄT-----\n", Some(19), LABEL),
                (&CERTIFICATE.replace("END CERTIFICATE", "END CERT"), Some(labels_differ), LABELS_DIFFER),
                (
                    &CERTIFICATE.replace("END CERTIFICATE", "END CERTIFICATE REQUEST"),
                    Some(labels_differ),
                    LABELS_DIFFER,
                ),
                (&CERTIFICATE.replace("END CERTIFICATE", "END PRIVATE KEY"), Some(labels_differ), LABELS_DIFFER),
                ("-----BEGIN CERTIFICATE-----\nMIIB\n-----END ", Some(labels_differ), LABELS_DIFFER),
                (&CERTIFICATE[..CERTIFICATE.len() - 2], Some(labels_differ - 9), end_hyphens),
                (&CERTIFICATE[..CERTIFICATE.len() - 6], Some(labels_differ - 9), end_hyphens),
                (&CERTIFICATE.replace('\n', " "), Some(28), AFTER_BEGIN),
                (&CERTIFICATE.replace('\n', ""), Some(27), AFTER_BEGIN),
                (&CERTIFICATE.replacen("-----\n", "-----\t\n", 1), Some(27), AFTER_BEGIN),
                (&CERTIFICATE.replace('\n', "\\n"), Some(27), LINE_BREAK),
                (&CERTIFICATE.replace('\n', "\\r\\n"), Some(27), LINE_BREAK),
                (&CERTIFICATE.replace("MIIB\n", "MIIB\\n"), Some(32), LINE_BREAK),
                (&format!("{}\\n", CERTIFICATE.trim_end()), Some(CERTIFICATE.len() - 1), LINE_BREAK),
                (&CERTIFICATE.trim_end().repeat(2), Some(CERTIFICATE.len() - 1), AFTER_END),
                (&CERTIFICATE.replace("MIIB\n", "MIIB"), Some(32), BEFORE_END),
                (&CERTIFICATE.replace("-----END", " -----END"), Some(34), BEFORE_END),
                (&CERTIFICATE.replace("MIIB\n", ""), Some(0), "nothing stands between BEGIN and END"),
                (&CERTIFICATE.replace("MIIB", " "), Some(0), "nothing stands between BEGIN and END"),
                (&CERTIFICATE.replace("MIIB", "===="), Some(0), "nothing stands between BEGIN and END"),
                (&CERTIFICATE.replace("MIIB", "MI-B"), Some(30), NOT_BASE64),
                (&CERTIFICATE.replace("MIIB", "MI_B"), Some(30), NOT_BASE64),
                (&CERTIFICATE.replace("MIIB", "MIéB"), Some(30), NOT_BASE64),
                (&CERTIFICATE.replace("MIIB", "Name: a"), Some(32), NOT_BASE64),
                (&CERTIFICATE.replace("MIIB", "..."), Some(28), "dots stand in for base64 here: give the whole block"),
                (&CERTIFICATE.replace("MIIB", "…"), Some(28), "dots stand in for base64 here: give the whole block"),
                (&CERTIFICATE.replace("MIIB", "M"), Some(30), CUT_OFF),
                (&CERTIFICATE.replace("MIIB", "MI"), Some(31), CUT_OFF),
                (&CERTIFICATE.replace("MIIB", "MI="), Some(32), CUT_OFF),
                (&CERTIFICATE.replace("MIIB", "MII"), Some(32), CUT_OFF),
                (&CERTIFICATE.replace("MIIB", "MIIB="), Some(34), CUT_OFF),
                (&CERTIFICATE.replace("MIIB", "MIIB===="), Some(37), CUT_OFF),
                (&CERTIFICATE.replace("MIIB", "MA==MIIB"), Some(32), "base64 goes on after its padding (=)"),
                (&CERTIFICATE.replace("MIIB", "MB=="), Some(33), DAMAGED),
                (&CERTIFICATE.replace("MIIB", "MIF="), Some(33), DAMAGED),
            ],
        );
    }

    #[test]
    fn a_message_names_the_line() {
        let second = format!("{CERTIFICATE}{}", CERTIFICATE.replace("MIIB", "MI!B"));
        assert_eq!(Pem.check(&second).unwrap_err().to_string(), "a character that is not base64 (line 5, character 3)");
        let unfinished = format!("{CERTIFICATE}-----BEGIN CERTIFICATE-----\n");
        assert_eq!(Pem.check(&unfinished).unwrap_err().to_string(), "BEGIN without END (line 4)");
    }

    #[test]
    fn private_keys_are_found_in_every_dress() {
        for key in [
            "-----BEGIN PRIVATE KEY-----",
            "-----BEGIN RSA PRIVATE KEY-----",
            "-----BEGIN ENCRYPTED PRIVATE KEY-----",
            "-----BEGIN OPENSSH PRIVATE KEY-----",
            "-----BEGIN PGP PRIVATE KEY BLOCK-----",
            "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----",
            "  -----BEGIN EC PRIVATE KEY-----",
            r"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n-----BEGIN PRIVATE KEY-----\n",
        ] {
            assert!(has_private_key(key), "{key}");
            assert!(has_private_key(&format!("{CERTIFICATE}{key}\nMIIB\n")), "{key}");
        }
        for none in ["", CERTIFICATE, "-----BEGIN PUBLIC KEY-----", "PRIVATE KEY", "-----BEGIN X\nPRIVATE KEY"] {
            assert!(!has_private_key(none), "{none}");
        }
    }

    /// What the references make of a text that was accepted.
    fn assert_references_agree(text: &str) {
        let expected = text.matches("-----BEGIN CERTIFICATE-----").count();
        let certificates: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(text.as_bytes()).collect();
        let certificates = certificates.unwrap();
        assert!(expected > 0, "{text:?}");
        assert_eq!(certificates.len(), expected, "{text:?}");

        let bodies = text.split("-----BEGIN CERTIFICATE-----").skip(1);
        for (body, certificate) in bodies.zip(&certificates) {
            let body = body.split("-----END").next().unwrap();
            let base64: String = body.split_ascii_whitespace().collect();
            assert_eq!(STANDARD.decode(base64).unwrap(), certificate.as_ref(), "{text:?}");
        }
    }

    /// A bundle as a program writes it, and its line ending.
    fn bundle() -> impl Strategy<Value = String> {
        let label = prop::sample::select(std::vec!["CERTIFICATE", "CERTIFICATE", "PRIVATE KEY", "EC PARAMETERS"]);
        let block = (label, prop::collection::vec(any::<u8>(), 1..40), 1_usize..80, "[a-z :\u{e9}]{0,10}");
        let line_break = prop::sample::select(std::vec!["\n", "\r\n", "\r"]);
        (prop::collection::vec(block, 1..4), line_break).prop_map(|(blocks, line_break)| {
            let mut text = String::new();
            for (label, der, width, around) in blocks {
                text += &format!("-----BEGIN {label}-----\n");
                for line in STANDARD.encode(der).as_bytes().chunks(width) {
                    text += str::from_utf8(line).unwrap();
                    text += "\n";
                }
                text += &format!("-----END {label}-----\n{around}\n");
            }
            text.replace('\n', line_break)
        })
    }

    proptest! {
        #[test]
        fn bundles_with_a_certificate_are_accepted(text in bundle()) {
            prop_assert_eq!(Pem.check(&text).is_ok(), text.contains("BEGIN CERTIFICATE"));
            if Pem.check(&text).is_ok() {
                assert_references_agree(&text);
            }
        }

        /// One slip: either it is refused, or it changes nothing for the references.
        #[test]
        fn damaged_bundles_are_read_alike_or_refused(
            text in bundle(),
            at in any::<prop::sample::Index>(),
            remove in 0_usize..3,
            insert in "[-=AB \n\r\t\u{feff}\\\\]{0,2}|-----BEGIN |-----END |-----END CERTIFICATE-----\n",
        ) {
            let mut characters: Vec<char> = text.chars().collect();
            let at = at.index(characters.len());
            let end = characters.len().min(at + remove);
            characters.splice(at..end, insert.chars());
            let damaged: String = characters.into_iter().collect();
            if Pem.check(&damaged).is_ok() {
                assert_references_agree(&damaged);
            }
        }

        #[test]
        fn lines_in_any_order_are_read_alike_or_refused(
            lines in prop::collection::vec(
                prop::sample::select(std::vec![
                    "-----BEGIN CERTIFICATE-----",
                    "-----END CERTIFICATE-----",
                    "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
                    "-----BEGIN PRIVATE KEY-----",
                    "-----END PRIVATE KEY-----",
                    "MIIB",
                    "MA==",
                    "-----",
                    "text",
                    " ",
                    "",
                ]),
                0..8,
            ),
        ) {
            let text = lines.join("\n");
            if Pem.check(&text).is_ok() {
                assert_references_agree(&text);
            }
        }
    }
}
