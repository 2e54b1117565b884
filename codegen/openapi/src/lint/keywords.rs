//! Compares objects with the keywords that OpenAPI has for them.

use serde_json::Value;

use super::words::{article, describe};
use crate::document::pointer;
use crate::structure::{Form, Kind, Node, Version};

/// One thing that is not as OpenAPI has it.
pub(crate) struct Misfit {
    /// Where it is: the wrong entry, or the object that lacks one.
    pub(crate) pointer: String,
    /// What is wrong.
    pub(crate) message: String,
    /// What to do where no common mistake explains it.
    pub(crate) help: String,
    /// Whether the client cannot be what the document means.
    pub(crate) is_fatal: bool,
}

/// Where a parameter can be.
const LOCATIONS: [&str; 4] = ["path", "query", "header", "cookie"];

/// The entries of an object that OpenAPI has something to say of; extensions and the keys of a callback are the writer's.
fn entries<'d>(node: &Node<'d>) -> impl Iterator<Item = (&'d str, &'d Value)> + use<'d> {
    // Until 3.1 all that is next to a reference is ignored.
    let entries = node.value.as_object().filter(|_| node.kind != Kind::Callback && !node.is_reference());
    let entries = entries.into_iter().flatten().filter(|(key, _)| !key.starts_with("x-"));
    entries.map(|(key, value)| (key.as_str(), value))
}

/// The keys of an object that OpenAPI does not have there.
pub(crate) fn unknown_keys<'d>(node: &Node<'d>) -> impl Iterator<Item = &'d str> + use<'d> {
    let (kind, version) = (node.kind, node.version);
    entries(node).map(|(key, _)| key).filter(move |key| kind.keyword(version, key).is_none())
}

/// What is wrong with an object, the objects below it aside.
pub(crate) fn misfits(node: &Node<'_>) -> Vec<Misfit> {
    let (kind, object) = (node.kind, node.kind.name());
    if !node.value.is_object() {
        return not_an_object(node).into_iter().collect();
    }
    let mut found: Vec<Misfit> = entries(node).filter_map(|(key, value)| misfit(node, key, value)).collect();
    // A reference has what it needs elsewhere.
    if node.reference().is_some() || kind == Kind::Callback {
        return found;
    }
    let lacks = |keys: &[&str]| !keys.iter().any(|key| node.get(key).is_some());
    let mut add = |pointer: &str, message, help: &str, is_fatal| {
        found.push(Misfit { pointer: pointer.to_owned(), message, help: help.to_owned(), is_fatal });
    };
    let missing = |key: &str| format!("missing field `{key}`, which {} {object} requires", article(object));
    for keyword in kind.keywords(node.version).filter(|keyword| keyword.is_required && lacks(&[&keyword.name])) {
        add(&node.pointer, missing(&keyword.name), &format!("add `{}`", keyword.name), kind == Kind::Parameter);
    }
    if matches!(kind, Kind::Parameter | Kind::Header) && lacks(&["schema", "content"]) {
        let message = format!("this {object} has neither a `schema` nor `content`: its value is any JSON value");
        add(&node.pointer, message, "add a `schema`", false);
    }
    let location = node.get("in").filter(|location| location.as_str().is_some_and(|it| !LOCATIONS.contains(&it)));
    if let Some(location) = location.filter(|_| kind == Kind::Parameter) {
        let message = format!("expected `path`, `query`, `header` or `cookie` for `in`, found {}", describe(location));
        add(&node.at("in"), message, "correct the value", true);
    }
    if kind == Kind::Document && lacks(&["paths", "components", "webhooks"]) {
        let help = "add `paths`; `paths: {}` is enough if the document only defines types";
        add(&node.pointer, missing("paths"), help, false);
    }
    found
}

