//! What all rules share: the document's objects, its operations, and which schemas requests and responses use.

mod cycles;
mod index;
mod needs;
mod operation;

use std::cell::OnceCell;
use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::document::{Source, pointer};
use crate::structure::{Kind, Node, Version};
use index::Index;
use needs::Needs;

pub use operation::Operation;

/// Where a schema is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// In what the client sends.
    Request,
    /// In what the server answers.
    Response,
}

impl Direction {
    /// The direction in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        if self == Self::Request { "request" } else { "response" }
    }
}

/// A document, with what the rules ask of it.
pub struct Context<'d> {
    /// The document as it was read.
    pub source: &'d Source,
    index: Index<'d>,
    /// The operations below `paths`, in the document's order.
    pub operations: Vec<Operation<'d>>,
    /// For each object, whether requests and whether answers can hold it.
    reached: Vec<[bool; 2]>,
    cycles: OnceCell<Vec<Vec<String>>>,
    needs: OnceCell<Needs>,
}

impl<'d> Context<'d> {
    /// Reads the structure of a document.
    #[must_use]
    pub fn new(source: &'d Source) -> Context<'d> {
        let mut context = Context {
            source,
            index: Index::new(&source.value),
            operations: Vec::new(),
            reached: Vec::new(),
            cycles: OnceCell::new(),
            needs: OnceCell::new(),
        };
        context.operations = context.find_operations();
        context.collect_reached();
        context
    }

    /// Every object as it is written, in the document's order; after them, what only references lead to.
    pub fn nodes(&self) -> &[Node<'d>] {
        &self.index.nodes
    }

    /// The version whose rules hold for the document.
    #[must_use]
    pub fn version(&self) -> Version {
        Version::of(self.document())
    }

    /// What is made of itself: the pointers on each circle.
    pub fn cycles(&self) -> &[Vec<String>] {
        self.cycles.get_or_init(|| cycles::cycles(&self.index))
    }

    /// The whole document.
    pub fn document(&self) -> &'d Value {
        &self.source.value
    }

