//! What somebody meant who gave a text without any PEM block.

use super::{NO_CERTIFICATE, body::is_base64};
use crate::{
    Violation,
    text::{find, has_at},
};

/// What to say of a text that has no block at all.
pub(super) const fn no_block(text: &str) -> Violation {
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
