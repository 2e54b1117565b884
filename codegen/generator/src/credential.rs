//! What to send for a security scheme that a document does not define, or that a client cannot send.

use std::str::FromStr;

use anyhow::{Error, Result, bail};
use openscaler_openapi::document::{Source, pointer};
use openscaler_openapi::lint::words::{did_you_mean, nearest};
use openscaler_openapi::security::SCHEMES;
use openscaler_openapi::structure::for_each_operation;
use serde_json::{Map, Value, json};

/// A choice, written `NAME=bearer`, `NAME=basic` or `NAME=none`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The security scheme.
    pub name: String,
    /// What is sent for it.
    pub sent: Sent,
}

/// What is sent for a security scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    /// A bearer token.
    Bearer,
    /// A user name and a password.
    Basic,
    /// Nothing.
    Nothing,
}

impl FromStr for Choice {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let Some((name, sent)) = text.rsplit_once('=').filter(|(name, _)| !name.is_empty()) else {
            bail!("expected a security scheme and what to send for it, such as `{text}=bearer`");
        };
        let sent = match sent {
            "bearer" => Sent::Bearer,
            "basic" => Sent::Basic,
            "none" => Sent::Nothing,
            other => bail!("unknown credential `{other}`: expected `bearer`, `basic` or `none`"),
        };
        Ok(Self { name: name.to_owned(), sent })
    }
}

/// The document as if it said what the choices say.
///
/// # Errors
///
/// If the document neither requires nor defines one of the schemes.
pub fn apply(source: Source, choices: &[Choice]) -> Result<Source> {
    if choices.is_empty() {
        return Ok(source);
    }
    let mut document = source.value.clone();
    for choice in choices {
        let mut known: Vec<String> = Vec::new();
        let mut note = |requirement: &mut Map<String, Value>| known.extend(requirement.keys().cloned());
        for_each_requirement(&mut document, &mut note);
        known.extend(
            document.pointer(SCHEMES).and_then(Value::as_object).into_iter().flatten().map(|(name, _)| name.clone()),
        );
        let name = &choice.name;
        if !known.contains(name) {
            let meant = nearest(name, known.iter().map(String::as_str)).map(did_you_mean);
            let advice = meant.unwrap_or_else(|| "name one that an operation requires".to_owned());
            bail!("`{}` has no security scheme `{name}`: {advice}", source.name);
        }
        match choice.sent {
            Sent::Bearer => define(&mut document, name, "bearer"),
            Sent::Basic => define(&mut document, name, "basic"),
            Sent::Nothing => {
                for_each_requirement(&mut document, &mut |requirement| drop(requirement.shift_remove(name)))
            }
        }
    }
    Ok(source.with_value(document))
}

fn define(document: &mut Value, name: &str, scheme: &str) {
    let mut holder = document;
    for key in pointer::tokens(SCHEMES) {
        let Some(members) = holder.as_object_mut() else { return };
        holder = members.entry(key).or_insert_with(|| json!({}));
    }
    if let Some(schemes) = holder.as_object_mut() {
        schemes.insert(name.to_owned(), json!({ "type": "http", "scheme": scheme }));
    }
}

/// The requirements of the document and of its operations.
fn for_each_requirement(document: &mut Value, visit: &mut dyn FnMut(&mut Map<String, Value>)) {
    let mut visit_list = |holder: &mut Value| {
        let list = holder.get_mut("security").and_then(Value::as_array_mut);
        list.into_iter().flatten().filter_map(Value::as_object_mut).for_each(&mut *visit);
    };
    visit_list(document);
    for_each_operation(document, visit_list);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(text: &str) -> Choice {
        text.parse().expect("a choice")
    }

    #[test]
    fn a_choice_is_a_name_and_what_is_sent() {
        assert_eq!(choice("a=b=none"), Choice { name: "a=b".to_owned(), sent: Sent::Nothing });
        for (text, says) in [
            ("a", "such as `a=bearer`"),
            ("=none", "expected a security scheme"),
            ("a=token", "expected `bearer`, `basic` or `none`"),
        ] {
            let error = text.parse::<Choice>().expect_err(text).to_string();
            assert!(error.contains(says), "{error}");
        }
    }

    #[test]
    fn the_document_reads_as_if_it_said_so() {
        let text = "
openapi: 3.0.3
security: [{ stackit: [] }]
paths: { /a: { get: { security: [{ saml: [] }, { saml: [], more: [] }] } } }";
        let apply = |choices: &[&str]| {
            let choices: Vec<Choice> = choices.iter().map(|text| choice(text)).collect();
            apply(Source::parse("a.yaml", text.to_owned()).expect("YAML"), &choices)
        };
        let applied = apply(&["stackit=bearer", "more=basic", "saml=none"]).expect("a document").value;
        let schemes = json!({
            "stackit": { "type": "http", "scheme": "bearer" },
            "more": { "type": "http", "scheme": "basic" },
        });
        assert_eq!(applied.pointer(SCHEMES), Some(&schemes));
        assert_eq!(applied["paths"]["/a"]["get"]["security"], json!([{}, { "more": [] }]));
        let error = apply(&["stackt=none"]).err().map(|error| error.to_string());
        assert_eq!(error.as_deref(), Some("`a.yaml` has no security scheme `stackt`: did you mean `stackit`?"));
    }
}
