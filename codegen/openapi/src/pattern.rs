//! Regular expressions as documents write them, compiled into tables that a `const fn` can walk.
//!
//! `parse` parses ECMAScript's dialect, `alphabet` divides all characters into the few classes that the pattern
//! distinguishes, `automaton` builds a deterministic automaton over those classes with regex-automata and minimizes it,
//! and `print` writes it in the form that `openscaler_formats::Table` parses. So no build but that of this package has
//! a regex engine.
//!
//! A pattern is parsed in Unicode mode (ECMAScript's flag `u`) if possible, as JSON Schema recommends, and otherwise as
//! browsers do: half of all documents have `\-` or `\_`. Either way a text consists of characters, not of UTF-16 code
//! units.

mod alphabet;
mod automaton;
mod parse;
mod print;
mod reading;
mod sets;

pub(crate) use reading::is_valid;

use automaton::Automaton;

/// A pattern with its table, as the generated code has them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compiled {
    /// As the document has it.
    pub source: String,
    /// Which characters the states tell apart, as `openscaler_formats::Table::decode` reads it.
    pub classes: String,
    /// What each state does with each of them, as the same reads it.
    pub states: String,
}

/// Why a pattern is not checked before a request is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is no regular expression of ECMAScript; in the words of the engine.
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
    /// `\p{…}` in a pattern which something else keeps from being Unicode's.
    PropertyOutsideUnicode(String),
    /// `\p{…}` with a name of which nothing is known here.
    UnknownProperty(String),
    /// `\\d+` and its like: a backslash and letters, where a digit is meant.
    DoubledBackslash(String),
    /// Every text matches it.
    MatchesAll,
    /// No text matches it.
    MatchesNone,
    /// Its table would be larger than [`LARGEST`].
    TooLarge,
}

/// The longest table, in the characters in which it is written.
///
/// It stands in the generated file wherever a macro needs it, and every call of such a macro reads it. The longest of
/// the kinds that documents have, names of any script's letters, take a little over half of it.
pub const LARGEST: usize = 16_384;

/// The most entries that a table has when it is no longer written but a constant: two bytes each.
const MOST_ENTRIES: usize = 32_768;

/// Compiles a pattern.
///
/// # Errors
///
/// When a table cannot say the same as the pattern, or would say nothing.
pub fn compile(source: &str) -> Result<Compiled, Refusal> {
    let automaton = Automaton::of(&parse::parse(source)?)?;
    if automaton.matches_all() {
        return Err(Refusal::MatchesAll);
    }
    if automaton.matches_none() {
        return Err(Refusal::MatchesNone);
    }
    let (classes, states) = (print::classes(&automaton), print::states(&automaton));
    if classes.len() + states.len() > LARGEST || automaton.entries() > MOST_ENTRIES {
        return Err(Refusal::TooLarge);
    }
    Ok(Compiled { source: source.to_owned(), classes, states })
}

#[cfg(test)]
mod tests;
