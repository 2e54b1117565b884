//! The options of a command: one for each parameter and for each field of the body that has a form on the command line.

use std::collections::HashSet;

use openscaler_openapi::document::pointer;
use serde_json::Value;

use super::body_shape;
use super::words::{find_free, kebab};
use crate::api::{
    self, Api, Content, Field, Kind, Location, Object, Operation, Parameter, ScalarRules, Scheme, Security, Shape,
    Tagged,
};

/// The options that the program has for any API.
#[rustfmt::skip]
const OWN: &[&str] = &[
    "accept-changes", "allow-insecure-http", "batch", "body", "concurrency", "content-type", "dry-run", "files-from", "from",
    "help", "if-exists", "journal", "max-attempts", "max-failures", "output", "proxy", "proxy-file", "quiet",
    "repeat-unknown", "resolve-wait", "root-certificate", "timeout", "unset", "url", "verbose", "version",
];

/// The program's own options, which the API's give way to.
pub(super) fn reserved(security: &Security) -> Vec<String> {
    let credentials = security.schemes.iter().map(credential);
    let mut reserved: Vec<String> = OWN.iter().map(|&name| name.to_owned()).chain(credentials).collect();
    reserved.sort();
    reserved
}

/// The option that names the file of a credential.
pub(super) fn credential(scheme: &Scheme) -> String {
    let option = format!("{}-file", kebab(&scheme.setter));
    if OWN.contains(&&*option) { format!("credential-{option}") } else { option }
}

/// An option.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CommandOption {
    /// Its long name, without the dashes.
    pub(crate) name: String,
    /// What it sets.
    pub(crate) place: Place,
    /// How its text is read.
    pub(crate) kind: OptionKind,
    /// Whether it may be given more than once.
    pub(crate) is_list: bool,
    /// Whether it is required.
    pub(crate) required: bool,
    /// Whether `--unset` makes it null.
    pub(crate) nullable: bool,
    /// Markdown.
    pub(crate) help: Option<String>,
    /// The values that the document lists.
    pub(crate) values: Vec<String>,
    /// The server's default.
    pub(crate) default: Option<Value>,
}

/// What an option sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// A parameter: where it is sent, and its name on the wire.
    Parameter(Location, String),
    /// A field of the body, by its JSON pointer.
    Field(String),
}

/// How the text of an option is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OptionKind {
    /// As it is.
    Text,
    /// As a number.
    Number,
    /// As `true` or `false`; alone it is `true`.
    Boolean,
    /// As the names of files, whose contents are joined.
    Secret,
    /// As JSON.
    Json,
}

/// A variant of a body.
#[derive(Clone, Debug)]
pub(crate) struct Variant {
    /// Its command, below the operation's.
    pub(crate) word: String,
    /// The value of the tag.
    pub(crate) tag: Value,
    /// Markdown.
    pub(crate) help: Option<String>,
    /// The options of its fields.
    pub(crate) fields: Vec<CommandOption>,
}

pub(super) struct Options {
    pub(super) parameters: Vec<CommandOption>,
    pub(super) fields: Vec<CommandOption>,
    pub(super) variants: Vec<Variant>,
}

pub(super) fn make_options(api: &Api, operation: &Operation, reserved: &[String]) -> Options {
    let (mut fields, mut variants) = (Vec::new(), Vec::new());
    if let Some(Shape::Named(id)) = body_shape(operation).map(|shape| resolve(api, shape)) {
        match &api.types[id.0].kind {
            Kind::Object(object) => fields = make_fields(api, object, reserved),
            Kind::Tagged(tagged) => variants = make_variants(api, tagged, reserved),
            _ => {}
        }
    }
    let mut parameters = make_parameters(api, operation);
    let in_body = fields.iter().chain(variants.iter().flat_map(|variant| &variant.fields));
    let mut taken: HashSet<String> = in_body.map(|option| option.name.clone()).collect();
    for option in &mut parameters {
        let Place::Parameter(location, _) = &option.place else { continue };
        option.name = unreserved(&option.name, reserved);
        if !taken.insert(option.name.clone()) {
            option.name = free(&format!("{}-{}", location.name(), option.name), &mut taken);
        }
    }
    Options { parameters, fields, variants }
}

/// A variant for each tag.
fn make_variants(api: &Api, tagged: &Tagged, reserved: &[String]) -> Vec<Variant> {
    let mut words = HashSet::new();
    let tag_field = Place::Field(pointer::join("", &tagged.tag));
    let mut variants = Vec::new();
    for variant in &tagged.variants {
        for tag in &variant.tags {
            let (variant, object) = find_object(api, variant, tag);
            let mut fields = object.map(|object| make_fields(api, object, reserved)).unwrap_or_default();
            fields.retain(|option| option.place != tag_field);
            let word = free(&kebab(&text(tag)), &mut words);
            variants.push(Variant { word, tag: tag.clone(), help: variant.description.clone(), fields });
        }
    }
    variants
}

