//! Reads a table from the text that the generator writes; only for macros and tests.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use super::table::{DEAD, DONE, Table};

/// The parts of a [`Table`], in the order of the arguments of [`Table::new`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableParts {
    /// The class of each ASCII character.
    pub ascii: [u8; 128],
    /// The classes of other characters, by ranges.
    pub beyond_ascii: Vec<(char, char, u8)>,
    /// The length of a row.
    pub width: usize,
    /// The rows.
    pub next: Vec<u16>,
}

impl TableParts {
    /// Reads the text of a table, such as `A=- B=0-9,a-z` and `B+1 | . B A+1 | A B-1`.
    ///
    /// Returns `None` if it is not valid.
    #[must_use]
    pub fn decode(classes: &str, states: &str) -> Option<Self> {
        let mut parts = Self { ascii: [0; 128], beyond_ascii: Vec::new(), width: 0, next: Vec::new() };
        let mut names = Vec::from(['*']);
        for class in classes.split_ascii_whitespace() {
            let (name, ranges) = class.split_once('=')?;
            let number = u8::try_from(names.len()).ok()?;
            let mut letters = name.chars();
            names.push(letters.next().filter(|_| letters.as_str().is_empty())?);
            for range in ranges.split(',') {
                parts.add_range(range, number)?;
            }
        }
        parts.beyond_ascii.sort_unstable();
        parts.width = names.len() + 1;
        let rows = unfolded(states)?;
        for (index, row) in rows.iter().enumerate() {
            parts.add_row(&names, index, row)?;
        }
        parts.is_sound().then_some(parts)
    }

    /// Leaks the table, so that it lives as long as the process.
    #[must_use]
    pub fn leak(self) -> &'static Table {
        let Self { ascii, beyond_ascii, width, next } = self;
        Box::leak(Box::new(Table::new(Box::leak(Box::new(ascii)), beyond_ascii.leak(), width, next.leak())))
    }

    /// The parts of `table`.
    #[must_use]
    pub fn of(table: &Table) -> Self {
        let Table { ascii, beyond_ascii, width, next } = *table;
        Self { ascii: *ascii, beyond_ascii: beyond_ascii.into(), width, next: next.into() }
    }

    fn add_range(&mut self, range: &str, class: u8) -> Option<()> {
        let (first, rest) = character(range)?;
        let last = match rest.strip_prefix('-') {
            Some(rest) => character(rest).filter(|(_, rest)| rest.is_empty())?.0,
            None if rest.is_empty() => first,
            None => return None,
        };
        for ascii in first..=last.min('\u{7f}') {
            self.ascii[ascii as usize] = class;
        }
        if last > '\u{7f}' {
            self.beyond_ascii.push((first.max('\u{80}'), last, class));
        }
        Some(())
    }

    fn add_row(&mut self, names: &[char], index: usize, row: &str) -> Option<()> {
        let mut targets = Vec::from([None; 1 + u8::MAX as usize]);
        let mut may_end = false;
        for step in row.split_ascii_whitespace() {
            if step == "." {
                may_end = true;
                continue;
            }
            let (letters, way) = step.split_at(step.find(['+', '-', '!', '~']).unwrap_or(step.len()));
            let target = match way.split_at_checked(1) {
                None => self.row(index)?,
                Some(("!", "")) => DONE,
                Some(("~", "")) => DEAD,
                Some(("+", distance)) => self.row(index.checked_add(distance.parse().ok()?)?)?,
                Some(("-", distance)) => self.row(index.checked_sub(distance.parse().ok()?)?)?,
                _ => return None,
            };
            for letter in letters.chars() {
                targets[names.iter().position(|name| *name == letter)?] = Some(target);
            }
        }
        if row.is_empty() {
            return None;
        }
        // The default applies to all classes that are not listed.
        let others = targets[0].unwrap_or(DEAD);
        self.next.push(u16::from(may_end));
        self.next.extend(targets.iter().take(names.len()).map(|target| target.unwrap_or(others)));
        Some(())
    }

    /// The offset of a row's classes.
    fn row(&self, index: usize) -> Option<u16> {
        u16::try_from(index * self.width + 1).ok().filter(|row| *row < DONE)
    }

    /// Whether every next state is a row.
    fn is_sound(&self) -> bool {
        let leads_to_a_row = |next: &u16| *next >= DONE || usize::from(*next) < self.next.len();
        !self.next.is_empty() && self.next.iter().all(leads_to_a_row)
    }
}

/// The first character of a range, and the rest.
fn character(text: &str) -> Option<(char, &str)> {
    let mut characters = text.chars();
    let first = characters.next()?;
    if first != '#' {
        return Some((first, characters.as_str()));
    }
    let digits = characters.as_str();
    let end = digits.find(|digit: char| !digit.is_ascii_hexdigit()).unwrap_or(digits.len());
    Some((char::from_u32(u32::from_str_radix(&digits[..end], 16).ok()?)?, &digits[end..]))
}

/// The rows, with repetitions expanded.
fn unfolded(states: &str) -> Option<Vec<String>> {
    const MOST: usize = 1 << 16;
    let mut rows: Vec<String> = Vec::new();
    let mut rest = states;
    loop {
        let digits = rest.find(|digit: char| !digit.is_ascii_digit()).unwrap_or(rest.len());
        if let Some(group) = rest[digits..].strip_prefix('(').filter(|_| digits > 0) {
            let (group, after) = group.split_once(')')?;
            for _ in 0..rest[..digits].parse::<usize>().ok().filter(|count| *count <= MOST)? {
                rows.extend(group.split('|').map(|row| row.trim().into()));
            }
            rest = after;
        } else {
            let end = rest.find('|').unwrap_or(rest.len());
            rows.push(rest[..end].trim().into());
            rest = &rest[end..];
        }
        match rest.trim_start().strip_prefix('|') {
            Some(next) if rows.len() <= MOST => rest = next.trim_start(),
            None if rest.trim().is_empty() => return Some(rows),
            _ => return None,
        }
    }
}
