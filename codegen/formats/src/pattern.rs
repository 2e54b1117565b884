//! Regular expressions of a document, as the tables that the generator makes of them.

mod mismatch;
mod table;

#[cfg(feature = "decode")]
mod decode;

#[cfg(feature = "decode")]
pub use decode::TableParts;
pub(crate) use mismatch::Mismatch;
pub use table::Table;

use crate::Violation;
use crate::text::{char_at, place};
use table::DONE;

/// A `pattern` of the document, and the table that says which texts match it.
///
/// ```
/// use openscaler_formats::{Pattern, Table};
///
/// // One letter, then hyphens as well: the generator writes such tables.
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
    /// The pattern as the document has it, with its table.
    #[must_use]
    pub const fn new(source: &'static str, table: &'static Table) -> Self {
        Self { source, table }
    }

    /// The pattern as the document has it.
    #[must_use]
    pub const fn source(&self) -> &'static str {
        self.source
    }

    /// The table.
    #[must_use]
    pub const fn table(&self) -> &'static Table {
        self.table
    }

    /// Whether the pattern is found in `text`, as ECMAScript's `RegExp.prototype.test` would say.
    ///
    /// # Errors
    ///
    /// The first character with which the text cannot match any more, however it went on; or the text as a whole.
    pub const fn check(&self, text: &str) -> Result<(), Violation> {
        // As few steps for each character as there can be: a literal is checked by an interpreter.
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
                return Err(Violation::no_match(Mismatch::new(*self, row, Some(place(text, at)))));
            }
            row = following as usize;
            at = after;
        }
        if self.table.may_end(row) { Ok(()) } else { Err(Violation::no_match(Mismatch::new(*self, row, None))) }
    }
}

#[cfg(test)]
mod tests;
