//! The structure of an OpenAPI 3.0 document as data: which objects appear where, and a walk over all of them.

use serde_json::Value;

use crate::document::pointer;

/// What an object is, by the place at which it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The whole document.
    Document,
    /// `components`.
    Components,
    /// An entry of `paths`.
    PathItem,
    /// An operation of a path item.
    Operation,
    /// An entry of `parameters`.
    Parameter,
    /// A `requestBody`.
    RequestBody,
    /// An entry of `responses`.
    Response,
    /// An entry of `content`.
    MediaType,
    /// An entry of `encoding`.
    Encoding,
    /// An entry of `headers`.
    Header,
    /// A schema, named or inline.
    Schema,
    /// An entry of `examples`.
    Example,
    /// An entry of `callbacks`.
    Callback,
    /// An entry of `links`.
    Link,
    /// An entry of `securitySchemes`.
    SecurityScheme,
}

/// How objects of a kind hang below a keyword.
pub enum Below {
    /// The keyword's value is one.
    One,
    /// It is a list of them.
    List,
    /// It is an object whose every value is one, whatever its key.
    Map,
}

use Below::{List, Map, One};

impl Kind {
    /// Every keyword below which other objects stand.
    fn keywords(self) -> &'static [(&'static str, Below, Kind)] {
        match self {
            Kind::Document => &[("paths", Map, Kind::PathItem), ("components", One, Kind::Components)],
            Kind::Components => &[
                ("schemas", Map, Kind::Schema),
                ("responses", Map, Kind::Response),
                ("parameters", Map, Kind::Parameter),
                ("examples", Map, Kind::Example),
                ("requestBodies", Map, Kind::RequestBody),
                ("headers", Map, Kind::Header),
                ("securitySchemes", Map, Kind::SecurityScheme),
                ("links", Map, Kind::Link),
                ("callbacks", Map, Kind::Callback),
            ],
            Kind::PathItem => &[
                ("parameters", List, Kind::Parameter),
                ("get", One, Kind::Operation),
                ("put", One, Kind::Operation),
                ("post", One, Kind::Operation),
                ("delete", One, Kind::Operation),
                ("options", One, Kind::Operation),
                ("head", One, Kind::Operation),
                ("patch", One, Kind::Operation),
                ("trace", One, Kind::Operation),
            ],
            Kind::Operation => &[
                ("parameters", List, Kind::Parameter),
                ("requestBody", One, Kind::RequestBody),
                ("responses", Map, Kind::Response),
                ("callbacks", Map, Kind::Callback),
            ],
            Kind::Parameter | Kind::Header => {
                &[("schema", One, Kind::Schema), ("content", Map, Kind::MediaType), ("examples", Map, Kind::Example)]
            }
            Kind::RequestBody => &[("content", Map, Kind::MediaType)],
            Kind::Response => {
                &[("headers", Map, Kind::Header), ("content", Map, Kind::MediaType), ("links", Map, Kind::Link)]
            }
            Kind::MediaType => {
                &[("schema", One, Kind::Schema), ("examples", Map, Kind::Example), ("encoding", Map, Kind::Encoding)]
            }
            Kind::Encoding => &[("headers", Map, Kind::Header)],
            Kind::Schema => &[
                ("properties", Map, Kind::Schema),
                ("items", One, Kind::Schema),
                ("additionalProperties", One, Kind::Schema),
                ("allOf", List, Kind::Schema),
                ("oneOf", List, Kind::Schema),
                ("anyOf", List, Kind::Schema),
                ("not", One, Kind::Schema),
            ],
            // The keys of a callback are expressions that stand for paths.
            Kind::Callback | Kind::Example | Kind::Link | Kind::SecurityScheme => &[],
        }
    }

    /// The section of `components` in which objects of this kind have names.
    pub fn section(self) -> Option<&'static str> {
        Kind::Components.keywords().iter().find(|(_, _, kind)| *kind == self).map(|(name, ..)| *name)
    }

    /// Whether a `$ref` may stand in the place of such an object.
    pub fn may_be_reference(self) -> bool {
        self.section().is_some() || self == Kind::PathItem
    }

    /// The kind in a person's words.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Document => "document",
            Kind::Components => "components object",
            Kind::PathItem => "path item",
            Kind::Operation => "operation",
            Kind::Parameter => "parameter",
            Kind::RequestBody => "request body",
            Kind::Response => "response",
            Kind::MediaType => "media type",
            Kind::Encoding => "encoding",
            Kind::Header => "header",
            Kind::Schema => "schema",
            Kind::Example => "example",
            Kind::Callback => "callback",
            Kind::Link => "link",
            Kind::SecurityScheme => "security scheme",
        }
    }
}

/// One object of the document, as it is written.
#[derive(Clone, Debug)]
pub struct Node<'d> {
    /// What it is, by its place.
    pub kind: Kind,
    /// Its JSON pointer.
    pub pointer: String,
    /// The object as it is written.
    pub value: &'d Value,
}

