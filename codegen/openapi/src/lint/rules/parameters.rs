//! Rules on parameters: paths and declarations agree.

use serde_json::Value;

use super::operations::template_names;
use crate::context::{Context, parameter_location, parameter_name};
use crate::lint::Findings;
use crate::lint::words::nearest;
use crate::structure::{Kind, Node};

pub(super) fn undeclared_path_parameter(context: &Context<'_>, findings: &mut Findings<'_>) {
    for operation in &context.operations {
        for wanted in template_names(&operation.path).unwrap_or_default() {
            let is_declared =
                |parameter: &Node<'_>| parameter_location(parameter) == "path" && parameter_name(parameter) == wanted;
            if !operation.parameters.iter().any(is_declared) {
                let path = &operation.path;
                let message =
                    format!("`{{{wanted}}}` of the path `{path}` is not among {}'s parameters", operation.name());
                let unused = operation
                    .parameters
                    .iter()
                    .filter(|parameter| parameter_location(parameter) == "path")
                    .map(parameter_name);
                let unused = unused.filter(|name| !template_names(&operation.path).unwrap_or_default().contains(name));
                let help = nearest(wanted, unused).map_or_else(
                    || format!("add a parameter with `name: {wanted}`, `in: path` and `required: true`"),
                    |near| format!("call the parameter `{near}` that, or write `{{{near}}}` in the path"),
                );
                findings.report(&operation.node.pointer, message, help);
            }
        }
    }
}

pub(super) fn unused_path_parameter(context: &Context<'_>, findings: &mut Findings<'_>) {
    for operation in &context.operations {
        let Ok(names) = template_names(&operation.path) else { continue };
        for parameter in operation.parameters.iter().filter(|parameter| parameter_location(parameter) == "path") {
            let name = parameter_name(parameter);
            if !names.contains(&name) {
                let path = &operation.path;
                let message = format!("the path parameter `{name}` is not in the path `{path}`");
                let help = if path.contains(&format!(":{name}")) {
                    format!("write `{{{name}}}` for `:{name}` in the path")
                } else {
                    format!("write `{{{name}}}` where it belongs in the path, or remove the parameter")
                };
                let related = [(&*operation.item, "this path")];
                findings.report_with(&parameter.pointer, message, help, &related);
            }
        }
    }
}

pub(super) fn optional_path_parameter(context: &Context<'_>, findings: &mut Findings<'_>) {
    for parameter in context.of(Kind::Parameter) {
        let is_required = parameter.get("required") == Some(&Value::Bool(true));
        if parameter_location(parameter) == "path" && !is_required {
            let message =
                format!("the path parameter `{}` is not `required`, and a path has no gaps", parameter_name(parameter));
            findings.report(&parameter.pointer, message, "add `required: true`");
        }
    }
}
