//! Rules on security: what the client cannot send, each scheme once.

use serde_json::Value;

use crate::context::Context;
use crate::document::pointer;
use crate::lint::findings::Findings;
use crate::security::{SCHEMES, Transport};

/// The requirements in force: the pointer of each list, its alternatives, and how many operations it is for.
fn requirements<'d>(context: &Context<'d>) -> Vec<(String, &'d Vec<Value>, usize)> {
    let (own, inherited): (Vec<_>, Vec<_>) =
        context.operations.iter().partition(|operation| operation.node.get("security").is_some());
    let of_document = context.document().get("security").and_then(Value::as_array).filter(|_| !inherited.is_empty());
    let of_operations = own.into_iter().filter_map(|operation| {
        let list = operation.node.get("security")?.as_array()?;
        Some((operation.node.at("security"), list, 1))
    });
    let of_document = of_document.map(|list| ("/security".to_owned(), list, inherited.len()));
    of_document.into_iter().chain(of_operations).collect()
}

fn scheme_names(alternative: &Value) -> impl Iterator<Item = &str> {
    alternative.as_object().into_iter().flat_map(|schemes| schemes.keys().map(String::as_str))
}

fn definition<'d>(context: &Context<'d>, name: &str) -> Option<&'d Value> {
    let node = context.at(&pointer::join(SCHEMES, name))?;
    context.resolve(node).map(|node| node.value).filter(|value| value.is_object())
}

fn can_be_sent(context: &Context<'_>, name: &str) -> bool {
    definition(context, name).is_some_and(|scheme| Transport::of_scheme(scheme).is_ok())
}

/// A scheme that the client cannot send.
struct Unsent<'d> {
    name: &'d str,
    /// Where it is first required.
    pointer: String,
    /// How many operations accept it.
    used: usize,
    /// How many of them accept nothing that can be sent instead.
    alone: usize,
}

impl Unsent<'_> {
    fn used(&self) -> String {
        format!("used by {}", operations(self.used))
    }

    /// What becomes of the operations.
    fn consequence(&self) -> String {
        match self.alone {
            0 => "another credential that they accept is sent".to_owned(),
            alone if alone == self.used => "nothing is sent for it".to_owned(),
            alone => format!("nothing is sent for it by {} without an alternative", operations(alone)),
        }
    }
}

fn operations(count: usize) -> String {
    let digits = count.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{grouped} operation{}", if count == 1 { "" } else { "s" })
}

/// Every scheme that is required somewhere and cannot be sent, in the order of the first requirements.
fn unsent<'d>(context: &Context<'d>) -> Vec<Unsent<'d>> {
    let mut found: Vec<Unsent<'d>> = Vec::new();
    for (pointer, list, count) in requirements(context) {
        let is_met = |alternative: &Value| scheme_names(alternative).all(|name| can_be_sent(context, name));
        let has_alternative = list.iter().any(is_met);
        let mut seen = Vec::new();
        for (index, alternative) in list.iter().enumerate() {
            for name in scheme_names(alternative).filter(|name| !can_be_sent(context, name)) {
                if seen.contains(&name) {
                    continue;
                }
                seen.push(name);
                let alone = if has_alternative { 0 } else { count };
                match found.iter_mut().find(|scheme| scheme.name == name) {
                    Some(scheme) => {
                        scheme.used += count;
                        scheme.alone += alone;
                    }
                    None => {
                        let pointer = pointer::join(&pointer::join(&pointer, &index.to_string()), name);
                        found.push(Unsent { name, pointer, used: count, alone });
                    }
                }
            }
        }
    }
    found
}

pub(super) fn undefined_security_scheme(context: &Context<'_>, findings: &mut Findings<'_>) {
    for scheme in unsent(context) {
        let name = scheme.name;
        if definition(context, name).is_some() {
            continue;
        }
        let message =
            format!("the security scheme `{name}` is not defined ({}): {}", scheme.used(), scheme.consequence());
        let help = format!(
            "define it below `{SCHEMES}`, or say what to send with `--credential {name}=bearer`, `{name}=basic` or \
             `{name}=none`"
        );
        findings.report(&scheme.pointer, message, help);
    }
}

pub(super) fn unsupported_security_scheme(context: &Context<'_>, findings: &mut Findings<'_>) {
    for scheme in unsent(context) {
        let name = scheme.name;
        let Some(Err(what)) = definition(context, name).map(Transport::of_scheme) else { continue };
        let message = format!(
            "the security scheme `{name}` is {what}, which no call can send ({}): {}",
            scheme.used(),
            scheme.consequence()
        );
        let own = if what == "a TLS client certificate" { "identity" } else { "with_header" };
        let help = format!(
            "give it to the client with `.{own}(…)`, or say what to send with `--credential {name}=bearer`, \
             `{name}=basic` or `{name}=none`"
        );
        let defined = pointer::join(SCHEMES, name);
        findings.report_with(&scheme.pointer, message, help, &[(&defined, "defined here")]);
    }
}
