//! Operations: what a client can call.

use serde_json::Value;

use crate::document::pointer;
use crate::structure::Node;

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
    /// Whether it refers to a parameter that is not in this document.
    pub has_unresolved_parameters: bool,
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
