//! The line index of a text, so that a document of many megabytes is not searched for every finding.

use std::ops::Range;

/// Where the lines of a text begin.
pub(super) struct Lines {
    starts: Vec<usize>,
    length: usize,
}

impl Lines {
    pub(super) fn new(text: &str) -> Self {
        let after_newlines = text.match_indices('\n').map(|(newline, _)| newline + 1);
        Self { starts: std::iter::once(0).chain(after_newlines).collect(), length: text.len() }
    }

    /// The number of the line, from 1, that holds a byte.
    pub(super) fn number(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start <= byte)
    }

    /// The bytes of a line, with its newline.
    pub(super) fn range(&self, number: usize) -> Range<usize> {
        let start = number.checked_sub(1).and_then(|index| self.starts.get(index));
        let end = self.starts.get(number).copied().unwrap_or(self.length);
        start.copied().unwrap_or(self.length)..end
    }
}

#[cfg(test)]
mod tests {
    use super::Lines;

    #[test]
    fn each_byte_is_in_a_line() {
        let lines = Lines::new("a\n\nbc");
        assert_eq!([0, 1, 2, 3, 4, 5].map(|byte| lines.number(byte)), [1, 1, 2, 3, 3, 3]);
        assert_eq!([1, 2, 3].map(|number| lines.range(number)), [0..2, 2..3, 3..5]);
        assert_eq!(Lines::new("").range(1), 0..0);
        assert_eq!(Lines::new("a\n").range(2), 2..2);
    }
}
