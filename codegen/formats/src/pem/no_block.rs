//! Texts without PEM blocks.

use super::{body::is_base64, lines::NO_CERTIFICATE};
use crate::{
    text::{find, has_at},
    violation::Violation,
};

/// The violation for a text without blocks.
pub(super) const fn no_block(text: &str) -> Violation {
    let bytes = text.as_bytes();
    let start = bytes.len() - bytes.trim_ascii_start().len();
    Violation::of_whole(if start == bytes.len() {
        "expected PEM, found an empty string: give the file's contents, starting with -----BEGIN CERTIFICATE-----"
    } else if has_at(bytes, start, b"LS0tLS1CRUdJTi") {
        "expected PEM, found PEM encoded as base64: decode it first"
    } else if is_path(bytes, start) {
        "expected PEM, found the path of a file: give the file's contents"
    } else if is_base64(bytes) && has_at(bytes, start, b"MI") {
        "missing -----BEGIN CERTIFICATE----- and -----END CERTIFICATE----- around the base64"
    } else {
        NO_CERTIFICATE
    })
}

/// Whether the text from byte `start` on looks like the path of a file.
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
