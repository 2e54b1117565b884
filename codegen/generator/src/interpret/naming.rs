//! Names of types: a component keeps its own; what has none is called by its title, or by where it is described.
//!
//! Names come from the document's own words, never from the order in which types were met. Where several types would
//! have one title, none of them has it; where they would still have one name, they are numbered by their pointers.

use std::collections::{HashMap, HashSet};

use heck::{ToPascalCase, ToSnakeCase};
use serde_json::Value;

use super::answers;
use super::schemas::{NodeId, component_name};
use super::types::{Draft, TypeMaker};
use crate::api::{Kind, Type};
use crate::names::{builders_name, draft_name, snake_name, type_name};
use openscaler_openapi::context::Direction;
use openscaler_openapi::document::pointer;
use openscaler_openapi::structure::METHODS;

/// What is longer than this loses the owners between the first and the last word; `Input` may follow.
const LONGEST: usize = 55;

/// What a type would like to be called.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    /// By titles, where there are any.
    pub(super) titled: String,
    /// By places alone.
    placed: String,
    is_component: bool,
    /// Whether an answer has a type of its own for the same schema.
    is_input: bool,
    pointer: String,
}

/// What each draft would like to be called; `ids` are the ids of operations, by method and path.
pub(super) fn wanted(types: &TypeMaker<'_>, ids: &HashMap<String, String>) -> Vec<Wanted> {
    let components: HashSet<String> =
        types.conjunctions.schemas.components().map(|(name, _)| type_name(name)).collect();
    let namer = Namer { types, ids, components };
    let mut wanted: Vec<Wanted> = Vec::with_capacity(types.drafts.len());
    for draft in &types.drafts {
        let one = match (&draft.component, &draft.member_of) {
            (None, Some((owner, label))) if owner.0 < wanted.len() => {
                let owner = &wanted[owner.0];
                let name = |owner: &str| joined(&[owner.to_owned(), label.clone()]);
                Wanted { titled: name(&owner.titled), placed: name(&owner.placed), ..namer.wanted(draft) }
            }
            _ => namer.wanted(draft),
        };
        wanted.push(one);
    }
    wanted
}

struct Namer<'t, 'd> {
    types: &'t TypeMaker<'d>,
    ids: &'t HashMap<String, String>,
    /// The names of all components: no title takes one.
    components: HashSet<String>,
}

impl Namer<'_, '_> {
    fn wanted(&self, draft: &Draft) -> Wanted {
        let pointer = draft.place.map(|place| self.types.conjunctions.schemas.pointer(place)).unwrap_or_default();
        let name = |with_titles: bool| match &draft.component {
            Some(component) => type_name(component),
            None => {
                let mut words = self.words(pointer, with_titles);
                // The component itself may be a type, too.
                if matches!(draft.kind, Kind::Form(_)) && component_name(pointer).is_some() {
                    words.push("form".to_owned());
                }
                joined(&words)
            }
        };
        Wanted {
            titled: name(true),
            placed: name(false),
            is_component: draft.component.is_some(),
            is_input: false,
            pointer: pointer.to_owned(),
        }
    }

    /// The words that lead to a place: what it belongs to, and the properties from there on.
    fn words(&self, pointer: &str, with_titles: bool) -> Vec<String> {
        let tokens: Vec<String> = pointer::tokens(pointer).collect();
        let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
        let document = self.types.conjunctions.schemas.document;
        let (mut words, rest) = match tokens.as_slice() {
            ["components", "responses", name, ..] => (vec![(*name).to_owned(), "response".to_owned()], 3),
            ["components", "requestBodies", name, ..] => (vec![(*name).to_owned(), "body".to_owned()], 3),
            ["components", _, name, ..] => (vec![(*name).to_owned()], 3),
            ["paths", path, "parameters", ..] => (vec![self.owner_of_path(path)], 2),
            ["paths", path, method, ..] => (vec![self.operation(path, method)], 3),
            _ => (Vec::new(), 0),
        };
        let mut value = tokens[..rest].iter().try_fold(document, |value, token| child(value, token));
        let mut steps = tokens[rest..].iter();
        while let Some(step) = steps.next() {
            value = value.and_then(|value| child(value, step));
            let word = match *step {
                "properties" | "patternProperties" | "$defs" | "headers" => {
                    let name = steps.next().copied().unwrap_or_default();
                    value = value.and_then(|value| child(value, name));
                    Some(name.to_owned())
                }
                "parameters" => {
                    let index = steps.next().copied().unwrap_or_default();
                    value = value.and_then(|value| child(value, index));
                    value.and_then(|value| value.get("name")?.as_str()).map(str::to_owned)
                }
                "items" => Some("item".to_owned()),
                "additionalProperties" => Some("value".to_owned()),
                "requestBody" => Some("body".to_owned()),
                "responses" => {
                    let status = steps.next().copied().unwrap_or_default();
                    let word = value.map_or("response".to_owned(), |responses| response_word(responses, status));
                    value = value.and_then(|value| child(value, status));
                    Some(word)
                }
                "content" => {
                    let key = steps.next().copied().unwrap_or_default();
                    value = value.and_then(|value| child(value, key));
                    None
                }
                _ => None,
            };
            words.extend(word);
            let Some(schema) = value else { continue };
            if let Some(label) = self.label(schema) {
                words.push(label);
            } else if with_titles && let Some(title) = self.title(schema) {
                words = vec![title];
            }
        }
        words
    }

    fn label(&self, schema: &Value) -> Option<String> {
        let node: NodeId = self.types.conjunctions.schemas.known(schema)?;
        self.types.labels.get(&node).cloned()
    }

