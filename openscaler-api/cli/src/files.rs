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
        Err(_) => Err(format!("cannot be read from `{}`: it is not UTF-8", path.display())),
    }
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
