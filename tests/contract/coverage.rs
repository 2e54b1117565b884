//! Which parts of the document have a case, and which have none.
//!
//! Each operation, parameter, property, enum value, branch of a union, range of answers and header of the document has to
//! be met by a case; what is optional also has to be missing once, and what may be null be null; and each rule of a
//! request has to be broken once by a call that is refused.

mod broken;

use std::collections::BTreeSet;
use std::fmt;

use openscaler_tests::cases::{Answer, Call, Case, Exchange, Then};
use openscaler_tests::document::{Document, Operation, join};
use serde_json::Value;

use super::judge::Judge;

/// A part of the document, by its JSON pointer, and what a case has to do with it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Demand {
    pub(crate) pointer: String,
    pub(crate) need: Need,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Need {
    Met,
    Absent,
    Null,
    Broken,
}

impl fmt::Display for Demand {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.need {
            Need::Met => "no case has it",
            Need::Absent => "no case leaves it out",
            Need::Null => "no case has it as null",
            Need::Broken => "no case is refused for it",
        };
        write!(formatter, "`{}`: {what}", self.pointer)
    }
}

/// The rules of a request's strings and numbers that the client checks.
const RULES: [&str; 13] = [
    "format",
    "pattern",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minItems",
    "maxItems",
    "uniqueItems",
    "maxProperties",
];

/// Formats that say how a value is written, and refuse none.
const WITHOUT_GRAMMAR: [&str; 8] =
    ["password", "byte", "binary", "int32", "int64", "float", "double", "comma-separated"];

/// Everything that has to have a case.
pub(crate) fn demanded(judge: &Judge) -> BTreeSet<Demand> {
    let mut parts = Parts::new(&judge.document);
    judge.operations.iter().for_each(|operation| parts.demand_operation(operation));
    parts.found
}

/// What a case, its placeholders filled, shows of the document.
pub(crate) fn met(judge: &Judge, case: &Case) -> BTreeSet<Demand> {
    let mut parts = Parts::new(&judge.document);
    let operation = judge.operation(&case.call.operation);
    match &case.then {
        Then::Refused(violations) => {
            violations.iter().for_each(|violation| parts.meet_violation(operation, &case.call, violation));
        }
        Then::Sent(exchange) => parts.meet_exchange(judge, operation, &case.call, exchange),
    }
    parts.found
}

/// Parts of the document.
struct Parts<'d> {
    document: &'d Document,
    found: BTreeSet<Demand>,
    /// Schemas whose demands are known: one may be made of itself.
    seen: BTreeSet<(String, bool)>,
}

impl<'d> Parts<'d> {
    fn new(document: &'d Document) -> Self {
        Self { document, found: BTreeSet::new(), seen: BTreeSet::new() }
    }

    fn add(&mut self, pointer: impl Into<String>, need: Need) {
        self.found.insert(Demand { pointer: pointer.into(), need });
    }

    fn demand_operation(&mut self, operation: &Operation) {
        self.add(&operation.pointer, Need::Met);
        for parameter in &operation.parameters {
            self.add(&parameter.pointer, Need::Met);
            if !parameter.required {
                self.add(&parameter.pointer, Need::Absent);
            }
            self.demand(&join(&parameter.pointer, "schema"), true);
        }
        if let Some(content) = &operation.body {
            self.demand(&content.schema, true);
        }
        for response in &operation.responses {
            self.add(&response.pointer, Need::Met);
            response.headers.values().for_each(|header| self.add(header, Need::Met));
            if let Some(content) = &response.body {
                self.demand(&content.schema, false);
            }
        }
    }

    /// What is demanded for a schema, and all that is in it.
    fn demand(&mut self, schema: &str, in_request: bool) {
        let (pointer, value) = self.document.at(schema);
        if !self.seen.insert((pointer.clone(), in_request)) {
            return;
        }
        self.add(&pointer, Need::Met);
        for index in 0..items(value, "enum").len() {
            self.add(place(&pointer, "enum", index), Need::Met);
        }
        for keyword in ["allOf", "oneOf", "anyOf"] {
            for index in 0..items(value, keyword).len() {
                let part = place(&pointer, keyword, index);
                self.add(&part, Need::Met);
                self.demand(&part, in_request);
            }
        }
        for name in members(value, "properties") {
            let property = join(&join(&pointer, "properties"), name);
            let other_side = if in_request { "readOnly" } else { "writeOnly" };
            if self.document.at(&property).1.get(other_side) == Some(&Value::Bool(true)) {
                continue;
            }
            self.add(&property, Need::Met);
            if !items(value, "required").iter().any(|required| required == name) {
                self.add(&property, Need::Absent);
            }
            if self.document.at(&property).1.get("nullable") == Some(&Value::Bool(true)) {
                self.add(&property, Need::Null);
            }
            self.demand(&property, in_request);
        }
        self.document.items(schema).iter().for_each(|items| self.demand(items, in_request));
        if in_request {
            self.demand_rules(&pointer, value);
        }
    }

