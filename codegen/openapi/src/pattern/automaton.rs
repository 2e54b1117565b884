//! The automaton that decides whether a pattern matches somewhere in a text.

use std::collections::{HashMap, VecDeque};

use regex_automata::dfa::{Automaton as _, StartKind, dense};
use regex_automata::nfa::thompson;
use regex_automata::util::{primitives::StateID, start};
use regex_automata::{Anchored, MatchKind};
use regex_syntax::hir::{Class, ClassBytes, ClassBytesRange, ClassUnicode, Hir, Look, Repetition};

use super::Refusal;
use super::alphabet::Alphabet;
use super::parse::Node;

mod minimal;

/// What regex-automata may use on the way; a table that is small enough in the end needs far less.
const MOST_MEMORY: usize = 4 << 20;

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
    /// The smallest one; its states are in the order in which texts come to them, and the last class has all characters
    /// that no other has.
    pub(super) fn of(node: &Node) -> Result<Self, Refusal> {
        let alphabet = Alphabet::of(node);
        let bytes = alphabet.bytes().ok_or(Refusal::TooLarge)?;
        let dfa = build(&hir(node, &alphabet, &bytes))?;
        let automaton = walk(&dfa, alphabet.classes, &bytes).ok_or(Refusal::TooLarge)?;
        Ok(automaton.minimal())
    }

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

/// The pattern over the bytes that stand for classes.
fn hir(node: &Node, alphabet: &Alphabet, bytes: &[u8]) -> Hir {
    match node {
        Node::Set(set) => {
            let ranges = alphabet.classes_of(set).map(|class| ClassBytesRange::new(bytes[class], bytes[class]));
            Hir::class(Class::Bytes(ClassBytes::new(ranges)))
        }
        Node::Start => Hir::look(Look::Start),
        Node::End => Hir::look(Look::End),
        Node::WordBoundary { negated } => Hir::look(if *negated { Look::WordAsciiNegate } else { Look::WordAscii }),
        Node::Sequence(nodes) => Hir::concat(nodes.iter().map(|node| hir(node, alphabet, bytes)).collect()),
        Node::Choice(nodes) => Hir::alternation(nodes.iter().map(|node| hir(node, alphabet, bytes)).collect()),
        Node::Repeated { node, least, most } => Hir::repetition(Repetition {
            min: *least,
            max: *most,
            greedy: true,
            sub: Box::new(hir(node, alphabet, bytes)),
        }),
    }
}

fn build(hir: &Hir) -> Result<dense::DFA<Vec<u32>>, Refusal> {
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
