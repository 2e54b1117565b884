//! What all rules share: the document's objects, its operations, and which schemas requests and responses use.

mod cycles;

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use serde_json::Value;

use crate::document::{Source, pointer};
use crate::structure::{Kind, Node, walk};

/// Where a schema is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// In what the client sends.
    Request,
    /// In what the server answers.
    Response,
}

/// A document, with what the rules ask of it.
pub struct Context<'d> {
    /// The document as it was read.
    pub source: &'d Source,
    /// Every object as it is written, in the document's order.
    pub nodes: Vec<Node<'d>>,
    /// The operations below `paths`, in the document's order.
    pub operations: Vec<Operation<'d>>,
    by_pointer: HashMap<String, usize>,
    reached: HashSet<(String, Direction)>,
    cycles: OnceCell<Vec<Vec<String>>>,
}

/// An operation below `paths`; those of callbacks are the server's calls, not the client's.
pub struct Operation<'d> {
    /// The operation itself.
    pub node: Node<'d>,
    /// The path template.
    pub path: String,
    /// The pointer of the path item.
    pub item: String,
    /// The path item's parameters that it does not replace, then its own; references are followed.
    pub parameters: Vec<Node<'d>>,
}

impl<'d> Operation<'d> {
    /// The `operationId`.
    pub fn id(&self) -> Option<&'d str> {
        self.node.get("operationId").and_then(Value::as_str)
    }

    /// What to call it in a message: the id, or else method and path.
    pub fn name(&self) -> String {
        match self.id() {
            Some(id) => format!("`{id}`"),
            None => {
                let method = pointer::last(&self.node.pointer).to_uppercase();
                format!("`{method} {}`", self.path)
            }
        }
    }
}

impl<'d> Context<'d> {
    /// Reads the structure of a document.
    #[must_use]
    pub fn new(source: &'d Source) -> Context<'d> {
        let nodes = walk(&source.value);
        let by_pointer = nodes.iter().enumerate().map(|(index, node)| (node.pointer.clone(), index)).collect();
        let mut context = Context {
            source,
            nodes,
            operations: Vec::new(),
            by_pointer,
            reached: HashSet::new(),
            cycles: OnceCell::new(),
        };
        context.operations = context.find_operations();
        context.collect_reached();
        context
    }

    /// What is made of itself: the pointers on each circle.
    pub fn cycles(&self) -> &[Vec<String>] {
        self.cycles.get_or_init(|| cycles::cycles(self))
    }

    /// The whole document.
    pub fn document(&self) -> &'d Value {
        &self.source.value
    }

    /// Every object of a kind, as it is written.
    pub fn of(&self, kind: Kind) -> impl Iterator<Item = &Node<'d>> {
        self.nodes.iter().filter(move |node| node.kind == kind)
    }

    /// The object at a pointer.
    pub fn at(&self, pointer: &str) -> Option<&Node<'d>> {
        self.by_pointer.get(pointer).and_then(|index| self.nodes.get(*index))
    }

    /// Each `$ref` into the document itself, with what it says and the pointer that it means.
    pub fn local_references(&self) -> impl Iterator<Item = (&Node<'d>, &'d str, String)> {
        self.nodes.iter().filter_map(|node| {
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
        self.reached.contains(&(schema.pointer.clone(), direction))
    }

    /// Whether a type is made of the schema: it is met by an operation, or is part of a component.
    pub fn is_generated(&self, schema: &Node<'_>) -> bool {
        schema.pointer.starts_with("/components/schemas/")
            || self.is_in(Direction::Request, schema)
            || self.is_in(Direction::Response, schema)
    }

    fn find_operations(&self) -> Vec<Operation<'d>> {
        let below_paths = self.of(Kind::PathItem).filter(|item| pointer::parent(&item.pointer) == "/paths");
        let mut operations = Vec::new();
        for item in below_paths {
            let shared = self.resolved_children(item, "parameters");
            for node in item.children().into_iter().filter(|child| child.kind == Kind::Operation) {
                let own = self.resolved_children(&node, "parameters");
                let is_replaced =
                    |parameter: &Node<'_>| own.iter().any(|own| parameter_key(own) == parameter_key(parameter));
                let inherited = shared.iter().filter(|parameter| !is_replaced(parameter)).cloned();
                operations.push(Operation {
                    path: pointer::last(&item.pointer),
                    item: item.pointer.clone(),
                    parameters: inherited.chain(own.iter().cloned()).collect(),
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
        while let Some((schema, direction)) = roots.pop() {
            if !self.reached.insert((schema.pointer.clone(), direction)) {
                continue;
            }
            if let Some(reference) = schema.reference() {
                let target = pointer::local(reference).and_then(|target| self.at(&target).cloned());
                roots.extend(target.filter(|target| target.kind == Kind::Schema).map(|to| (to, direction)));
            }
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
