//! What a `$ref` refers to other than schemas: path items, parameters, bodies, answers.

use std::collections::HashSet;

use serde_json::Value;

use openscaler_openapi::document::pointer;

/// A part of the document and where it is.
#[derive(Clone, Debug)]
pub(super) struct Part<'d> {
    pub(super) value: &'d Value,
    pub(super) pointer: String,
}

impl<'d> Part<'d> {
    pub(super) fn new(value: &'d Value, pointer: String) -> Self {
        Self { value, pointer }
    }

    /// What is under a key.
    pub(super) fn get(&self, key: &str) -> Option<Part<'d>> {
        let value = match self.value {
            Value::Array(items) => items.get(key.parse::<usize>().ok()?)?,
            value => value.get(key)?,
        };
        Some(Part { value, pointer: pointer::join(&self.pointer, key) })
    }

    /// The members of a list, or nothing.
    pub(super) fn items(&self) -> Vec<Part<'d>> {
        let items = self.value.as_array().map(Vec::as_slice).unwrap_or_default().iter().enumerate();
        items.map(|(index, value)| Part { value, pointer: format!("{}/{index}", self.pointer) }).collect()
    }

    /// The entries of an object, or nothing.
    pub(super) fn entries(&self) -> Vec<(&'d str, Part<'d>)> {
        let entries = self.value.as_object().into_iter().flatten();
        let part = |(key, value): (&'d String, &'d Value)| {
            (key.as_str(), Part { value, pointer: pointer::join(&self.pointer, key) })
        };
        entries.map(part).collect()
    }

    pub(super) fn text(&self, key: &str) -> Option<&'d str> {
        self.value.get(key)?.as_str()
    }

    pub(super) fn flag(&self, key: &str) -> bool {
        self.value.get(key) == Some(&Value::Bool(true))
    }

    /// Follows references to what they stand for; `None` if they lead to nothing in this document.
    pub(super) fn resolved(self, document: &'d Value) -> Option<Part<'d>> {
        let mut part = self;
        let mut seen = HashSet::new();
        while let Some(reference) = pointer::reference(part.value) {
            let target = pointer::local(reference).filter(|target| seen.insert(target.clone()))?;
            let value = document.pointer(&target).filter(|value| value.is_object())?;
            part = Part { value, pointer: target };
        }
        Some(part)
    }
}
