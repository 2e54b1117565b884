//! Mistakes in the requests of a document: valid values, changed in one place, which must not compile in JSON's form.

use std::cmp::Reverse;
use std::collections::HashSet;

use fastrand::Rng;
use openscaler_openapi::context::Direction;
use openscaler_openapi::document::Source;
use openscaler_openapi::validation::validator;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::report::Example;
use super::sampled::{Sampled, SampledType};
use crate::api::{Api, Kind};
use crate::emit::macro_name;

/// The most mistakes of one type, and of a document.
const MOST_OF_TYPE: usize = 60;
const MOST: usize = 600;

/// The most valid values of one type; the largest have the most places for mistakes.
const MOST_VALID: usize = 8;

/// What marks a text that is an expression of no type of the document, and a key that is repeated.
pub(super) const MARK: char = '\u{0}';

/// Requests of a document in JSON's form.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct SampledRequests {
    /// Valid requests, which compile.
    pub valid: Vec<Request>,
    /// Requests with a literal that the schema refuses, a key that is repeated, or one that the type does not have.
    pub literals: Vec<Request>,
    /// Requests with an expression of another type.
    pub expressions: Vec<Request>,
}

/// A request, or something that is almost one.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Request {
    /// The generated type, as a path from the crate's root.
    pub rust: String,
    /// The type of its draft, if it has one.
    pub draft: Option<String>,
    /// The macro of the type.
    pub macro_name: String,
    /// The value; marked texts and keys are not valid JSON.
    pub value: Value,
}

impl Request {
    /// As the example of a report.
    pub(super) fn example(&self) -> Example {
        Example { value: self.value.clone(), result: format!("`{}!` accepts it", self.macro_name) }
    }

    /// As JSON, with repeated keys; an expression is a text.
    pub(super) fn json(&self) -> String {
        self.value.to_string().replace("\\u0000", "")
    }
}

impl SampledRequests {
    /// The requests among the sampled values.
    pub(super) fn of(source: &Source, api: &Api, sampled: &Sampled) -> Self {
        let mut requests = Self::default();
        for (seed, of_type) in (0..).zip(sampled.types.iter().filter(|of_type| of_type.direction == Direction::Request))
        {
            let is_it = |name: &str| of_type.rust == format!("types :: {name}");
            let ty = api.types.iter().find(|ty| is_it(&ty.name) && !matches!(ty.kind, Kind::Alias(_)));
            if let Some(macro_name) = ty.and_then(macro_name) {
                requests.add(source, of_type, &macro_name, seed);
            }
        }
        requests
    }

    /// Adds the requests of one type.
    fn add(&mut self, source: &Source, of_type: &SampledType, macro_name: &str, seed: u64) {
        let Some(judge) = validator(source, &of_type.pointer, Direction::Request) else { return };
        let mut values: Vec<&Value> = of_type.values.iter().filter(|value| value.is_object()).collect();
        values.sort_by_key(|value| Reverse(value.to_string().len()));
        values.truncate(MOST_VALID);
        let (mut literals, mut expressions) = (Vec::new(), Vec::new());
        for value in &values {
            literals.extend(
                change_each_place(value, &break_literal)
                    .into_iter()
                    .filter(|value| is_marked(value) || !judge.is_valid(value)),
            );
            expressions.extend(change_each_place(value, &replace_by_expression));
        }
        let mut random = Rng::with_seed(seed);
        let request = |value: &Value| Request {
            rust: of_type.rust.clone(),
            draft: of_type.draft.clone(),
            macro_name: macro_name.to_owned(),
            value: value.clone(),
        };
        self.valid.extend(values.into_iter().map(request));
        for (mistakes, found) in [(&mut self.literals, literals), (&mut self.expressions, expressions)] {
            let left = MOST.saturating_sub(mistakes.len()).min(MOST_OF_TYPE);
            mistakes.extend(choose(found, left, &mut random).iter().map(request));
        }
    }
}

/// At most `most` of the values, without duplicates.
fn choose(mut values: Vec<Value>, most: usize, random: &mut Rng) -> Vec<Value> {
    let mut seen = HashSet::new();
    values.retain(|value| seen.insert(value.to_string()));
    random.shuffle(&mut values);
    values.truncate(most);
    values
}

/// Every value that differs from `value` in one place, which `change` replaces.
fn change_each_place(value: &Value, change: &dyn Fn(&Value) -> Vec<Value>) -> Vec<Value> {
    let mut found = Vec::new();
    match value {
        Value::Object(entries) => {
            for (key, entry) in entries {
                let with = |entry: Value| {
                    let mut entries = entries.clone();
                    entries.insert(key.clone(), entry);
                    Value::Object(entries)
                };
                found.extend(change(entry).into_iter().chain(change_each_place(entry, change)).map(with));
            }
            found.extend(change(value));
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                let with = |item: Value| {
                    let mut items = items.clone();
                    items[index] = item;
                    Value::Array(items)
                };
                found.extend(change(item).into_iter().chain(change_each_place(item, change)).map(with));
            }
        }
        _ => {}
    }
    found
}

/// The same value with a mistake in its own literal or its own keys.
fn break_literal(value: &Value) -> Vec<Value> {
    match value {
        Value::Null => vec![json!([{}])],
        Value::Bool(_) => vec![json!("true"), json!(1), Value::Null],
        Value::Number(number) => {
            let beyond = number.as_f64().unwrap_or_default();
            vec![
                json!(number.to_string()),
                json!(true),
                Value::Null,
                json!(-1),
                json!(0),
                json!(beyond + 0.5),
                json!(4e18),
            ]
        }
        Value::String(text) => {
            let wrong = [String::new(), format!("{text} "), format!(" !{text}"), text.repeat(40), "x".to_owned()];
            wrong.into_iter().map(Value::from).chain([json!(42), json!(false), json!([text]), Value::Null]).collect()
        }
        Value::Array(items) => {
            let repeated = items.first().map(|item| Value::Array(vec![item.clone(); 2]));
            let many = items.first().map(|item| Value::Array(vec![item.clone(); 70]));
            [json!([]), json!({}), json!("x"), Value::Null].into_iter().chain(repeated).chain(many).collect()
        }
        Value::Object(entries) => {
            let mut found = vec![json!([]), json!("x"), json!(1), Value::Null];
            for (key, entry) in entries {
                let mut without = entries.clone();
                without.remove(key);
                let mut misspelled = without.clone();
                misspelled.insert(format!("{key}_"), entry.clone());
                let mut repeated = entries.clone();
                repeated.insert(format!("{MARK}{key}"), entry.clone());
                found.extend([without, misspelled, repeated].map(Value::Object));
            }
            let mut more = entries.clone();
            more.insert("unknown_field".to_owned(), json!(1));
            found.push(Value::Object(more));
            found
        }
    }
}

/// An expression of another type than any value.
fn replace_by_expression(value: &Value) -> Vec<Value> {
    match value {
        // What a request is called with.
        Value::Object(_) => Vec::new(),
        _ => vec![json!(format!("{MARK}WRONG"))],
    }
}

/// Whether a key is repeated, which no schema can say.
fn is_marked(value: &Value) -> bool {
    match value {
        Value::Object(entries) => entries.iter().any(|(key, entry)| key.starts_with(MARK) || is_marked(entry)),
        Value::Array(items) => items.iter().any(is_marked),
        _ => false,
    }
}
