//! Turns the caller's object into a request, or reports every mistake in it.

use proc_macro2::TokenStream;

use super::field::{check_value, what};
use super::meant::meant;
use super::model::{Given, Request};
use super::object::{self, Entry, Object};
use super::union::{Field, Input, Union, Variant};
use super::value::Form;
use crate::diagnostic::{Mistakes, request as diagnostic};

pub(super) fn check(input: &Input) -> syn::Result<Request<'_>> {
    let mut mistakes = Mistakes::default();
    let union = &input.union;
    let request = object::parse(input, &mut mistakes).and_then(|object| {
        let mut checker = Checker { union, object: &object, meant: Vec::new(), mistakes: &mut mistakes };
        checker.request()
    });
    match request {
        Some(request) => mistakes.none_or(request),
        None => Err(mistakes.none_or(()).expect_err("where there is no request there is a mistake")),
    }
}

struct Checker<'a, 'm> {
    union: &'a Union,
    object: &'m Object,
    /// The names that misspelled keys stand for; they are not reported as missing.
    meant: Vec<&'a str>,
    mistakes: &'m mut Mistakes,
}

/// The value of the tag.
enum Tag<'a> {
    Variant(&'a Variant, TokenStream),
    /// It is invalid, which has been reported already.
    Unusable,
    Absent,
}

impl<'a> Checker<'a, '_> {
    fn request(&mut self) -> Option<Request<'a>> {
        let tag = self.tag();
        let variant = if let Tag::Variant(variant, _) = &tag { Some(*variant) } else { None };
        let mut given = Vec::new();
        let mut seen: Vec<&str> = Vec::new();
        for entry in &self.object.entries {
            let key = entry.key.as_str();
            if seen.contains(&key) {
                self.mistakes.add(entry.key_span, diagnostic::duplicate(key));
                continue;
            }
            seen.push(key);
            if key != self.union.tag {
                given.extend(self.entry(variant, entry));
            }
        }
        match tag {
            Tag::Variant(variant, value) => {
                self.missing(variant, &seen, value);
                Some(Request { variant, given })
            }
            Tag::Unusable => None,
            Tag::Absent if self.object.unreadable => None,
            Tag::Absent if self.meant.contains(&self.union.tag.as_str()) => None,
            Tag::Absent => {
                let message = diagnostic::missing_tag(&self.union.tag, &self.union.values());
                self.mistakes.add(self.object.open, message);
                None
            }
        }
    }

    /// Reads the tag, even a misspelled one if its value is one of the tag's.
    fn tag(&mut self) -> Tag<'a> {
        let Union { tag, .. } = self.union;
        let Some(entry) = self.object.entries.iter().find(|entry| entry.key == *tag) else {
            let values = self.object.entries.iter().filter(|entry| self.union.fields(&entry.key).next().is_none());
            let mut variants = values.filter_map(|entry| match &entry.value.form {
                Form::String(literal) => {
                    meant(&entry.key, &[tag])?;
                    Some(Tag::Variant(self.union.variant(&literal.value())?, entry.value.tokens.clone()))
                }
                _ => None,
            });
            return variants.next().unwrap_or(Tag::Absent);
        };
        let values = self.union.values();
        let tokens = &entry.value.tokens;
        match &entry.value.form {
            Form::String(literal) => {
                let value = literal.value();
                if let Some(variant) = self.union.variant(&value) {
                    return Tag::Variant(variant, tokens.clone());
                }
                let message = diagnostic::unknown_tag(tag, &value, meant(&value, &values), &values);
                self.mistakes.add_over(tokens, message);
            }
            Form::Missing => {}
            Form::TwoInOne(second) => self.mistakes.add(*second, diagnostic::TWO_VALUES),
            Form::Expression | Form::Some => {
                let message = diagnostic::tag_not_a_literal(tag, &values, &self.union.name.to_string());
                self.mistakes.add_over(tokens, message);
            }
            other => self.mistakes.add_over(tokens, diagnostic::tag_not_a_string(tag, what(other), &values)),
        }
        Tag::Unusable
    }

    /// Checks one field; without a variant, reports only what is wrong in every variant.
    fn entry(&mut self, variant: Option<&'a Variant>, entry: &Entry) -> Option<Given<'a>> {
        let key = entry.key.as_str();
        let fields: Vec<_> =
            self.union.variants.iter().filter_map(|variant| Some((variant, variant.field(key)?))).collect();
        let Some(&(_, first)) = fields.first() else {
            self.unknown(variant, entry);
            return None;
        };
        let Some(variant) = variant else {
            // A value that is wrong for all variants is wrong.
            let alike = |(_, field): &(&Variant, &Field)| {
                (field.required, field.nullable, &field.kind) == (first.required, first.nullable, &first.kind)
            };
            if fields.iter().all(alike) {
                check_value(self.union, first, &entry.value, self.mistakes);
            }
            return None;
        };
        let Some(field) = variant.field(key) else {
            let owners: Vec<_> = fields.iter().map(|(variant, _)| variant.value.as_str()).collect();
            self.mistakes.add(entry.key_span, diagnostic::foreign(key, &variant.value, &owners));
            return None;
        };
        let content = check_value(self.union, field, &entry.value, self.mistakes)?;
        Some(Given { field, key_span: entry.key_span, value_span: entry.value.span(), content })
    }

    /// Reports a key that no variant has.
    fn unknown(&mut self, variant: Option<&'a Variant>, entry: &Entry) {
        let union = self.union;
        let mut names = match variant {
            Some(variant) => variant.fields.iter().map(|field| field.name.as_str()).collect(),
            None => union.field_names(),
        };
        let listed = names.clone();
        names.push(&union.tag);
        // A field that is given already was not meant, nor one that another misspelled key stands for.
        names.retain(|name| !self.meant.contains(name) && self.object.entries.iter().all(|entry| entry.key != *name));
        let nearest = meant(&entry.key, &names);
        self.meant.extend(nearest);
        let variant = variant.map(|variant| variant.value.as_str());
        self.mistakes.add(entry.key_span, diagnostic::unknown(&entry.key, nearest, variant, &listed));
    }

    fn missing(&mut self, variant: &'a Variant, seen: &[&str], value: TokenStream) {
        let is_missing = |field: &&Field| {
            let name = field.name.as_str();
            field.required && !seen.contains(&name) && !self.meant.contains(&name)
        };
        let missing: Vec<_> = variant.fields.iter().filter(is_missing).map(|field| field.name.as_str()).collect();
        // A missing field may be the unreadable one.
        if !missing.is_empty() && !self.object.unreadable {
            self.mistakes.add_over(value, diagnostic::missing(&variant.value, &missing));
        }
    }
}
