//! Checks the caller's object against the fields of a struct, or of the case that its tag determines.

use proc_macro2::TokenStream;
use quote::quote_spanned;

use super::expand::{self, Binding};
use super::findings::Findings;
use super::meant::meant;
use super::object::{self, Entry, Object};
use super::table::{Case, Content, Field, Fields, Input, Kind};
use super::value::{Form, Value};
use super::{alternatives, content};
use crate::diagnostic::request as diagnostic;

/// The code of the request; it counts only if there are no findings.
pub(super) fn check(input: &Input, findings: &mut Findings) -> Option<TokenStream> {
    if !input.table.is_object() {
        return alternatives::check(input, findings);
    }
    let group = object::only(input, findings)?;
    let object = object::read(&group, findings);
    let mut checker = Checker { input, object: &object, meant: Vec::new(), findings };
    match checker.choose() {
        Choice::Case(chosen) => match &chosen.case.content {
            Content::Fields(fields) => Some(checker.fields(&chosen, fields)),
            // The macro of its type reads the whole object.
            Content::Value { kind, .. } => {
                let object = Value::of(&[group.into()]);
                let value =
                    content::check(&input.table, kind, &object, &format!("`{}`", chosen.name), checker.findings)?;
                Some(expand::variant(input, chosen.case, &value))
            }
            Content::Unit => None,
        },
        choice => {
            checker.without_case(matches!(choice, Choice::Absent));
            None
        }
    }
}

struct Checker<'a> {
    input: &'a Input,
    object: &'a Object,
    /// The names that misspelled keys were meant to be; they are not reported as missing.
    meant: Vec<&'a str>,
    findings: &'a mut Findings,
}

enum Choice<'a> {
    Case(Chosen<'a>),
    /// The tag is invalid, which has been reported already.
    Unusable,
    /// There is no tag.
    Absent,
}

struct Chosen<'a> {
    case: &'a Case,
    /// What messages call it: by the value of its tag, or by the name of its type.
    name: String,
    /// Where missing fields are shown.
    place: TokenStream,
}