    /// Every object of a kind, as it is written.
    pub fn of(&self, kind: Kind) -> impl Iterator<Item = &Node<'d>> {
        self.nodes().iter().filter(move |node| node.kind == kind)
    }

    /// The object at a pointer.
    pub fn at(&self, pointer: &str) -> Option<&Node<'d>> {
        self.index.at(pointer)
    }

    /// Each `$ref` into the document itself, with what it says and the pointer that it means.
    pub fn local_references(&self) -> impl Iterator<Item = (&Node<'d>, &'d str, String)> {
        self.nodes().iter().filter_map(|node| {
            let reference = node.reference()?;
            Some((node, reference, pointer::local(reference)?))
        })
    }

    /// The object itself, or what its `$ref` leads to; `None` if that is nothing, of another kind, or a circle.
    pub fn resolve(&self, node: &Node<'d>) -> Option<Node<'d>> {
        if node.reference().is_none() {
            return Some(node.clone());
        }
        let mut found = node;
        let mut seen = HashSet::new();
        while let Some(reference) = found.reference() {
            if !seen.insert(found.pointer.as_str()) {
                return None;
            }
            found = self.at(&pointer::local(reference)?).filter(|target| target.kind == node.kind)?;
        }
        Some(found.clone())
    }

    /// The objects below a keyword of `node`, references followed.
    pub fn resolved_children(&self, node: &Node<'d>, keyword: &str) -> Vec<Node<'d>> {
        node.children_of(keyword).iter().filter_map(|child| self.resolve(child)).collect()
    }

    /// Whether requests, or answers, can hold a value of the schema that is written there.
    pub fn is_in(&self, direction: Direction, schema: &Node<'_>) -> bool {
        self.index.number(&schema.pointer).is_some_and(|number| self.reached[number][direction as usize])
    }

    /// Whether the schema is part of a component, or an operation uses it.
    pub fn is_generated(&self, schema: &Node<'_>) -> bool {
        schema.pointer.starts_with("/components/schemas/")
            || self.is_in(Direction::Request, schema)
            || self.is_in(Direction::Response, schema)
    }

    /// The operations that need what is written at a pointer: it is part of them, or they refer to it.
    ///
    /// Their numbers among [`Context::operations`], in order. What a client does not read (callbacks, examples, links,
    /// headers of answers) is needed by none.
    #[must_use]
    pub fn operations_that_need(&self, pointer: &str) -> Vec<usize> {
        let needs = self.needs.get_or_init(|| Needs::new(&self.index, &self.operations));
        needs.of(&self.index, &self.operations, pointer)
    }

    fn find_operations(&self) -> Vec<Operation<'d>> {
        let below_paths = self.of(Kind::PathItem).filter(|item| pointer::parent(&item.pointer) == "/paths");
        let mut operations = Vec::new();
        for item in below_paths {
            // A path item that is not in this document has no operations here.
            let Some(content) = self.resolve(item) else { continue };
            let shared = self.resolved_children(&content, "parameters");
            for node in content.children().into_iter().filter(|child| child.kind == Kind::Operation) {
                let own = self.resolved_children(&node, "parameters");
                let is_replaced =
                    |parameter: &Node<'_>| own.iter().any(|own| parameter_key(own) == parameter_key(parameter));
                let inherited = shared.iter().filter(|parameter| !is_replaced(parameter)).cloned();
                let is_unresolved = |holder: &Node<'d>| {
                    holder.children_of("parameters").iter().any(|parameter| self.resolve(parameter).is_none())
                };
                let has_unresolved_parameters = is_unresolved(&content) || is_unresolved(&node);
                operations.push(Operation {
                    path: pointer::last(&item.pointer),
                    item: item.pointer.clone(),
                    parameters: inherited.chain(own.iter().cloned()).collect(),
                    has_unresolved_parameters,
                    node,
                });
            }
        }
        operations
    }

    fn collect_reached(&mut self) {
        let mut roots = Vec::new();
        for operation in &self.operations {
            let bodies = self.resolved_children(&operation.node, "requestBody");
            let responses = self.resolved_children(&operation.node, "responses");
            for sent in operation.parameters.iter().chain(&bodies) {
                roots.extend(schemas_of(sent).map(|schema| (schema, Direction::Request)));
            }
            for answer in &responses {
                roots.extend(schemas_of(answer).map(|schema| (schema, Direction::Response)));
            }
        }
        let subtypes = self.index.subtypes();
        self.reached = vec![[false; 2]; self.nodes().len()];
        while let Some((schema, direction)) = roots.pop() {
            let Some(number) = self.index.number(&schema.pointer) else { continue };
            if std::mem::replace(&mut self.reached[number][direction as usize], true) {
                continue;
            }
            let referenced = self.index.referenced(&schema).into_iter();
            let others = referenced.chain(subtypes.get(&number).into_iter().flatten().copied());
            roots.extend(others.map(|number| (self.nodes()[number].clone(), direction)));
            roots.extend(schema.children().into_iter().map(|child| (child, direction)));
        }
    }
}

/// What makes two parameters the same one: location and name.
pub fn parameter_key<'d>(parameter: &Node<'d>) -> (Option<&'d str>, Option<&'d str>) {
    let text = |key| parameter.get(key).and_then(Value::as_str);
    (text("in"), text("name"))
}

/// Where a parameter is sent: `path`, `query`, `header` or `cookie`; empty if the document does not say.
#[must_use]
pub fn parameter_location<'d>(parameter: &Node<'d>) -> &'d str {
    parameter_key(parameter).0.unwrap_or_default()
}

/// The name of a parameter; empty if the document does not say.
#[must_use]
pub fn parameter_name<'d>(parameter: &Node<'d>) -> &'d str {
    parameter_key(parameter).1.unwrap_or_default()
}

/// The schemas of a parameter, a body or an answer, whichever media types it has.
fn schemas_of<'d>(node: &Node<'d>) -> impl Iterator<Item = Node<'d>> + use<'d> {
    let media_types = node.children_of("content");
    let in_content = media_types.into_iter().flat_map(|media_type| media_type.children_of("schema"));
    node.children_of("schema").into_iter().chain(in_content)
}
