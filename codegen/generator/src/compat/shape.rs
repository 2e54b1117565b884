//! What a schema means: references followed, `allOf` merged, and what OpenAPI takes for granted made plain.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use openscaler_openapi::context::Context;
use openscaler_openapi::document::pointer;
use openscaler_openapi::structure::{self, Node};
use serde_json::Value;

use crate::lower::unions::tag_values;

/// How deep parts are merged; a schema that is part of itself has no end.
const DEEPEST: usize = 32;

/// What sort of value it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Any,
    Boolean,
    Integer,
    Number,
    String,
    Array,
    Object,
    /// One of several schemas.
    Union,
}

impl Kind {
    /// With its article.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Any => "any JSON value",
            Self::Boolean => "a boolean",
            Self::Integer => "an integer",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Array => "a list",
            Self::Object => "an object",
            Self::Union => "one of several kinds",
        }
    }
}

/// A keyword's value, and the pointer of the schema that has it.
#[derive(Clone, Debug)]
struct Keyword<'d> {
    value: &'d Value,
    owner: String,
}

/// A schema as it is meant.
#[derive(Clone, Debug)]
pub(super) struct Shape<'d> {
    /// Where it is written, references followed.
    pub(super) pointer: String,
    /// Its name, if it is a component.
    pub(super) component: Option<String>,
    pub(super) kind: Kind,
    keywords: BTreeMap<&'d str, Keyword<'d>>,
    pub(super) properties: Vec<(String, Node<'d>)>,
    pub(super) required: BTreeSet<String>,
    pub(super) is_closed: bool,
    /// The schema of the fields that have no name.
    additional: Option<Node<'d>>,
    items: Option<Node<'d>>,
    pub(super) members: Vec<Node<'d>>,
}

impl<'d> Shape<'d> {
    /// `None` for a reference that leads nowhere.
    pub(super) fn of(context: &Context<'d>, schema: &Node<'d>) -> Option<Self> {
        let target = context.resolve(schema)?;
        let component = target.pointer.strip_prefix("/components/schemas/").filter(|rest| !rest.contains('/'));
        let mut shape = Self {
            component: component.map(|_| pointer::last(&target.pointer)),
            pointer: target.pointer.clone(),
            kind: Kind::Any,
            keywords: BTreeMap::new(),
            properties: Vec::new(),
            required: BTreeSet::new(),
            is_closed: false,
            additional: None,
            items: None,
            members: Vec::new(),
        };
        shape.add(context, &target, 0);
        shape.add_undeclared();
        shape.kind = shape.kind_of();
        // The one part of an `allOf` that has nothing beside it is the schema itself, only described.
        if let (None, Some(only)) = (&shape.component, only_part(&target)) {
            shape.component = Self::of(context, &only).and_then(|part| part.component);
        }
        Some(shape)
    }

