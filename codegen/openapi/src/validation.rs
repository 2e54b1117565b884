//! Validates values against the document's schemas, as JSON Schema.
//!
//! OpenAPI 3.0's schemas are nearly JSON Schema: `nullable` and the boolean `exclusiveMinimum` are translated, and only
//! the `format`s that `openscaler-formats` knows are checked. What cannot be translated allows any value, so that no
//! example is rejected because of a schema that has a finding of its own.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

pub use jsonschema::error::ValidationErrorKind;
use jsonschema::{Draft, Registry};
pub use jsonschema::{ValidationError, Validator};
use openscaler_formats::Format;
use serde_json::{Map, Value, json};

use crate::context::{Context, Direction};
use crate::document::{Source, pointer};
use crate::schemas::{format_of, type_of};
use crate::structure::{Kind, Node};

/// The address under which the translated schemas refer to each other.
const ADDRESS: &str = "urn:document";

/// Values longer than this are not quoted.
const LONGEST_QUOTED: usize = 40;

/// More than so many names are counted.
const MOST_NAMED: usize = 5;

/// Keywords that mean the same in JSON Schema, and hold no schemas.
const SAME: [&str; 14] = [
    "type",
    "enum",
    "multipleOf",
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "exclusiveMinimum",
    "exclusiveMaximum",
];

/// A value that the document gives for a schema.
pub(crate) struct Given<'d> {
    pub(crate) pointer: String,
    pub(crate) value: &'d Value,
    pub(crate) schema: Node<'d>,
    /// Where it is sent; `None` for both, or where that is not known.
    pub(crate) direction: Option<Direction>,
}

/// Why a value does not match.
pub(crate) struct Mismatch {
    /// The part of the value that does not match.
    pub(crate) pointer: String,
    pub(crate) reason: String,
}

/// What does not match of each of the values given; an answer for each, in their order.
pub(crate) fn mismatches(context: &Context<'_>, given: &[Given<'_>]) -> Vec<Vec<Mismatch>> {
    let mut found: Vec<Vec<Mismatch>> = given.iter().map(|_| Vec::new()).collect();
    if given.is_empty() {
        return found;
    }
    let translation = Translation::new(context);
    for direction in [None, Some(Direction::Request), Some(Direction::Response)] {
        let of_direction = || given.iter().enumerate().filter(|(_, given)| given.direction == direction);
        if of_direction().next().is_none() {
            continue;
        }
        let translated = translation.document(direction, of_direction().map(|(_, given)| &given.schema));
        let Some(registry) = registry(&translated) else { continue };
        let mut validators: HashMap<&str, Option<Validator>> = HashMap::new();
        for (index, given) in of_direction() {
            let validator = validators
                .entry(&given.schema.pointer)
                .or_insert_with(|| validator(&registry, &translation.schema(&given.schema, direction)));
            let errors = validator.iter().flat_map(|validator| validator.iter_errors(given.value));
            found[index] = mismatches_of(&given.pointer, errors);
        }
    }
    found
}

/// What judges the values that requests hold of the schema at `pointer`.
///
/// It knows OpenAPI 3.0's dialect and the formats of `openscaler-formats`: a suite that holds the generated types
/// against the document asks it, and not them. `None` if there is no schema at the pointer, or none that can be judged.
#[must_use]
pub fn request_validator(source: &Source, pointer: &str) -> Option<Validator> {
    validator_at(source, pointer, Direction::Request)
}

/// What judges the values that answers hold of the schema at `pointer`, as [`request_validator`] does those of requests.
#[must_use]
pub fn response_validator(source: &Source, pointer: &str) -> Option<Validator> {
    validator_at(source, pointer, Direction::Response)
}

fn validator_at(source: &Source, pointer: &str, direction: Direction) -> Option<Validator> {
    let context = Context::new(source);
    let schema = context.at(pointer).filter(|node| node.kind == Kind::Schema)?;
    let translation = Translation::new(&context);
    let translated = translation.document(Some(direction), [schema]);
    validator(&registry(&translated)?, &translation.schema(schema, Some(direction)))
}

