//! The walk through both documents at once: what every comparison needs, and what it adds to.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use openscaler_openapi::context::{Context, Direction};

use super::change::{Change, Side};
use super::left_out::LeftOut;
use crate::names::type_name;

/// Where the walk is.
#[derive(Clone, Debug)]
pub(super) struct At {
    pub(super) direction: Direction,
    /// Whether the value has to be there, in the old document and in the new one.
    pub(super) is_required: [bool; 2],
    /// What a caller calls the value: `` `DomainName` ``, ``the field `size` of `Certificate` ``.
    pub(super) name: String,
    /// The parts of the generated code that hold the value.
    pub(super) slots: Vec<String>,
    /// Those that may have been made of the value's own schema.
    pub(super) types: Vec<String>,
}

impl At {
    pub(super) fn is_request(&self) -> bool {
        self.direction == Direction::Request
    }

    /// All parts of the generated code that tell of the value.
    pub(super) fn anchors(&self) -> Vec<String> {
        self.slots.iter().chain(&self.types).cloned().collect()
    }

    /// The types that typify may make of a component. One that both directions use is two, if that makes a difference.
    pub(super) fn types_of_component(component: &str, direction: Direction) -> Vec<String> {
        let own = format!("types::{}", type_name(component));
        match direction {
            Direction::Response => vec![own],
            Direction::Request => {
                let copies = ["Input", "Input2", "Input3"];
                let copies = copies.map(|copy| format!("types::{}", type_name(&format!("{component}{copy}"))));
                std::iter::once(own).chain(copies).collect()
            }
        }
    }

    /// The types that typify may make of a schema that has no name, by where it stands.
    pub(super) fn types_below(&self, word: &str) -> Vec<String> {
        // A variant has no type of its own: what it holds is named by the union, with or without the variant.
        let joined = |above: &String| {
            let (union, variant) = above.split_once('/').unwrap_or((above, ""));
            let word = type_name(word);
            [format!("{union}{word}"), format!("{union}{}{word}", type_name(variant))]
        };
        let types = self.types.iter().filter(|above| above.starts_with("types::")).flat_map(joined);
        let mut types: Vec<_> = types.collect();
        types.dedup();
        types
    }
}

/// Both documents, and what was found so far.
pub(super) struct Walk<'d> {
    pub(super) old: Context<'d>,
    pub(super) new: Context<'d>,
    /// The operations that the two are walked through without.
    pub(super) left_out: Vec<LeftOut>,
    pub(super) changes: Vec<Change>,
    /// Where in that list each is, by what makes two of them the same one, met from two directions.
    known: HashMap<(&'static str, Side, String), usize>,
    /// Which pairs of components have been compared, in which direction.
    compared: HashSet<(String, String, Direction)>,
    /// Where each part of the generated code comes from.
    places: HashMap<String, (Side, String)>,
}

impl<'d> Walk<'d> {
    pub(super) fn new(old: Context<'d>, new: Context<'d>, left_out: Vec<LeftOut>) -> Self {
        Self {
            old,
            new,
            left_out,
            changes: Vec::new(),
            known: HashMap::new(),
            compared: HashSet::new(),
            places: HashMap::new(),
        }
    }

    /// Adds a change, or what is new in it if it has been met before.
    pub(super) fn push(&mut self, change: Change) {
        let key = (change.kind, change.place.side, change.place.pointer.clone());
        match self.known.entry(key) {
            Entry::Occupied(known) => self.changes[*known.get()].merge(change),
            Entry::Vacant(place) => {
                place.insert(self.changes.len());
                self.changes.push(change);
            }
        }
    }

    /// Whether the two are met for the first time; what refers to itself has no end otherwise.
    pub(super) fn enter(&mut self, old: &str, new: &str, direction: Direction) -> bool {
        self.compared.insert((old.to_owned(), new.to_owned(), direction))
    }

    /// Remembers of which part of the document a part of the generated code is made.
    pub(super) fn came_from(&mut self, anchors: &[String], pointer: &str) {
        for anchor in anchors {
            self.places.entry(anchor.clone()).or_insert_with(|| (Side::New, pointer.to_owned()));
        }
    }

    /// The place of the part of the generated code at `path`, or of what is around it.
    pub(super) fn place_of(&self, path: &str) -> Option<(Side, String)> {
        around(path).find_map(|around| self.places.get(around)).cloned()
    }
}

/// What separates the names in the path of a part of the generated code.
pub(super) const SEPARATORS: [char; 3] = ['.', '/', '>'];

/// A part of the generated code, and each that it is within, the innermost first.
pub(super) fn around(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(path), |inner| inner.rfind(SEPARATORS).map(|end| &inner[..end]))
}
