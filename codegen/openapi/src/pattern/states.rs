//! A deterministic automaton over classes of characters.

use regex_syntax::hir::ClassUnicode;

/// The state of which nothing that follows makes a match.
pub(super) const DEAD: usize = 0;
/// The state in which the pattern was found, whatever follows.
pub(super) const DONE: usize = 1;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct State {
    /// Whether the text may end here.
    pub(super) is_end: bool,
    /// The next state, by class.
    pub(super) next: Vec<usize>,
}

/// States over classes of characters.
#[derive(Debug)]
pub(super) struct Automaton {
    pub(super) classes: Vec<ClassUnicode>,
    /// [`DEAD`] and [`DONE`] are the first two.
    pub(super) states: Vec<State>,
    pub(super) start: usize,
}

impl Automaton {
    pub(super) fn matches_all(&self) -> bool {
        self.start == DONE
    }

    pub(super) fn matches_none(&self) -> bool {
        self.start == DEAD
    }

    /// The entries of its table: one for each class of each state, and one for the end.
    pub(super) fn entries(&self) -> usize {
        self.states.len() * (self.classes.len() + 1)
    }
}