/// The innermost variant of a tag, and its fields: the content of a variant may be another union with the same tag.
fn find_object<'a>(api: &'a Api, mut variant: &'a api::Variant, tag: &Value) -> (&'a api::Variant, Option<&'a Object>) {
    // No union is in itself, but a loop without a bound would rely on that.
    for _ in &api.types {
        match &variant.content {
            Content::Object(object) => return (variant, Some(object)),
            Content::Named(id) => {
                let Kind::Tagged(inner) = &api.types[id.0].kind else { break };
                let Some(found) = inner.variants.iter().find(|inner| inner.tags.contains(tag)) else { break };
                variant = found;
            }
        }
    }
    (variant, None)
}

/// A tag or listed value as it is written on the command line.
fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn make_parameters(api: &Api, operation: &Operation) -> Vec<CommandOption> {
    let option = |parameter: &Parameter| {
        // What has no other form is JSON: no file holds parameters.
        let value = value_of(api, &parameter.shape).unwrap_or(OptionValue::JSON);
        CommandOption {
            name: kebab(&parameter.wire),
            place: Place::Parameter(parameter.location, parameter.wire.clone()),
            kind: value.kind,
            is_list: value.is_list,
            required: parameter.required,
            nullable: false,
            help: parameter.description.clone(),
            values: value.values,
            default: parameter.default.clone(),
        }
    };
    operation.parameters.iter().map(option).collect()
}

fn make_fields(api: &Api, object: &Object, reserved: &[String]) -> Vec<CommandOption> {
    let mut options = Vec::new();
    let mut taken = HashSet::new();
    for field in &object.fields {
        let at = pointer::join("", &field.wire);
        match nested(api, &field.shape) {
            // Deeper ones are too rare to be worth their names.
            Some(inner) => {
                for inner_field in &inner.fields {
                    let name = format!("{}.{}", kebab(&field.wire), kebab(&inner_field.wire));
                    let at = pointer::join(&at, &inner_field.wire);
                    let name = free(&unreserved(&name, reserved), &mut taken);
                    options.extend(make_field(api, inner_field, name, at, field.required));
                }
            }
            None => {
                let name = free(&unreserved(&kebab(&field.wire), reserved), &mut taken);
                options.extend(make_field(api, field, name, at, true));
            }
        }
    }
    options
}

fn make_field(api: &Api, field: &Field, name: String, at: String, is_parent_required: bool) -> Option<CommandOption> {
    let value = value_of(api, &field.shape)?;
    Some(CommandOption {
        name,
        place: Place::Field(at),
        kind: value.kind,
        is_list: value.is_list,
        required: field.required && is_parent_required,
        nullable: field.nullable,
        help: field.description.clone(),
        values: value.values,
        default: field.default.clone(),
    })
}

fn unreserved(name: &str, reserved: &[String]) -> String {
    if reserved.iter().any(|reserved| reserved == name) { format!("field-{name}") } else { name.to_owned() }
}

fn free(wanted: &str, taken: &mut HashSet<String>) -> String {
    find_free(wanted, |name| taken.insert(name.clone()))
}

/// The object of a field whose fields have options of their own.
fn nested<'a>(api: &'a Api, shape: &'a Shape) -> Option<&'a Object> {
    match resolve(api, shape) {
        Shape::Named(id) => match &api.types[id.0].kind {
            Kind::Object(object) if !object.fields.is_empty() => Some(object),
            _ => None,
        },
        _ => None,
    }
}

/// How a value is written as an option.
struct OptionValue {
    kind: OptionKind,
    is_list: bool,
    values: Vec<String>,
}

impl OptionValue {
    const JSON: Self = Self::new(OptionKind::Json);

    const fn new(kind: OptionKind) -> Self {
        Self { kind, is_list: false, values: Vec::new() }
    }
}

/// `None` if the value has no form on the command line.
fn value_of(api: &Api, shape: &Shape) -> Option<OptionValue> {
    let kind = match resolve(api, shape) {
        Shape::Text(_) => OptionKind::Text,
        Shape::Boolean => OptionKind::Boolean,
        Shape::Integer(_) | Shape::Number => OptionKind::Number,
        Shape::List(items, _) => {
            let items = value_of(api, items).filter(|items| !items.is_list)?;
            return Some(OptionValue { is_list: true, ..items });
        }
        Shape::Named(id) => match &api.types[id.0].kind {
            Kind::Scalar(scalar) => match scalar {
                ScalarRules::Text(rules) if rules.secret => OptionKind::Secret,
                ScalarRules::Text(_) => OptionKind::Text,
                ScalarRules::Number(_) => OptionKind::Number,
            },
            Kind::Enum(listed) if listed.values.iter().all(|value| value.value.is_string()) => {
                let values = listed.values.iter().map(|value| text(&value.value)).collect();
                return Some(OptionValue { values, ..OptionValue::new(OptionKind::Text) });
            }
            Kind::Enum(_) => OptionKind::Json,
            _ => return None,
        },
        Shape::Any | Shape::Map(_) | Shape::Nullable(_) => return None,
    };
    Some(OptionValue::new(kind))
}

/// The shape behind aliases and null.
pub(super) fn resolve<'a>(api: &'a Api, shape: &'a Shape) -> &'a Shape {
    match shape {
        Shape::Nullable(inner) => resolve(api, inner),
        Shape::Named(id) => match &api.types[id.0].kind {
            Kind::Alias(target) => resolve(api, target),
            _ => shape,
        },
        _ => shape,
    }
}
