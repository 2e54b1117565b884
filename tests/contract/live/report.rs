//! What a live run tells: what was made, what was not as expected, and where answers depart from the document.

use std::collections::BTreeMap;
use std::fmt::Write;

use openscaler_tests::cases::{Answer, Call, Departure, Secrets};
use serde_json::{Map, Value};

use super::super::judge::{Found, Judge};

/// The longest text of a server that is shown.
const LONGEST: usize = 120;

/// Collects while the cases are played.
#[derive(Default)]
pub(crate) struct Report {
    pub(crate) played: usize,
    pub(crate) skipped: usize,
    pub(crate) created: Vec<String>,
    /// Case and complaint.
    pub(crate) unexpected: Vec<(String, String)>,
    departures: BTreeMap<(Departure, String), Vec<String>>,
}

impl Report {
    pub(crate) fn depart(&mut self, case: &str, found: Found) {
        self.departures.entry((found.departure, found.message)).or_default().push(case.to_owned());
    }

    /// Whether everything was as expected.
    pub(crate) fn is_clean(&self) -> bool {
        self.unexpected.is_empty() && self.departures.is_empty()
    }

    pub(crate) fn render(&self) -> String {
        let mut text = String::new();
        section(&mut text, "what was created; the API has no call that takes it away again", &self.created);
        let unexpected: Vec<_> = self.unexpected.iter().map(|(case, what)| format!("{case}: {what}")).collect();
        section(&mut text, "what is not as expected", &unexpected);
        let departures: Vec<_> = self
            .departures
            .iter()
            .map(|((Departure { at, rule }, message), cases)| {
                let count = if cases.len() == 1 { "one answer".to_owned() } else { format!("{} answers", cases.len()) };
                format!("`{at}` {message} [{rule}], in {count}: {}", cases.join("; "))
            })
            .collect();
        section(&mut text, "where answers depart from the document", &departures);
        let Self { played, skipped, .. } = self;
        let (unexpected, departures) = (self.unexpected.len(), self.departures.len());
        let _ = write!(text, "cases: {played} played, {skipped} skipped; ");
        let _ = writeln!(text, "not as expected: {unexpected}; departures: {departures}");
        text
    }
}

fn section(text: &mut String, title: &str, lines: &[String]) {
    let _ = writeln!(text, "# {title}");
    if lines.is_empty() {
        let _ = writeln!(text, "nothing");
    }
    lines.iter().for_each(|line| {
        let _ = writeln!(text, "{line}");
    });
    let _ = writeln!(text);
}

/// What was made: by the properties that the document promises of an answer, and `id`; else by what was asked for.
pub(crate) fn made(judge: &Judge, call: &Call, answer: &Answer, secrets: &Secrets) -> String {
    let mut named = named(judge, call, answer);
    let is_named = !named.is_empty();
    if !is_named {
        named = asked_for(call, secrets);
    }
    named.extend(call.parameters.iter().map(|(name, value)| (name.clone(), Value::from(value.as_str()))));
    let named: Vec<_> = named.iter().map(|(name, value)| format!("{name} {}", shown(value, secrets))).collect();
    format!("{}{}", if is_named { "" } else { "what was asked for: " }, named.join(", "))
}

fn named(judge: &Judge, call: &Call, answer: &Answer) -> Vec<(String, Value)> {
    let Answer::Http(answer) = answer else { return Vec::new() };
    let response = judge.operation(&call.operation).response(answer.status);
    let schema =
        response.and_then(|response| response.body.as_ref()).map(|content| judge.document.at(&content.schema).1);
    let promised = schema.and_then(|schema| schema.get("required")?.as_array()).into_iter().flatten();
    let body = answer.body.json().unwrap_or_default();
    let named = promised.filter_map(Value::as_str).chain(["id"]).filter_map(|name| {
        let value = body.get(name).filter(|value| value.is_string() || value.is_number())?;
        Some((name.to_owned(), value.clone()))
    });
    named.collect()
}

/// The texts of a call's body that are no secrets.
fn asked_for(call: &Call, secrets: &Secrets) -> Vec<(String, Value)> {
    let body = call.body.as_ref().map(|body| secrets.without_secrets(&body.text())).unwrap_or_default();
    let body: Map<String, Value> = serde_json::from_str(&body).unwrap_or_default();
    body.into_iter().filter(|(_, value)| value.as_str().is_some_and(|text| !text.contains("{{"))).collect()
}

/// A value of a server, on one line, bounded, and without secrets.
fn shown(value: &Value, secrets: &Secrets) -> String {
    let text = secrets.without_key_like(value.as_str().map_or_else(|| value.to_string(), str::to_owned).as_str());
    let line: String = text.chars().filter(|character| !character.is_control()).take(LONGEST).collect();
    format!("`{line}`")
}
