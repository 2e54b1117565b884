//! What the report claims of requests and answers, played through: a validator nobody here wrote judges values by both
//! documents. A request that was valid and is not any more, or an answer that one client reads and the other does not,
//! is found where the report says so, and nowhere else.

use std::collections::{BTreeMap, BTreeSet};

use openscaler_generator::compat::{Change, Report};
use openscaler_generator::lower::lower;
use openscaler_openapi::document::Source;
use openscaler_openapi::validation::{Validator, request_validator, response_validator};
use serde_json::{Map, Value, json};

/// Judges of the values of one document, by the schema's pointer.
pub(crate) struct Judges<'v> {
    requests: Judged<'v>,
    answers: Judged<'v>,
    /// Of all fields that the document knows. One that it lets pass unnamed could be of any type, and no two documents
    /// would ever be compatible: a value that has one is not what the document promises.
    names: BTreeSet<String>,
    /// What the document's client reads.
    reads: Judged<'v>,
}

type Judged<'v> = BTreeMap<&'v str, (Validator, &'v [Value])>;

impl<'v> Judges<'v> {
    /// `values` has requests and answers by the pointers of their schemas; what an edit takes away has no values any more.
    pub(crate) fn of(source: &Source, values: &'v Value) -> Self {
        let judged = |key: &str, validator: &dyn Fn(&str) -> Option<Validator>| -> Judged<'v> {
            let by_pointer = values[key].as_object().expect("an object").iter();
            let values =
                by_pointer.map(|(pointer, values)| (&**pointer, values.as_array().expect("a list").as_slice()));
            values.filter_map(|(pointer, values)| Some((pointer, (validator(pointer)?, values)))).collect()
        };
        let mut lowered = lower(&source.value);
        open(&mut lowered);
        let lowered = Source::parse("lowered", lowered.to_string()).expect("a document");
        Self {
            names: names(&source.value),
            requests: judged("requests", &|pointer| request_validator(source, pointer)),
            answers: judged("answers", &|pointer| response_validator(source, pointer)),
            reads: judged("answers", &|pointer| response_validator(&lowered, pointer)),
        }
    }
}

/// Everything in which the report and the values disagree.
pub(crate) fn disagreements(old: &Judges<'_>, new: &Judges<'_>, report: &Report) -> Vec<String> {
    let untold = untold(old, new, report);
    claims(old, new).iter().filter_map(|claim| claim.unshown(report)).chain(untold).collect()
}

/// The values that are lost though the report says that none is.
pub(crate) fn untold(old: &Judges<'_>, new: &Judges<'_>, report: &Report) -> Vec<String> {
    claims(old, new).iter().filter_map(|claim| claim.untold(report)).collect()
}

/// What a report claims, with the values that the claim is lost on.
struct Claim<'v> {
    what: &'static str,
    lost: Vec<&'v Value>,
    holds: fn(&Change) -> bool,
}

fn claims<'v>(old: &Judges<'v>, new: &Judges<'v>) -> [Claim<'v>; 3] {
    let claim = |what, lost, holds| Claim { what, lost, holds };
    [
        claim("a request", lost(old, &old.requests, &new.requests), |change| change.old_requests.holds()),
        claim("a new answer", lost(new, &new.answers, &old.reads), |change| change.new_answers.holds()),
        claim("an old answer", lost(old, &old.answers, &new.reads), |change| change.old_answers.holds()),
    ]
}

impl Claim<'_> {
    fn untold(&self, report: &Report) -> Option<String> {
        let is_told = !report.changes.iter().all(self.holds);
        let lost = self.lost.first().filter(|_| !is_told)?;
        Some(format!("{} is lost and nothing tells: {lost}", self.what))
    }

    fn unshown(&self, report: &Report) -> Option<String> {
        // What is not said of a body cannot be seen on one: an address, a parameter, a token, a status. Nor can what
        // is said of fields that have no name.
        let is_of_body = |change: &&Change| {
            change.place.pointer.starts_with("/components/schemas/")
                && !["read-only-changed", "closedness-changed"].contains(&change.kind)
        };
        let told = report.changes.iter().filter(is_of_body).find(|change| !(self.holds)(change))?;
        self.lost.is_empty().then(|| format!("no value shows that {} is lost: {}", self.what, told.message))
    }
}