fn registry(translated: &Value) -> Option<Registry<'_>> {
    Registry::new().draft(Draft::Draft7).add(ADDRESS, translated).and_then(|registry| registry.prepare()).ok()
}

/// `None` for a schema that is no schema; other rules say so.
fn validator(registry: &Registry<'_>, schema: &Value) -> Option<Validator> {
    let options = jsonschema::options().with_draft(Draft::Draft7).with_registry(registry).should_validate_formats(true);
    let options = Format::ALL
        .iter()
        .fold(options, |options, format| options.with_format(format.name(), |text: &str| format.check(text).is_ok()));
    options.build(schema).ok()
}

/// One mismatch for each error, but one for all that a value lacks.
fn mismatches_of<'e>(pointer: &str, errors: impl Iterator<Item = ValidationError<'e>>) -> Vec<Mismatch> {
    let mut mismatches = Vec::new();
    let mut missing: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for error in errors {
        match error.kind() {
            ValidationErrorKind::Required { property } => {
                let name = property.as_str().unwrap_or_default();
                let at = format!("{pointer}{}", error.instance_path().as_str());
                missing.entry(at).or_default().push(format!("`{name}`"));
            }
            _ => mismatches.push(mismatch(pointer, &error)),
        }
    }
    mismatches.extend(missing.into_iter().map(|(pointer, names)| Mismatch { pointer, reason: lacks(&names) }));
    mismatches
}

fn lacks(names: &[String]) -> String {
    match names {
        [one] => format!("{one} is missing"),
        few if few.len() <= MOST_NAMED => format!("{} are missing", few.join(", ")),
        many => format!("{} and {} more are missing", many[..MOST_NAMED].join(", "), many.len() - MOST_NAMED),
    }
}

fn mismatch(pointer: &str, error: &ValidationError<'_>) -> Mismatch {
    let instance = error.instance().to_string();
    let is_short = instance.chars().count() <= LONGEST_QUOTED;
    let reason = match error.kind() {
        ValidationErrorKind::Format { format } => {
            let violation = Format::from_name(format).zip(error.instance().as_str());
            let violation = violation.and_then(|(format, text)| format.check(text).err());
            violation.map_or_else(|| error.to_string(), |violation| violation.to_string())
        }
        ValidationErrorKind::AdditionalProperties { unexpected } => {
            format!("`{}` is not among the properties", unexpected.join("`, `"))
        }
        _ if is_short => error.to_string().replace(&instance, &format!("`{instance}`")),
        _ => error.masked_with("it").to_string(),
    };
    Mismatch { pointer: format!("{pointer}{}", error.instance_path().as_str()), reason }
}

/// The document's schemas as JSON Schema.
struct Translation<'c, 'd> {
    context: &'c Context<'d>,
    /// The schemas that a reference may lead to, by pointer, with the number that stands for each.
    roots: HashMap<&'c str, usize>,
    /// Schemas that are made of themselves; to check against one would never end.
    cyclic: HashSet<String>,
    /// The names of properties that are not sent in a direction.
    unsent: HashMap<Option<Direction>, BTreeSet<String>>,
}

impl<'c, 'd> Translation<'c, 'd> {
    fn new(context: &'c Context<'d>) -> Translation<'c, 'd> {
        let roots = context.of(Kind::Schema).filter(|schema| pointer::parent(&schema.pointer) == "/components/schemas");
        let unsent = [
            (Some(Direction::Request), vec!["readOnly"]),
            (Some(Direction::Response), vec!["writeOnly"]),
            (None, vec!["readOnly", "writeOnly"]),
        ];
        Translation {
            context,
            roots: roots.enumerate().map(|(index, schema)| (schema.pointer.as_str(), index)).collect(),
            cyclic: context.cycles().iter().flatten().cloned().collect(),
            unsent: unsent.map(|(direction, marks)| (direction, marked_properties(context, &marks))).into(),
        }
    }

