//! Which change of the document is behind each difference of the generated code.

use std::collections::{BTreeMap, HashMap};

use openscaler_openapi::document::pointer;

use super::change::{Change, Side};
use super::surface::{self, Difference, Effect, Surface};
use super::walk::{SEPARATORS, Walk, around};
use crate::names::type_name;

/// Tells each change what it does to callers, and makes changes of what none of them explains.
pub(super) fn callers(walk: &mut Walk<'_>, mut old: Surface, new: &Surface) {
    for (name, other) in surface::rename(&mut old, new) {
        let place = component(walk, &other, Side::New);
        let message = format!("the type `{name}` is called `{other}` now");
        let mut change = Change::new("type-renamed", message, place.0, place.1).adding(true);
        change.old_callers.fail(format!("`{name}` is gone"));
        walk.push(change);
    }
    let anchors = Anchors::of(&walk.changes);
    let mut unexplained = Vec::new();
    for difference in surface::compare(&old, new) {
        let explaining = anchors.explaining(&difference.path);
        explaining.iter().for_each(|index| attach(&mut walk.changes[*index], &difference));
        if explaining.is_empty() {
            unexplained.push(difference);
        }
    }
    report(walk, unexplained);
}

/// The changes by the parts of the generated code that they explain.
struct Anchors {
    changes: HashMap<String, Vec<usize>>,
    /// All that is said of a method of the client, its arguments and its result.
    methods: HashMap<String, Vec<usize>>,
}

impl Anchors {
    fn of(changes: &[Change]) -> Self {
        let mut anchors = Self { changes: HashMap::new(), methods: HashMap::new() };
        for (index, change) in changes.iter().enumerate() {
            for anchor in &change.anchors {
                anchors.changes.entry(anchor.clone()).or_default().push(index);
                if anchor.starts_with("op::") {
                    anchors.methods.entry(part_of(anchor).to_owned()).or_default().push(index);
                }
            }
        }
        anchors
    }

    /// The changes that explain what is different at `path`: of several those that are nearest.
    fn explaining(&self, path: &str) -> Vec<usize> {
        let nearest = around(path).find_map(|around| self.changes.get(around));
        // What is said of a whole method, such as the order of its arguments, comes of one of them.
        let mut explaining = nearest.or_else(|| self.methods.get(path)).cloned().unwrap_or_default();
        explaining.dedup();
        explaining
    }
}

fn attach(change: &mut Change, difference: &Difference) {
    match difference.effect {
        Effect::Breaks => change.old_callers.fail(&*difference.words),
        Effect::Adds => change.adds = true,
        // Stricter for requests is stricter for literals.
        Effect::Rules if !change.old_requests.holds() => change.old_callers.fail(&*difference.words),
        Effect::Rules => {}
    }
}

/// The type or the method that a part of the generated code belongs to.
fn part_of(path: &str) -> &str {
    path.split(SEPARATORS).next().unwrap_or_default()
}

/// What is left has its cause in how the generated code is put together: a name that another change has freed, a type
/// that is used no longer. It is told by the type or the operation that it is about.
fn report(walk: &mut Walk<'_>, differences: Vec<Difference>) {
    let mut by_part: BTreeMap<String, Vec<Difference>> = BTreeMap::new();
    for difference in differences {
        by_part.entry(part_of(&difference.path).to_owned()).or_default().push(difference);
    }
    for (part, differences) in by_part {
        let breaking: Vec<_> = differences.iter().filter(|difference| difference.effect == Effect::Breaks).collect();
        // That there are new types follows from what is new in the API, which has been told.
        let is_told =
            breaking.is_empty() && walk.changes.iter().any(|change| change.adds || !change.old_requests.holds());
        if is_told {
            continue;
        }
        let shown = if breaking.is_empty() { differences.iter().collect() } else { breaking.clone() };
        let Some(first) = shown.first().filter(|first| first.effect != Effect::Rules) else { continue };
        let (side, pointer) = match part.strip_prefix("types::") {
            Some(name) if first.words.ends_with("is gone") => component(walk, name, Side::Old),
            Some(name) => walk.place_of(&first.path).unwrap_or_else(|| component(walk, name, Side::New)),
            None => walk.place_of(&first.path).unwrap_or((Side::New, String::new())),
        };
        let mut change = Change::new("code-changed", first.words.clone(), side, pointer).adding(breaking.is_empty());
        for difference in &breaking {
            change.old_callers.fail(&*difference.words);
        }
        // Two of one place are two changes: the place is not what they are told apart by.
        change.anchors.push(part);
        walk.changes.push(change);
    }
}

/// The component that a type is made of; of the whole document where its name is not a component's.
fn component(walk: &Walk<'_>, name: &str, side: Side) -> (Side, String) {
    let context = match side {
        Side::Old => &walk.old,
        Side::New => &walk.new,
    };
    let components = context.document().pointer("/components/schemas").and_then(serde_json::Value::as_object);
    let stem = name.trim_end_matches(|last: char| last.is_ascii_digit());
    let stem = stem.strip_suffix("Input").or_else(|| stem.strip_suffix("Draft")).unwrap_or(stem);
    let is_it = |component: &&String| [name, stem].contains(&type_name(component).as_str());
    let found = components.into_iter().flat_map(|components| components.keys()).find(is_it);
    let pointer = found.map(|component| pointer::join("/components/schemas", component));
    (side, pointer.unwrap_or_default())
}
