//! What is needed of a lowered document beyond the types that progenitor generates.

use std::collections::{BTreeMap, BTreeSet};

use openscaler_formats::Format;
use openscaler_openapi::numbers::{self, NumberRules};
use openscaler_openapi::pattern;
use openscaler_openapi::servers::{is_absolute, server_url};
use openscaler_openapi::structure::METHODS;
use serde_json::Value;

use crate::lower::distinct_names::MARK;
use crate::lower::media_types;
use crate::lower::operation_ids::WRITTEN_ID;
use crate::lower::parameters::STYLES;
use crate::lower::requests::{NOT_NULL, is_scalar};
use crate::lower::schemas::{Usage, resolve, tag_property};
use crate::lower::secrets::is_secret;
use crate::names::{method_name, type_name};

/// The facts of a document that are attached to the generated code.
#[derive(Debug)]
pub struct Model {
    /// Where the API is served, without a trailing slash; `None` if the document names no absolute address.
    pub server: Option<String>,
    /// In the order of the document.
    pub operations: Vec<Operation>,
    /// The named strings of requests, and the named numbers with rules: each becomes a type that enforces them.
    pub scalars: Vec<Scalar>,
    /// The unions that have to come out as internally tagged enums.
    pub unions: Vec<Union>,
    /// Whether lowering has marked names that become one in Rust.
    pub has_marks: bool,
}

/// One call of the API.
#[derive(Debug)]
pub struct Operation {
    /// The `operationId`.
    pub id: String,
    /// The method of the client.
    pub method: String,
    /// `POST`, …
    pub http_method: String,
    /// The path template, without a fragment.
    pub path: String,
    /// Whether it carries the bearer token.
    pub authenticated: bool,
    /// The media type of its body, where progenitor would name another.
    pub content_type: Option<String>,
    /// What it accepts, where progenitor would say something else.
    pub accept: Option<String>,
    /// The successes without a body, where others have one.
    pub empty_successes: Vec<String>,
    /// The fields of its form that are written with brackets.
    pub deep_fields: Vec<String>,
    /// How its parameters are written that are not written as progenitor would.
    pub styles: Vec<ParameterStyle>,
}

/// How a parameter is written.
#[derive(Debug)]
pub struct ParameterStyle {
    /// `query`, `path` or `header`.
    pub location: String,
    /// The name, with the mark that lowering gave it.
    pub name: String,
    /// The argument of the method.
    pub argument: String,
    /// `comma`, `deep`, …
    pub style: String,
}

/// A named string or number with rules of its own.
#[derive(Debug)]
pub struct Scalar {
    /// The component.
    pub component: String,
    /// The Rust type.
    pub type_name: String,
    /// The component's description.
    pub description: Option<String>,
    /// The grammar, by its name in the document; `None` also for a format that has none of ours, such as `password`.
    pub format: Option<String>,
    /// In characters.
    pub min_length: Option<u64>,
    /// In characters.
    pub max_length: Option<u64>,
    /// The regular expression, with its table; `None` also for one that no table can stand for.
    pub pattern: Option<pattern::Compiled>,
    /// Whether it may hold a key or a password.
    pub secret: bool,
    /// What a number has in the place of all that; `None` for a string.
    pub number: Option<NumberRules>,
}

/// A value that is one of several objects, told apart by a property.
#[derive(Debug)]
pub struct Union {
    /// The Rust type.
    pub type_name: String,
    /// The property that tells the variants apart.
    pub tag: String,
    /// In the order of the document.
    pub variants: Vec<Variant>,
    /// Whether a request can hold it.
    pub in_requests: bool,
}

/// One of the objects of a union.
#[derive(Debug)]
pub struct Variant {
    /// The value of the tag.
    pub tag: String,
    /// The properties that have to be there, the tag among them.
    pub required: BTreeSet<String>,
    /// The properties that may be null.
    pub nullable: BTreeSet<String>,
    /// The rules of properties that are lists and have some.
    pub lists: BTreeMap<String, ListRules>,
}

/// How many items a list has, and whether each stands once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListRules {
    /// At least so many items.
    pub least: Option<u64>,
    /// At most so many.
    pub most: Option<u64>,
    /// No two are the same.
    pub unique: bool,
}

impl Model {
    /// Reads the model off a lowered document.
    pub fn of(document: &Value) -> Self {
        let usage = Usage::collect(document);
        let components = document.pointer("/components/schemas").and_then(Value::as_object);
        let components = || components.into_iter().flatten().map(|(name, schema)| (name.as_str(), schema));
        Self {
            server: server(document),
            has_marks: has_marks(document),
            operations: operations(document),
            scalars: components()
                .filter(|(name, _)| usage.requests.contains(*name))
                .filter_map(|(name, schema)| scalar(name, schema))
                .collect(),
            unions: components()
                .filter_map(|(name, schema)| union(document, name, schema, usage.requests.contains(name)))
                .collect(),
        }
    }
}

/// The first absolute address.
fn server(document: &Value) -> Option<String> {
    let servers = document.get("servers")?.as_array()?;
    let mut urls = servers.iter().filter_map(server_url);
    urls.find(|url| is_absolute(url)).map(|url| url.trim_end_matches('/').to_owned())
}

