//! The object that the caller has written: its fields, as they stand there.
//!
//! A value can be any expression and is not parsed as one: it ends at the next comma that is not inside of something,
//! and rustc reads the rest. So whatever is an expression of the language passes, and the message is rustc's own.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};

use super::union::{Input, Union};
use super::value::{Form, Value};
use crate::diagnostic::{Mistakes, request as diagnostic};
use crate::literal::JsonLiteral;
use crate::tokens::{depth_after, is_colon, is_mark, visible};

pub(super) struct Object {
    /// Its opening brace.
    pub(super) open: Span,
    pub(super) entries: Vec<Entry>,
    /// Whether there are fields without a key that can be read, which has been said already.
    pub(super) unreadable: bool,
}

/// `"key": value`
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) key_span: Span,
    pub(super) value: Value,
}

/// Reads the object, and says what is wrong with its form; what can be read all the same is in the result.
pub(super) fn parse(input: &Input, mistakes: &mut Mistakes) -> Option<Object> {
    let Input { union, call, tokens } = input;
    let Union { macro_name, tag, .. } = union;
    let Some((first, rest)) = tokens.split_first() else {
        mistakes.add(*call, diagnostic::nothing(macro_name, tag));
        return None;
    };
    let TokenTree::Group(group) = first else {
        let message = if is_colon(rest, 0) {
            diagnostic::no_braces(macro_name)
        } else {
            diagnostic::not_an_object(macro_name, tag, &union.name.to_string())
        };
        mistakes.add_over(tokens.iter().cloned().collect::<TokenStream>(), message);
        return None;
    };
    if group.delimiter() != Delimiter::Brace {
        mistakes.add(group.span_open(), diagnostic::not_an_object(macro_name, tag, &union.name.to_string()));
        return None;
    }
    let rest = if is_mark(rest.first(), ',') { &rest[1..] } else { rest };
    if let Some(extra) = rest.first() {
        mistakes.add_over(extra, diagnostic::MORE_THAN_THE_OBJECT);
    }
    let content = visible(group.stream());
    let mut reader = Reader { tokens: &content, at: 0, close: group.span_close(), unreadable: false, mistakes };
    let entries = reader.entries();
    Some(Object { open: group.span_open(), entries, unreadable: reader.unreadable })
}

/// Goes through the tokens between the braces.
struct Reader<'a> {
    tokens: &'a [TokenTree],
    at: usize,
    close: Span,
    unreadable: bool,
    mistakes: &'a mut Mistakes,
}

impl Reader<'_> {
    fn entries(&mut self) -> Vec<Entry> {
        let mut entries = Vec::new();
        while self.at < self.tokens.len() {
            if self.is_separator() {
                self.mistakes.add(self.span(), diagnostic::COMMA_WITHOUT_FIELD);
                self.at += 1;
                continue;
            }
            match self.entry() {
                Ok(entry) => entries.push(entry),
                Err(message) => {
                    self.mistakes.add(self.span(), message);
                    self.unreadable = true;
                    self.skip_entry();
                }
            }
            self.separator();
        }
        entries
    }

    /// Reads a field; a message if it has no key.
    fn entry(&mut self) -> Result<Entry, String> {
        let key_span = self.span();
        let key = match &self.tokens[self.at] {
            TokenTree::Ident(name) => self.unquoted_key(name)?,
            token => match JsonLiteral::of(token) {
                Some(JsonLiteral::String(literal)) => literal.value(),
                Some(JsonLiteral::Character(character)) => return Err(diagnostic::single_quotes(character)),
                _ => return Err(diagnostic::NOT_A_KEY.to_owned()),
            },
        };
        self.at += 1;
        self.colon(&key);
        let start = self.at;
        self.skip_value();
        let value = Value::of(&self.tokens[start..self.at]);
        if let Form::Missing = value.form {
            self.mistakes.add(key_span, diagnostic::no_value(&key));
        }
        Ok(Entry { key, key_span, value })
    }

    /// Reads `name` in the place of `"name"`.
    fn unquoted_key(&mut self, name: &Ident) -> Result<String, String> {
        let key = name.to_string().trim_start_matches("r#").to_owned();
        let next = self.tokens.get(self.at + 1);
        if next.is_none() || is_mark(next, ',') {
            return Err(diagnostic::shorthand(&key));
        }
        if !is_colon(self.tokens, self.at + 1) && !is_mark(next, '=') {
            return Err(diagnostic::NOT_A_KEY.to_owned());
        }
        self.mistakes.add(name.span(), diagnostic::unquoted_key(&key));
        Ok(key)
    }

    /// Reads what stands between a key and its value.
    fn colon(&mut self, key: &str) {
        if is_colon(self.tokens, self.at) {
            self.at += 1;
        } else if is_mark(self.tokens.get(self.at), '=') {
            self.mistakes.add(self.span(), diagnostic::equals_sign(key));
            self.at += if is_mark(self.tokens.get(self.at + 1), '>') { 2 } else { 1 };
        } else if self.at < self.tokens.len() && !self.is_separator() {
            self.mistakes.add(self.span(), diagnostic::no_colon(key));
        }
    }

    /// Reads what stands between two fields.
    fn separator(&mut self) {
        let Some(token) = self.tokens.get(self.at) else { return };
        if is_mark(Some(token), ';') {
            self.mistakes.add(token.span(), diagnostic::SEMICOLON);
        } else if !is_mark(Some(token), ',') {
            self.mistakes.add(token.span(), diagnostic::no_comma(&format!("`{token}`")));
            return;
        }
        self.at += 1;
    }

    /// Goes to the end of a value: a comma, a semicolon, the key of another field, or the end of the object.
    fn skip_value(&mut self) {
        let start = self.at;
        let mut angles = 0;
        while self.at < self.tokens.len() {
            if self.at > start && self.is_key() || angles == 0 && self.is_separator() {
                return;
            }
            angles = depth_after(&self.tokens[start..=self.at], angles);
            self.at += 1;
        }
    }

    /// Goes to the end of a field whose key cannot be read.
    fn skip_entry(&mut self) {
        self.at += 1;
        while self.at < self.tokens.len() && !self.is_separator() {
            self.at += 1;
        }
    }

    /// Whether a key stands here: no expression has a string or a name before a single colon, save in braces.
    fn is_key(&self) -> bool {
        let before = &self.tokens[self.at - 1];
        let name = match &self.tokens[self.at] {
            TokenTree::Literal(literal) => literal.to_string().starts_with(['"', 'r']),
            TokenTree::Ident(_) => !is_mark(Some(before), '\'') && !is_mark(Some(before), '|'),
            _ => false,
        };
        name && is_colon(self.tokens, self.at + 1)
    }

    fn is_separator(&self) -> bool {
        is_mark(self.tokens.get(self.at), ',') || is_mark(self.tokens.get(self.at), ';')
    }

    fn span(&self) -> Span {
        self.tokens.get(self.at).map_or(self.close, TokenTree::span)
    }
}