    /// All that a reference in one of the schemas leads to, however deep.
    fn document<'n>(&self, direction: Option<Direction>, schemas: impl IntoIterator<Item = &'n Node<'d>>) -> Value
    where
        'd: 'n,
    {
        let mut definitions = Map::new();
        let mut open: Vec<Node<'d>> = schemas.into_iter().cloned().collect();
        while let Some(node) = open.pop() {
            let target = node.reference().and_then(pointer::local);
            if let Some((pointer, index)) = target.and_then(|target| self.roots.get_key_value(target.as_str()))
                && !definitions.contains_key(&index.to_string())
                && let Some(root) = self.context.at(pointer)
            {
                definitions.insert(index.to_string(), self.schema(root, direction));
                open.push(root.clone());
            }
            open.extend(node.children());
        }
        json!({ "definitions": definitions })
    }

    /// One schema; those below it are part of it, and those referred to are referred to.
    fn schema(&self, schema: &Node<'_>, direction: Option<Direction>) -> Value {
        if schema.reference().is_some() {
            return self.reference(schema);
        }
        let Some(keywords) = schema.value.as_object() else { return json!({}) };
        let mut translated = Map::new();
        for keyword in SAME {
            if let Some(value) = keywords.get(keyword) {
                translated.insert(keyword.to_owned(), value.clone());
            }
        }
        exclusive_bounds(&mut translated);
        integer_bounds(schema, &mut translated);
        self.add_text_rules(schema, &mut translated);
        self.add_required(schema, direction, &mut translated);
        self.add_schemas(schema, direction, &mut translated);
        if schema.get("nullable") == Some(&Value::Bool(true)) {
            nullable(translated)
        } else {
            Value::Object(translated)
        }
    }

    fn reference(&self, schema: &Node<'_>) -> Value {
        let target = schema.reference().and_then(pointer::local).unwrap_or_default();
        match self.roots.get(target.as_str()) {
            Some(index) if !self.cyclic.contains(&target) => {
                json!({ "$ref": format!("{ADDRESS}#/definitions/{index}") })
            }
            _ => json!({}),
        }
    }

    fn add_text_rules(&self, schema: &Node<'_>, translated: &mut Map<String, Value>) {
        if let Some(format) = format_of(schema).filter(|format| Format::from_name(format).is_some()) {
            translated.insert("format".to_owned(), json!(format));
        }
        let pattern = schema.get("pattern").and_then(Value::as_str);
        if let Some(pattern) = pattern.filter(|pattern| crate::pattern::is_valid(pattern).is_ok()) {
            translated.insert("pattern".to_owned(), json!(pattern));
        }
    }

    /// `required` does not count for a property that the other side sets.
    fn add_required(&self, schema: &Node<'_>, direction: Option<Direction>, translated: &mut Map<String, Value>) {
        let Some(required) = schema.get("required").and_then(Value::as_array) else { return };
        let unsent = &self.unsent[&direction];
        let is_sent = |name: &&Value| name.as_str().is_none_or(|name| !unsent.contains(name));
        translated.insert("required".to_owned(), required.iter().filter(is_sent).cloned().collect());
    }

    fn add_schemas(&self, schema: &Node<'_>, direction: Option<Direction>, translated: &mut Map<String, Value>) {
        let list = |keyword| -> Vec<Value> {
            schema.children_of(keyword).iter().map(|member| self.schema(member, direction)).collect()
        };
        let properties = schema.children_of("properties");
        if !properties.is_empty() {
            let property = |property: &Node<'_>| (pointer::last(&property.pointer), self.schema(property, direction));
            translated.insert("properties".to_owned(), properties.iter().map(property).collect());
        }
        for keyword in ["items", "additionalProperties", "not"] {
            if let Some(only) = list(keyword).pop() {
                translated.insert(keyword.to_owned(), only);
            }
        }
        if let Some(open @ Value::Bool(_)) = schema.get("additionalProperties") {
            translated.insert("additionalProperties".to_owned(), open.clone());
        }
        for keyword in ["allOf", "oneOf", "anyOf"] {
            let members = list(keyword);
            if members.is_empty() {
                continue;
            }
            match self.tagged(schema, keyword, &members) {
                // With a tag one variant is meant, and what is wrong is said of that one alone.
                Some(choices) => drop(translated.insert("allOf".to_owned(), choices)),
                None => drop(translated.insert(keyword.to_owned(), Value::Array(members))),
            }
        }
    }

