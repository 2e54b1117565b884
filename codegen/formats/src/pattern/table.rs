//! An automaton over classes of characters, as constants.

/// Instead of a next state: no text with this prefix matches.
pub(crate) const DEAD: u16 = u16::MAX;
/// Instead of a next state: every text with this prefix matches.
pub(crate) const DONE: u16 = u16::MAX - 1;

/// The transitions of a pattern's states on classes of characters.
///
/// A state is a row: first whether the text may end there (1 if so), then the next row for each class, as the offset of
/// that row's classes in the table; `u16::MAX` if nothing can match any more, and `u16::MAX - 1` if everything does. The
/// first row is the start state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Table {
    pub(crate) ascii: &'static [u8; 128],
    pub(crate) beyond_ascii: &'static [(char, char, u8)],
    pub(crate) width: usize,
    pub(crate) next: &'static [u16],
}

impl Table {
    /// Takes the class of each ASCII character; the classes of others as sorted ranges (first, last), where 0 is the class
    /// of characters in no range; the length of a row; the rows.
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

    /// Whether any text may still match when it is continued: the pattern is not anchored at the start.
    pub(crate) fn is_search(&self) -> bool {
        !self.next.contains(&DEAD)
    }

    /// Calls `visit` with the ranges of characters that a row allows, in their order; `false` if it allows all, with
    /// exceptions.
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
