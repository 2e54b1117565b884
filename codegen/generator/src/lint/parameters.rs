//! Rules on parameters: each becomes an argument, in a style that can be sent.

use std::collections::HashMap;

use openscaler_openapi::context::{Context, Operation, parameter_key, parameter_location, parameter_name};
use openscaler_openapi::lint::Findings;
use openscaler_openapi::structure::{Kind, Node};
use serde_json::Value;

use crate::lower::parameters::style;
use crate::names::method_name;

/// Lowering gives a number to what would become one argument, but to what stands in the path.
pub(super) fn colliding_parameters(context: &Context<'_>, findings: &mut Findings<'_>) {
    for operation in &context.operations {
        let mut first: HashMap<String, &Node<'_>> = HashMap::new();
        for parameter in &operation.parameters {
            let argument = method_name(parameter_name(parameter));
            let is_path = parameter_location(parameter) == "path";
            match first.get(&argument) {
                Some(other) if other.pointer != parameter.pointer => {
                    let is_same = parameter_key(parameter) == parameter_key(other);
                    if is_same || (is_path && parameter_location(other) == "path") {
                        let message = collision(operation, parameter, other, &argument);
                        let related = [(&*other.pointer, "the other one")];
                        findings.report_with(&parameter.pointer, message, "rename one of the two", &related);
                    }
                }
                Some(_) => {}
                None if is_path && argument == "body" && operation.node.get("requestBody").is_some() => {
                    let message =
                        format!("the parameter `{}` has the name of the body's argument", parameter_name(parameter));
                    let related = [(&*operation.node.at("requestBody"), "this body")];
                    findings.report_with(&parameter.pointer, message, "rename the parameter", &related);
                }
                None => drop(first.insert(argument, parameter)),
            }
        }
    }
}

fn collision(operation: &Operation<'_>, one: &Node<'_>, other: &Node<'_>, argument: &str) -> String {
    let operation = operation.name();
    let (one_name, other_name) = (parameter_name(one), parameter_name(other));
    if parameter_key(one) == parameter_key(other) {
        format!("{operation} has the {} parameter `{one_name}` twice", parameter_location(one))
    } else {
        format!("the parameters `{one_name}` and `{other_name}` of {operation} both become the argument `{argument}`")
    }
}

/// What cannot be sent as the document says.
pub(super) fn unsupported_parameter(context: &Context<'_>, findings: &mut Findings<'_>) {
    for parameter in context.of(Kind::Parameter).filter(|parameter| parameter.reference().is_none()) {
        let name = parameter_name(parameter);
        let location = parameter_location(parameter);
        // One that stands nowhere has another finding.
        if !["cookie", "header", "path", "query"].contains(&location) {
            continue;
        }
        if location == "cookie" {
            if parameter.get("required") == Some(&Value::Bool(true)) {
                let message = format!("the parameter `{name}` is a cookie, which the client does not send");
                findings.report(&parameter.at("in"), message, "send it as a header or in the query");
            }
        } else if location == "header" && !is_header_name(name) {
            let message = format!("`{name}` cannot be the name of a header");
            findings.report(&parameter.at("name"), message, "use letters, digits and hyphens");
        } else if let Err(keyword) = style(context.document(), parameter.value) {
            let (message, help) = match keyword {
                "content" => (
                    format!("the {location} parameter `{name}` has `content`, which cannot be generated"),
                    "give it a `schema`".to_owned(),
                ),
                "explode" => (
                    format!("the {location} parameter `{name}` is an object with `explode`, which cannot be generated"),
                    "remove `explode: true`; names and values then stand with commas between".to_owned(),
                ),
                _ => {
                    let own_style = if location == "query" { "form" } else { "simple" };
                    let style = parameter.get("style").and_then(Value::as_str).unwrap_or(own_style);
                    let message =
                        format!("the style `{style}` of the {location} parameter `{name}` cannot be generated");
                    (message, format!("use `style: {own_style}`"))
                }
            };
            findings.report(&parameter.at(keyword), message, help);
        }
    }
}

/// RFC 9110, section 5.6.2: a token.
fn is_header_name(name: &str) -> bool {
    let is_token = |character: char| character.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(character);
    !name.is_empty() && name.chars().all(is_token)
}
