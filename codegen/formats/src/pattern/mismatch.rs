//! Where a text stops matching its pattern, and how that is told.

use core::fmt;

use super::Pattern;
use crate::text::Place;

/// More ranges than these say less than the pattern itself.
const MOST_RANGES: usize = 6;

/// Where a text stops matching; it holds no part of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mismatch {
    pattern: Pattern,
    /// The state in which it stops.
    row: usize,
    /// The first character that cannot stand there; `None` if the text ends where it cannot.
    place: Option<Place>,
}

impl Mismatch {
    pub(crate) const fn new(pattern: Pattern, row: usize, place: Option<Place>) -> Self {
        Self { pattern, row, place }
    }

    pub(crate) const fn position(&self) -> Option<usize> {
        match self.place {
            Some(place) => Some(place.offset),
            None => None,
        }
    }

    pub(crate) const fn reason(&self) -> &'static str {
        match self.place {
            Some(_) => "one of its characters does not fit the document's `pattern`",
            None => "it does not match the document's `pattern`",
        }
    }

    /// Says it of `character`, which stands at the place, or without it.
    pub(crate) fn write(&self, f: &mut fmt::Formatter<'_>, character: Option<char>) -> fmt::Result {
        let source = self.pattern.source;
        let Some(place) = self.place else {
            if self.pattern.table.is_search() {
                return write!(f, "no part of it matches the pattern `{source}`");
            }
            write!(f, "it ends too early for the pattern `{source}`")?;
            return match self.ranges() {
                Some(1..=MOST_RANGES) => {
                    f.write_str(": it has to go on with ")?;
                    self.write_ranges(f)
                }
                _ => Ok(()),
            };
        };
        match character {
            Some(' ') => f.write_str("a space")?,
            Some(character) => write!(f, "`{}`", character.escape_debug())?,
            None => f.write_str("this character")?,
        }
        write!(f, " does not fit the pattern `{source}`")?;
        match self.ranges() {
            Some(0) => f.write_str(", which ends before it")?,
            Some(1..=MOST_RANGES) => {
                f.write_str(", which has ")?;
                self.write_ranges(f)?;
                f.write_str(" here")?;
            }
            _ => {}
        }
        write!(f, " ({place})")
    }

    /// How many ranges of characters can stand there; `None` if all can but some.
    fn ranges(&self) -> Option<usize> {
        let mut count = 0;
        self.pattern.table.for_each_allowed(self.row, |_, _| count += 1).then_some(count)
    }

    fn write_ranges(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.ranges().unwrap_or_default();
        let (mut index, mut result) = (0, Ok(()));
        self.pattern.table.for_each_allowed(self.row, |first, last| {
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
