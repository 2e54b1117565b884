//! The position at which a text stops matching its pattern, and the message.

use core::fmt;

use super::table::Table;
use crate::text::Place;

/// The maximum number of ranges in a message; more are less helpful than the pattern itself.
const MOST_RANGES: usize = 6;

/// The position at which a text stops matching, without any part of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mismatch {
    /// The pattern as the document has it, and its table.
    source: &'static str,
    table: &'static Table,
    /// The state in which it stops.
    row: usize,
    /// The first character that is not allowed; `None` if the text ends too early.
    place: Option<Place>,
}

impl Mismatch {
    pub(super) const fn new(source: &'static str, table: &'static Table, row: usize, place: Option<Place>) -> Self {
        Self { source, table, row, place }
    }

    pub(crate) const fn position(&self) -> Option<usize> {
        match self.place {
            Some(place) => Some(place.offset),
            None => None,
        }
    }

    pub(crate) const fn reason(&self) -> &'static str {
        match self.place {
            Some(_) => "unexpected character for the document's `pattern`",
            None => "no match for the document's `pattern`",
        }
    }

    /// Writes the message, which shows `character`, the one at the position, if it is given.
    pub(crate) fn write(&self, f: &mut fmt::Formatter<'_>, character: Option<char>) -> fmt::Result {
        match (self.place, character) {
            (None, _) if self.table.is_search() => {
                return write!(f, "no part matches the pattern `{}`", self.source);
            }
            (None, _) => f.write_str("unexpected end")?,
            (Some(_), Some(' ')) => f.write_str("unexpected space")?,
            (Some(_), Some(character)) => write!(f, "unexpected `{}`", character.escape_debug())?,
            (Some(_), None) => f.write_str("unexpected character")?,
        }
        let source = self.source;
        match self.ranges() {
            Some(0) if self.place.is_some() => write!(f, ": the pattern `{source}` expects the end here")?,
            Some(1..=MOST_RANGES) => {
                write!(f, ": the pattern `{source}` expects ")?;
                self.write_ranges(f)?;
                f.write_str(" here")?;
            }
            _ => write!(f, " for the pattern `{source}`")?,
        }
        match self.place {
            Some(place) => write!(f, " ({place})"),
            None => Ok(()),
        }
    }

    /// The number of allowed ranges of characters; `None` if all are allowed, with exceptions.
    fn ranges(&self) -> Option<usize> {
        let mut count = 0;
        self.table.for_each_allowed(self.row, |_, _| count += 1).then_some(count)
    }

    fn write_ranges(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.ranges().unwrap_or_default();
        let (mut index, mut result) = (0, Ok(()));
        self.table.for_each_allowed(self.row, |first, last| {
            let separator = match index {
                0 => "",
                _ if index + 1 == count => " or ",
                _ => ", ",
            };
            index += 1;
            result = result.and_then(|()| {
                write!(f, "{separator}`{}`", first.escape_debug())?;
                match u32::from(last) - u32::from(first) {
                    0 => Ok(()),
                    1 => write!(f, ", `{}`", last.escape_debug()),
                    _ => write!(f, " to `{}`", last.escape_debug()),
                }
            });
        });
        result
    }
}
