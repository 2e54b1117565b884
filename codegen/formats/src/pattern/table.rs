//! An automaton over classes of characters, as constants.

/// In the place of a next state: no text that begins like this one matches.
pub(crate) const DEAD: u16 = u16::MAX;
/// In the place of a next state: every text that begins like this one matches.
pub(crate) const DONE: u16 = u16::MAX - 1;

/// What each state of a pattern does with each class of characters.
///
/// A state is a row: first whether the text may end there (1 if so), then the next row for each class, by where in the
/// table its classes begin; `u16::MAX` if nothing can match any more, and `u16::MAX - 1` if all that follows does. The
/// first row is where a text begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Table {
    pub(crate) ascii: &'static [u8; 128],
    pub(crate) beyond_ascii: &'static [(char, char, u8)],
    pub(crate) width: usize,
    pub(crate) next: &'static [u16],
}

impl Table {
    /// The class of each ASCII character; those of others by the first and the last of a range, in their order, and 0 for
    /// what is in no range; the length of a row; the rows.
    #[must_use]
    pub const fn new(
        ascii: &'static [u8; 128],
        beyond_ascii: &'static [(char, char, u8)],
        width: usize,
        next: &'static [u16],
    ) -> Self {
        Self { ascii, beyond_ascii, width, next }
    }

    pub(crate) const fn may_end(&self, row: usize) -> bool {
        self.next[row - 1] == 1
    }

    /// The class of a character that is not ASCII.
    pub(crate) const fn class_beyond_ascii(&self, character: char) -> u8 {
        let (mut low, mut high) = (0, self.beyond_ascii.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let (first, last, class) = self.beyond_ascii[middle];
            if character > last {
                low = middle + 1;
            } else if character < first {
                high = middle;
            } else {
                return class;
            }
        }
        0
    }

    /// Whether a text that does not match yet may still do so, whatever its beginning: nothing is looked for at its start.
    pub(crate) fn is_search(&self) -> bool {
        !self.next.contains(&DEAD)
    }

    /// Calls `visit` with the ranges of characters that can stand at a row, in their order; `false` if those are all but
    /// some.
    pub(crate) fn for_each_allowed(&self, row: usize, mut visit: impl FnMut(char, char)) -> bool {
        let is_allowed = |class: u8| self.next[row + usize::from(class)] != DEAD;
        if is_allowed(0) {
            return false;
        }
        let ascii = ('\0'..='\u{7f}').zip(self.ascii).map(|(character, class)| (character, character, *class));
        let mut open: Option<(char, char)> = None;
        for (first, last, _) in ascii.chain(self.beyond_ascii.iter().copied()).filter(|(.., class)| is_allowed(*class))
        {
            open = match open {
                Some((start, end)) if u32::from(end) + 1 == u32::from(first) => Some((start, last)),
                Some((start, end)) => {
                    visit(start, end);
                    Some((first, last))
                }
                None => Some((first, last)),
            };
        }
        if let Some((start, end)) = open {
            visit(start, end);
        }
        true
    }
}
