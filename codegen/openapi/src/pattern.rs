//! Regular expressions as documents write them, compiled into tables that a `const fn` can walk.
//!
//! `parse` reads ECMAScript's dialect, `alphabet` divides all characters into the few classes that the pattern
//! distinguishes, `automaton` builds a deterministic automaton over those classes with regex-automata, `minimal`
//! minimizes it, and `print` writes it in the form that `openscaler_formats::Table` parses. So no other package needs a
//! regex engine.
//!
//! A pattern is parsed in Unicode mode (ECMAScript's flag `u`) if possible, as JSON Schema recommends, and otherwise as
//! browsers do: half of all documents have `\-` or `\_`. Either way a text consists of characters, not of UTF-16 code
//! units.

mod alphabet;
mod automaton;
mod minimal;
mod parse;
mod print;
mod reading;
mod refusal;
mod states;

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

pub(crate) use reading::is_valid;
pub use refusal::Refusal;

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

/// The longest table, in the characters in which it is written.
///
/// The generated file has it wherever a macro needs it, and every call of such a macro reads it. The longest that
/// documents need, for names in the letters of any script, take a little over half of it.
pub const LARGEST: usize = 16_384;

/// The most entries of the table as a constant, of two bytes each.
const MOST_ENTRIES: usize = 32_768;

/// Compiles a pattern.
///
/// # Errors
///
/// If a table cannot say the same as the pattern, or would say nothing.
pub fn compile(source: &str) -> Result<Compiled, Refusal> {
    let automaton = automaton::build(&parse::parse(source)?)?;
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

/// The patterns of a document, each compiled once.
#[derive(Default)]
pub(crate) struct Patterns(RefCell<HashMap<String, Rc<Result<Compiled, Refusal>>>>);

impl Patterns {
    /// The result of [`compile`].
    pub(crate) fn compile(&self, pattern: &str) -> Rc<Result<Compiled, Refusal>> {
        if let Some(known) = self.0.borrow().get(pattern) {
            return Rc::clone(known);
        }
        let compiled = Rc::new(compile(pattern));
        self.0.borrow_mut().insert(pattern.to_owned(), Rc::clone(&compiled));
        compiled
    }
}

#[cfg(test)]
mod tests;
