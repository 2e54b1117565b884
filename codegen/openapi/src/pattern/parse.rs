//! From a pattern's text to its syntax tree, with sets of characters in place of escapes and classes.
//!
//! regress has already decided whether the text is a pattern, so this parser reads on where it would otherwise have to
//! report a syntax error.

mod class;
mod escape;

use regex_syntax::hir::ClassUnicode;

use super::Refusal;
use super::reading::Reading;
use super::sets::{any_but_line_ends, single};

/// A part of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    /// One character of the set.
    Set(ClassUnicode),
    /// The beginning of the text.
    Start,
    /// Its end.
    End,
    /// Between a word's character and another; or, negated, not there.
    WordBoundary { negated: bool },
    /// One after the other; with no part, the empty text.
    Sequence(Vec<Node>),
    /// Any one of them.
    Choice(Vec<Node>),
    /// Again and again.
    Repeated { node: Box<Node>, least: u32, most: Option<u32> },
}

/// Groups in groups; regress has a limit of its own that is near.
const DEEPEST: usize = 200;

pub(super) fn parse(source: &str) -> Result<Node, Refusal> {
    let reading = Reading::of(source).map_err(|error| Refusal::Malformed(error.to_string()))?;
    let characters: Vec<char> = source.chars().collect();
    let groups = openings(&characters).filter(|after| !after.starts_with(&['?']) || is_named(after)).count();
    let has_named_groups = openings(&characters).any(is_named);
    let mut parser = Parser { characters: &characters, at: 0, reading, groups, has_named_groups };
    parser.choice(0)
}

struct Parser<'s> {
    characters: &'s [char],
    at: usize,
    reading: Reading,
    /// How many groups there are to refer to.
    groups: usize,
    has_named_groups: bool,
}

impl Parser<'_> {
    fn peek(&self) -> Option<char> {
        self.characters.get(self.at).copied()
    }

    fn next(&mut self) -> Option<char> {
        let next = self.peek();
        self.at += usize::from(next.is_some());
        next
    }

    /// Takes `text` if it stands here.
    fn take(&mut self, text: &str) -> bool {
        let stands = self.starts_with(text);
        if stands {
            self.at += text.chars().count();
        }
        stands
    }

    fn starts_with(&self, text: &str) -> bool {
        text.chars().enumerate().all(|(index, character)| self.characters.get(self.at + index) == Some(&character))
    }

    /// The text from `start` to here.
    fn since(&self, start: usize) -> String {
        self.characters[start..self.at].iter().collect()
    }

    /// Reads up to the end or the parenthesis that closes.
    fn choice(&mut self, depth: usize) -> Result<Node, Refusal> {
        if depth > DEEPEST {
            return Err(Refusal::TooLarge);
        }
        let mut members = vec![self.sequence(depth)?];
        while self.take("|") {
            members.push(self.sequence(depth)?);
        }
        Ok(if members.len() == 1 { members.remove(0) } else { Node::Choice(members) })
    }

    fn sequence(&mut self, depth: usize) -> Result<Node, Refusal> {
        let mut parts = Vec::new();
        while self.peek().is_some_and(|next| !matches!(next, '|' | ')')) {
            let part = self.term(depth)?;
            parts.push(self.quantified(part));
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Node::Sequence(parts) })
    }

    fn term(&mut self, depth: usize) -> Result<Node, Refusal> {
        match self.next() {
            Some('^') => Ok(Node::Start),
            Some('$') => Ok(Node::End),
            Some('.') => Ok(Node::Set(any_but_line_ends())),
            Some('(') => self.group(depth),
            Some('[') => self.class().map(Node::Set),
            Some('\\') => self.escape(),
            Some(character) => Ok(Node::Set(single(character))),
            None => Ok(Node::Sequence(Vec::new())),
        }
    }

    fn group(&mut self, depth: usize) -> Result<Node, Refusal> {
        for looks in ["?=", "?!", "?<=", "?<!"] {
            if self.starts_with(looks) {
                return Err(Refusal::LookAround(format!("({looks}")));
            }
        }
        if self.take("?<") {
            while self.next().is_some_and(|character| character != '>') {}
        } else if !self.take("?:") && self.peek() == Some('?') {
            let start = self.at;
            while self.next().is_some_and(|character| character != ':') {}
            return Err(Refusal::Modifiers(format!("({}", self.since(start))));
        }
        let content = self.choice(depth + 1)?;
        self.take(")");
        Ok(content)
    }

    /// `node` with the quantifiers that follow it.
    fn quantified(&mut self, node: Node) -> Node {
        let Some((least, most)) = self.quantifier() else { return node };
        // Lazy or not, the same texts match.
        self.take("?");
        Node::Repeated { node: Box::new(node), least, most }
    }

    fn quantifier(&mut self) -> Option<(u32, Option<u32>)> {
        match self.peek()? {
            '*' => self.skip((0, None)),
            '+' => self.skip((1, None)),
            '?' => self.skip((0, Some(1))),
            '{' => {
                let start = self.at;
                let found = self.counts();
                if found.is_none() {
                    // A brace that counts nothing is itself.
                    self.at = start;
                }
                found
            }
            _ => None,
        }
    }

    fn skip<T>(&mut self, found: T) -> Option<T> {
        self.at += 1;
        Some(found)
    }

    /// `{2}`, `{2,}` or `{2,4}`.
    fn counts(&mut self) -> Option<(u32, Option<u32>)> {
        self.at += 1;
        let least = self.number()?;
        let most = if self.take(",") { self.number() } else { Some(least) };
        self.take("}").then_some((least, most))
    }

    /// A number in decimal digits; one that is too large is the largest.
    fn number(&mut self) -> Option<u32> {
        let start = self.at;
        let mut number: u32 = 0;
        while let Some(digit) = self.peek().and_then(|digit| digit.to_digit(10)) {
            number = number.saturating_mul(10).saturating_add(digit);
            self.at += 1;
        }
        (self.at > start).then_some(number)
    }
}

fn is_named(after: &[char]) -> bool {
    after.starts_with(&['?', '<']) && !matches!(after.get(2), Some('=' | '!'))
}

/// What follows each parenthesis that opens a group.
fn openings(characters: &[char]) -> impl Iterator<Item = &[char]> {
    let (mut escaped, mut in_class) = (false, false);
    characters.iter().enumerate().filter_map(move |(index, character)| {
        let was_escaped = escaped;
        escaped = *character == '\\' && !was_escaped;
        match character {
            _ if was_escaped => None,
            '[' => {
                in_class = true;
                None
            }
            ']' => {
                in_class = false;
                None
            }
            '(' if !in_class => Some(&characters[index + 1..]),
            _ => None,
        }
    })
}