    /// A union whose tag says which of its variants a value is to match.
    fn tagged(&self, schema: &Node<'_>, keyword: &str, members: &[Value]) -> Option<Value> {
        let discriminator = schema.get("discriminator").filter(|_| keyword != "allOf")?;
        let tag = discriminator.get("propertyName")?.as_str()?;
        let mapping: Vec<_> = discriminator.get("mapping")?.as_object()?.iter().collect();
        let written = schema.children_of(keyword);
        let mut choices = vec![json!({
            "required": [tag],
            "properties": { tag: { "enum": mapping.iter().map(|(value, _)| value).collect::<Vec<_>>() } },
        })];
        for (value, target) in mapping {
            let target = target.as_str()?;
            let index = written.iter().position(|member| member.reference() == Some(target))?;
            choices.push(json!({
                "if": { "required": [tag], "properties": { tag: { "const": value } } },
                "then": members.get(index)?,
            }));
        }
        // A union that is also an `allOf` is left as it is written.
        schema.get("allOf").is_none().then_some(Value::Array(choices))
    }
}

/// The names of the properties that carry one of the marks, anywhere in the document.
fn marked_properties(context: &Context<'_>, marks: &[&str]) -> BTreeSet<String> {
    let is_marked = |schema: &Node<'_>| {
        let resolved = context.resolve(schema);
        resolved.is_some_and(|schema| marks.iter().any(|mark| schema.get(mark) == Some(&Value::Bool(true))))
    };
    let properties =
        context.of(Kind::Schema).filter(|schema| pointer::parent(&schema.pointer).ends_with("/properties"));
    properties.filter(|schema| is_marked(schema)).map(|schema| pointer::last(&schema.pointer)).collect()
}

/// An integer's format bounds it where nothing else does.
fn integer_bounds(schema: &Node<'_>, keywords: &mut Map<String, Value>) {
    let (minimum, maximum) = match format_of(schema).filter(|_| type_of(schema) == Some("integer")) {
        Some("int32") => (json!(i32::MIN), json!(i32::MAX)),
        Some("int64") => (json!(i64::MIN), json!(i64::MAX)),
        _ => return,
    };
    for (bound, exclusive, limit) in
        [("minimum", "exclusiveMinimum", minimum), ("maximum", "exclusiveMaximum", maximum)]
    {
        if !keywords.contains_key(exclusive) {
            keywords.entry(bound).or_insert(limit);
        }
    }
}

/// `minimum: 1, exclusiveMinimum: true` is `exclusiveMinimum: 1`.
fn exclusive_bounds(keywords: &mut Map<String, Value>) {
    for (exclusive, bound) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
        let is_exclusive = keywords.shift_remove(exclusive) == Some(Value::Bool(true));
        if is_exclusive && let Some(limit) = keywords.shift_remove(bound) {
            keywords.insert(exclusive.to_owned(), limit);
        }
    }
}

/// What is said, or null: by the type where that is enough, so that a mismatch is named and not just the choice.
fn nullable(mut keywords: Map<String, Value>) -> Value {
    let has_parts = ["allOf", "oneOf", "anyOf", "not"].iter().any(|part| keywords.contains_key(*part));
    let Some(Value::String(name)) = keywords.get("type").filter(|_| !has_parts).cloned() else {
        return json!({ "anyOf": [{ "type": "null" }, keywords] });
    };
    keywords.insert("type".to_owned(), json!([name, "null"]));
    if let Some(Value::Array(values)) = keywords.get_mut("enum")
        && !values.contains(&Value::Null)
    {
        values.push(Value::Null);
    }
    Value::Object(keywords)
}
