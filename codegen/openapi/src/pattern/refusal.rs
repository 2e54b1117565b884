//! Why a pattern has no table.

/// Why a pattern is not enforced before a request is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is not an ECMAScript regular expression; in the words of the engine.
    Malformed(String),
    /// It looks ahead or back, as with `(?=`: an automaton reads each character once.
    LookAround(String),
    /// It refers back, as with `\1`: an automaton does not remember what it has read.
    BackReference(String),
    /// It has a group with flags of its own, as with `(?i:`.
    Modifiers(String),
    /// `\A` and its like: something in other dialects, the letter itself in this one.
    ForeignEscape(String),
    /// `[:alpha:]` and its like: a class in other dialects, its letters in this one.
    PosixClass(String),
    /// `\p{…}` in a pattern that is not valid in Unicode mode.
    PropertyOutsideUnicode(String),
    /// `\p{…}` with an unknown name.
    UnknownProperty(String),
    /// `\\d+` and its like: a backslash and letters, where a digit is meant.
    DoubledBackslash(String),
    /// Every text matches it.
    MatchesAll,
    /// No text matches it.
    MatchesNone,
    /// Its table would be larger than [`LARGEST`](super::LARGEST).
    TooLarge,
}
