//! Reads what is never an argument: files and standard input.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use zeroize::Zeroizing;

use crate::failure::reason;

/// The size of the largest file that is read, in bytes.
pub(crate) const MAX_SIZE: u64 = 1024 * 1024;

/// Whether standard input was read, of which a second reader would find nothing left.
static IS_INPUT_READ: AtomicBool = AtomicBool::new(false);

/// Reads a file, or standard input if it is `-`.
///
/// # Errors
///
/// What is wrong, beginning with a verb.
pub(crate) fn read(path: &Path) -> Result<Zeroizing<Vec<u8>>, String> {
    let name = path.display();
    let unreadable = |error: io::Error| format!("cannot be read from `{name}`: {}", reason(&error));
    if path == Path::new("-") {
        if IS_INPUT_READ.swap(true, Ordering::Relaxed) {
            return Err("cannot be read from `-`: standard input can be read only once".to_owned());
        }
        return read_whole(io::stdin().lock()).map_err(unreadable)?.ok_or_else(too_large);
    }
    check_name(path, path)?;
    let file = File::open(path).map_err(unreadable)?;
    let metadata = file.metadata().map_err(unreadable)?;
    if metadata.is_dir() {
        return Err(format!("cannot be read from `{name}`: it is a folder"));
    }
    read_whole(file).map_err(unreadable)?.ok_or_else(too_large)
}

/// Reads a text.
pub(crate) fn read_text(path: &Path) -> Result<Zeroizing<String>, String> {
    let bytes = read(path)?;
    match std::str::from_utf8(&bytes) {
        Ok(text) => Ok(Zeroizing::new(text.to_owned())),
        Err(_) => {
            // DER begins with a SEQUENCE.
            let advice = if bytes.first() == Some(&0x30) { ": convert DER or PKCS #12 to PEM" } else { "" };
            Err(format!("cannot be read from `{}`: it is not UTF-8{advice}", path.display()))
        }
    }
}

/// Refuses a name without showing it if it may be what a file contains: a token, a key or a URL with a password.
pub(crate) fn check_name(name: &Path, path: &Path) -> Result<(), String> {
    if path.exists() || is_like_path(name) {
        return Ok(());
    }
    Err("is not the name of an existing file: expected its path, not what it contains".to_owned())
}

fn is_like_path(name: &Path) -> bool {
    let Some(text) = name.to_str() else { return false };
    let begins_as_path = ["/", "./", "../", "~"].iter().any(|start| text.starts_with(start));
    let has_extension = name.extension().is_some_and(|extension| extension.len() <= 5);
    let is_word = text.len() <= 16 && text.bytes().all(|byte| byte.is_ascii_lowercase());
    let has_other = text.contains(['@', '{', '\n', '\r']) || text.contains("://");
    !has_other && (begins_as_path || has_extension || is_word)
}

/// The contents of several files, each beginning on a line of its own.
pub(crate) fn join<T: AsRef<str>>(texts: &[T]) -> Zeroizing<String> {
    let length = texts.iter().map(|text| text.as_ref().len() + 1).sum();
    // Of its final size, since a growing one leaves copies.
    let mut joined = Zeroizing::new(String::with_capacity(length));
    for text in texts {
        if !joined.is_empty() && !joined.ends_with(['\n', '\r']) {
            joined.push('\n');
        }
        joined.push_str(text.as_ref());
    }
    joined
}

fn too_large() -> String {
    "is too large: expected at most 1 MiB".to_owned()
}

/// `None` if it is too large.
fn read_whole(source: impl Read) -> io::Result<Option<Zeroizing<Vec<u8>>>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(64 * 1024));
    source.take(MAX_SIZE + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= MAX_SIZE).then_some(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_like_a_path_is_shown() {
        for name in
            ["/etc/openscaler/tokne", "./tokne", "../tokne", "~/token", "tokne", "fullchain.pem", "live/privkey.pem"]
        {
            let message = read(Path::new(name)).err().unwrap_or_default();
            assert!(message.contains(name), "{message}");
        }
        let contents = [
            "s3cr3t",
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
            "http://me:s3cr3t@proxy.corp",
            "me:s3cr3t@proxy.corp",
            "-----BEGIN PRIVATE KEY-----\nMIGH/abc\n-----END PRIVATE KEY-----\n.pem",
            r#"{"name":"a.pem"}"#,
        ];
        for content in contents {
            let message = read(Path::new(content)).err();
            assert_eq!(
                message.as_deref(),
                Some("is not the name of an existing file: expected its path, not what it contains")
            );
        }
    }
}
