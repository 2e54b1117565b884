//! The walk through both models: where it is, what is still to be compared, and what has been found.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::LazyLock;

use openscaler_openapi::document::{Source, pointer};
use serde_json::Value as Json;

use super::report::{Change, LeftOut, Side};
use crate::api::{Api, Kind, NumberRules, Rules, ScalarRules, Shape, Type, TypeId};

/// One of the two documents, and what it means.
#[derive(Clone, Copy)]
pub(super) struct Document<'m> {
    pub(super) source: &'m Source,
    pub(super) api: &'m Api,
}

impl<'m> Document<'m> {
    pub(super) fn ty(self, id: TypeId) -> &'m Type {
        &self.api.types[id.0]
    }

    /// Where a schema, or a part of its `allOf`, has a keyword.
    pub(super) fn keyword(self, schema: &str, keyword: &str) -> Option<String> {
        let document = &self.source.value;
        let parts = document.pointer(schema)?.get("allOf").and_then(Json::as_array).map_or(0, Vec::len);
        let schemas = std::iter::once(schema.to_owned()).chain((0..parts).map(|part| format!("{schema}/allOf/{part}")));
        schemas.map(|schema| pointer::join(&schema, keyword)).find(|place| document.pointer(place).is_some())
    }
}

/// A value where one is used.
#[derive(Clone, Debug)]
pub(super) struct Value<'m> {
    /// Never [`Shape::Nullable`].
    pub(super) shape: Shape,
    pub(super) is_nullable: bool,
    pub(super) is_required: bool,
    /// Whether null and absence differ.
    pub(super) is_tri_state: bool,
    pub(super) rules: Option<&'m Rules>,
    /// JSON pointer.
    pub(super) origin: String,
}

impl<'m> Value<'m> {
    pub(super) fn new(shape: &Shape, rules: Option<&'m Rules>, origin: impl Into<String>) -> Self {
        let (shape, is_nullable) = match shape {
            Shape::Nullable(shape) => (&**shape, true),
            shape => (shape, false),
        };
        let origin = origin.into();
        Self { shape: shape.clone(), is_nullable, is_required: true, is_tri_state: false, rules, origin }
    }

    /// What Rust has it in, if it may lack the value.
    fn wrapper(&self) -> Option<&'static str> {
        match self.is_nullable || !self.is_required {
            _ if self.is_tri_state => Some("a `Field`"),
            true => Some("an `Option`"),
            false => None,
        }
    }
}

/// A value that both documents have.
#[derive(Clone, Debug)]
pub(super) struct Pair<'m> {
    pub(super) old: Value<'m>,
    pub(super) new: Value<'m>,
    pub(super) is_request: bool,
    /// Whether a macro checks what is written for it.
    pub(super) is_checked: bool,
    /// What a caller calls it: ``the field `size` of `Certificate` ``.
    pub(super) name: String,
    /// Why old callers do not compile, whatever the types are.
    pub(super) unfit: Option<String>,
}

impl<'m> Pair<'m> {
    pub(super) fn new(old: Value<'m>, new: Value<'m>, is_request: bool, name: String) -> Self {
        Self { old, new, is_request, is_checked: false, name, unfit: None }
    }
}

/// What the document says of a value that it does not describe.
pub(super) static NO_RULES: LazyLock<Rules> = LazyLock::new(Rules::default);