fn operations(document: &Value) -> Vec<Operation> {
    let paths = document.get("paths").and_then(Value::as_object);
    let mut operations = Vec::new();
    for (path, item) in paths.into_iter().flatten() {
        for http_method in METHODS {
            let Some(operation) = item.get(http_method) else { continue };
            let Some(id) = operation.get("operationId").and_then(Value::as_str) else { continue };
            let text = |key: &str| operation.get(key).and_then(Value::as_str).map(str::to_owned);
            let texts = |key: &str| {
                let list = operation.get(key).and_then(Value::as_array).into_iter().flatten();
                list.filter_map(Value::as_str).map(str::to_owned).collect::<Vec<_>>()
            };
            let security = operation.get("security").or_else(|| document.get("security"));
            operations.push(Operation {
                id: text(WRITTEN_ID).unwrap_or_else(|| id.to_owned()),
                method: method_name(id),
                http_method: http_method.to_uppercase(),
                path: sent_part(path).to_owned(),
                content_type: text(media_types::CONTENT_TYPE),
                accept: text(media_types::ACCEPT),
                empty_successes: texts(media_types::EMPTY_SUCCESSES),
                deep_fields: texts(media_types::DEEP_FIELDS),
                styles: styles(operation),
                // An empty requirement among others makes the token optional; sending it is right then, too.
                authenticated: security.and_then(Value::as_array).is_some_and(|requirements| {
                    requirements
                        .iter()
                        .any(|requirement| requirement.as_object().is_some_and(|schemes| !schemes.is_empty()))
                }),
            });
        }
    }
    operations
}

fn has_marks(value: &Value) -> bool {
    match value {
        Value::String(text) => is_marked(text),
        Value::Array(items) => items.iter().any(has_marks),
        Value::Object(entries) => entries.iter().any(|(key, entry)| is_marked(key) || has_marks(entry)),
        _ => false,
    }
}

fn is_marked(text: &str) -> bool {
    !text.is_ascii() && text.contains(MARK)
}

/// A path without its fragment, which is never sent.
pub(crate) fn sent_part(path: &str) -> &str {
    path.split_once('#').map_or(path, |(sent, _)| sent)
}

fn styles(operation: &Value) -> Vec<ParameterStyle> {
    let styles = operation.get(STYLES).and_then(Value::as_object).into_iter().flatten();
    let style = |(key, style): (&String, &Value)| {
        let (location, name) = key.split_once('/')?;
        Some(ParameterStyle {
            location: location.to_owned(),
            name: name.to_owned(),
            argument: method_name(name),
            style: style.as_str()?.to_owned(),
        })
    };
    styles.filter_map(style).collect()
}

fn scalar(name: &str, schema: &Value) -> Option<Scalar> {
    let number = numbers::rules(schema);
    if !is_scalar(schema) {
        return None;
    }
    let text = |keyword: &str| schema.get(keyword).and_then(Value::as_str).map(str::to_owned);
    let format = text("format");
    // Bytes are a body, not a string.
    if format.as_deref() == Some("binary") {
        return None;
    }
    Some(Scalar {
        component: name.to_owned(),
        type_name: type_name(name),
        description: text("description"),
        min_length: schema.get("minLength").and_then(Value::as_u64),
        max_length: schema.get("maxLength").and_then(Value::as_u64),
        pattern: text("pattern").and_then(|pattern| pattern::compile(&pattern).ok()),
        secret: is_secret(schema),
        number,
        format: format.filter(|format| Format::from_name(format).is_some()),
    })
}

fn union(document: &Value, name: &str, schema: &Value, in_requests: bool) -> Option<Union> {
    let tag = tag_property(schema)?;
    let variants = schema.get("oneOf")?.as_array()?;
    Some(Union {
        type_name: type_name(name),
        tag: tag.to_owned(),
        variants: variants.iter().map(|schema| variant(document, tag, schema)).collect::<Option<_>>()?,
        in_requests,
    })
}

fn variant(document: &Value, tag: &str, schema: &Value) -> Option<Variant> {
    let properties = schema.get("properties")?.as_object()?;
    let [value] = properties.get(tag)?.get("enum")?.as_array()?.as_slice() else { return None };
    let required = schema.get("required")?.as_array()?;
    let is_nullable = |schema: &Value| schema["nullable"] == true && schema[NOT_NULL] != true;
    let nullable =
        properties.iter().filter(|(_, schema)| is_nullable(schema) || is_nullable(resolve(document, schema)));
    Some(Variant {
        tag: value.as_str()?.to_owned(),
        required: required.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        nullable: nullable.map(|(name, _)| name.clone()).collect(),
        lists: properties.iter().filter_map(|(name, schema)| Some((name.clone(), list_rules(schema)?))).collect(),
    })
}

/// The rules of a list that has some.
pub(crate) fn list_rules(schema: &Value) -> Option<ListRules> {
    let limit = |keyword: &str| schema.get(keyword).and_then(Value::as_u64);
    let rules = ListRules {
        least: limit("minItems").filter(|least| *least > 0),
        most: limit("maxItems"),
        unique: schema["uniqueItems"] == true,
    };
    (schema["type"] == "array" && rules != ListRules::default()).then_some(rules)
}
