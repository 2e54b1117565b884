//! The classes of characters that a pattern distinguishes.

use std::collections::BTreeMap;

use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind};

/// All characters, in classes that no set of the pattern divides.
#[derive(Debug)]
pub(super) struct Alphabet {
    /// Every character is in one of them.
    pub(super) classes: Vec<ClassUnicode>,
    /// Which of them are characters of words; `None` if no word's boundary is looked for.
    is_word: Option<Vec<bool>>,
}

impl Alphabet {
    pub(super) fn of(pattern: &Hir) -> Self {
        let has_boundaries = pattern.properties().look_set().contains_word();
        let mut all: Vec<ClassUnicode> = has_boundaries.then(word).into_iter().collect();
        let mut open = vec![pattern];
        while let Some(part) = open.pop() {
            sets(part).into_iter().for_each(|set| {
                if !all.contains(&set) {
                    all.push(set)
                }
            });
            open.extend(part.kind().subs());
        }
        let classes = divide(&all);
        let is_word = has_boundaries.then(|| classes.iter().map(|class| is_within(class, &word())).collect());
        Self { classes, is_word }
    }

    /// The classes that a set of the pattern is made of.
    pub(super) fn classes_of(&self, set: &ClassUnicode) -> impl Iterator<Item = usize> {
        self.classes.iter().enumerate().filter(|(_, class)| is_within(class, set)).map(|(index, _)| index)
    }

    /// The byte of each class in the automaton; `None` if there are more classes than bytes.
    ///
    /// regex-automata finds the boundaries of words by the bytes that are letters of words in ASCII.
    pub(super) fn bytes(&self) -> Option<Vec<u8>> {
        let mut of_words = (0..=u8::MAX).filter(|byte| is_word_byte(*byte));
        let mut others = (0..=u8::MAX).filter(|byte| !is_word_byte(*byte));
        let byte = |index: usize| match &self.is_word {
            Some(is_word) if is_word[index] => of_words.next(),
            Some(_) => others.next(),
            None => u8::try_from(index).ok(),
        };
        (0..self.classes.len()).map(byte).collect()
    }
}

fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// The characters of words: ASCII's alone, whatever the flags.
fn word() -> ClassUnicode {
    let ranges = [('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')];
    ClassUnicode::new(ranges.map(|(first, last)| ClassUnicodeRange::new(first, last)))
}

/// The sets of characters that a literal or a class stands for, one after the other; none for what has parts.
pub(super) fn sets(pattern: &Hir) -> Vec<ClassUnicode> {
    match pattern.kind() {
        HirKind::Literal(literal) => {
            let single = |character| ClassUnicode::new([ClassUnicodeRange::new(character, character)]);
            String::from_utf8_lossy(&literal.0).chars().map(single).collect()
        }
        HirKind::Class(Class::Unicode(set)) => vec![set.clone()],
        // No character at all.
        HirKind::Class(Class::Bytes(_)) => vec![ClassUnicode::empty()],
        _ => Vec::new(),
    }
}

/// Divides all characters by which of the sets they are in, the classes in the order of their first characters.
fn divide(sets: &[ClassUnicode]) -> Vec<ClassUnicode> {
    // What begins and ends at each character at which anything does.
    let mut changes: BTreeMap<u32, Vec<usize>> = BTreeMap::from([(0, Vec::new())]);
    for (index, set) in sets.iter().enumerate() {
        for range in set.ranges() {
            changes.entry(range.start().into()).or_default().push(index);
            changes.entry(u32::from(range.end()) + 1).or_default().push(index);
        }
    }
    let mut classes: Vec<(Vec<bool>, Vec<ClassUnicodeRange>)> = Vec::new();
    let mut by_membership: BTreeMap<Vec<bool>, usize> = BTreeMap::new();
    let mut membership = vec![false; sets.len()];
    let ends = changes.keys().skip(1).copied().chain([u32::from(char::MAX) + 1]);
    for ((start, changed), end) in changes.iter().zip(ends) {
        changed.iter().for_each(|index| membership[*index] ^= true);
        let (Some(first), Some(last)) = (character_at_or_after(*start), character_before(end)) else { continue };
        if first > last {
            continue;
        }
        let class = *by_membership.entry(membership.clone()).or_insert_with(|| {
            classes.push((membership.clone(), Vec::new()));
            classes.len() - 1
        });
        classes[class].1.push(ClassUnicodeRange::new(first, last));
    }
    classes.into_iter().map(|(_, ranges)| ClassUnicode::new(ranges)).collect()
}

/// The character with the number, or the next one: no character is half of a pair.
fn character_at_or_after(number: u32) -> Option<char> {
    char::from_u32(number).or_else(|| (number < 0xE000).then_some('\u{E000}'))
}

fn character_before(number: u32) -> Option<char> {
    let number = number.checked_sub(1)?;
    char::from_u32(number).or_else(|| (number < 0xE000).then_some('\u{D7FF}'))
}

/// Whether a class, which no set divides, is part of the set.
fn is_within(class: &ClassUnicode, set: &ClassUnicode) -> bool {
    let Some(first) = class.ranges().first().map(ClassUnicodeRange::start) else { return false };
    set.ranges().iter().any(|range| (range.start()..=range.end()).contains(&first))
}