    fn demand_rules(&mut self, pointer: &str, schema: &Value) {
        for rule in RULES {
            let value = schema.get(rule);
            let is_checked = value.is_some_and(|value| {
                rule != "format" || value.as_str().is_some_and(|format| !WITHOUT_GRAMMAR.contains(&format))
            });
            if is_checked {
                self.add(join(pointer, rule), Need::Broken);
            }
        }
        for index in 0..items(schema, "required").len() {
            self.add(place(pointer, "required", index), Need::Broken);
        }
        if schema.get("additionalProperties") == Some(&Value::Bool(false)) {
            self.add(join(pointer, "additionalProperties"), Need::Broken);
        }
        if schema.get("discriminator").is_some() {
            self.add(join(pointer, "discriminator"), Need::Broken);
        }
    }

    fn meet_exchange(&mut self, judge: &Judge, operation: &Operation, call: &Call, exchange: &Exchange) {
        self.add(&operation.pointer, Need::Met);
        for parameter in &operation.parameters {
            match call.parameters.get(&parameter.name) {
                Some(value) => {
                    self.add(&parameter.pointer, Need::Met);
                    self.meet(&join(&parameter.pointer, "schema"), &Value::from(value.as_str()));
                }
                None => self.add(&parameter.pointer, Need::Absent),
            }
        }
        if let Some((content, body)) = operation.body.as_ref().zip(call.body.as_ref().and_then(|body| body.json())) {
            self.meet(&content.schema, &body);
        }
        for answer in &exchange.answers {
            let Answer::Http(http) = answer else { continue };
            let Some(response) = operation.response(http.status) else { continue };
            self.add(&response.pointer, Need::Met);
            for (name, pointer) in &response.headers {
                if http.headers.contains_key(name) {
                    self.add(pointer, Need::Met);
                }
            }
            // What is odd in an answer shows nothing of what the document says of it.
            let is_as_described = judge.answer(operation, answer).is_empty();
            if let Some((content, body)) = response.body.as_ref().zip(http.body.json()).filter(|_| is_as_described) {
                self.meet(&content.schema, &body);
            }
        }
    }

    /// What a value shows of a schema that it is right by.
    fn meet(&mut self, schema: &str, value: &Value) {
        let (pointer, described) = self.document.at(schema);
        self.add(&pointer, Need::Met);
        for (index, listed) in items(described, "enum").iter().enumerate() {
            if listed == value {
                self.add(place(&pointer, "enum", index), Need::Met);
            }
        }
        for part in self.chosen(&pointer, described, value) {
            self.add(&part, Need::Met);
            self.meet(&part, value);
        }
        for name in members(described, "properties") {
            let property = join(&join(&pointer, "properties"), name);
            match value.get(name) {
                None => self.add(&property, Need::Absent),
                Some(Value::Null) => self.add(&property, Need::Null),
                Some(value) => {
                    self.add(&property, Need::Met);
                    self.meet(&property, value);
                }
            }
        }
        if let Some(schema) = self.document.items(schema) {
            value.as_array().into_iter().flatten().for_each(|item| self.meet(&schema, item));
        }
    }

    /// The parts of a schema that a value is of: the branch of a union that its tag names, or every other part.
    fn chosen(&self, pointer: &str, schema: &Value, value: &Value) -> Vec<String> {
        let mut chosen = Vec::new();
        for keyword in ["allOf", "oneOf", "anyOf"] {
            for (index, part) in items(schema, keyword).iter().enumerate() {
                let target = tagged(schema, value);
                if keyword == "allOf" || target.is_none_or(|target| part.get("$ref") == Some(target)) {
                    chosen.push(place(pointer, keyword, index));
                }
            }
        }
        chosen
    }
}

/// What the tag of a value refers to.
fn tagged<'d>(schema: &'d Value, value: &Value) -> Option<&'d Value> {
    let tag = schema.pointer("/discriminator/propertyName")?.as_str()?;
    schema.pointer("/discriminator/mapping")?.get(value.get(tag)?.as_str()?)
}

fn items<'v>(value: &'v Value, keyword: &str) -> &'v [Value] {
    value.get(keyword).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

fn members<'v>(value: &'v Value, keyword: &str) -> impl Iterator<Item = &'v String> + use<'v> {
    value.get(keyword).and_then(Value::as_object).into_iter().flatten().map(|(name, _)| name)
}

fn place(pointer: &str, keyword: &str, index: usize) -> String {
    join(&join(pointer, keyword), &index.to_string())
}
