//! Rules on the names of methods.

use std::collections::HashMap;

use openscaler_openapi::context::Context;
use openscaler_openapi::document::pointer;
use openscaler_openapi::lint::Findings;

use crate::lower::operation_ids::{self, CLIENT_METHODS, Name};
use crate::names::method_name;

/// A path that changes then renames the method.
pub(super) fn missing_operation_id(context: &Context<'_>, findings: &mut Findings<'_>) {
    for name in operation_ids::names(context.document()).iter().filter(|name| name.written.is_none()) {
        let (path, method) = (pointer::last(pointer::parent(&name.pointer)), pointer::last(&name.pointer));
        let message = format!(
            "`{} {path}` has no `operationId`, so its method is called `{}`",
            method.to_uppercase(),
            method_name(&name.id)
        );
        findings.report(&name.pointer, message, "add an `operationId`, and the method has a name that stays");
    }
}

pub(super) fn colliding_operation_id(context: &Context<'_>, findings: &mut Findings<'_>) {
    let names = operation_ids::names(context.document());
    let mut first: HashMap<String, &Name> = HashMap::new();
    for name in &names {
        let Some(written) = &name.written else { continue };
        let method = method_name(written);
        match first.get(&method) {
            None => drop(first.insert(method, name)),
            Some(other) if other.written != name.written => {
                let other_id = other.written.as_deref().unwrap_or_default();
                let message = format!(
                    "`{written}` and `{other_id}` both become the method `{method}`, so this one is `{}`",
                    method_name(&name.id)
                );
                let related = [(&*pointer::join(&other.pointer, "operationId"), "the other one")];
                let at = pointer::join(&name.pointer, "operationId");
                findings.report_with(&at, message, "rename one of the two", &related);
            }
            Some(_) => {}
        }
    }
}

pub(super) fn reserved_operation_id(context: &Context<'_>, findings: &mut Findings<'_>) {
    for name in operation_ids::names(context.document()) {
        let Some(written) = name.written else { continue };
        let method = method_name(&written);
        if CLIENT_METHODS.contains(&method.as_str()) {
            let message = format!(
                "every client has a method `{method}` already, so that of `{written}` is called `{}`",
                method_name(&name.id)
            );
            let at = pointer::join(&name.pointer, "operationId");
            findings.report(&at, message, "choose another `operationId`");
        }
    }
}
