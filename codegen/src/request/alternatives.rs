//! Types whose macro takes any value: enums, which list theirs, and unions without a tag, whose member the value chooses.

use proc_macro2::TokenStream;

use super::content::{self, what};
use super::expand;
use super::findings::Findings;
use super::meant::meant;
use super::object::{self, Object};
use super::table::{Case, Content, Field, Fields, Input, JsonType, Kind, Literal, Table};
use super::value::{Form, Value};
use crate::diagnostic::request as diagnostic;
use crate::literal::satisfies;
use crate::tokens::is_mark;

/// How well a value fits a kind.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    No,
    /// It depends on the types of expressions, or on what only another macro can check.
    Open,
    Yes,
}

/// The code of the value; it counts only if there are no findings.
pub(super) fn check(input: &Input, findings: &mut Findings) -> Option<TokenStream> {
    let Input { table, subject, call, tokens } = input;
    let tokens = if is_mark(tokens.last(), ',') { &tokens[..tokens.len() - 1] } else { tokens };
    let value = Value::of(tokens);
    if let Form::Missing = value.form {
        findings.add(*call, diagnostic::missing_argument(&table.macro_name, &table.literals()));
        return None;
    }
    match choose(table, subject, &value) {
        Ok(case) => match &case.content {
            Content::Value { kind, .. } => {
                let value = content::check(table, kind, &value, subject, findings)?;
                Some(expand::variant(input, case, &value))
            }
            _ => Some(expand::variant(input, case, &TokenStream::new())),
        },
        Err(message) => {
            findings.add_over(&value.tokens, message);
            None
        }
    }
}

/// The case that a value fits best, even one that it violates; a message if there is none, or if others fit as well.
fn choose<'a>(table: &'a Table, subject: &str, value: &Value) -> Result<&'a Case, String> {
    let unknown = || unknown_literal(table, subject, value);
    if !matches!(value.form, Form::List(_) | Form::Object(_)) && Literal::of(value).is_none() {
        return Err(unknown());
    }
    let fits: Vec<(Fit, &Case)> = table.cases.iter().map(|case| (case.fit(value), case)).collect();
    let best = fits.iter().map(|(fit, _)| *fit).max().unwrap_or(Fit::No);
    let mut candidates = fits.into_iter().filter(|(fit, _)| *fit == best).map(|(_, case)| case);
    match (best, candidates.next()) {
        // The first is the strictest.
        (Fit::Yes, Some(first)) => Ok(first),
        (Fit::Open, Some(first)) => match candidates.find(|other| !first.is_alike(other, value)) {
            None => Ok(first),
            Some(other) => Err(diagnostic::ambiguous(&[first, other].map(Case::constructor))),
        },
        _ => {
            // The macro of the nearest says what is wrong.
            let accepting = table.cases.iter().filter(|case| case.kinds().any(|kind| kind.accepts(&value.form)));
            let distance = |case: &&Case| case.kinds().map(|kind| kind.distance(value)).min();
            accepting.min_by_key(distance).ok_or_else(unknown)
        }
    }
}

/// The message about a value that is none of the literals of `subject`, a tag or an enum.
pub(super) fn unknown_literal(table: &Table, subject: &str, value: &Value) -> String {
    let literals: Vec<&Literal> = table.cases.iter().flat_map(|case| &case.literals).collect();
    let written: Vec<String> = literals.iter().map(|literal| literal.written()).collect();
    let mut types: Vec<&str> = Vec::new();
    let kinds = table.cases.iter().filter(|_| table.tag.is_none()).flat_map(Case::kinds).flat_map(Kind::json_types);
    for json_type in literals.iter().map(|literal| literal.json_type()).chain(kinds) {
        if !types.contains(&json_type.name()) {
            types.push(json_type.name());
        }
    }
    match (&value.form, Literal::of(value)) {
        (Form::Expression | Form::Some, _) => {
            let is_tag = table.tag.is_some();
            diagnostic::not_a_literal(subject, &types, &written, is_tag, table.draft.as_deref())
        }
        (_, Some(literal)) if types.contains(&literal.json_type().name()) => {
            let strings: Vec<&str> = literals.iter().filter_map(|literal| literal.as_str()).collect();
            let text = literal.text();
            diagnostic::unknown_literal(subject, &text, meant(&text, &strings), &written)
        }
        (form, _) => diagnostic::wrong_literal(subject, &types, what(form), &written),
    }
}

impl Case {
    /// The kinds of its values.
    fn kinds(&self) -> impl Iterator<Item = &Kind> {
        let (kind, forms) = match &self.content {
            Content::Value { kind, forms, .. } => (forms.is_empty().then_some(kind), forms.as_slice()),
            Content::Unit | Content::Fields(_) => (None, [].as_slice()),
        };
        kind.into_iter().chain(forms)
    }