    /// The title of a schema, unless a component is called so.
    fn title(&self, schema: &Value) -> Option<String> {
        let title = schema.get("title")?.as_str().filter(|title| title.chars().any(char::is_alphanumeric))?;
        (!self.components.contains(&type_name(title))).then(|| title.to_owned())
    }

    fn operation(&self, path: &str, method: &str) -> String {
        let at = pointer::join(&pointer::join("/paths", path), method);
        self.ids.get(&at).cloned().unwrap_or_else(|| format!("{method}_{path}"))
    }

    /// What belongs to a path belongs to the first of its operations.
    fn owner_of_path(&self, path: &str) -> String {
        let methods = METHODS.iter();
        let mut ids = methods.filter_map(|method| self.ids.get(&pointer::join(&pointer::join("/paths", path), method)));
        ids.next().cloned().unwrap_or_else(|| path.to_owned())
    }
}

/// What the answer of a status is called: by the status if there are several successes.
fn response_word(responses: &Value, status: &str) -> String {
    let has_success = || responses.as_object().is_some_and(|all| all.keys().any(|status| status.starts_with('2')));
    match status {
        status if status.starts_with('2') && answers::has_several(responses) => {
            answers::status_name(status.parse().ok())
        }
        status if status.starts_with('2') || (status == "default" && !has_success()) => "response".to_owned(),
        _ => "error".to_owned(),
    }
}

fn child<'v>(value: &'v Value, token: &str) -> Option<&'v Value> {
    match value {
        Value::Object(entries) => entries.get(token),
        Value::Array(items) => items.get(token.parse::<usize>().ok()?),
        _ => None,
    }
}

fn joined(words: &[String]) -> String {
    let mut words: Vec<String> = words.iter().map(|word| type_name(word)).collect();
    let is_long = |words: &[String]| words.iter().map(String::len).sum::<usize>() > LONGEST;
    while words.len() > 2 && is_long(&words) {
        words.remove(1);
    }
    // The owner and the last word are all that is left: the owner loses words of its own.
    if let [owner, rest @ ..] = words.as_mut_slice()
        && rest.iter().map(String::len).sum::<usize>() + owner.len() > LONGEST
    {
        let left = LONGEST.saturating_sub(rest.iter().map(String::len).sum());
        *owner = shortened(owner, left);
    }
    // The parts are names already; the whole may begin with what none can begin with.
    type_name(&words.join("-"))
}

/// A name without words from its middle, until it is short enough or has two words left.
fn shortened(name: &str, longest: usize) -> String {
    let separated = name.to_snake_case();
    let mut words: Vec<String> = separated.split('_').map(|word| word.to_pascal_case()).collect();
    while words.len() > 2 && words.iter().map(String::len).sum::<usize>() > longest {
        words.remove(words.len() / 2);
    }
    words.concat()
}

/// Names each type; `families` says which types are of one schema.
pub(super) fn name(types: &mut [Type], wanted: &[Wanted]) {
    let mut titles: HashMap<&str, HashSet<&str>> = HashMap::new();
    for wanted in wanted {
        titles.entry(&wanted.titled).or_default().insert(&wanted.pointer);
    }
    let name = |wanted: &Wanted| {
        let is_unique = wanted.is_component || titles.get(wanted.titled.as_str()).is_some_and(|by| by.len() == 1);
        if is_unique { wanted.titled.clone() } else { wanted.placed.clone() }
    };
    // Components first, then by name and pointer: whatever else there is changes nothing.
    let mut order: Vec<(bool, bool, String, &str, usize)> = Vec::new();
    for (index, wanted) in wanted.iter().enumerate() {
        order.push((!wanted.is_component, wanted.is_input, name(wanted), &wanted.pointer, index));
    }
    order.sort();
    let mut taken = HashSet::new();
    let mut numbers: HashMap<String, u64> = HashMap::new();
    for (_, is_input, name, _, index) in order {
        let wanted = if is_input { format!("{}Input", name.trim_end_matches('_')) } else { name };
        let kind = &types[index].kind;
        let mut name = wanted.clone();
        while !reserve(&name, kind, &mut taken) {
            let number = numbers.entry(wanted.clone()).or_insert(1);
            *number += 1;
            name = format!("{wanted}{number}");
        }
        types[index].name = name;
    }
}

/// Takes a name and those that are made of it, if all of them are free.
fn reserve(name: &str, kind: &Kind, taken: &mut HashSet<String>) -> bool {
    let mut needed = vec![name.to_owned(), snake_name(name)];
    if matches!(kind, Kind::Object(_) | Kind::Tagged(_) | Kind::Union(_)) {
        needed.push(draft_name(name));
        needed.push(builders_name(name));
    }
    let is_free = needed.iter().all(|name| !taken.contains(name));
    if is_free {
        taken.extend(needed);
    }
    is_free
}

/// Marks what a request has for a schema of which the answer has another type.
pub(super) fn mark_inputs(drafts: &[Draft], kept: &[usize], wanted: &mut [Wanted]) {
    let answers: HashSet<_> = kept
        .iter()
        .map(|index| &drafts[*index])
        .filter(|draft| draft.direction == Direction::Response)
        .map(|draft| draft.conjunction)
        .collect();
    for (wanted, index) in wanted.iter_mut().zip(kept) {
        let draft = &drafts[*index];
        let is_form = matches!(draft.kind, Kind::Form(_));
        wanted.is_input = draft.direction == Direction::Request && !is_form && answers.contains(&draft.conjunction);
    }
}
