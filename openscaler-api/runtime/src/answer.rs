//! Strings of answers that have a form of their own: they are kept as sent, and parsed on request.

use std::fmt;

use serde::{Deserialize, Serialize};
use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, error};

/// Why a string of a response is not a date-time.
///
/// The response is accepted all the same: the field still holds the string.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidTimestamp {
    /// The time zone is missing.
    #[error("not an RFC 3339 date-time: missing time zone")]
    WithoutZone,
    /// Anything else that [RFC 3339](https://www.rfc-editor.org/rfc/rfc3339#section-5.6) does not allow.
    #[error("not an RFC 3339 date-time")]
    Malformed(#[source] error::Parse),
}

/// A date-time of a response: its text, as sent, which is an RFC 3339 date-time if the server keeps to the document.
///
/// Two are equal if their texts are; compare what [`date_time`](Self::date_time) returns to compare the times.
///
/// ```
/// use openscaler_api::Timestamp;
///
/// let timestamp = Timestamp::from("2026-01-31T09:30:00+01:00");
/// assert_eq!(timestamp, "2026-01-31T09:30:00+01:00");
/// assert_eq!(timestamp.date_time()?.unix_timestamp(), 1_769_848_200);
///
/// let error = Timestamp::from("2026-01-31T09:30:00").date_time().unwrap_err();
/// assert_eq!(error.to_string(), "not an RFC 3339 date-time: missing time zone");
/// # Ok::<_, openscaler_api::InvalidTimestamp>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(transparent)]
pub struct Timestamp(String);

impl Timestamp {
    /// Parses the text.
    ///
    /// # Errors
    ///
    /// If the text is not an RFC 3339 date-time.
    pub fn date_time(&self) -> Result<OffsetDateTime, InvalidTimestamp> {
        let parse = |text: &str| OffsetDateTime::parse(text, &Rfc3339);
        parse(&self.0).map_err(|error| match parse(&format!("{}Z", self.0)) {
            Ok(_) => InvalidTimestamp::WithoutZone,
            Err(_) => InvalidTimestamp::Malformed(error),
        })
    }
}

/// A list of a response in one string, as sent, whose items are separated by commas.
///
/// ```
/// use openscaler_api::CommaSeparated;
///
/// let domains = CommaSeparated::from("example.com, www.example.com");
/// assert_eq!(domains.iter().collect::<Vec<_>>(), ["example.com", "www.example.com"]);
/// assert_eq!(domains, "example.com, www.example.com");
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(transparent)]
pub struct CommaSeparated(String);

impl CommaSeparated {
    /// The items, without spaces around them; empty ones are skipped.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.split(',').map(str::trim).filter(|item| !item.is_empty())
    }
}

macro_rules! text {
    ($name:ident) => {
        impl $name {
            /// The text, as sent.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The text, as sent.
            pub fn into_string(self) -> String {
                self.0
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.0 == other
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                self.0 == *other
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.pad(&self.0)
            }
        }

        /// As a string, which it is in JSON.
        impl fmt::Debug for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.0, formatter)
            }
        }
    };
}

text!(Timestamp);
text!(CommaSeparated);
