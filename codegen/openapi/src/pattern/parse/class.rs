//! Character classes: `[…]`.

use regex_syntax::hir::{ClassUnicode, ClassUnicodeRange};

use super::Parser;
use super::escape::Escaped;
use crate::pattern::Refusal;
use crate::pattern::reading::Reading;
use crate::pattern::sets::negated;

impl Parser<'_> {
    /// Reads a class up to the bracket that closes it.
    pub(super) fn class(&mut self) -> Result<ClassUnicode, Refusal> {
        let is_negated = self.take("^");
        let mut class = ClassUnicode::empty();
        while self.peek().is_some_and(|next| next != ']') {
            let first = self.member()?;
            if self.peek() != Some('-') {
                add_member(&mut class, &first);
                continue;
            }
            self.at += 1;
            if self.peek().is_none_or(|next| next == ']') {
                add_member(&mut class, &first);
                add_member(&mut class, &Escaped::Character('-'.into()));
                continue;
            }
            let last = self.member()?;
            if let (Escaped::Character(first), Escaped::Character(last)) = (&first, &last) {
                add_range(&mut class, *first, *last);
            } else {
                // A set is no end of a range, so the hyphen is itself.
                [first, Escaped::Character('-'.into()), last].iter().for_each(|member| add_member(&mut class, member));
            }
        }
        self.take("]");
        Ok(if is_negated { negated(class) } else { class })
    }

    fn member(&mut self) -> Result<Escaped, Refusal> {
        if self.starts_with("[:") {
            self.no_posix_class()?;
        }
        if !self.take("\\") {
            return Ok(Escaped::Character(self.next().unwrap_or_default().into()));
        }
        match self.peek() {
            Some('b') => {
                self.at += 1;
                Ok(Escaped::Character(0x8))
            }
            // A digit or an underscore after `\c` counts only in a class.
            Some('c') if self.reading == Reading::Legacy => {
                let letter = self.characters.get(self.at + 1).copied();
                match letter.filter(|letter| letter.is_ascii_alphanumeric() || *letter == '_') {
                    Some(letter) => {
                        self.at += 2;
                        Ok(Escaped::Character(u32::from(letter) % 32))
                    }
                    None => Ok(Escaped::Character('\\'.into())),
                }
            }
            _ => self.escaped(),
        }
    }

    fn no_posix_class(&self) -> Result<(), Refusal> {
        let rest: String = self.characters[self.at..].iter().take(12).collect();
        let name = rest.strip_prefix("[:").and_then(|rest| rest.split_once(":]")).map(|(name, _)| name);
        match name.filter(|name| !name.is_empty() && name.bytes().all(|letter| letter.is_ascii_alphabetic())) {
            Some(name) => Err(Refusal::PosixClass(format!("[:{name}:]"))),
            None => Ok(()),
        }
    }
}

fn add_member(class: &mut ClassUnicode, member: &Escaped) {
    match member {
        Escaped::Set(set) => class.union(set),
        Escaped::Character(number) => add_range(class, *number, *number),
    }
}

/// Adds a range by its characters' numbers, without those that are half of a pair: no text holds one.
fn add_range(class: &mut ClassUnicode, first: u32, last: u32) {
    for (first, last) in [(first, last.min(0xD7FF)), (first.max(0xE000), last)] {
        if let (true, Some(first), Some(last)) = (first <= last, char::from_u32(first), char::from_u32(last)) {
            class.push(ClassUnicodeRange::new(first, last));
        }
    }
}
