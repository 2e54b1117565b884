//! The parameters of an operation.

use openscaler_openapi::context::{Context, Direction, Operation, parameter_key};
use openscaler_openapi::structure::Node;
use serde_json::Value;

use super::change::{Change, Side};
use super::operations::Call;
use super::schemas;
use super::walk::{At, Walk};
use crate::lower::parameters;
use crate::names::{method_name, type_name};

/// A parameter, and what makes it the same one in another document.
struct Parameter<'d> {
    name: &'d str,
    /// Where it is sent.
    location: &'d str,
    /// Location and name; a parameter of the path is known by its place there, since its name is not sent.
    key: String,
    is_required: bool,
    node: Node<'d>,
}

impl<'d> Parameter<'d> {
    fn all(operation: &Operation<'d>) -> Vec<Self> {
        let in_path: Vec<_> = operation.path.split('{').skip(1).filter_map(|part| part.split('}').next()).collect();
        let parameter = |node: &Node<'d>| {
            let (location, name) = parameter_key(node);
            let (location, name) = (location?, name?);
            let place = in_path.iter().position(|wanted| *wanted == name);
            let key = match (location, place) {
                ("path", Some(place)) => format!("path {place}"),
                // The name of a header has no case.
                ("header", _) => format!("header {}", name.to_ascii_lowercase()),
                _ => format!("{location} {name}"),
            };
            let is_required = node.get("required") == Some(&Value::Bool(true));
            Some(Self { name, location, key, is_required, node: node.clone() })
        };
        operation.parameters.iter().filter_map(parameter).collect()
    }

    fn schema(&self) -> Option<Node<'d>> {
        let in_content = |node: &Node<'d>| node.children_of("content").first()?.children_of("schema").pop();
        self.node.children_of("schema").pop().or_else(|| in_content(&self.node))
    }

    fn slot(&self, call: &Call) -> String {
        format!("{}.{}", call.anchor(), method_name(self.name))
    }
}

/// Compares the parameters of two operations.
pub(super) fn compare(walk: &mut Walk<'_>, old_call: &Call, new_call: &Call) {
    let old = Parameter::all(old_call.in_context(&walk.old));
    let new = Parameter::all(new_call.in_context(&walk.new));
    for one in &old {
        match new.iter().find(|other| other.key == one.key) {
            Some(other) => kept(walk, one, other, new_call),
            None => {
                match new.iter().find(|other| other.name == one.name && !old.iter().any(|old| old.key == other.key)) {
                    Some(other) => walk.push(moved(one, other, new_call)),
                    None => walk.push(removed(one, new_call)),
                }
            }
        }
    }
    for one in &new {
        let is_new = !old.iter().any(|other| other.key == one.key || other.name == one.name);
        if is_new {
            walk.push(added(one, new_call));
        }
    }
}

fn removed(one: &Parameter<'_>, call: &Call) -> Change {
    let message = format!("`{}` no longer has the parameter `{}`", call.id, one.name);
    let change = Change::new("parameter-removed", message, Side::Old, one.node.pointer.clone());
    change.anchored(&[one.slot(call)]).failing_requests(Some(format!("`{}` is not known any more", one.name)))
}

fn added(one: &Parameter<'_>, call: &Call) -> Change {
    let verb = if one.is_required { "requires" } else { "takes" };
    let message = format!("`{}` {verb} a new parameter `{}` in the {}", call.id, one.name, one.location);
    let change = Change::new("parameter-added", message, Side::New, one.node.pointer.clone());
    let reason = one.is_required.then(|| format!("a call without `{}` is refused", one.name));
    change.anchored(&[one.slot(call)]).failing_requests(reason).adding(true)
}

fn moved(old: &Parameter<'_>, new: &Parameter<'_>, call: &Call) -> Change {
    let (name, was, is) = (new.name, old.location, new.location);
    let message = format!("the parameter `{name}` of `{}` is in the {is} now; it was in the {was}", call.id);
    let change = Change::new("parameter-moved", message, Side::New, new.node.pointer.clone());
    change.anchored(&[new.slot(call)]).failing_requests(Some(format!("`{name}` is not looked for in the {was}")))
}

fn kept<'d>(walk: &mut Walk<'d>, old: &Parameter<'d>, new: &Parameter<'d>, call: &Call) {
    let name = format!("the parameter `{}` of `{}`", new.name, call.id);
    let slots = vec![new.slot(call)];
    if old.is_required != new.is_required {
        let message = match new.is_required {
            true => format!("{name} is required now"),
            false => format!("{name} may be left out now"),
        };
        let change = Change::new("required-changed", message, Side::New, new.node.pointer.clone()).anchored(&slots);
        let reason = new.is_required.then(|| format!("a call without `{}` is refused", new.name));
        walk.push(change.failing_requests(reason).adding(!new.is_required));
    }
    let (was, is) = (written(&walk.old, old), written(&walk.new, new));
    if was != is {
        let message = format!("{name} is written {is} now; it was written {was}");
        let change = Change::new("parameter-style-changed", message, Side::New, new.node.pointer.clone());
        let reason = Some("what is written as before is not understood".to_owned());
        walk.push(change.anchored(&slots).failing_requests(reason));
    }
    if let (Some(old), Some(new_schema)) = (old.schema(), new.schema()) {
        let types = vec![format!("types::{}", type_name(&format!("{}_{}", call.id, new.name)))];
        let is_required = [true; 2];
        schemas::compare(
            walk,
            &old,
            &new_schema,
            &At { direction: Direction::Request, is_required, name, slots, types },
        );
    }
}

/// How the client writes a parameter; of a single value most styles are one.
fn written(context: &Context<'_>, parameter: &Parameter<'_>) -> &'static str {
    match parameters::style(context.document(), parameter.node.value) {
        Ok(Some("json")) => "as JSON",
        Ok(Some("comma")) => "as one list with commas",
        Ok(Some("space")) => "as one list with spaces",
        Ok(Some("pipe")) => "as one list with bars",
        Ok(Some("deep")) => "field by field, in brackets",
        Ok(Some(_)) => "in a way of its own",
        Ok(None) | Err(_) => "plainly",
    }
}