    fn add(&mut self, context: &Context<'d>, schema: &Node<'d>, depth: usize) {
        let Some(schema) = context.resolve(schema).filter(|_| depth < DEEPEST) else { return };
        for part in schema.children_of("allOf") {
            self.add(context, &part, depth + 1);
        }
        for keyword in ["oneOf", "anyOf"] {
            let members = schema.children_of(keyword);
            match members.as_slice() {
                // With a tag it is a union that has but one kind today.
                [only] if schema.get("discriminator").is_none() => self.add(context, only, depth + 1),
                _ => self.members.extend(members),
            }
        }
        for property in schema.children_of("properties") {
            let name = pointer::last(&property.pointer);
            self.properties.retain(|(known, _)| *known != name);
            self.properties.push((name, property));
        }
        let required = schema.get("required").and_then(Value::as_array);
        self.required.extend(required.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned));
        self.is_closed |= schema.get("additionalProperties") == Some(&Value::Bool(false));
        self.additional = schema.children_of("additionalProperties").pop().or(self.additional.take());
        self.items = schema.children_of("items").pop().or(self.items.take());
        for (keyword, value) in schema.value.as_object().into_iter().flatten() {
            self.keywords.insert(keyword, Keyword { value, owner: schema.pointer.clone() });
        }
    }

    /// A field that is required and described nowhere is there all the same, and holds anything; but where no other
    /// field may be, it may not be either.
    fn add_undeclared(&mut self) {
        if !self.is_closed {
            let fields: Vec<_> = self.undeclared().map(|name| (name.clone(), anything(self.at("required")))).collect();
            self.properties.extend(fields);
        }
    }

    /// The fields that are required and not described: of a closed object, such as no value has.
    pub(super) fn undeclared(&self) -> impl Iterator<Item = &String> {
        self.required.iter().filter(|name| self.property(name).is_none())
    }

    /// What each entry of a list is; without a word on it, anything.
    pub(super) fn entries(&self) -> Node<'d> {
        self.items.clone().unwrap_or_else(|| anything(self.pointer.clone()))
    }

    /// What each field without a name of its own is; `None` if there can be none.
    pub(super) fn others(&self) -> Option<Node<'d>> {
        (!self.is_closed).then(|| self.additional.clone().unwrap_or_else(|| anything(self.pointer.clone())))
    }

    fn kind_of(&self) -> Kind {
        if !self.members.is_empty() {
            return Kind::Union;
        }
        match self.text("type") {
            Some("boolean") => Kind::Boolean,
            Some("integer") => Kind::Integer,
            Some("number") => Kind::Number,
            Some("string") => Kind::String,
            Some("array") => Kind::Array,
            Some("object") => Kind::Object,
            _ if !self.properties.is_empty() => Kind::Object,
            _ => Kind::Any,
        }
    }

    pub(super) fn get(&self, keyword: &str) -> Option<&'d Value> {
        self.keywords.get(keyword).map(|keyword| keyword.value)
    }

    pub(super) fn text(&self, keyword: &str) -> Option<&'d str> {
        self.get(keyword).and_then(Value::as_str)
    }

    pub(super) fn flag(&self, keyword: &str) -> bool {
        self.get(keyword) == Some(&Value::Bool(true))
    }

    /// The pointer of a keyword, or of the schema if it does not have it.
    pub(super) fn at(&self, keyword: &str) -> String {
        match self.keywords.get(keyword) {
            Some(found) => pointer::join(&found.owner, keyword),
            None => self.pointer.clone(),
        }
    }

    pub(super) fn property(&self, name: &str) -> Option<&Node<'d>> {
        self.properties.iter().find(|(known, _)| known == name).map(|(_, property)| property)
    }

    /// The property that tells the members of a union apart.
    pub(super) fn tag(&self) -> Option<&'d str> {
        self.get("discriminator")?.get("propertyName")?.as_str()
    }

    /// What the tag can say for each member of a union that has a tag, as lowering reads it.
    pub(super) fn tagged(&self, context: &Context<'d>) -> Option<Vec<(String, Node<'d>)>> {
        let tag = self.tag()?;
        let union = &context.at(&self.keywords.get("discriminator")?.owner)?.value;
        let mut tagged = Vec::new();
        for member in &self.members {
            let shape = Self::of(context, member)?;
            let properties = shape.properties.iter().map(|(name, node)| (name.clone(), node.value.clone())).collect();
            let name = shape.component.as_deref();
            let values = tag_values(context.document(), union, tag, name, &properties);
            tagged.extend(values.into_iter().map(|value| (value, member.clone())));
        }
        Some(tagged)
    }
}

/// A schema that any value is right by, as if it were written at a pointer.
fn anything<'d>(pointer: String) -> Node<'d> {
    static ANYTHING: LazyLock<Value> = LazyLock::new(|| Value::Object(serde_json::Map::new()));
    Node { kind: structure::Kind::Schema, pointer, value: &ANYTHING }
}

/// A schema as it is written, without the words that describe it.
pub(super) fn meaning(schema: &Value) -> Value {
    let mut schema = schema.clone();
    for word in ["description", "example", "examples", "externalDocs"] {
        schema.as_object_mut().map(|schema| schema.shift_remove(word));
    }
    schema
}

/// The part of an `allOf` that is alone and has nothing but words beside it.
fn only_part<'d>(schema: &Node<'d>) -> Option<Node<'d>> {
    let words = ["allOf", "description", "title", "example", "nullable", "deprecated", "readOnly", "writeOnly"];
    let has_more = schema.value.as_object()?.keys().any(|key| !words.contains(&key.as_str()) && !key.starts_with("x-"));
    match schema.children_of("allOf").as_slice() {
        [only] if !has_more => Some(only.clone()),
        _ => None,
    }
}
