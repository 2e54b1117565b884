//! A parsed document: its text, its value, and the position of every part.
//!
//! serde_yaml parses the value. It keeps no positions, so `positions` parses the same text a second time and records
//! where everything is; for most documents that is never needed. Nothing here knows OpenAPI.

mod any_json;
mod lines;
mod merge_keys;
pub mod pointer;
mod positions;
mod text;

use std::io::ErrorKind;
use std::ops::Range;
use std::path::Path;
use std::rc::Rc;
use std::sync::{Arc, OnceLock};

use anyhow::{anyhow, bail};
use serde_json::Value;

pub use positions::DuplicateKey;

use lines::Lines;
use positions::Positions;

use crate::pattern::{Compiled, Patterns, Refusal};

/// A document that was read and is an object; its shape is not checked yet.
pub struct Source {
    /// The path as the user typed it; findings show it.
    pub name: String,
    /// The file's text, without a byte order mark.
    pub text: String,
    /// The whole document. A YAML alias is its anchor's value, and a merge key (`<<`) is merged.
    pub value: Value,
    /// Whether some object has a key twice.
    has_duplicates: bool,
    /// Read when they are first needed: generating needs none.
    positions: Arc<OnceLock<Positions>>,
    lines: Arc<OnceLock<Lines>>,
    patterns: Patterns,
}

impl Source {
    /// Reads a YAML or JSON file.
    ///
    /// # Errors
    ///
    /// If it cannot be read, is not text, is neither YAML nor JSON, or is not an object.
    pub fn read(path: &Path) -> anyhow::Result<Source> {
        Source::parse(&path.display().to_string(), Source::read_text(path)?)
    }

    /// Reads the text of a file, in UTF-8 or UTF-16.
    ///
    /// # Errors
    ///
    /// If it cannot be read, or is not text.
    pub fn read_text(path: &Path) -> anyhow::Result<String> {
        let name = path.display().to_string();
        if path.is_dir() {
            bail!("`{name}` is a directory; name an OpenAPI document");
        }
        let bytes = std::fs::read(path).map_err(|error| match error.kind() {
            ErrorKind::NotFound => anyhow!("no such file: `{name}`"),
            _ => anyhow!("`{name}` cannot be read: {error}"),
        })?;
        text::decode(&name, bytes)
    }

    /// Reads a document from a text; messages call it `name`.
    ///
    /// # Errors
    ///
    /// If it is neither YAML nor JSON, or is not an object.
    pub fn parse(name: &str, mut text: String) -> anyhow::Result<Source> {
        if text.starts_with('\u{feff}') {
            text.remove(0);
        }
        if text.contains('\0') {
            bail!("`{name}` is not text: it contains a zero byte; name an OpenAPI document in YAML or JSON");
        }
        let (mut value, has_duplicates) = any_json::read(&text).map_err(|error| unreadable(name, &text, &error))?;
        match &value {
            Value::Null => bail!("`{name}` is empty; expected an OpenAPI document"),
            Value::Object(_) => {}
            other => bail!("`{name}` is {}; expected an OpenAPI document, which is an object", a_kind(other)),
        }
        merge_keys::apply_merge_keys(&mut value);
        Ok(Source {
            name: name.to_owned(),
            text,
            value,
            has_duplicates,
            positions: Arc::default(),
            lines: Arc::default(),
            patterns: Patterns::default(),
        })
    }

    /// The same text with another value: a part of what is written there.
    #[must_use]
    pub fn with_value(&self, value: Value) -> Source {
        Source {
            name: self.name.clone(),
            text: self.text.clone(),
            value,
            has_duplicates: self.has_duplicates,
            positions: Arc::clone(&self.positions),
            lines: Arc::clone(&self.lines),
            patterns: Patterns::default(),
        }
    }

    /// A pattern of the document as a table, or why there is none.
    #[must_use]
    pub fn pattern(&self, pattern: &str) -> Rc<Result<Compiled, Refusal>> {
        self.patterns.compile(pattern)
    }

    /// The part of the text that a caret belongs under: a short value itself, else the key that leads to it, else the
    /// line on which it begins. What is not written anywhere is shown at the nearest thing around it that is.
    #[must_use]
    pub fn place(&self, pointer: &str) -> Range<usize> {
        let place = self.positions().nearest(pointer);
        let one_line = !self.text[place.value.clone()].contains('\n');
        match place.key {
            Some(key) if !(place.is_scalar && one_line) || place.value.is_empty() => key,
            _ => {
                let end = self.text[place.value.clone()].lines().next().map_or(0, str::len);
                place.value.start..place.value.start + end
            }
        }
    }

    /// Keys that are written twice in one object.
    #[must_use]
    pub fn duplicate_keys(&self) -> &[DuplicateKey] {
        if self.has_duplicates { self.positions().duplicates() } else { &[] }
    }

    /// The number of the line, from 1, that holds a byte of the text.
    #[must_use]
    pub fn line(&self, byte: usize) -> usize {
        self.lines().number(byte)
    }

    /// The same, and the column, from 1 and in characters.
    #[must_use]
    pub fn line_and_column(&self, byte: usize) -> (usize, usize) {
        let line = self.line(byte);
        let before = self.text.get(self.line_range(line).start..byte).unwrap_or_default();
        (line, before.chars().count() + 1)
    }

    /// The bytes of a line, with its newline; lines are counted from 1.
    #[must_use]
    pub fn line_range(&self, line: usize) -> Range<usize> {
        self.lines().range(line)
    }

    fn lines(&self) -> &Lines {
        self.lines.get_or_init(|| Lines::new(&self.text))
    }

    fn positions(&self) -> &Positions {
        self.positions.get_or_init(|| Positions::read(&self.text))
    }
}

/// One line: where the text cannot be read, and why.
fn unreadable(name: &str, text: &str, error: &any_json::Error) -> anyhow::Error {
    match error {
        any_json::Error::Json(error) => {
            let (line, column) = (error.line(), error.column());
            let message = error.to_string();
            let message = message.split(" at line ").next().unwrap_or(&message);
            let rest = text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
            let rest = rest.get(column.saturating_sub(1)..).unwrap_or_default();
            let help =
                if rest.starts_with("//") || rest.starts_with("/*") { "; JSON has no comments: remove it" } else { "" };
            anyhow!("{name}:{line}:{column}: invalid JSON: {message}{help}")
        }
        any_json::Error::Yaml(error) => {
            let message = error.to_string();
            let message = message.lines().next().unwrap_or("it cannot be read");
            anyhow!("`{name}` is neither YAML nor JSON: {message}")
        }
    }
}

fn a_kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests;
