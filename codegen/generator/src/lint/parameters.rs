//! Rules on parameters: an operation has each of them once.

use std::collections::HashMap;

use openscaler_openapi::context::{Context, parameter_key, parameter_location, parameter_name};
use openscaler_openapi::lint::Findings;
use openscaler_openapi::structure::Node;

/// Two that are the same on the wire; two that differ only by location are not.
pub(super) fn colliding_parameters(context: &Context<'_>, findings: &mut Findings<'_>) {
    for operation in &context.operations {
        let mut first: HashMap<_, &Node<'_>> = HashMap::new();
        for parameter in &operation.parameters {
            let other = *first.entry(parameter_key(parameter)).or_insert(parameter);
            if other.pointer != parameter.pointer {
                let (operation, location) = (operation.name(), parameter_location(parameter));
                let name = parameter_name(parameter);
                let message =
                    format!("duplicate {location} parameter `{name}` of {operation}: only the last one is used");
                let related = [(&*other.pointer, "the other one")];
                findings.report_with(&parameter.pointer, message, "remove or rename one of them", &related);
            }
        }
    }
}
