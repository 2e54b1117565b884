//! What the lines of a bundle are made of, and the messages that several readers have.

pub(super) const BEGIN: &[u8] = b"-----BEGIN ";
pub(super) const END: &[u8] = b"-----END ";
pub(super) const HYPHENS: &[u8] = b"-----";

// What is said in more than one place.
pub(super) const ESCAPED_LINE_BREAK: &str = r"expected a line break, found a literal `\n`: use real line breaks";
pub(super) const NO_CERTIFICATE: &str = "missing `CERTIFICATE` block: expected a line -----BEGIN CERTIFICATE-----";
pub(super) const CARRIAGE_RETURN: &str =
    "a carriage return alone is not a line break for OpenSSL: save the file with LF or CRLF";
pub(super) const NO_END: &str = "BEGIN without END: copy the whole block";
pub(super) const ENCRYPTED_KEY: &str = "a server cannot use an encrypted private key: decrypt it with `openssl pkey`";

pub(super) const fn is_line_end(bytes: &[u8], at: usize) -> bool {
    at == bytes.len() || bytes[at] == b'\n'
}

pub(super) const fn is_line_start(bytes: &[u8], at: usize) -> bool {
    at == 0 || bytes[at - 1] == b'\n'
}

/// The offset of the first byte from `at` on that is not a blank; a carriage return is a blank, as in OpenSSL.
pub(super) const fn skip_blanks(bytes: &[u8], at: usize) -> usize {
    let mut end = at;
    while end < bytes.len() && matches!(bytes[end], b' ' | b'\t' | b'\r') {
        end += 1;
    }
    end
}
