//! The object that the caller wrote, as a list of fields.
//!
//! A value can be any expression, and is not parsed: it ends at the next comma outside of groups and generics. rustc parses
//! it, so that every expression is accepted, and its errors are rustc's own.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};

use super::findings::Findings;
use super::table::{Input, Table};
use super::value::{Form, Value};
use crate::diagnostic::request as diagnostic;
use crate::literal::JsonLiteral;
use crate::tokens::{depth_after, is_colon, is_mark, visible};

pub(super) struct Object {
    /// Its opening brace.
    pub(super) open: Span,
    pub(super) entries: Vec<Entry>,
    /// Whether the key of a field is unreadable, which has been reported already.
    pub(super) unreadable: bool,
}

/// `"key": value`
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) key_span: Span,
    pub(super) value: Value,
    /// Whether an entry before it has the same key.
    pub(super) is_repeated: bool,
}

impl Object {
    pub(super) fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|entry| entry.key == key)
    }
}

impl Entry {
    /// What messages call its value.
    pub(super) fn subject(&self) -> String {
        diagnostic::name(&self.key)
    }
}

/// The object that is the only argument of the macro.
pub(super) fn only(input: &Input, findings: &mut Findings) -> Option<Group> {
    let Input { table, call, tokens, .. } = input;
    let Table { macro_name, tag, .. } = table;
    let Some((first, rest)) = tokens.split_first() else {
        findings.add(*call, diagnostic::missing_object(macro_name, tag.as_deref()));
        return None;
    };
    let not_an_object = || diagnostic::not_an_object(macro_name, tag.as_deref(), table.draft.as_deref());
    let TokenTree::Group(group) = first else {
        let is_field = is_colon(rest, 0);
        let message = if is_field { diagnostic::missing_braces(macro_name) } else { not_an_object() };
        findings.add_over(tokens.iter().cloned().collect::<TokenStream>(), message);
        return None;
    };
    if group.delimiter() != Delimiter::Brace {
        findings.add(group.span_open(), not_an_object());
        return None;
    }
    let rest = if is_mark(rest.first(), ',') { &rest[1..] } else { rest };
    if let Some(extra) = rest.first() {
        findings.add_over(extra, diagnostic::TOKEN_AFTER_OBJECT);
    }
    Some(group.clone())
}

/// Reads an object and reports mistakes in its form; the result has all fields that can be read.
pub(super) fn read(group: &Group, findings: &mut Findings) -> Object {
    let content = visible(group.stream());
    let mut reader = Reader { tokens: &content, at: 0, close: group.span_close(), unreadable: false, findings };
    let mut entries = reader.entries();
    for index in 1..entries.len() {
        let (before, from) = entries.split_at_mut(index);
        from[0].is_repeated = before.iter().any(|entry| entry.key == from[0].key);
    }
    Object { open: group.span_open(), entries, unreadable: reader.unreadable }
}

/// The object without what is wrong with its form, which its own macro reports.
pub(super) fn glance(group: &Group) -> Object {
    read(group, &mut Findings::default())
}

/// Reads the tokens between the braces.
struct Reader<'a> {
    tokens: &'a [TokenTree],
    at: usize,
    close: Span,
    unreadable: bool,
    findings: &'a mut Findings,
}

impl Reader<'_> {
    fn entries(&mut self) -> Vec<Entry> {
        let mut entries = Vec::new();
        while self.at < self.tokens.len() {
            if self.is_separator() {
                let separator = self.tokens[self.at].to_string();
                self.findings.add(self.span(), diagnostic::separator_without_field(&separator));
                self.at += 1;
                continue;
            }
            match self.entry() {
                Ok(entry) => entries.push(entry),
                Err(message) => {
                    self.findings.add(self.span(), message);
                    self.unreadable = true;
                    self.skip_entry();
                }
            }
            self.separator();
        }
        entries
    }

    /// Reads a field; returns a message if it has no key.
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
            self.findings.add(key_span, diagnostic::missing_value(&key));
        }
        Ok(Entry { key, key_span, value, is_repeated: false })
    }

    /// Reads `name` instead of `"name"`.
    fn unquoted_key(&mut self, name: &Ident) -> Result<String, String> {
        let key = name.to_string().trim_start_matches("r#").to_owned();
        let next = self.tokens.get(self.at + 1);
        if next.is_none() || is_mark(next, ',') {
            return Err(diagnostic::shorthand(&key));
        }
        if !is_colon(self.tokens, self.at + 1) && !is_mark(next, '=') {
            return Err(diagnostic::NOT_A_KEY.to_owned());
        }
        self.findings.add(name.span(), diagnostic::unquoted_key(&key));
        Ok(key)
    }

    /// Reads the colon between a key and its value.
    fn colon(&mut self, key: &str) {
        if is_colon(self.tokens, self.at) {
            self.at += 1;
        } else if is_mark(self.tokens.get(self.at), '=') {
            let found = if is_mark(self.tokens.get(self.at + 1), '>') { "=>" } else { "=" };
            self.findings.add(self.span(), diagnostic::equals_sign(key, found));
            self.at += found.len();
        } else if self.at < self.tokens.len() && !self.is_separator() {
            self.findings.add(self.span(), diagnostic::missing_colon(key));
        }
    }

    /// Reads the comma between two fields.
    fn separator(&mut self) {
        let Some(token) = self.tokens.get(self.at) else { return };
        if is_mark(Some(token), ';') {
            self.findings.add(token.span(), diagnostic::SEMICOLON);
        } else if !is_mark(Some(token), ',') {
            self.findings.add(token.span(), diagnostic::missing_comma(&format!("`{token}`")));
            return;
        }
        self.at += 1;
    }

    /// Skips to the end of a value: a comma, a semicolon, the key of another field, or the end of the object.
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

    /// Skips a field whose key is unreadable.
    fn skip_entry(&mut self) {
        self.at += 1;
        while self.at < self.tokens.len() && !self.is_separator() {
            self.at += 1;
        }
    }

    /// Whether a key begins here: outside of braces, no expression has a string or a name before a single colon.
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
