//! The document as it was read: text, value, and the place of each part.

use std::path::Path;

use serde_json::Value;

/// A document that was read and is some YAML value; nothing is known yet of its shape.
pub struct Source {
    /// The path as the user typed it; findings show it.
    pub name: String,
    /// The file's text.
    pub text: String,
    /// The whole document.
    pub value: Value,
}

impl Source {
    /// Reads a YAML or JSON file.
    ///
    /// # Errors
    ///
    /// When it cannot be read, or is not YAML.
    pub fn read(path: &Path) -> anyhow::Result<Source> {
        Source::parse(&path.display().to_string(), std::fs::read_to_string(path)?)
    }

    /// Reads a document from a text; `name` stands for the file in what is said about it.
    ///
    /// # Errors
    ///
    /// When it is not YAML.
    pub fn parse(name: &str, text: String) -> anyhow::Result<Source> {
        let value = serde_yaml::from_str(&text)?;
        Ok(Source {
            name: name.to_owned(),
            text,
            value,
        })
    }
}