impl<'a> Checker<'a> {
    /// The case that the tag determines; a struct has only one.
    fn choose(&mut self) -> Choice<'a> {
        let (table, entries) = (&self.input.table, &self.object.entries);
        let Some(tag) = &table.tag else {
            let chosen = |case| {
                let place = quote_spanned!(self.object.open=> _);
                Choice::Case(Chosen { case, name: table.name.to_string(), place })
            };
            return table.cases.first().map_or(Choice::Absent, chosen);
        };
        let chosen = |entry: &Entry| {
            table.cases.iter().find_map(|case| {
                let literal = case.literals.iter().find(|literal| literal.equals(&entry.value))?;
                Some(Chosen { case, name: literal.name_of_case(tag), place: entry.value.tokens.clone() })
            })
        };
        let Some(entry) = entries.iter().find(|entry| entry.key == *tag) else {
            // A misspelled tag is read if its value is one of the tag's.
            let unknown = |entry: &&Entry| table.owners(&entry.key).is_empty() && meant(&entry.key, &[tag]).is_some();
            return entries.iter().filter(unknown).find_map(chosen).map_or(Choice::Absent, Choice::Case);
        };
        if let Some(chosen) = chosen(entry) {
            return Choice::Case(chosen);
        }
        match entry.value.form {
            Form::Missing => {}
            Form::TwoInOne(second) => self.findings.add(second, diagnostic::TWO_VALUES),
            _ => {
                let message = alternatives::unknown_literal(table, &entry.subject(), &entry.value);
                self.findings.add_over(&entry.value.tokens, message);
            }
        }
        Choice::Unusable
    }

    /// Checks all fields of a case.
    fn fields(&mut self, chosen: &Chosen<'a>, fields: &'a Fields) -> TokenStream {
        let (mut given, mut extra) = (Vec::new(), Vec::new());
        for entry in &self.object.entries {
            if entry.is_repeated {
                self.findings.add(entry.key_span, diagnostic::duplicate(&entry.key));
            } else if let Some(field) = fields.field(&entry.key) {
                given.extend(self.field(field, entry).map(|binding| (field, binding)));
            } else if self.input.table.tag.as_ref() == Some(&entry.key) {
                // The constructor knows it.
            } else if let Some(kind) = &fields.extra {
                let value = content::check(&self.input.table, kind, &entry.value, &entry.subject(), self.findings);
                extra.extend(value.map(|value| (entry.key.as_str(), self.binding(kind, entry, value))));
            } else {
                self.foreign(chosen, fields, entry);
            }
        }
        let is_missing = |field: &&Field| {
            let name = field.name.as_str();
            field.required && !self.meant.contains(&name) && !self.object.has(name)
        };
        let missing = fields.fields.iter().filter(is_missing);
        let missing: Vec<_> = missing.map(|field| (field.name.as_str(), field.example())).collect();
        // The unreadable field may be the missing one.
        if !missing.is_empty() && !self.object.unreadable {
            self.findings.add_over(&chosen.place, diagnostic::missing(&chosen.name, &missing));
        }
        expand::constructor(self.input, chosen.case, fields, &given, &extra)
    }

    /// Reports what is wrong in every case.
    fn without_case(&mut self, is_tag_absent: bool) {
        let table = &self.input.table;
        let tag = table.tag.as_deref().unwrap_or_default();
        for entry in &self.object.entries {
            let owners = table.owners(&entry.key);
            if entry.is_repeated {
                self.findings.add(entry.key_span, diagnostic::duplicate(&entry.key));
            } else if let [(_, first), others @ ..] = owners.as_slice() {
                if others.iter().all(|(_, field)| field == first) {
                    self.field(first, entry);
                }
            } else if entry.key != tag && table.cases.iter().all(Case::is_closed) {
                self.unknown(None, &table.field_names(), entry);
            }
        }
        if is_tag_absent && !self.object.unreadable && !self.meant.contains(&tag) {
            self.findings.add(self.object.open, diagnostic::missing_tag(tag, &table.literals()));
        }
    }

    /// The value of a field.
    fn field(&mut self, field: &'a Field, entry: &Entry) -> Option<Option<Binding>> {
        let name = field.name.as_str();
        let message = match entry.value.form {
            Form::Null if field.nullable => return Some(None),
            Form::None if field.nullable => diagnostic::none_for_null(name),
            Form::Null if field.kind == Kind::Json => return self.some(field, entry),
            Form::Null | Form::None if field.required => diagnostic::null_for_required(name),
            Form::Null | Form::None => diagnostic::null_for_optional(name),
            Form::Some if !field.required || field.nullable => diagnostic::wrapped_in_some(name),
            _ => return self.some(field, entry),
        };
        self.findings.add_over(&entry.value.tokens, message);
        None
    }

    /// The value of a field that is not null.
    fn some(&mut self, field: &Field, entry: &Entry) -> Option<Option<Binding>> {
        let value = content::check(&self.input.table, &field.kind, &entry.value, &entry.subject(), self.findings)?;
        Some(Some(self.binding(&field.kind, entry, value)))
    }

    fn binding(&self, kind: &Kind, entry: &Entry, value: TokenStream) -> Binding {
        Binding {
            rust_type: self.input.table.rust_type(kind),
            key_span: entry.key_span,
            value_span: entry.value.span(),
            value,
        }
    }

    /// Reports a key that the case does not have.
    fn foreign(&mut self, chosen: &Chosen<'a>, fields: &'a Fields, entry: &Entry) {
        if fields.read_only.contains(&entry.key) {
            return self.findings.add(entry.key_span, diagnostic::read_only(&entry.key));
        }
        let owners = self.input.table.owners(&entry.key);
        if owners.is_empty() {
            let names: Vec<_> = fields.fields.iter().map(|field| field.name.as_str()).collect();
            return self.unknown(Some(&chosen.name), &names, entry);
        }
        let tag = self.input.table.tag.as_deref().unwrap_or_default();
        let literals = owners.iter().flat_map(|(case, _)| &case.literals);
        let owners: Vec<_> = literals.map(|literal| literal.name_of_case(tag)).collect();
        self.findings.add(entry.key_span, diagnostic::foreign(&entry.key, &chosen.name, &owners));
    }

    /// Reports a key that no case has; `names` are those that the chosen one has.
    fn unknown(&mut self, case: Option<&str>, names: &[&'a str], entry: &Entry) {
        let mut candidates = names.to_vec();
        candidates.extend(self.input.table.tag.as_deref());
        // Do not suggest a field that is given already, or that is suggested for another key.
        candidates.retain(|name| !self.meant.contains(name) && !self.object.has(name));
        let nearest = meant(&entry.key, &candidates);
        self.meant.extend(nearest);
        self.findings.add(entry.key_span, diagnostic::unknown(&entry.key, nearest, case, names));
    }
}
