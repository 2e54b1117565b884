//! Escapes: what a backslash begins, inside and outside of a class.

use super::{Rewriter, class_of, range};
use crate::pattern::reading::Reading;
use crate::pattern::refusal::Refusal;

/// White space and line ends, as ECMA-262 lists them (12.2 and 12.3).
const WHITE_SPACE: &str = r"\t-\r\x20\u{a0}\u{1680}\u{2000}-\u{200a}\u{2028}\u{2029}\u{202f}\u{205f}\u{3000}\u{feff}";

/// What an escape means where one character is expected.
pub(super) enum Escaped {
    /// A character by its number.
    Character(u32),
    /// A class in regex-syntax's dialect.
    Set(String),
}

impl Escaped {
    /// As a member of a class.
    pub(super) fn written(&self) -> String {
        match self {
            Self::Character(number) => range(*number, *number),
            Self::Set(class) => class.clone(),
        }
    }
}

impl Rewriter<'_> {
    /// Reads what follows a backslash outside of a class.
    pub(super) fn escape(&mut self) -> Result<String, Refusal> {
        match self.peek() {
            Some(letter @ ('b' | 'B')) => {
                self.at += 1;
                return Ok(format!("(?-u:\\{letter})"));
            }
            Some('1'..='9') => self.no_back_reference()?,
            Some('k') if self.reading == Reading::Unicode || self.has_named_groups => {
                let start = self.at;
                self.skip_to('>');
                return Err(Refusal::BackReference(format!("\\{}", self.since(start))));
            }
            _ => {}
        }
        Ok(class_of(&self.escaped()?.written(), false))
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
            // Digits and words are ASCII's alone, whatever the flags.
            'd' | 'D' => return Ok(Escaped::Set(class_of("0-9", letter == 'D'))),
            'w' | 'W' => return Ok(Escaped::Set(class_of("0-9A-Za-z_", letter == 'W'))),
            's' | 'S' => return Ok(Escaped::Set(class_of(WHITE_SPACE, letter == 'S'))),
            'p' | 'P' => return self.property(letter).map(Escaped::Set),
            't' => 0x9,
            'n' => 0xA,
            'v' => 0xB,
            'f' => 0xC,
            'r' => 0xD,
            'c' => self.control(start)?,
            'x' => self.hex(2).ok_or_else(|| foreign(letter))?,
            'u' => self.unicode_number().ok_or_else(|| foreign(letter))?,
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
            self.skip_to('}');
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

    /// `\p{Lu}`, `\p{Script=Greek}`, and so on: the same in both dialects.
    fn property(&mut self, letter: char) -> Result<String, Refusal> {
        let start = self.at;
        if !self.take("{") {
            return Err(foreign(letter));
        }
        self.skip_to('}');
        let escape = format!("\\{letter}{}", self.since(start));
        match self.reading {
            Reading::Legacy => Err(Refusal::PropertyOutsideUnicode(escape)),
            Reading::Unicode if regex_syntax::parse(&escape).is_err() => Err(Refusal::UnknownProperty(escape)),
            Reading::Unicode => Ok(escape),
        }
    }
}

fn foreign(letter: char) -> Refusal {
    Refusal::ForeignEscape(format!("\\{letter}"))
}