impl Misfit {
    fn expected(pointer: String, expected: &str, found: &Value, is_fatal: bool) -> Self {
        let help = match expected {
            "string" => "put the value in quotes".to_owned(),
            "whole number of 0 or more" => "write a whole number of 0 or more, such as `1`".to_owned(),
            "boolean" => "write `true` or `false`, without quotes".to_owned(),
            "number" => "write a number, without quotes".to_owned(),
            expected => format!("write {} {expected} here, or remove the key", article(expected)),
        };
        let ignored = if is_fatal { "" } else { "; it is ignored" };
        let (article, key, found) = (article(expected), pointer::last(&pointer), describe(found));
        let message = format!("expected {article} {expected} for `{key}`, found {found}{ignored}");
        Self { pointer, message, help, is_fatal }
    }

    /// A form that only 3.1 has, or only 3.0.
    fn of_other_version(pointer: String, what: &str, version: Version) -> Self {
        let at = match &*pointer::last(&pointer) {
            "type" => String::new(),
            key => format!(" for `{key}`"),
        };
        let message = match version {
            Version::V3_0 => format!("{what}{at} requires OpenAPI 3.1, and this document is 3.0"),
            Version::V3_1 => format!("{what}{at} is OpenAPI 3.0, and this document is 3.1"),
        };
        let help = "write it as the declared version has it, or declare the other version".to_owned();
        Self { pointer, message, help, is_fatal: false }
    }
}

/// Some tools write an empty object as an empty list.
fn is_empty(value: &Value) -> bool {
    value.is_null() || value.as_array().is_some_and(Vec::is_empty)
}

/// A node that is not an object. Since 3.1 a schema may be a boolean; one that is empty says nothing.
fn not_an_object(node: &Node<'_>) -> Option<Misfit> {
    let pointer = node.pointer.clone();
    match (node.kind, node.value) {
        (Kind::Callback, _) => None,
        (Kind::Schema, Value::Bool(_)) if node.version >= Version::V3_1 => None,
        (Kind::Schema, Value::Bool(_)) => {
            Some(Misfit::of_other_version(pointer, "a boolean as a schema", node.version))
        }
        (kind, value) => {
            let is_harmless = kind.is_note() || kind == Kind::Schema && is_empty(value);
            Some(Misfit::expected(pointer, kind.name(), value, !is_harmless))
        }
    }
}

/// What is wrong with the value of a keyword; what is in it is looked at by itself.
fn misfit(node: &Node<'_>, key: &str, value: &Value) -> Option<Misfit> {
    let (expected, is_essential) = match &node.kind.keyword(node.version, key)?.form {
        Form::One(_) => return None,
        Form::List(kind) => ("list", !kind.is_note()),
        Form::Map(kind) => ("object", !kind.is_note()),
        Form::Plain(words) => (words.as_str(), false),
    };
    let fits_other_version = |version: &Version| match node.kind.keyword(*version, key).map(|keyword| &keyword.form) {
        Some(Form::Plain(words)) => fits(words, value),
        _ => false,
    };
    if fits(expected, value) {
        None
    } else if [Version::V3_0, Version::V3_1].iter().any(fits_other_version) {
        let what = match value {
            Value::Array(_) => "a list of types",
            Value::Bool(_) => "a boolean",
            _ => "a number",
        };
        Some(Misfit::of_other_version(node.at(key), what, node.version))
    } else {
        Some(Misfit::expected(node.at(key), expected, value, is_essential && !is_empty(value)))
    }
}

/// Whether a value is what the words of the table say.
fn fits(words: &str, value: &Value) -> bool {
    let are_strings = || value.as_array().is_some_and(|items| items.iter().all(Value::is_string));
    match words {
        "string" => value.is_string(),
        "list of strings" => are_strings(),
        "string or a list of strings" => value.is_string() || are_strings(),
        "boolean" => value.is_boolean(),
        "number" => value.is_number(),
        "whole number of 0 or more" => value.as_f64().is_some_and(|count| count >= 0.0 && count.fract() == 0.0),
        "object" => value.is_object(),
        "list" => value.is_array(),
        _ => true,
    }
}