/// The values that one judge passes and the other does not.
fn lost<'v>(of: &Judges<'v>, one: &Judged<'v>, other: &Judged<'v>) -> Vec<&'v Value> {
    let is_promised = |value: &&Value| keys(value).iter().all(|key| of.names.contains(*key));
    let both = one.iter().filter_map(|(pointer, (judge, values))| Some((judge, &other.get(pointer)?.0, *values)));
    both.flat_map(|(judge, other, values)| {
        values.iter().filter(move |value| judge.is_valid(value) && !other.is_valid(value))
    })
    .filter(is_promised)
    .collect()
}

/// The names of all properties of a document.
fn names(value: &Value) -> BTreeSet<String> {
    let below = |value: &Value| match value {
        Value::Object(members) => members.values().flat_map(names).collect(),
        Value::Array(members) => members.iter().flat_map(names).collect(),
        _ => BTreeSet::new(),
    };
    let own = value.get("properties").and_then(Value::as_object).into_iter().flatten();
    own.map(|(name, _)| name.clone()).chain(below(value)).collect()
}

/// The names of all members of a value.
fn keys(value: &Value) -> Vec<&String> {
    match value {
        Value::Object(members) => members.iter().flat_map(|(key, value)| [vec![key], keys(value)].concat()).collect(),
        Value::Array(members) => members.iter().flat_map(keys).collect(),
        _ => Vec::new(),
    }
}

/// Opens in a lowered document all that the generated types leave open: texts take any text and
/// integers any of 64 bits, what need not be there may be null, and a union takes what is of no kind that it knows.
fn open(value: &mut Value) {
    let Value::Object(members) = value else {
        return value.as_array_mut().into_iter().flatten().for_each(open);
    };
    let tags = tags(members);
    members.values_mut().for_each(open);
    if members.get("type").is_some_and(|name| name == "string") {
        members.retain(|keyword, _| keyword != "enum" && keyword != "format");
    }
    if members.get("type").is_some_and(|name| name == "integer") {
        members.shift_remove("format");
    }
    let required = members.get("required").cloned().unwrap_or_default();
    let is_required = |name: &str| required.as_array().is_some_and(|names| names.iter().any(|known| known == name));
    for (name, property) in members.get_mut("properties").and_then(Value::as_object_mut).into_iter().flatten() {
        if let (false, Some(property)) = (is_required(name), property.as_object_mut()) {
            property.insert("nullable".to_owned(), json!(true));
        }
    }
    open_union(members, tags);
}

/// The property that tells the members of a union apart, and what it says for each.
fn tags(schema: &Map<String, Value>) -> Option<(String, Vec<Value>)> {
    let tag = schema.get("discriminator")?["propertyName"].as_str()?.to_owned();
    let members = schema.get("oneOf")?.as_array()?;
    let values = members.iter().map(|member| member["properties"][&tag]["enum"][0].clone()).collect();
    Some((tag, values))
}

fn open_union(schema: &mut Map<String, Value>, tags: Option<(String, Vec<Value>)>) {
    schema.shift_remove("discriminator");
    let Some(members) = schema.get_mut("oneOf").and_then(Value::as_array_mut) else { return };
    let Some((tag, values)) = tags else {
        schema.shift_remove("oneOf");
        return;
    };
    for (member, value) in members.iter_mut().zip(&values) {
        member["properties"][&tag] = json!({ "type": "string", "enum": [value] });
    }
    // One without the tag is of no kind, and no program that looks at the kind understands it: the report says so.
    let known = json!({ "type": "object", "properties": { &tag: { "type": "string", "enum": values } } });
    members.push(json!({ "type": "object", "required": [tag], "not": known }));
}
