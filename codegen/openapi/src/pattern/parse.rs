//! From a pattern's text to a syntax tree, with sets of characters in place of escapes and classes.
//!
//! The text is written again in regex-syntax's dialect, which parses it. regress has already decided whether it is a
//! pattern, so this reads on where it would otherwise have to report a syntax error.

mod class;
mod escape;

use regex_syntax::ParserBuilder;
use regex_syntax::hir::Hir;

use super::reading::Reading;
use super::refusal::Refusal;

/// Groups in groups; regress has a limit of its own that is near.
const DEEPEST: u32 = 200;

/// The tree, in which no group is captured.
pub(super) fn parse(source: &str) -> Result<Hir, Refusal> {
    let reading = Reading::of(source).map_err(|error| Refusal::Malformed(error.to_string()))?;
    let characters: Vec<char> = source.chars().collect();
    let mut rewriter = Rewriter { characters: &characters, at: 0, reading, groups: 0, has_named_groups: false };
    rewriter.count_groups();
    let text = rewriter.rewrite()?;
    let mut parser = ParserBuilder::new().nest_limit(DEEPEST).utf8(false).build();
    parser.parse(&text).map_err(|_| Refusal::TooLarge)
}

/// The text of a pattern, and how far it is read; `class` and `escape` have more of the grammar.
struct Rewriter<'s> {
    characters: &'s [char],
    at: usize,
    reading: Reading,
    /// How many groups there are to refer to.
    groups: usize,
    has_named_groups: bool,
}

impl Rewriter<'_> {
    fn rewrite(&mut self) -> Result<String, Refusal> {
        let mut text = String::new();
        while let Some(character) = self.next() {
            match character {
                // Lazy or not, the same texts match.
                '^' | '$' | '|' | ')' | '*' | '+' | '?' => text.push(character),
                '(' => {
                    self.group()?;
                    text += "(?:";
                }
                // A brace that counts nothing is itself.
                '{' => text += &self.counts().unwrap_or_else(|| "\\{".to_owned()),
                '.' => text += r"[^\n\r\u{2028}\u{2029}]",
                '[' => text += &self.class()?,
                '\\' => text += &self.escape()?,
                _ => text += &class_of(&range(character.into(), character.into()), false),
            }
        }
        Ok(text)
    }

    /// Reads what follows the parenthesis of a group.
    fn group(&mut self) -> Result<(), Refusal> {
        for looks in ["?=", "?!", "?<=", "?<!"] {
            if self.starts_with(looks) {
                return Err(Refusal::LookAround(format!("({looks}")));
            }
        }
        let start = self.at;
        if self.take("?<") {
            self.skip_to('>');
        } else if !self.take("?:") && self.peek() == Some('?') {
            self.skip_to(':');
            return Err(Refusal::Modifiers(format!("({}", self.since(start))));
        }
        Ok(())
    }

    /// `{2}`, `{2,}` or `{2,4}`, from behind the brace; nothing is read if it is none of them.
    fn counts(&mut self) -> Option<String> {
        let start = self.at;
        let counts = self.number().and_then(|least| {
            let most = if self.take(",") { self.number() } else { Some(least) };
            let most = most.map(|most| most.to_string()).unwrap_or_default();
            self.take("}").then(|| format!("{{{least},{most}}}"))
        });
        if counts.is_none() {
            self.at = start;
        }
        counts
    }

    fn count_groups(&mut self) {
        let mut in_class = false;
        while let Some(character) = self.next() {
            match character {
                '\\' => drop(self.next()),
                '[' => in_class = true,
                ']' => in_class = false,
                '(' if !in_class => {
                    let is_named = self.starts_with("?<") && !self.starts_with("?<=") && !self.starts_with("?<!");
                    self.has_named_groups |= is_named;
                    self.groups += usize::from(is_named || self.peek() != Some('?'));
                }
                _ => {}
            }
        }
        self.at = 0;
    }

    fn peek(&self) -> Option<char> {
        self.characters.get(self.at).copied()
    }

    fn next(&mut self) -> Option<char> {
        let next = self.peek();
        self.at += usize::from(next.is_some());
        next
    }

    /// Takes `text` if it comes next.
    fn take(&mut self, text: &str) -> bool {
        let is_next = self.starts_with(text);
        if is_next {
            self.at += text.chars().count();
        }
        is_next
    }

    fn skip_to(&mut self, end: char) {
        while self.next().is_some_and(|character| character != end) {}
    }

    fn starts_with(&self, text: &str) -> bool {
        text.chars().enumerate().all(|(index, character)| self.characters.get(self.at + index) == Some(&character))
    }

    /// The text from `start` to here.
    fn since(&self, start: usize) -> String {
        self.characters[start..self.at].iter().collect()
    }

    /// A number in decimal digits; one that is too large is the largest.
    fn number(&mut self) -> Option<u32> {
        let start = self.at;
        while self.peek().is_some_and(|digit| digit.is_ascii_digit()) {
            self.at += 1;
        }
        (self.at > start).then(|| self.since(start).parse().unwrap_or(u32::MAX))
    }
}

/// The members of a class from one character's number to another's, in regex-syntax's dialect; without the halves of
/// pairs, which no text holds.
fn range(first: u32, last: u32) -> String {
    let parts =
        [(first, last.min(0xD7FF)), (first.max(0xE000), last)].into_iter().filter(|(first, last)| first <= last);
    parts.map(|(first, last)| format!("\\x{{{first:x}}}-\\x{{{last:x}}}")).collect()
}

/// A class of such members.
fn class_of(members: &str, is_negated: bool) -> String {
    let members = if members.is_empty() { "a&&b" } else { members };
    format!("[{}{members}]", if is_negated { "^" } else { "" })
}
