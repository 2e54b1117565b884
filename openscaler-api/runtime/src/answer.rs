//! What the accessors of answers call: reads a raw string of any field.

use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, error};

/// Why a string of an answer is not a date-time.
///
/// The answer is not refused for it: the field next to the accessor keeps the string.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidTimestamp {
    /// The time zone is missing, so the time is ambiguous.
    #[error("not an RFC 3339 date-time: missing time zone")]
    WithoutZone,
    /// Anything else that [RFC 3339](https://www.rfc-editor.org/rfc/rfc3339#section-5.6) does not allow.
    #[error("not an RFC 3339 date-time")]
    Malformed(#[source] error::Parse),
}

/// Reads an RFC 3339 date-time.
pub fn moment(text: &str) -> Result<OffsetDateTime, InvalidTimestamp> {
    let parse = |text: &str| OffsetDateTime::parse(text, &Rfc3339);
    parse(text).map_err(|error| match parse(&format!("{text}Z")) {
        Ok(_) => InvalidTimestamp::WithoutZone,
        Err(_) => InvalidTimestamp::Malformed(error),
    })
}

/// The parts between commas, without surrounding white space and without empty ones.
pub fn comma_separated(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|part| !part.is_empty())
}