/// Both documents, and what has been found so far.
pub(super) struct Walk<'m> {
    pub(super) old: Document<'m>,
    pub(super) new: Document<'m>,
    /// The operations that are in neither model.
    pub(super) left_out: Vec<LeftOut>,
    pub(super) changes: Vec<Change>,
    /// Where in that list each is, by what makes two of them the same one, met from two directions.
    known: HashMap<(&'static str, Side, String, Option<String>), usize>,
    pub(super) open: VecDeque<Pair<'m>>,
    /// The types of the old model that have been compared with something.
    pub(super) met: HashSet<TypeId>,
    /// The names of the types of each model.
    pub(super) names: [HashSet<&'m str>; 2],
    compared: HashSet<(TypeId, TypeId, bool)>,
}

impl<'m> Walk<'m> {
    pub(super) fn new(old: Document<'m>, new: Document<'m>, left_out: Vec<LeftOut>) -> Self {
        Self {
            old,
            new,
            left_out,
            changes: Vec::new(),
            known: HashMap::new(),
            open: VecDeque::new(),
            met: HashSet::new(),
            names: [old, new].map(|document| document.api.types.iter().map(|ty| ty.name.as_str()).collect()),
            compared: HashSet::new(),
        }
    }

    /// Adds a change, or what is new in it if it has been met before.
    pub(super) fn push(&mut self, change: Change) {
        // Of one schema there may be two types, each with a change of its own, and a type may lose several methods.
        let has_others = ["accessor-removed", "code-changed", "type-renamed"].contains(&change.kind);
        let message = has_others.then(|| change.message.clone());
        match self.known.entry((change.kind, change.place.side, change.place.pointer.clone(), message)) {
            Entry::Occupied(known) => self.changes[*known.get()].merge(change),
            Entry::Vacant(place) => {
                place.insert(self.changes.len());
                self.changes.push(change);
            }
        }
    }

    /// Whether two types are met for the first time.
    pub(super) fn enter(&mut self, old: TypeId, new: TypeId, is_request: bool) -> bool {
        self.compared.insert((old, new, is_request))
    }

    /// Where a keyword is that has changed; `schemas` are the old schema and the new one.
    pub(super) fn keyword(&self, [old, new]: [&str; 2], keyword: &str) -> (Side, String) {
        let new_place = self.new.keyword(new, keyword).map(|place| (Side::New, place));
        let old_place = || self.old.keyword(old, keyword).map(|place| (Side::Old, place));
        new_place.or_else(old_place).unwrap_or_else(|| (Side::New, new.to_owned()))
    }

    /// A change of one thing that is said, if it is one.
    pub(super) fn changed<T: std::fmt::Display + PartialEq>(
        &self,
        kind: &'static str,
        name: &str,
        [was, is]: [T; 2],
        places: [&str; 2],
        keyword: &str,
    ) -> Option<Change> {
        let message = || format!("{name} is now {is} (was {was})");
        (was != is).then(|| Change::new(kind, message(), self.keyword(places, keyword)))
    }

    /// Compares what describes the same thing.
    pub(super) fn describe(&mut self, name: &str, places: [&str; 2], words: [Option<&String>; 2], keyword: &str) {
        if words[0] != words[1] {
            let place = self.keyword(places, keyword);
            self.push(Change::new("documentation-changed", format!("the {keyword} of {name} has changed"), place));
        }
    }

    pub(super) fn deprecate(&mut self, name: &str, places: [&str; 2], [was, is]: [bool; 2]) {
        if was != is {
            let word = if is { "now" } else { "no longer" };
            let place = self.keyword(places, "deprecated");
            self.push(Change::new("deprecated-changed", format!("{name} is {word} deprecated"), place));
        }
    }
}

/// Why a value that is an `Option` or a `Field` on one side only breaks callers.
pub(super) fn wrapped(old: &Value<'_>, new: &Value<'_>, name: &str) -> Option<String> {
    match (old.wrapper(), new.wrapper()) {
        (was, is) if was == is => None,
        (Some(was), Some(is)) => Some(format!("{name} is now {is} (was {was})")),
        (None, Some(is)) => Some(format!("{name} is now {is}")),
        (was, None) => was.map(|was| format!("{name} is no longer {was}")),
    }
}

/// The parts of two lists.
pub(super) struct Matched<'l, T> {
    pub(super) kept: Vec<(&'l T, &'l T)>,
    pub(super) renamed: Vec<(&'l T, &'l T)>,
    pub(super) removed: Vec<&'l T>,
    pub(super) added: Vec<&'l T>,
}

