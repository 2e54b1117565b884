//! The structure of an OpenAPI document as data: which objects appear where, and a walk over all of them.

mod keywords;

use serde_json::Value;

use crate::document::pointer;
pub(crate) use keywords::Form;

/// The version of OpenAPI whose rules hold for a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Version {
    /// OpenAPI 3.0: schemas of its own.
    V3_0,
    /// OpenAPI 3.1, and what came after it: schemas are JSON Schema.
    V3_1,
}

impl Version {
    /// The version that a document names; 3.0 if it names none.
    #[must_use]
    pub fn of(document: &Value) -> Version {
        let minor = match document.get("openapi") {
            Some(Value::String(version)) => version.trim().strip_prefix("3.").and_then(|rest| rest.chars().next()),
            // `openapi: 3.1` without quotes.
            Some(Value::Number(version)) => version.to_string().strip_prefix("3.").and_then(|rest| rest.chars().next()),
            _ => None,
        };
        if minor.is_some_and(|minor| ('1'..='9').contains(&minor)) { Version::V3_1 } else { Version::V3_0 }
    }

    /// The version as people write it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Version::V3_0 => "3.0",
            Version::V3_1 => "3.1",
        }
    }
}

/// Declares the kinds of objects, each with its name in the specification's words.
macro_rules! kinds {
    ($($kind:ident $name:literal)*) => {
        /// What an object is, by its place; `structure/objects.yaml` has the keywords of each.
        #[allow(missing_docs, reason = "each is named as in the specification")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind { $($kind),* }

        impl Kind {
            /// Every kind.
            pub(crate) const ALL: &[Self] = &[$(Self::$kind),*];

            /// The kind in a person's words.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$kind => $name),* }
            }
        }
    };
}

kinds! {
    Document "document"
    Components "components object"
    PathItem "path item"
    Operation "operation"
    Parameter "parameter"
    RequestBody "request body"
    Response "response"
    MediaType "media type"
    Encoding "encoding"
    Header "header"
    Schema "schema"
    Example "example"
    Callback "callback"
    Link "link"
    SecurityScheme "security scheme"
    Info "info object"
    Contact "contact"
    License "license"
    Server "server"
    ServerVariable "server variable"
    Tag "tag"
    ExternalDocs "link to documentation"
    Discriminator "discriminator"
}

impl Kind {
    fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }

    /// Whether an operation does not depend on such an object.
    pub(crate) fn is_note(self) -> bool {
        self >= Self::Info
    }

    /// The section of `components` in which objects of this kind have names.
    #[must_use]
    pub fn section(self) -> Option<&'static str> {
        let mut sections = Self::Components.keywords(Version::V3_1);
        sections.find(|section| matches!(section.form, Form::Map(kind) if kind == self)).map(|section| &*section.name)
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
    /// The version of its document.
    pub version: Version,
}

impl<'d> Node<'d> {
    /// The `$ref` of the object, where there may be one.
    pub fn reference(&self) -> Option<&'d str> {
        pointer::reference(self.value).filter(|_| self.kind.section().is_some())
    }

    /// Whether the object is a `$ref` and nothing else: until 3.1, keywords next to one are ignored.
    pub fn is_reference(&self) -> bool {
        self.reference().is_some() && !self.has_siblings()
    }

    /// Whether a `$ref` has keywords next to it that count, as they do in 3.1's schemas and in path items.
    fn has_siblings(&self) -> bool {
        let siblings_count = match self.kind {
            Kind::Schema => self.version >= Version::V3_1,
            Kind::PathItem => true,
            _ => false,
        };
        siblings_count && self.value.as_object().is_some_and(|entries| entries.len() > 1)
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

    /// The objects directly below this one; a reference has none.
    pub fn children(&self) -> Vec<Node<'d>> {
        if self.is_reference() {
            return Vec::new();
        }
        if self.kind == Kind::Callback {
            return self.entries(self.value, &self.pointer, Kind::PathItem);
        }
        self.kind.keywords(self.version).flat_map(|keyword| self.below(&keyword.name, &keyword.form)).collect()
    }

    /// The objects below one keyword.
    pub fn children_of(&self, keyword: &str) -> Vec<Node<'d>> {
        match self.kind.keyword(self.version, keyword) {
            Some(known) if !self.is_reference() => self.below(keyword, &known.form),
            _ => Vec::new(),
        }
    }

    fn below(&self, keyword: &str, form: &Form) -> Vec<Node<'d>> {
        let Some(value) = self.value.get(keyword) else { return Vec::new() };
        let pointer = self.at(keyword);
        match (form, value) {
            // `additionalProperties: true` and `false` hold no schema.
            (Form::One(_), Value::Bool(_)) if MAY_BE_FLAGS.contains(&keyword) => Vec::new(),
            (Form::One(kind), value) => vec![self.child(*kind, pointer, value)],
            (Form::List(kind), Value::Array(items)) => {
                let items = items.iter().enumerate();
                items.map(|(index, value)| self.child(*kind, format!("{pointer}/{index}"), value)).collect()
            }
            (Form::Map(kind), value) => self.entries(value, &pointer, *kind),
            (Form::List(_) | Form::Plain(_), _) => Vec::new(),
        }
    }

    /// The values of an object, extensions (`x-…`) left out where the keys are OpenAPI's and not the writer's.
    fn entries(&self, value: &'d Value, parent: &str, kind: Kind) -> Vec<Node<'d>> {
        let entries = value.as_object().into_iter().flatten().filter(|(key, _)| !is_extension(kind, key));
        entries.map(|(key, value)| self.child(kind, pointer::join(parent, key), value)).collect()
    }

    /// Another object of the same document.
    pub(crate) fn child(&self, kind: Kind, pointer: String, value: &'d Value) -> Node<'d> {
        Node { kind, pointer, value, version: self.version }
    }
}

/// Keywords whose value is a schema or, in every version, a boolean.
const MAY_BE_FLAGS: [&str; 3] = ["additionalProperties", "unevaluatedItems", "unevaluatedProperties"];

/// Whether a key is an extension: the keys of paths and responses are OpenAPI's, and other keys the writer's.
fn is_extension(kind: Kind, key: &str) -> bool {
    matches!(kind, Kind::PathItem | Kind::Response) && key.starts_with("x-")
}

/// Whether a pointer leads to a component, of any kind.
#[must_use]
pub fn is_component(pointer: &str) -> bool {
    pointer.strip_prefix("/components/").is_some_and(|rest| rest.matches('/').count() == 1)
}

/// The whole document as a node.
pub(crate) fn root(document: &Value) -> Node<'_> {
    Node { kind: Kind::Document, pointer: String::new(), value: document, version: Version::of(document) }
}

/// The object and all that are below it as they are written, the outer before the inner; references are not followed.
pub(crate) fn walk(root: Node<'_>) -> Vec<Node<'_>> {
    let mut nodes = Vec::new();
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        open.extend(node.children().into_iter().rev());
        nodes.push(node);
    }
    nodes
}

/// The keywords of a path item that hold operations, in the order in which they are looked at.
pub const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// Calls `visit` with each operation of a path item below `paths` or in the components.
pub fn for_each_operation(document: &mut Value, mut visit: impl FnMut(&mut Value)) {
    for holder in ["/paths", "/components/pathItems"] {
        let items = document.pointer_mut(holder).and_then(Value::as_object_mut).into_iter().flatten();
        for (_, item) in items {
            METHODS.iter().for_each(|method| item.get_mut(*method).into_iter().for_each(&mut visit));
        }
    }
}