    fn fit(&self, value: &Value) -> Fit {
        if self.literals.iter().any(|literal| literal.equals(value)) {
            return Fit::Yes;
        }
        self.kinds().map(|kind| kind.fit(value)).max().unwrap_or(Fit::No)
    }

    /// Whether the types of the expressions in `value` are the same in both.
    fn is_alike(&self, other: &Self, value: &Value) -> bool {
        match (self.kinds().max_by_key(|kind| kind.fit(value)), other.kinds().max_by_key(|kind| kind.fit(value))) {
            (Some(one), Some(other)) => one.is_alike(other, value),
            _ => false,
        }
    }

    /// How the caller can write it in Rust.
    fn constructor(&self) -> String {
        let path = self.path.to_string().replace(' ', "");
        match &self.content {
            Content::Value { kind: Kind::Named(_, named), .. } => format!("{path}({}!(…))", named.macro_name),
            _ => format!("{path}(…)"),
        }
    }
}

impl Kind {
    fn fit(&self, value: &Value) -> Fit {
        let yes_if = |fits: bool| if fits { Fit::Yes } else { Fit::No };
        match (self, &value.form) {
            (Self::Json | Self::Nullable(_), Form::Null) | (Self::Json, _) => Fit::Yes,
            (Self::Nullable(kind), _) => kind.fit(value),
            (_, Form::Expression | Form::Some | Form::None) => Fit::Open,
            (Self::Literals(literals), _) => yes_if(literals.iter().any(|literal| literal.equals(value))),
            (Self::Checked(_, rules) | Self::Rules(_, rules), _) => yes_if(satisfies(rules, value.tokens.clone())),
            (Self::List(kind, _), Form::List(items)) => {
                items.iter().map(|item| kind.fit(item)).min().unwrap_or(Fit::Yes)
            }
            (Self::Map(kind), Form::Object(group)) => {
                let values = object::glance(group).entries;
                values.iter().map(|entry| kind.fit(&entry.value)).min().unwrap_or(Fit::Yes)
            }
            (Self::Fields(fields), Form::Object(group)) => fields.fit(&object::glance(group)),
            (Self::Named(JsonType::Object | JsonType::Any, _), form) if self.accepts(form) => Fit::Open,
            (_, form) => yes_if(self.accepts(form)),
        }
    }

    /// Whether the types of the expressions in `value` are the same in both.
    fn is_alike(&self, other: &Self, value: &Value) -> bool {
        match (self, other, &value.form) {
            _ if Literal::of(value).is_some() => true,
            (Self::List(one, _), Self::List(other, _), Form::List(items)) => {
                items.iter().all(|item| one.is_alike(other, item))
            }
            (Self::Fields(one), Self::Fields(other), Form::Object(group)) => {
                object::glance(group).entries.iter().all(|entry| match (one.kind(&entry.key), other.kind(&entry.key)) {
                    (Some(one), Some(other)) => one.is_alike(other, &entry.value),
                    _ => false,
                })
            }
            _ => self == other,
        }
    }

    /// How many mistakes there are in a value.
    fn distance(&self, value: &Value) -> usize {
        match (self, &value.form) {
            (Self::Fields(fields), Form::Object(group)) => {
                let object = object::glance(group);
                let unknown = object.entries.iter().filter(|entry| fields.kind(&entry.key).is_none()).count();
                let unfit = fields.fits(&object).filter(|fit| *fit == Fit::No).count() - unknown;
                // A misspelled name is both.
                unfit + unknown.max(fields.missing(&object).count())
            }
            (Self::Map(kind), Form::Object(group)) => {
                object::glance(group).entries.iter().filter(|entry| kind.fit(&entry.value) == Fit::No).count()
            }
            _ => usize::from(self.fit(value) == Fit::No),
        }
    }
}

impl Fields {
    fn fit(&self, object: &Object) -> Fit {
        let complete = if self.missing(object).next().is_some() { Fit::No } else { Fit::Yes };
        self.fits(object).fold(complete, Fit::min)
    }

    fn missing<'a>(&'a self, object: &'a Object) -> impl Iterator<Item = &'a Field> {
        self.fields.iter().filter(|field| field.required && !object.has(&field.name))
    }

    /// How well each entry fits.
    fn fits<'a>(&'a self, object: &'a Object) -> impl Iterator<Item = Fit> + 'a {
        object.entries.iter().map(|entry| match (self.field(&entry.key), &entry.value.form) {
            (Some(field), Form::Null) if field.nullable => Fit::Yes,
            _ => self.kind(&entry.key).map_or(Fit::No, |kind| kind.fit(&entry.value)),
        })
    }

    /// The kind of a property.
    fn kind(&self, name: &str) -> Option<&Kind> {
        self.field(name).map(|field| &field.kind).or(self.extra.as_deref())
    }
}
