//! Regular expressions of a document, as tables that the generator compiles.

pub(crate) mod mismatch;
mod table;

#[cfg(feature = "decode")]
mod decode;

#[cfg(feature = "decode")]
pub use decode::TableParts;
pub use table::Table;

use crate::text::{Place, char_at, place};
use crate::violation::Violation;
use mismatch::Mismatch;
use table::DONE;

/// A `pattern` of the document, and the table with which texts are matched.
///
/// ```
/// use openscaler_formats::{Pattern, Table};
///
/// // The generator writes such tables.
/// const LETTERS: [u8; 128] = {
///     let mut classes = [0; 128];
///     classes[b'a' as usize] = 1;
///     classes[b'-' as usize] = 2;
///     classes
/// };
/// const NONE: u16 = u16::MAX;
/// const TABLE: Table = Table::new(&LETTERS, &[], 4, &[0, NONE, 5, NONE, 1, NONE, 5, 5]);
/// const PATTERN: Pattern = Pattern::new("^a[a-]*$", &TABLE);
///
/// const _: () = assert!(PATTERN.check("a-a").is_ok());
/// let violation = PATTERN.check("a-b").unwrap_err();
/// assert_eq!((violation.rule(), violation.position()), ("pattern", Some(2)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pattern {
    pub(crate) source: &'static str,
    table: &'static Table,
}

impl Pattern {
    /// Creates a pattern from its source in the document and its table.
    #[must_use]
    pub const fn new(source: &'static str, table: &'static Table) -> Self {
        Self { source, table }
    }

    /// The source of the pattern in the document.
    #[must_use]
    pub const fn source(&self) -> &'static str {
        self.source
    }

    /// The table.
    #[must_use]
    pub const fn table(&self) -> &'static Table {
        self.table
    }

    /// Whether the pattern matches in `text`, as defined by ECMAScript's `RegExp.prototype.test`.
    ///
    /// # Errors
    ///
    /// The first character after which no continuation of the text matches; or the text as a whole.
    pub const fn check(&self, text: &str) -> Result<(), Violation> {
        // As few steps per character as possible, because the compiler's interpreter checks literals.
        let Table { ascii, next, .. } = *self.table;
        let bytes = text.as_bytes();
        let length = bytes.len();
        let mut row = 1;
        let mut at = 0;
        while at < length {
            let byte = bytes[at];
            let (class, after) = if byte < 0x80 {
                (ascii[byte as usize], at + 1)
            } else {
                let (character, after) = char_at(text, at);
                (self.table.class_beyond_ascii(character), after)
            };
            let following = next[row + class as usize];
            if following >= DONE {
                if following == DONE {
                    return Ok(());
                }
                return Err(self.no_match(row, Some(place(text, at))));
            }
            row = following as usize;
            at = after;
        }
        if self.table.may_end(row) { Ok(()) } else { Err(self.no_match(row, None)) }
    }

    const fn no_match(&self, row: usize, place: Option<Place>) -> Violation {
        Violation::no_match(Mismatch::new(self.source, self.table, row, place))
    }
}

#[cfg(test)]
mod tests;
