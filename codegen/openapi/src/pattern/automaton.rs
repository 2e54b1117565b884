//! The automaton that decides whether a pattern matches somewhere in a text.

use std::collections::{HashMap, VecDeque};

use regex_automata::dfa::{Automaton as _, StartKind, dense};
use regex_automata::nfa::thompson;
use regex_automata::util::{primitives::StateID, start};
use regex_automata::{Anchored, MatchKind};
use regex_syntax::hir::{Class, ClassBytes, ClassBytesRange, ClassUnicode, Hir, HirKind, Repetition};

use super::alphabet::{Alphabet, sets};
use super::refusal::Refusal;
use super::states::{Automaton, DEAD, DONE, State};

/// What regex-automata may use on the way; a table that is small enough in the end needs far less.
const MOST_MEMORY: usize = 4 << 20;

/// The smallest automaton of a pattern; its states are in the order in which texts come to them, and the last class has
/// all characters that no other has.
pub(super) fn build(pattern: &Hir) -> Result<Automaton, Refusal> {
    let alphabet = Alphabet::of(pattern);
    let bytes = alphabet.bytes().ok_or(Refusal::TooLarge)?;
    let dfa = determinize(&over_bytes(pattern, &alphabet, &bytes))?;
    let automaton = walk(&dfa, alphabet.classes, &bytes).ok_or(Refusal::TooLarge)?;
    Ok(automaton.minimal())
}

/// The pattern over the bytes of its classes.
fn over_bytes(pattern: &Hir, alphabet: &Alphabet, bytes: &[u8]) -> Hir {
    let of_set = |set: ClassUnicode| {
        let ranges = alphabet.classes_of(&set).map(|class| ClassBytesRange::new(bytes[class], bytes[class]));
        Hir::class(Class::Bytes(ClassBytes::new(ranges)))
    };
    let parts = || pattern.kind().subs().iter().map(|part| over_bytes(part, alphabet, bytes)).collect();
    match pattern.kind() {
        HirKind::Literal(_) | HirKind::Class(_) => Hir::concat(sets(pattern).into_iter().map(of_set).collect()),
        HirKind::Repetition(Repetition { min, max, greedy, sub }) => {
            let sub = Box::new(over_bytes(sub, alphabet, bytes));
            Hir::repetition(Repetition { min: *min, max: *max, greedy: *greedy, sub })
        }
        HirKind::Alternation(_) => Hir::alternation(parts()),
        HirKind::Concat(_) | HirKind::Capture(_) => Hir::concat(parts()),
        HirKind::Empty | HirKind::Look(_) => pattern.clone(),
    }
}

fn determinize(hir: &Hir) -> Result<dense::DFA<Vec<u32>>, Refusal> {
    let config = thompson::Config::new()
        .utf8(false)
        .which_captures(thompson::WhichCaptures::None)
        .nfa_size_limit(Some(MOST_MEMORY));
    let nfa = thompson::Compiler::new().configure(config).build_from_hir(hir).map_err(|_| Refusal::TooLarge)?;
    let config = dense::Config::new()
        .start_kind(StartKind::Unanchored)
        .match_kind(MatchKind::LeftmostFirst)
        .accelerate(false)
        .dfa_size_limit(Some(MOST_MEMORY))
        .determinize_size_limit(Some(MOST_MEMORY));
    dense::Builder::new().configure(config).build_from_nfa(&nfa).map_err(|_| Refusal::TooLarge)
}

/// Follows every class from the start; once the pattern was found, nothing more is asked.
fn walk(dfa: &dense::DFA<Vec<u32>>, classes: Vec<ClassUnicode>, bytes: &[u8]) -> Option<Automaton> {
    let start = dfa.start_state(&start::Config::new().anchored(Anchored::No)).ok()?;
    let to_itself = |is_end, state| State { is_end, next: vec![state; bytes.len()] };
    let mut states = vec![to_itself(false, DEAD), to_itself(true, DONE)];
    let mut numbers: HashMap<StateID, usize> = HashMap::from([(start, 2)]);
    let mut open = VecDeque::from([start]);
    while let Some(state) = open.pop_front() {
        let mut number = |byte: &u8| {
            let next = dfa.next_state(state, *byte);
            if dfa.is_match_state(next) {
                return DONE;
            }
            if dfa.is_dead_state(next) {
                return DEAD;
            }
            let number = numbers.len() + 2;
            *numbers.entry(next).or_insert_with(|| {
                open.push_back(next);
                number
            })
        };
        let next = bytes.iter().map(&mut number).collect();
        states.push(State { is_end: dfa.is_match_state(dfa.next_eoi_state(state)), next });
    }
    Some(Automaton { classes, states, start: 2 })
}
