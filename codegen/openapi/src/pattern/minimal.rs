//! Minimizes an automaton: as few states and classes as possible.

use std::collections::{BTreeMap, BTreeSet};

use regex_syntax::hir::ClassUnicode;

use super::states::{Automaton, DEAD, DONE, State};

impl Automaton {
    pub(super) fn minimal(self) -> Self {
        self.without_equal_states().without_equal_classes()
    }

    /// One state for all that no text tells apart, numbered in the order in which texts come to them.
    fn without_equal_states(self) -> Self {
        let groups = groups(&self.states, self.classes.len());
        let mut numbers = vec![None; self.states.len()];
        numbers[groups[DEAD]] = Some(DEAD);
        numbers[groups[DONE]] = Some(DONE);
        let mut kept = vec![DEAD, DONE];
        let mut number = |state: usize, kept: &mut Vec<usize>| {
            *numbers[groups[state]].get_or_insert_with(|| {
                kept.push(state);
                kept.len() - 1
            })
        };
        let start = number(self.start, &mut kept);
        let mut states = Vec::new();
        while let Some(state) = kept.get(states.len()).map(|state| &self.states[*state]) {
            let next = state.next.iter().map(|next| number(*next, &mut kept)).collect();
            states.push(State { is_end: state.is_end, next });
        }
        Self { states, start, classes: self.classes }
    }

    /// One class for all that no state tells apart; that of the last character is the last.
    fn without_equal_classes(self) -> Self {
        let mut joined: Vec<(Vec<usize>, ClassUnicode)> = Vec::new();
        for (index, class) in self.classes.into_iter().enumerate() {
            let column: Vec<_> = self.states.iter().map(|state| state.next[index]).collect();
            match joined.iter_mut().find(|(other, _)| *other == column) {
                Some((_, characters)) => characters.union(&class),
                None => joined.push((column, class)),
            }
        }
        let has_last = |class: &ClassUnicode| class.ranges().last().is_some_and(|range| range.end() == char::MAX);
        joined.sort_by_key(|(_, class)| has_last(class));
        let (columns, classes): (Vec<_>, Vec<_>) = joined.into_iter().unzip();
        let states = self.states.iter().enumerate().map(|(row, state)| State {
            is_end: state.is_end,
            next: columns.iter().map(|column| column[row]).collect(),
        });
        Self { states: states.collect(), classes, start: self.start }
    }
}

/// The group of each state: those of one group accept the same texts. This is Hopcroft's algorithm.
fn groups(states: &[State], classes: usize) -> Vec<usize> {
    let mut before = vec![vec![Vec::new(); states.len()]; classes];
    for (state, State { next, .. }) in states.iter().enumerate() {
        next.iter().enumerate().for_each(|(class, next)| before[class][*next].push(state));
    }
    let mut partition = Partition::of(states);
    // By which group, and from where by which class, the others are still to be divided.
    let mut open: BTreeSet<_> = (0..2).flat_map(|group| (0..classes).map(move |class| (group, class))).collect();
    while let Some((group, class)) = open.pop_first() {
        let leading: Vec<usize> =
            partition.members[group].iter().flat_map(|state| &before[class][*state]).copied().collect();
        for (old, new) in partition.divide(&leading) {
            let smaller = if partition.members[old].len() < partition.members[new].len() { old } else { new };
            for class in 0..classes {
                open.insert((if open.contains(&(old, class)) { new } else { smaller }, class));
            }
        }
    }
    partition.group_of
}

struct Partition {
    members: Vec<Vec<usize>>,
    group_of: Vec<usize>,
}

impl Partition {
    /// At first two states are alike if they are alike at the end of the text.
    fn of(states: &[State]) -> Self {
        let group_of: Vec<_> = states.iter().map(|state| usize::from(state.is_end)).collect();
        let mut members = vec![Vec::new(), Vec::new()];
        group_of.iter().enumerate().for_each(|(state, group)| members[*group].push(state));
        Self { members, group_of }
    }

    /// Takes what is in `states` out of each group that is not in them as a whole; the old and the new groups.
    fn divide(&mut self, states: &[usize]) -> Vec<(usize, usize)> {
        let mut touched: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        states.iter().for_each(|state| touched.entry(self.group_of[*state]).or_default().push(*state));
        touched.retain(|group, members| members.len() < self.members[*group].len());
        let divide = |(old, taken): (usize, Vec<usize>)| {
            let new = self.members.len();
            taken.iter().for_each(|state| self.group_of[*state] = new);
            let group_of = &self.group_of;
            self.members[old].retain(|state| group_of[*state] == old);
            self.members.push(taken);
            (old, new)
        };
        touched.into_iter().map(divide).collect()
    }
}
