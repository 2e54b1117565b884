//! Rules on parameters: each becomes an argument, in a style that can be sent.

use std::collections::HashMap;

use openscaler_openapi::context::{Context, parameter_key, parameter_location, parameter_name};
use openscaler_openapi::lint::Findings;
use openscaler_openapi::structure::{Kind, Node};
use serde_json::Value;

use crate::lower::parameters::style;

/// Of two that would become one argument the later gets a number; two that are one on the wire are a mistake.
pub(super) fn colliding_parameters(context: &Context<'_>, findings: &mut Findings<'_>) {
    for operation in &context.operations {
        let mut first: HashMap<_, &Node<'_>> = HashMap::new();
        for parameter in &operation.parameters {
            let other = *first.entry(parameter_key(parameter)).or_insert(parameter);
            if other.pointer != parameter.pointer {
                let (operation, location) = (operation.name(), parameter_location(parameter));
                let message = format!("{operation} has the {location} parameter `{}` twice", parameter_name(parameter));
                let related = [(&*other.pointer, "the other one")];
                findings.report_with(&parameter.pointer, message, "rename one of the two", &related);
            }
        }
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
        if location == "header" && !is_header_name(name) {
            let message = format!("`{name}` cannot be the name of a header");
            findings.report(&parameter.at("name"), message, "use letters, digits and hyphens");
        } else if location == "cookie" {
            // Interpretation says which it cannot send.
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
