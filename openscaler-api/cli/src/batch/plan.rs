//! What is to be done with each line: checked as a whole, before anything is sent.

use std::cell::Cell;
use std::collections::HashMap;

use super::identity::Identities;
use super::journal::Last;
use super::lines::{Lines, Position};
use super::record::State;
use crate::failure::Failure;

/// The number of mistakes that are printed.
const SHOWN: usize = 100;

/// A line that is to be sent or resolved.
pub(super) struct Task {
    pub(super) position: Position,
    pub(super) id: Box<str>,
    pub(super) content: [u8; 32],
    /// What the journal says of it, if it is or may be carried out.
    pub(super) last: Option<Last>,
    /// Whether this run has a result for it.
    pub(super) is_reported: Cell<bool>,
}

impl Task {
    /// Whether another content may be carried out.
    pub(super) fn is_changed(&self) -> bool {
        self.last.is_some_and(|last| last.is_mixed || last.content != self.content)
    }

    /// Whether this run leaves it as one that may be carried out.
    pub(super) fn is_left_open(&self) -> bool {
        !self.is_reported.get() && self.last.is_some_and(|last| last.state.is_open())
    }
}

/// All lines.
pub(super) struct Plan {
    pub(super) tasks: Vec<Task>,
    /// The lines that are done.
    pub(super) done: usize,
}

/// Checks all lines.
///
/// # Errors
///
/// All mistakes, each with its line.
pub(super) fn make(
    lines: &Lines,
    identities: &Identities,
    known: &HashMap<String, Last>,
    accept_changes: bool,
) -> Result<Plan, Failure> {
    let mut mistakes: Vec<String> = Vec::new();
    let mut count = 0;
    let mut plan = Plan { tasks: Vec::new(), done: 0 };
    let mut seen: HashMap<Box<str>, u32> = HashMap::new();
    let mut refuse = |number: u32, message: &str| {
        count += 1;
        if mistakes.len() < SHOWN {
            mistakes.push(format!("line {number}: {message}"));
        }
    };
    lines.each(|position, text| {
        let number = position.number;
        let line = match lines.check(text) {
            Ok(line) => line,
            Err(messages) => return messages.iter().for_each(|message| refuse(number, message)),
        };
        let id = identities.id(&line.parameters, line.body.as_ref());
        let content = identities.content(&line.parameters, line.body.as_ref());
        if let Some(first) = seen.insert(id.as_str().into(), number) {
            return refuse(number, &format!("has the identity of line {first}, {id}: remove one of them"));
        }
        let last = known.get(&id);
        if last.is_some_and(|last| last.content != content) && !accept_changes {
            return refuse(number, "has changed since it was sent: restore it, or use `--accept-changes`");
        }
        // What was changed is another request, unless the former one may still be carried out.
        let last = last.filter(|last| last.content == content || last.state.is_open());
        match last {
            Some(last) if last.state.is_done() => plan.done += 1,
            last => {
                let last = last.filter(|last| last.state != State::NotCarriedOut).copied();
                plan.tasks.push(Task { position, id: id.into(), content, last, is_reported: Cell::new(false) });
            }
        }
    })?;
    if count == 0 {
        return Ok(plan);
    }
    if count > mistakes.len() {
        mistakes.push(format!("and {} more", count - mistakes.len()));
    }
    Err(Failure::mistakes(count, &mistakes))
}