impl<'d> Node<'d> {
    /// The `$ref` that it is, where one may stand.
    pub fn reference(&self) -> Option<&'d str> {
        if self.kind.may_be_reference() { pointer::reference(self.value) } else { None }
    }

    /// Whether it is a component, and so has a name.
    #[must_use]
    pub fn is_component(&self) -> bool {
        is_component(&self.pointer)
    }

    /// The object's entry, if there is one.
    pub fn get(&self, key: &str) -> Option<&'d Value> {
        self.value.get(key)
    }

    /// The pointer of the object's entry.
    pub fn at(&self, key: &str) -> String {
        pointer::join(&self.pointer, key)
    }

    /// The objects that hang directly below this one; below a reference there are none.
    pub fn children(&self) -> Vec<Node<'d>> {
        if self.reference().is_some() {
            return Vec::new();
        }
        if self.kind == Kind::Callback {
            return entries(self.value, &self.pointer, Kind::PathItem);
        }
        let mut children = Vec::new();
        for (keyword, below, kind) in self.kind.keywords() {
            children.extend(self.below(keyword, below, *kind));
        }
        children
    }

    /// The objects below one keyword.
    pub fn children_of(&self, keyword: &str) -> Vec<Node<'d>> {
        let row = self.kind.keywords().iter().find(|(name, ..)| *name == keyword);
        match row {
            Some((keyword, below, kind)) if self.reference().is_none() => self.below(keyword, below, *kind),
            _ => Vec::new(),
        }
    }

    /// The object itself with each object below it replaced, and nothing of those copied.
    pub fn shallow(&self, stand_in: impl Fn(Kind) -> Value) -> Value {
        let Some(entries) = self.value.as_object().filter(|_| self.reference().is_none()) else {
            return self.value.clone();
        };
        let entry = |(key, value): (&String, &Value)| {
            let row = self.kind.keywords().iter().find(|(keyword, ..)| keyword == key);
            let value = match (row, value) {
                _ if self.kind == Kind::Callback && !key.starts_with("x-") => stand_in(Kind::PathItem),
                (Some((_, One, _)), Value::Bool(_)) if key == "additionalProperties" => value.clone(),
                (Some((_, One, kind)), _) => stand_in(*kind),
                (Some((_, List, kind)), Value::Array(items)) => items.iter().map(|_| stand_in(*kind)).collect(),
                (Some((_, Map, kind)), Value::Object(entries)) => {
                    let entries = entries.iter().filter(|(key, _)| !is_extension(*kind, key));
                    Value::Object(entries.map(|(key, _)| (key.clone(), stand_in(*kind))).collect())
                }
                _ => value.clone(),
            };
            (key.clone(), value)
        };
        Value::Object(entries.iter().map(entry).collect())
    }

    fn below(&self, keyword: &str, below: &Below, kind: Kind) -> Vec<Node<'d>> {
        let Some(value) = self.value.get(keyword) else { return Vec::new() };
        let pointer = self.at(keyword);
        match (below, value) {
            // `additionalProperties: true` and `false` hold no schema.
            (One, Value::Bool(_)) if keyword == "additionalProperties" => Vec::new(),
            (One, value) => vec![Node { kind, pointer, value }],
            (List, Value::Array(items)) => {
                let node = |(index, value): (usize, &'d Value)| Node {
                    kind,
                    pointer: pointer::join(&pointer, &index.to_string()),
                    value,
                };
                items.iter().enumerate().map(node).collect()
            }
            (Map, value) => entries(value, &pointer, kind),
            (List, _) => Vec::new(),
        }
    }
}

/// The values of an object, extensions (`x-…`) left out where the keys are OpenAPI's and not the writer's.
fn entries<'d>(value: &'d Value, parent: &str, kind: Kind) -> Vec<Node<'d>> {
    let entries = value.as_object().into_iter().flatten();
    entries
        .filter(|(key, _)| !is_extension(kind, key))
        .map(|(key, value)| Node { kind, pointer: pointer::join(parent, key), value })
        .collect()
}

/// Whether a key is an extension: the keys of paths and responses are OpenAPI's, and other keys the writer's.
fn is_extension(kind: Kind, key: &str) -> bool {
    matches!(kind, Kind::PathItem | Kind::Response) && key.starts_with("x-")
}

/// Whether a pointer leads to a component, of any kind.
#[must_use]
pub fn is_component(pointer: &str) -> bool {
    pointer::tokens(pointer).count() == 3 && pointer.starts_with("/components/")
}

/// Every object of the document as it is written, the outer before the inner; references are not followed.
pub fn walk(document: &Value) -> Vec<Node<'_>> {
    let mut nodes = Vec::new();
    let mut open = vec![Node { kind: Kind::Document, pointer: String::new(), value: document }];
    while let Some(node) = open.pop() {
        open.extend(node.children().into_iter().rev());
        nodes.push(node);
    }
    nodes
}

/// The keywords of a path item below which operations stand, in the order in which they are looked at.
pub const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// Calls `visit` with each operation.
pub fn for_each_operation(document: &mut Value, mut visit: impl FnMut(&mut serde_json::Map<String, Value>)) {
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    for item in paths.into_iter().flat_map(|paths| paths.values_mut()) {
        for method in METHODS {
            if let Some(operation) = item.get_mut(method).and_then(Value::as_object_mut) {
                visit(operation);
            }
        }
    }
}
