//! Whether a pattern is valid, and in which of ECMAScript's two modes.

use regress::{Error, Regex};

/// How a pattern is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// With the flag `u`: an escape that means nothing is an error, `\p{…}` is a property.
    Unicode,
    /// Without it: an escape that means nothing is the character itself.
    Legacy,
}

impl Reading {
    /// The stricter reading that allows the pattern.
    pub(super) fn of(source: &str) -> Result<Self, Error> {
        if Regex::with_flags(source, "u").is_ok() {
            return Ok(Self::Unicode);
        }
        Regex::new(source).map(|_| Self::Legacy)
    }
}

/// Why the pattern is not a regular expression, if it is not.
pub(crate) fn is_valid(source: &str) -> Result<(), String> {
    Reading::of(source).map(drop).map_err(|error| error.to_string())
}