/// Matches what is the same in two lists; and of the rest what has a twin in the other, and is the twin's only one.
pub(super) fn matched<'l, T>(
    old: &'l [T],
    new: &'l [T],
    is_same: impl Fn(&T, &T) -> bool,
    is_twin: impl Fn(&T, &T) -> bool,
) -> Matched<'l, T> {
    let (mut kept, mut removed) = (Vec::new(), Vec::new());
    for one in old {
        match new.iter().find(|other| is_same(one, other)) {
            Some(other) => kept.push((one, other)),
            None => removed.push(one),
        }
    }
    let mut added: Vec<&T> = new.iter().filter(|other| !old.iter().any(|one| is_same(one, other))).collect();
    let mut renamed = Vec::new();
    for one in &removed {
        let twins: Vec<&T> = added.iter().copied().filter(|other| is_twin(one, other)).collect();
        if let [other] = twins.as_slice()
            && removed.iter().filter(|one| is_twin(one, other)).count() == 1
        {
            renamed.push((*one, *other));
        }
    }
    removed.retain(|one| !renamed.iter().any(|(known, _)| std::ptr::eq(*known, *one)));
    added.retain(|other| !renamed.iter().any(|(_, known)| std::ptr::eq(*known, *other)));
    Matched { kept, renamed, removed, added }
}

/// Whether two values are the same but for what describes them; named types are compared by their names.
pub(super) fn is_alike([old, new]: [Document<'_>; 2], one: &Shape, other: &Shape) -> bool {
    let inner = |one, other| is_alike([old, new], one, other);
    match (one, other) {
        (Shape::Named(one), Shape::Named(other)) => old.ty(*one).name == new.ty(*other).name,
        (Shape::List(one, one_rules), Shape::List(other, other_rules)) => one_rules == other_rules && inner(one, other),
        (Shape::Map(one), Shape::Map(other)) | (Shape::Nullable(one), Shape::Nullable(other)) => inner(one, other),
        (one, other) => one == other,
    }
}

/// What sort of value it is, whatever its Rust type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Any,
    Boolean,
    Integer,
    Number,
    String,
    List,
    Object,
    Union,
}

impl Sort {
    /// Of a shape that is no alias.
    pub(super) fn of(document: Document<'_>, shape: &Shape) -> Self {
        match shape {
            Shape::Any => Self::Any,
            Shape::Boolean => Self::Boolean,
            Shape::Integer(_) => Self::Integer,
            Shape::Number => Self::Number,
            Shape::Text(_) => Self::String,
            Shape::List(..) => Self::List,
            Shape::Map(_) => Self::Object,
            Shape::Nullable(shape) => Self::of(document, shape),
            Shape::Named(id) => match &document.ty(*id).kind {
                Kind::Object(_) | Kind::Form(_) => Self::Object,
                Kind::Tagged(_) | Kind::Union(_) => Self::Union,
                Kind::Enum(values) => {
                    let is = |test: fn(&Json) -> bool| values.values.iter().all(|value| test(&value.value));
                    match () {
                        () if is(Json::is_string) => Self::String,
                        () if is(|value| value.is_i64() || value.is_u64()) => Self::Integer,
                        () if is(Json::is_number) => Self::Number,
                        () if is(Json::is_boolean) => Self::Boolean,
                        () => Self::Union,
                    }
                }
                Kind::Scalar(scalar) => match scalar {
                    ScalarRules::Text(_) => Self::String,
                    ScalarRules::Number(NumberRules::Integer { .. }) => Self::Integer,
                    ScalarRules::Number(_) => Self::Number,
                },
                Kind::Alias(shape) => Self::of(document, shape),
            },
        }
    }

    /// With its article.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Any => "any JSON value",
            Self::Boolean => "a boolean",
            Self::Integer => "an integer",
            Self::Number => "a number",
            Self::String => "a string",
            Self::List => "a list",
            Self::Object => "an object",
            Self::Union => "a union",
        }
    }
}
