//! Character classes: `[…]`.

use super::escape::Escaped;
use super::{Rewriter, class_of, range};
use crate::pattern::reading::Reading;
use crate::pattern::refusal::Refusal;

impl Rewriter<'_> {
    /// Reads a class up to the bracket that closes it.
    pub(super) fn class(&mut self) -> Result<String, Refusal> {
        let is_negated = self.take("^");
        let mut members = String::new();
        while self.peek().is_some_and(|next| next != ']') {
            let first = self.member()?;
            let is_range =
                self.peek() == Some('-') && self.characters.get(self.at + 1).is_some_and(|next| *next != ']');
            if !is_range {
                members += &first.written();
                continue;
            }
            self.at += 1;
            let last = self.member()?;
            members += &match (&first, &last) {
                (Escaped::Character(first), Escaped::Character(last)) => range(*first, *last),
                // A set cannot end a range, so the hyphen is literal.
                _ => first.written() + "\\-" + &last.written(),
            };
        }
        self.take("]");
        Ok(class_of(&members, is_negated))
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
