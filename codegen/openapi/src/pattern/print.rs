//! A table as text: short enough for a generated file, and readable there.
//!
//! The classes are `A=- B=0-9 C=a-z`: a name, and the characters in ranges with commas between. All other characters
//! are `*`. A character that would not be seen, or that means something here, is its number: `#20`.
//!
//! The states follow in order, separated by `|`: `C+1 | . A+1 BC | A BC-1`. Each has a dot if the text may end
//! there, and for the classes that can follow where they lead: `A+1` to the next state, `BC` to the same, `C!` to the
//! end of the search. With a `*` those are all but the ones that are named next to it, and `A~` cannot. `61(… | …)` is
//! so many times the same.

use regex_syntax::hir::ClassUnicode;

use super::states::{Automaton, DEAD, DONE, State};

/// The classes but the last, which has all other characters.
pub(super) fn classes(automaton: &Automaton) -> String {
    let named = automaton.classes.split_last().map_or(&[][..], |(_, named)| named);
    let class = |(index, class): (usize, &ClassUnicode)| {
        let ranges = class.ranges().iter().map(|range| match (range.start(), range.end()) {
            (first, last) if first == last => character(first),
            (first, last) => format!("{}-{}", character(first), character(last)),
        });
        format!("{}={}", name(index), ranges.collect::<Vec<_>>().join(","))
    };
    named.iter().enumerate().map(class).collect::<Vec<_>>().join(" ")
}

fn character(character: char) -> String {
    match character {
        '"' | '\\' | '#' | ',' => format!("#{:x}", u32::from(character)),
        _ if character.is_ascii_graphic() => character.to_string(),
        _ => format!("#{:x}", u32::from(character)),
    }
}

/// `A` to `Z`, `a` to `z`, and then letters that few patterns come to.
fn name(index: usize) -> char {
    let letters = ('A'..='Z').chain('a'..='z').chain('\u{100}'..);
    letters.into_iter().nth(index).unwrap_or_default()
}

/// The states but the two of which all is known.
pub(super) fn states(automaton: &Automaton) -> String {
    let rows = automaton.states.iter().enumerate().skip(2);
    let rows: Vec<_> = rows.map(|(index, state)| row(index, state)).collect();
    folded(&rows).join(" | ")
}

fn row(index: usize, state: &State) -> String {
    let way = |next: usize| match next {
        DEAD => "~".to_owned(),
        DONE => "!".to_owned(),
        next if next == index => String::new(),
        next if next > index => format!("+{}", next - index),
        next => format!("-{}", index - next),
    };
    let Some((others, named)) = state.next.split_last() else { return String::new() };
    let mut steps: Vec<(usize, String)> = Vec::new();
    for (class, next) in named.iter().enumerate().filter(|(_, next)| *next != others) {
        match steps.iter_mut().find(|(known, _)| known == next) {
            Some((_, names)) => names.push(name(class)),
            None => steps.push((*next, name(class).to_string())),
        }
    }
    if *others != DEAD {
        steps.push((*others, "*".to_owned()));
    }
    let end = state.is_end.then(|| ".".to_owned());
    let steps = steps.into_iter().map(|(next, names)| names + &way(next));
    end.into_iter().chain(steps).collect::<Vec<_>>().join(" ")
}

/// Rows that repeat are looked for up to this distance.
const LONGEST_PERIOD: usize = 8;

/// The rows, each run of the same ones written once.
fn folded(rows: &[String]) -> Vec<String> {
    let mut folded = Vec::new();
    let mut at = 0;
    while at < rows.len() {
        let runs = (1..=LONGEST_PERIOD).filter_map(|period| {
            let unit = rows.get(at..at + period)?;
            let count = rows[at..].chunks_exact(period).take_while(|chunk| *chunk == unit).count();
            (count > 1).then_some((count, period))
        });
        match runs.max_by_key(|(count, period)| (count * period, std::cmp::Reverse(*period))) {
            Some((count, period)) => {
                folded.push(format!("{count}({})", rows[at..at + period].join(" | ")));
                at += count * period;
            }
            None => {
                folded.push(rows[at].clone());
                at += 1;
            }
        }
    }
    folded
}
