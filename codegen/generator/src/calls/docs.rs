//! The documentation of a method.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use crate::api::{Alternatives, Answer, Api, Body, Described, Encoding, Operation, Options, Shape};
use crate::emit;
use crate::skeleton::package_name;

/// The documentation of an operation: what it does, an example, and its errors.
pub(super) fn emit(api: &Api, operation: &Operation) -> TokenStream {
    let (about, errors) = (emit::docs(Some(&describe(api, operation))), emit::docs(Some(&errors(api, operation))));
    // The document's own code is never tested as Rust; this is.
    let example = example(api, operation).map(|code| {
        let lines = code.lines().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
        quote!(#[doc = ""] #[doc = " # Example"] #[doc = ""] #[doc = " ```no_run"] #(#[doc = #lines])* #[doc = " ```"])
    });
    quote!(#about #example #[doc = ""] #errors)
}

/// Summary and description, the request, the credentials if they are not the default, and the arguments.
pub(super) fn describe(api: &Api, operation: &Operation) -> String {
    let mut text: Vec<String> = [&operation.summary, &operation.description].into_iter().flatten().cloned().collect();
    text.dedup();
    text.push(format!("Sends a `{}` request to `{}`", operation.method, operation.path));
    if operation.security != api.security.default {
        text.push(credentials(api, &operation.security));
    }
    if let Some(Options { method, .. }) = &operation.options {
        text.push(format!("[`{method}`](Self::{method}) also takes the optional parameters."));
    }
    let required = operation.parameters.iter().filter(|parameter| parameter.required);
    let described = required.map(|parameter| (&*parameter.name, parameter.description.as_deref()));
    let body = operation.body.as_ref().map(|body| ("body", body.description.as_deref()));
    let arguments: Vec<String> = described.chain(body).map(|(name, description)| argument(name, description)).collect();
    if arguments.iter().any(|argument| argument.contains(": ")) {
        text.push(format!("Arguments:\n{}", arguments.join("\n")));
    }
    text.join("\n\n")
}

/// The method that takes the optional parameters, too.
pub(super) fn describe_with(operation: &Operation, Options { name, .. }: &Options) -> String {
    let method = &operation.name;
    format!("[`{method}`](Self::{method}) with [optional parameters](crate::types::{name}).")
}

fn errors(api: &Api, operation: &Operation) -> String {
    let mut text = "# Errors\n\nThe call failed, or its response cannot be read.".to_owned();
    if let Some(resolution) = &operation.resolution {
        let name = &resolution.name;
        text += " [`Error::outcome`](crate::Error::outcome) says whether the call took effect; if that is unknown, look with ";
        text += &format!("[`{name}`](Self::{name}) before you repeat it.");
    } else if !operation.is_idempotent() {
        text += " [`Error::outcome`](crate::Error::outcome) says whether the call took effect: check it before you repeat the call.";
    }
    if !operation.errors.is_empty() {
        text += "\n\nDescribed errors, read by [`Error::body_as`](crate::Error::body_as):";
        operation.errors.iter().for_each(|error| text += &format!("\n{}", error_body(api, error)));
    }
    text
}

/// A function that makes the call and uses its answer; it compiles with whatever types there are. `None` if an argument has
/// no type that a caller can write out.
fn example(api: &Api, operation: &Operation) -> Option<String> {
    let mut arguments: Vec<(&str, String)> = Vec::new();
    for parameter in operation.parameters.iter().filter(|parameter| parameter.required) {
        arguments.push((&parameter.name, text(&emit::borrowed_type(api, &parameter.shape, None))));
    }
    let mut values: Vec<&str> = arguments.iter().map(|(name, _)| *name).collect();
    match &operation.body {
        Some(Body { required: false, .. }) => values.push("None"),
        Some(Body { encoding: Encoding::Json(shape) | Encoding::Form { shape, .. }, .. }) => {
            arguments.push(("body", format!("&{}", text(&emit::rust_type(api, shape)))));
            values.push("body");
        }
        Some(Body { encoding: Encoding::Text, .. }) => {
            arguments.push(("body", "String".to_owned()));
            values.push("body");
        }
        Some(_) => return None,
        None => {}
    }
    let used = match operation.success.content {
        Answer::Json(_) => "println!(\"{:?}\", response.into_inner());",
        _ => "println!(\"{}\", response.status());",
    };
    let package = package_name(&api.title).replace('-', "_");
    let arguments: String = arguments.iter().map(|(name, ty)| format!("    {name}: {ty},\n")).collect();
    let (arguments, types) = imported(&arguments, &format!("{package}::types::"));
    let arguments = match arguments.lines().collect::<Vec<_>>().as_slice() {
        [] => "client: &Client".to_owned(),
        [only] => format!("client: &Client, {}", only.trim().trim_end_matches(',')),
        _ => format!("\n    client: &Client,\n{arguments}"),
    };
    let types = match types.as_slice() {
        [] => String::new(),
        [only] => format!("use {package}::types::{only};\n"),
        types => format!("use {package}::types::{{{}}};\n", types.join(", ")),
    };
    Some(format!(
        "\
{types}use {package}::{{Client, Error}};

async fn example({arguments}) -> Result<(), Error> {{
    let response = client.{}({}).await?;
    {used}
    Ok(())
}}",
        operation.name,
        values.join(", "),
    ))
}

/// A type, as it is written by hand.
fn text(ty: &TokenStream) -> String {
    ty.to_string().replace(' ', "").replace("::std::string::", "").replace(',', ", ")
}

/// Types that are named by themselves, and those that have to be imported; the others keep the path `types`.
fn imported(code: &str, types: &str) -> (String, Vec<String>) {
    let mut parts = code.split("crate::types::");
    let mut written = parts.next().unwrap_or_default().to_owned();
    let mut names = BTreeSet::new();
    for part in parts {
        let name = part.split(|letter: char| !letter.is_alphanumeric() && letter != '_').next().unwrap_or_default();
        // These are something else in the example.
        if ["Client", "Error", "Ok", "Option", "Result", "String"].contains(&name) {
            written += types;
        } else {
            names.insert(name.to_owned());
        }
        written += part;
    }
    (written, names.into_iter().collect())
}

fn credentials(api: &Api, security: &Alternatives) -> String {
    let names = security.iter().filter(|alternative| !alternative.is_empty()).map(|alternative| {
        let names = alternative.iter().map(|id| format!("`{}`", api.security.schemes[id.0].name));
        names.collect::<Vec<_>>().join(" and ")
    });
    let names = names.collect::<Vec<_>>().join(", or ");
    match security.iter().any(Vec::is_empty) {
        _ if names.is_empty() => "Sends no credentials".to_owned(),
        true => format!("Sends the credentials {names}, if the client has them"),
        false => format!("Requires the credentials {names}"),
    }
}

fn error_body(api: &Api, error: &Described) -> String {
    match &error.shape {
        Shape::Named(id) => {
            let name = &api.types[id.0].name;
            format!("- {}: [`{name}`](crate::types::{name})", error.status)
        }
        shape => format!("- {}: `{}`", error.status, text(&emit::rust_type(api, shape))),
    }
}

fn argument(name: &str, description: Option<&str>) -> String {
    match description.map(str::trim).filter(|description| !description.is_empty()) {
        Some(description) => format!("- `{name}`: {}", description.replace('\n', "\n  ")),
        None => format!("- `{name}`"),
    }
}
