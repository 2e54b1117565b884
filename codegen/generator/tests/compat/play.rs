//! What the report claims of requests and answers, played through: a validator nobody here wrote judges values by both
//! documents. A request that was valid and is not any more, or an answer that one client reads and the other does not,
//! is found where the report says so, and nowhere else.

use std::collections::{BTreeMap, BTreeSet};

use openscaler_generator::api::{Api, Content, Kind, Object, ScalarRules, Shape};
use openscaler_generator::compat::{Change, Report};
use openscaler_generator::interpret::interpret;
use openscaler_openapi::context::Direction;
use openscaler_openapi::document::Source;
use openscaler_openapi::validation::validator;
use serde_json::Value;

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

type Judge = Box<dyn Fn(&Value) -> bool>;

type Judged<'v> = BTreeMap<&'v str, (Judge, &'v [Value])>;

impl<'v> Judges<'v> {
    /// `values` has requests and answers by the pointers of their schemas; what an edit takes away has no values any more.
    pub(crate) fn of(source: &Source, values: &'v Value) -> Self {
        let judged = |key: &str, judge: &dyn Fn(&str) -> Option<Judge>| -> Judged<'v> {
            let by_pointer = values[key].as_object().expect("an object").iter();
            let values =
                by_pointer.map(|(pointer, values)| (&**pointer, values.as_array().expect("a list").as_slice()));
            values.filter_map(|(pointer, values)| Some((pointer, (judge(pointer)?, values)))).collect()
        };
        let api = interpret(source).api;
        Self {
            names: names(&source.value),
            requests: judged("requests", &|pointer| {
                validator(source, pointer, Direction::Request)
                    .map(|validator| Box::new(move |it: &Value| validator.is_valid(it)) as Judge)
            }),
            answers: judged("answers", &|pointer| {
                validator(source, pointer, Direction::Response)
                    .map(|validator| Box::new(move |it: &Value| validator.is_valid(it)) as Judge)
            }),
            reads: judged("answers", &|pointer| {
                let ty = api.types.iter().find(|ty| ty.usage.response && ty.origin.0 == pointer)?;
                let (api, kind) = (api.clone(), ty.kind.clone());
                Some(Box::new(move |value: &Value| reads_kind(&api, &kind, value)) as Judge)
            }),
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
    both.flat_map(|(judge, other, values)| values.iter().filter(move |value| judge(value) && !other(value)))
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

/// Whether a client reads a value, and a program knows what it is.
fn reads(api: &Api, shape: &Shape, value: &Value) -> bool {
    match shape {
        Shape::Any => true,
        Shape::Boolean => value.is_boolean(),
        Shape::Integer(_) => value.is_i64() || value.is_u64(),
        Shape::Number => value.is_number(),
        Shape::Text(_) => value.is_string(),
        Shape::List(items, _) => {
            value.as_array().is_some_and(|values| values.iter().all(|value| reads(api, items, value)))
        }
        Shape::Map(inner) => {
            value.as_object().is_some_and(|values| values.values().all(|value| reads(api, inner, value)))
        }
        Shape::Nullable(inner) => value.is_null() || reads(api, inner, value),
        Shape::Named(id) => reads_kind(api, &api.types[id.0].kind, value),
    }
}

fn reads_kind(api: &Api, kind: &Kind, value: &Value) -> bool {
    match kind {
        Kind::Object(object) => reads_object(api, object, value),
        Kind::Tagged(tagged) => {
            let tag = &value[&tagged.tag];
            match tagged.variants.iter().find(|variant| variant.tags.contains(tag)).map(|variant| &variant.content) {
                Some(Content::Object(object)) => reads_object(api, object, value),
                Some(Content::Named(id)) => reads_kind(api, &api.types[id.0].kind, value),
                // One without the tag is read, but no program that looks at the tag understands it.
                None => tag.is_string(),
            }
        }
        // What fits no member is kept as it is.
        Kind::Union(_) => true,
        Kind::Enum(list) => match &list.other {
            Some((_, shape)) => reads(api, shape, value),
            None => list.values.iter().any(|listed| listed.value == *value),
        },
        Kind::Scalar(scalar) => match scalar {
            ScalarRules::Text(_) => value.is_string(),
            ScalarRules::Number(_) => value.is_number(),
        },
        // Is only sent.
        Kind::Form(_) => false,
        Kind::Alias(shape) => reads(api, shape, value),
    }
}

fn reads_object(api: &Api, object: &Object, value: &Value) -> bool {
    let Some(members) = value.as_object() else { return false };
    object.fields.iter().all(|field| match members.get(&field.wire) {
        None | Some(Value::Null) => !field.required || field.nullable,
        Some(value) => reads(api, &field.shape, value),
    })
}
