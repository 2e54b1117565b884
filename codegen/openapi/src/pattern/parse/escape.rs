//! Escapes: what a backslash begins, inside and outside of a class.

use regex_syntax::hir::{ClassUnicode, HirKind};

use super::{Node, Parser};
use crate::pattern::Refusal;
use crate::pattern::reading::Reading;
use crate::pattern::sets::{digits, negated, single, white_space, word};

/// What an escape stands for where one character can stand.
pub(super) enum Escaped {
    /// A character by its number: half of a pair that UTF-16 makes of one is none that a text can hold.
    Character(u32),
    Set(ClassUnicode),
}

impl Parser<'_> {
    /// Reads what follows a backslash outside of a class.
    pub(super) fn escape(&mut self) -> Result<Node, Refusal> {
        match self.peek() {
            Some('b') => return Ok(self.skipped(Node::WordBoundary { negated: false })),
            Some('B') => return Ok(self.skipped(Node::WordBoundary { negated: true })),
            Some('1'..='9') => self.no_back_reference()?,
            Some('k') if self.reading == Reading::Unicode || self.has_named_groups => {
                let start = self.at;
                while self.next().is_some_and(|character| character != '>') {}
                return Err(Refusal::BackReference(format!("\\{}", self.since(start))));
            }
            _ => {}
        }
        Ok(Node::Set(match self.escaped()? {
            Escaped::Set(set) => set,
            Escaped::Character(number) => char::from_u32(number).map_or_else(ClassUnicode::empty, single),
        }))
    }

    fn skipped(&mut self, node: Node) -> Node {
        self.at += 1;
        node
    }

    /// A number that is one of a group refers back to it; another is a character's, in octal.
    fn no_back_reference(&mut self) -> Result<(), Refusal> {
        let start = self.at;
        let group = self.number().unwrap_or_default() as usize;
        if group <= self.groups {
            return Err(Refusal::BackReference(format!("\\{group}")));
        }
        self.at = start;
        Ok(())
    }

    /// Reads what follows a backslash, of that which means the same in a class.
    pub(super) fn escaped(&mut self) -> Result<Escaped, Refusal> {
        let start = self.at;
        let is_unicode = self.reading == Reading::Unicode;
        let Some(letter) = self.next() else { return Ok(Escaped::Character('\\'.into())) };
        Ok(Escaped::Character(match letter {
            'd' => return Ok(Escaped::Set(digits())),
            'D' => return Ok(Escaped::Set(negated(digits()))),
            'w' => return Ok(Escaped::Set(word())),
            'W' => return Ok(Escaped::Set(negated(word()))),
            's' => return Ok(Escaped::Set(white_space())),
            'S' => return Ok(Escaped::Set(negated(white_space()))),
            'p' | 'P' => return self.property(letter == 'P').map(Escaped::Set),
            't' => 0x9,
            'n' => 0xA,
            'v' => 0xB,
            'f' => 0xC,
            'r' => 0xD,
            'c' => self.control(start)?,
            'x' => match self.hex(2) {
                Some(number) => number,
                None => return Err(foreign(letter)),
            },
            'u' => match self.unicode_number() {
                Some(number) => number,
                None => return Err(foreign(letter)),
            },
            '\\' => self.backslash()?,
            '0'..='7' if !is_unicode => self.octal(letter),
            '0' => 0,
            // In another dialect it would mean something, or be refused.
            _ if letter.is_ascii_alphabetic() => return Err(foreign(letter)),
            _ => letter.into(),
        }))
    }

    /// A backslash itself, unless it is followed as if it had been doubled for a text in double quotes.
    fn backslash(&self) -> Result<u32, Refusal> {
        match (self.peek(), self.characters.get(self.at + 1)) {
            (
                Some(letter @ ('d' | 'D' | 's' | 'S' | 'w' | 'W')),
                Some('+' | '*' | '?' | '{' | ']' | '-' | '.' | '\\'),
            ) => Err(Refusal::DoubledBackslash(format!("\\\\{letter}"))),
            _ => Ok('\\'.into()),
        }
    }

    /// `\cJ`; without a letter after it, other dialects have other uses for it.
    fn control(&mut self, start: usize) -> Result<u32, Refusal> {
        match self.next() {
            Some(letter) if letter.is_ascii_alphabetic() => Ok(u32::from(letter) % 32),
            _ => {
                self.at = start + 1;
                Err(foreign('c'))
            }
        }
    }

    /// `count` hexadecimal digits.
    fn hex(&mut self, count: usize) -> Option<u32> {
        let digits: String = self.characters.get(self.at..self.at + count)?.iter().collect();
        let is_hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        let number = u32::from_str_radix(&digits, 16).ok().filter(|_| is_hex)?;
        self.at += count;
        Some(number)
    }

    /// `\u{1F980}`, `\u00E9`, or the two halves of a pair.
    fn unicode_number(&mut self) -> Option<u32> {
        if self.take("{") {
            let start = self.at;
            while self.next().is_some_and(|character| character != '}') {}
            let digits = self.since(start);
            return u32::from_str_radix(digits.strip_suffix('}')?, 16).ok();
        }
        let first = self.hex(4)?;
        let after_first = self.at;
        if (0xD800..0xDC00).contains(&first)
            && self.take("\\u")
            && let Some(second) = self.hex(4).filter(|second| (0xDC00..0xE000).contains(second))
        {
            return Some(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00));
        }
        self.at = after_first;
        Some(first)
    }

    /// One to three octal digits, up to 0o377.
    fn octal(&mut self, first: char) -> u32 {
        let mut number = first.to_digit(8).unwrap_or_default();
        while let Some(digit) = self.peek().and_then(|digit| digit.to_digit(8)).filter(|_| number < 0o40) {
            number = number * 8 + digit;
            self.at += 1;
        }
        number
    }

    /// `\p{Lu}`, `\p{Script=Greek}`, and so on.
    fn property(&mut self, is_negated: bool) -> Result<ClassUnicode, Refusal> {
        let start = self.at;
        let letter = if is_negated { 'P' } else { 'p' };
        if !self.take("{") {
            return Err(foreign(letter));
        }
        while self.next().is_some_and(|character| character != '}') {}
        let escape = format!("\\{letter}{}", self.since(start));
        if self.reading == Reading::Legacy {
            return Err(Refusal::PropertyOutsideUnicode(escape));
        }
        let parsed = regex_syntax::parse(&escape.replacen('P', "p", 1));
        let found = parsed.ok().and_then(|hir| match hir.into_kind() {
            HirKind::Class(regex_syntax::hir::Class::Unicode(set)) => Some(set),
            // A property that one character has alone.
            HirKind::Literal(literal) => {
                let mut characters = std::str::from_utf8(&literal.0).ok()?.chars();
                characters.next().filter(|_| characters.next().is_none()).map(single)
            }
            _ => None,
        });
        let found = found.ok_or(Refusal::UnknownProperty(escape))?;
        Ok(if is_negated { negated(found) } else { found })
    }
}

fn foreign(letter: char) -> Refusal {
    Refusal::ForeignEscape(format!("\\{letter}"))
}
