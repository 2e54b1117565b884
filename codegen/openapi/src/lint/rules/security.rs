//! Rules on security: a bearer token, or nothing.

use serde_json::Value;

use crate::context::Context;
use crate::document::pointer;
use crate::lint::Findings;

/// The requirements in force, and where they are written: an operation's own, or the document's.
fn requirements<'d>(context: &Context<'d>) -> Vec<(String, &'d Vec<Value>)> {
    let lists = context.operations.iter().filter_map(|operation| {
        let list = operation.node.get("security")?.as_array()?;
        Some((operation.node.at("security"), list))
    });
    let mut requirements: Vec<_> = lists.collect();
    let is_inherited = context.operations.iter().any(|operation| operation.node.get("security").is_none());
    if let Some(list) = context.document().get("security").and_then(Value::as_array).filter(|_| is_inherited) {
        requirements.push(("/security".to_owned(), list));
    }
    requirements
}

fn scheme_names(alternative: &Value) -> Vec<&str> {
    alternative.as_object().into_iter().flat_map(|schemes| schemes.keys().map(String::as_str)).collect()
}

fn scheme<'d>(context: &Context<'d>, name: &str) -> Option<&'d Value> {
    let pointer = pointer::join("/components/securitySchemes", name);
    context.at(&pointer).and_then(|node| context.resolve(node)).map(|node| node.value)
}

fn is_bearer(scheme: &Value) -> bool {
    let is = |key: &str, wanted: &str| {
        scheme.get(key).and_then(Value::as_str).is_some_and(|value| value.eq_ignore_ascii_case(wanted))
    };
    is("type", "http") && is("scheme", "bearer")
}

pub(super) fn undefined_security_scheme(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (pointer, list) in requirements(context) {
        for (index, alternative) in list.iter().enumerate() {
            for name in scheme_names(alternative).into_iter().filter(|name| scheme(context, name).is_none()) {
                let at = pointer::join(&pointer::join(&pointer, &index.to_string()), name);
                let message = format!("there is no security scheme `{name}`");
                findings.report(&at, message, "define it below `/components/securitySchemes`");
            }
        }
    }
}

/// Of several alternatives one that the client can do is enough.
pub(super) fn unsupported_security_scheme(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (pointer, list) in requirements(context) {
        // A name that is not defined has a finding of its own.
        let can_be_met = |alternative: &Value| {
            scheme_names(alternative).iter().all(|name| scheme(context, name).is_none_or(is_bearer))
        };
        if list.is_empty() || list.iter().any(can_be_met) {
            continue;
        }
        for (index, alternative) in list.iter().enumerate() {
            for name in scheme_names(alternative) {
                let Some(scheme) = scheme(context, name).filter(|scheme| !is_bearer(scheme)) else { continue };
                let at = pointer::join(&pointer::join(&pointer, &index.to_string()), name);
                let message =
                    format!("`{name}` is {}, and the client can only send a bearer token", describe_scheme(scheme));
                let help = "use a scheme of `type: http` and `scheme: bearer`, if the API takes one; \
                            `generate --skip-unsupported` leaves the operation out";
                let defined = pointer::join("/components/securitySchemes", name);
                findings.report_with(&at, message, help, &[(&defined, "defined here")]);
            }
        }
    }
}

fn describe_scheme(scheme: &Value) -> String {
    let text = |key: &str| scheme.get(key).and_then(Value::as_str).unwrap_or_default();
    match text("type") {
        "http" => format!("HTTP authentication of scheme `{}`", text("scheme")),
        "apiKey" => format!("an API key in the {}", text("in")),
        other => format!("of type `{other}`"),
    }
}
