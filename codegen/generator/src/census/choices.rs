//! The choices that lead to one value, and the walk that takes each alternative once.

use std::collections::{HashSet, VecDeque};

use fastrand::Rng;
use serde_json::Value;

/// What to choose after the end of a draw's script.
#[derive(Clone)]
pub(super) enum Otherwise {
    /// The first alternative: no optional property, no null, the first member.
    First,
    /// The first alternative, but every optional property.
    Present,
    /// Any.
    Any(Rng),
}

/// Identifies a choice by the schema that offers it and its subject.
type Key = (usize, &'static str);

/// A choice in a draw.
#[derive(Clone, Copy)]
struct Choice {
    key: Key,
    alternatives: usize,
    chosen: usize,
    /// Whether the sampled type itself offers it, and not a component in it.
    is_own: bool,
}

/// Takes and records the choices of one draw.
pub(super) struct Choices {
    script: Vec<usize>,
    otherwise: Otherwise,
    made: Vec<Choice>,
}

impl Choices {
    pub(super) fn new(otherwise: Otherwise) -> Self {
        Self { script: Vec::new(), otherwise, made: Vec::new() }
    }

    /// The start of the counter for texts and numbers; random if the choices are.
    pub(super) fn first_serial(&mut self) -> u64 {
        match &mut self.otherwise {
            Otherwise::Any(random) => random.u64(..1_000),
            Otherwise::First | Otherwise::Present => 0,
        }
    }

    /// Chooses one of the alternatives; a single one is not a choice.
    pub(super) fn pick(&mut self, schema: &Value, about: &'static str, alternatives: usize, is_own: bool) -> usize {
        if alternatives < 2 {
            return 0;
        }
        let chosen = match (self.script.get(self.made.len()), &mut self.otherwise) {
            (Some(chosen), _) => (*chosen).min(alternatives - 1),
            (None, Otherwise::First) => 0,
            (None, Otherwise::Present) => usize::from(about == "presence"),
            (None, Otherwise::Any(random)) => random.usize(..alternatives),
        };
        // A document does not move while it is sampled, so its address identifies a schema.
        let key = (std::ptr::from_ref(schema) as usize, about);
        self.made.push(Choice { key, alternatives, chosen, is_own });
        chosen
    }
}

/// Draws until each alternative of each choice has been taken once, with the first of all others; `draw` returns whether
/// to continue.
///
/// Choices that a component in the type offers come last, since that component is sampled separately.
pub(super) fn cover(mut draw: impl FnMut(&mut Choices, bool) -> bool) {
    let mut seen: HashSet<(Key, usize)> = HashSet::new();
    let (mut own, mut nested) = (VecDeque::from([Vec::new()]), VecDeque::new());
    loop {
        let (script, is_own) = match own.pop_front() {
            Some(script) => (script, true),
            None => match nested.pop_front() {
                Some(script) => (script, false),
                None => return,
            },
        };
        let scripted = script.len();
        let mut choices = Choices { script, ..Choices::new(Otherwise::First) };
        if !draw(&mut choices, is_own) {
            return;
        }
        for (index, choice) in choices.made.iter().enumerate().skip(scripted) {
            seen.insert((choice.key, choice.chosen));
            for alternative in 0..choice.alternatives {
                if seen.insert((choice.key, alternative)) {
                    let before = choices.made[..index].iter().map(|choice| choice.chosen);
                    let script: Vec<usize> = before.chain([alternative]).collect();
                    if choice.is_own { own.push_back(script) } else { nested.push_back(script) }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn each_alternative_is_taken_once_with_the_others_at_their_first() {
        let schemas = [json!(1), json!(2), json!(3)];
        let mut drawn = Vec::new();
        cover(|choices, _| {
            let first = choices.pick(&schemas[0], "enum", 3, true);
            let second = choices.pick(&schemas[1], "enum", 2, false);
            let below = if first == 2 { choices.pick(&schemas[2], "enum", 2, true) } else { 0 };
            drawn.push((first, second, below));
            true
        });
        assert_eq!(drawn, [(0, 0, 0), (1, 0, 0), (2, 0, 0), (2, 0, 1), (0, 1, 0)]);
    }
}
