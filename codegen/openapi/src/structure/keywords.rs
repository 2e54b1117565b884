//! The keywords of OpenAPI's objects, read from `objects.yaml`: what an object of 3.0 or 3.1 may hold, and in which form.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde_yaml::{Mapping, Value};

use super::{Kind, Version};

/// What the value of a keyword has to be.
pub(crate) enum Form {
    /// JSON that is not looked into, in the words of the table.
    Plain(String),
    /// One object of a kind.
    One(Kind),
    /// A list of them.
    List(Kind),
    /// An object whose every value is one, whatever its key.
    Map(Kind),
}

/// A keyword of an object.
pub(crate) struct Keyword {
    pub(crate) name: String,
    pub(crate) form: Form,
    pub(crate) is_required: bool,
    /// The only version that has it.
    only: Option<Version>,
}

/// Those of each kind.
static KEYWORDS: LazyLock<Vec<Vec<Keyword>>> = LazyLock::new(|| {
    let table: HashMap<String, Mapping> =
        serde_yaml::from_str(include_str!("objects.yaml")).expect("a test reads this table");
    Kind::ALL.iter().map(|kind| table.get(kind.name()).map_or_else(Vec::new, |keywords| list(keywords, None))).collect()
});

fn list(keywords: &Mapping, only: Option<Version>) -> Vec<Keyword> {
    let keyword = |(key, value): (&Value, &Value)| match (key.as_str().unwrap_or_default(), value) {
        ("since 3.1", Value::Mapping(keywords)) => list(keywords, Some(Version::V3_1)),
        ("until 3.1", Value::Mapping(keywords)) => list(keywords, Some(Version::V3_0)),
        (key, value) => {
            let name = key.trim_end_matches('!');
            vec![Keyword { name: name.to_owned(), form: form(value), is_required: name != key, only }]
        }
    };
    keywords.iter().flat_map(keyword).collect()
}

fn form(value: &Value) -> Form {
    let kind = |value: Option<&Value>| value.and_then(Value::as_str).and_then(Kind::named);
    let found = match value {
        Value::Sequence(items) => kind(items.first()).map(Form::List),
        Value::Mapping(entries) => kind(entries.keys().next()).map(Form::Map),
        one => kind(Some(one)).map(Form::One),
    };
    found.unwrap_or_else(|| Form::Plain(value.as_str().unwrap_or_default().to_owned()))
}

impl Kind {
    fn all_keywords(self) -> &'static [Keyword] {
        &KEYWORDS[self as usize]
    }

    /// The keywords of a version.
    pub(crate) fn keywords(self, version: Version) -> impl Iterator<Item = &'static Keyword> {
        self.all_keywords().iter().filter(move |keyword| keyword.only.is_none_or(|only| only == version))
    }

    /// A keyword of a version.
    pub(crate) fn keyword(self, version: Version, name: &str) -> Option<&'static Keyword> {
        self.keywords(version).find(|keyword| keyword.name == name)
    }

    /// Whether some version has a keyword.
    pub(crate) fn has_keyword(self, name: &str) -> bool {
        self.all_keywords().iter().any(|keyword| keyword.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[rustfmt::skip]
    const PLAIN: [&str; 9] = [
        "any", "boolean", "list", "list of strings", "number", "object", "string", "string or a list of strings",
        "whole number of 0 or more",
    ];

    #[test]
    fn every_object_has_keywords_and_every_keyword_a_form() {
        for kind in Kind::ALL {
            let keywords = kind.all_keywords();
            assert_eq!(keywords.is_empty(), *kind == Kind::Callback, "{}", kind.name());
            for Keyword { name, form, .. } in keywords {
                let is_known = |words: &String| PLAIN.contains(&words.as_str());
                assert!(!matches!(form, Form::Plain(words) if !is_known(words)), "`{name}` of `{}`", kind.name());
            }
        }
    }
}
