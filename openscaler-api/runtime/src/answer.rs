//! What the accessors of answers call: how a raw text is read, whichever field it is from.

use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, error};

/// A text of an answer that was to be a date and time.
///
/// An answer is not refused for it: the text stays in the field beside the accessor.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidTimestamp {
    /// A date and time without a zone, which may be any of 26 hours.
    #[error("a date and time without a zone; only with one is it a moment")]
    WithoutZone,
    /// Anything else that [RFC 3339](https://www.rfc-editor.org/rfc/rfc3339#section-5.6) does not allow.
    #[error("not an RFC 3339 date and time")]
    Malformed(#[source] error::Parse),
}

/// Reads an RFC 3339 date and time.
pub fn moment(text: &str) -> Result<OffsetDateTime, InvalidTimestamp> {
    let parse = |text: &str| OffsetDateTime::parse(text, &Rfc3339);
    parse(text).map_err(|error| match parse(&format!("{text}Z")) {
        Ok(_) => InvalidTimestamp::WithoutZone,
        Err(_) => InvalidTimestamp::Malformed(error),
    })
}

/// The parts between commas, without the blanks around them; an empty part is none.
pub fn comma_separated(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|part| !part.is_empty())
}
