//! Rules on parameters: the path and the declarations agree.

use serde_json::Value;

use super::operations::template_names;
use crate::context::{Context, parameter_location, parameter_name};
use crate::lint::findings::Findings;
use crate::lint::words::nearest;
use crate::structure::{Kind, Node};

pub(super) fn undeclared_path_parameter(context: &Context<'_>, findings: &mut Findings<'_>) {
    for operation in &context.operations {
        // What is not in this document may declare it, and has a finding of its own.
        if operation.has_unresolved_parameters {
            continue;
        }
        for wanted in template_names(&operation.path).unwrap_or_default() {
            let is_declared =
                |parameter: &Node<'_>| parameter_location(parameter) == "path" && parameter_name(parameter) == wanted;
            if !operation.parameters.iter().any(is_declared) {
                let path = &operation.path;
                let message = format!(
                    "{} does not declare `{{{wanted}}}` of the path `{path}`; it is sent as a string",
                    operation.name()
                );
                let unused = operation
                    .parameters
                    .iter()
                    .filter(|parameter| parameter_location(parameter) == "path")
                    .map(parameter_name);
                let unused = unused.filter(|name| !template_names(&operation.path).unwrap_or_default().contains(name));
                let help = nearest(wanted, unused).map_or_else(
                    || format!("add a parameter with `name: {wanted}`, `in: path` and `required: true`"),
                    |near| format!("rename the parameter `{near}`, or write `{{{near}}}` in the path"),
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
                let message = format!("the path parameter `{name}` is not in the path `{path}`; it is ignored");
                let help = if path.contains(&format!(":{name}")) {
                    format!("write `{{{name}}}` instead of `:{name}` in the path")
                } else {
                    format!("write `{{{name}}}` where it belongs in the path, or remove the parameter")
                };
                let related = [(&*operation.item, "the path")];
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
                format!("the path parameter `{}` is not `required`; it is read as required", parameter_name(parameter));
            findings.report(&parameter.pointer, message, "add `required: true`");
        }
    }
}
