//! What commands print.

use std::io::{ErrorKind, Write};

use anyhow::{Context, Result};

/// Prints a text. A reader that has seen enough, such as `head`, is no error.
///
/// # Errors
///
/// If the text cannot be written.
pub(crate) fn print(text: &str) -> Result<()> {
    let mut output = std::io::stdout();
    match output.write_all(text.as_bytes()).and_then(|()| output.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => written.context("cannot write to the standard output"),
    }
}
